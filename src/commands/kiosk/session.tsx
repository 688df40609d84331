import {type Instance, render} from 'ink';
import {type ActorRefFrom, createActor, type InspectionEvent} from 'xstate';
import type {Header} from '../../journal/format.ts';
import type {Recorder} from '../../journal/recorder.ts';
import {openKeyboard} from '../../keys/input.ts';
import type {Key} from '../../keys/key.ts';
import {writerTo} from '../../keys/output.ts';
import {Reveal} from '../../keys/reveal.ts';
import type {PasswordSlot} from '../../keys/slot.ts';
import {setTimer} from '../../keys/timer.ts';
import type {UserEvent} from '../../machines/events.ts';
import type {kioskMachine} from '../../machines/kiosk.ts';
import {deepestActor, type View, viewOf} from '../../machines/view.ts';
import {App} from '../../screens/App.tsx';
import {type Controls, controlsFor, followView, press} from '../../screens/controls.ts';
import {fieldPosition, isReadToEnd, type Layout, layoutOf} from '../../screens/layout.ts';
import type {Size} from '../../screens/size.ts';
import {wordsIn} from '../../words/index.ts';
import {SetUpError} from '../command.ts';
import {isUtf8} from './charset.ts';
import type {DemoPanel} from './demoPanel.ts';

export interface SessionParts {
	/** With real devices behind every placeholder. */
	readonly machine: typeof kioskMachine;
	readonly input: Header['input'];
	readonly slot: PasswordSlot;
	/** Every screen carries the band 試験用 (threats T-14). */
	readonly isTrial: boolean;
	readonly mayReveal: boolean;
	readonly recorder: Recorder;
	/** The simulated reader's panel, in the demo only. */
	readonly panel: DemoPanel | undefined;
	/** Told the size at the start and at each change. */
	readonly onSize: (size: Size) => void;
}

/** The sign that stands for one character of a password; the screens draw the same one. */
const mark = '*';
/** Keys tell that somebody is there no oftener than this, so that a journal tells no password's length. */
const activityMs = 5000;

/** Runs the kiosk in this terminal until the terminal goes, or a demo is left. Answers with the exit code. */
export async function runSession(parts: SessionParts): Promise<number> {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new SetUpError('the kiosk needs a terminal: start it in one');
	}
	const session = new Session(parts);
	return session.run();
}

class Session {
	readonly #parts: SessionParts;
	readonly #kiosk: ActorRefFrom<typeof kioskMachine>;
	readonly #reveal: Reveal;
	readonly #ended = Promise.withResolvers<number>();
	#ink: Instance | undefined;
	#size: Size = sizeOf(process.stdout);
	#view: View;
	#controls: Controls;
	#layout: Layout;
	#isDue = false;
	#isFlushing = false;
	#shown = '';
	#lastActivity = Number.NEGATIVE_INFINITY;

	constructor(parts: SessionParts) {
		this.#parts = parts;
		this.#kiosk = createActor(parts.machine, {input: parts.input, inspect: this.#inspect});
		parts.recorder.watch(this.#kiosk);
		this.#reveal = new Reveal({
			slot: parts.slot,
			write: writerTo(1),
			setTimer,
			isAllowed: parts.mayReveal,
			mark,
		});
		this.#view = viewOf(this.#kiosk.getSnapshot());
		this.#controls = controlsFor(this.#view);
		this.#layout = layoutOf(this.#view, this.#size, parts.isTrial);
	}

	async run(): Promise<number> {
		const {slot, panel, onSize} = this.#parts;
		onSize(this.#size);
		// Before the first frame: until then the terminal echoes what is typed ahead.
		const keyboard = openKeyboard({
			fd: 0,
			slot,
			write: writerTo(1),
			setTimer,
			onKey: key => this.#hear(key),
			onGone: () => this.#ended.resolve(1),
			isPasswordField: () =>
				this.#view.field === 'password' &&
				this.#view.cover === undefined &&
				this.#controls.focus === undefined &&
				!panel?.isOpen,
		});
		const resized = () => {
			this.#size = sizeOf(process.stdout);
			onSize(this.#size);
			this.#reveal.hide();
			this.#draw();
		};
		const ended = () => this.#ended.resolve(0);
		process.stdout.on('resize', resized);
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, ended);
		const unsubscribe = slot.subscribe(() => this.#draw());
		try {
			if (!isUtf8(process.env)) {
				// Nothing of ours can be drawn: say so in ASCII, and wait until the terminal is set right.
				process.stdout.write(`${wordsIn('en').frame.noUtf8}\r\n`);
				return await this.#ended.promise;
			}
			this.#ink = render(this.#app(), {
				alternateScreen: true,
				exitOnCtrlC: false,
				patchConsole: false,
				maxFps: 60,
				incrementalRendering: true,
				interactive: true,
			});
			this.#kiosk.start();
			this.#refresh();
			return await this.#ended.promise;
		} finally {
			unsubscribe();
			process.stdout.off('resize', resized);
			this.#reveal.hide();
			slot.empty();
			this.#kiosk.stop();
			this.#parts.recorder.flush();
			this.#ink?.unmount();
			await this.#ink?.waitUntilExit();
			keyboard.close();
		}
	}

	readonly #inspect = (event: InspectionEvent) => {
		this.#parts.recorder.inspect(event);
		if (event.type === '@xstate.snapshot' && !this.#isDue) {
			// Many actors change in one turn: draw once, when it is over.
			this.#isDue = true;
			queueMicrotask(() => {
				this.#isDue = false;
				this.#refresh();
			});
		}
	};

	#hear(key: Key): void {
		this.#reveal.hide();
		this.#tellActivity();
		if (key.name === 'typed' || key.name === 'other') return;
		const {panel} = this.#parts;
		// What a pulled card leads to is heard before the next frame, as it is with a real reader.
		if (panel?.press(key.name) === 'taken') setImmediate(() => this.#refresh());
		else if (panel && key.name === 'f12') this.#ended.resolve(0);
		else if (key.name === 'f4') this.#showPassword();
		else if (!this.#layout.isTooSmall) this.#press(key);
	}

	#press(key: Key): void {
		const {state, event} = press(key, this.#view, this.#controls, this.#layout);
		this.#controls = state;
		if (event) this.#say(event);
		this.#refresh();
	}

	#say(event: UserEvent): void {
		switch (event.type) {
			case 'user.ok':
			case 'user.cancel':
			case 'user.back':
			case 'user.choose':
				deepestActor(this.#kiosk).send(event);
				break;
			default:
				this.#kiosk.send(event);
		}
	}

	#tellActivity(): void {
		const now = performance.now();
		const isWarned = this.#view.cover === 'idleWarning';
		if (isWarned || now - this.#lastActivity < activityMs) return;
		this.#lastActivity = now;
		this.#kiosk.send({type: 'user.active'});
	}

	#showPassword(): void {
		const at = this.#view.field && fieldPosition(this.#view, this.#size, this.#parts.isTrial);
		if (at && this.#view.cover === undefined) this.#reveal.show({x: at.column, y: at.row});
	}

	/** Takes the machines' present state, draws it, and tells them when it is out. */
	#refresh(): void {
		this.#view = viewOf(this.#kiosk.getSnapshot());
		this.#controls = followView(this.#view, this.#controls);
		this.#layout = layoutOf(this.#view, this.#size, this.#parts.isTrial);
		this.#draw();
		void this.#tellShown();
	}

	#draw(): void {
		this.#layout = layoutOf(this.#view, this.#size, this.#parts.isTrial);
		this.#ink?.rerender(this.#app());
	}

	async #tellShown(): Promise<void> {
		if (this.#isFlushing || !this.#ink) return;
		this.#isFlushing = true;
		try {
			while (this.#place() !== this.#shown) {
				const place = this.#place();
				const {screen} = this.#view;
				await this.#ink.waitUntilRenderFlush();
				if (this.#place() !== place) continue;
				this.#shown = place;
				deepestActor(this.#kiosk).send({type: 'screen.shown', screen});
			}
		} finally {
			this.#isFlushing = false;
		}
		const {screen, isRead} = this.#view;
		if (screen === 'confirmImport' && !isRead && isReadToEnd(this.#controls.scroll, this.#layout)) {
			deepestActor(this.#kiosk).send({type: 'screen.readToEnd'});
		}
	}

	#place(): string {
		return `${this.#view.path} ${this.#view.screen}`;
	}

	#app() {
		const {isTrial, mayReveal, panel, slot} = this.#parts;
		return (
			<App
				view={this.#view}
				size={this.#size}
				focus={this.#controls.focus}
				scroll={this.#controls.scroll}
				typedCount={slot.count}
				canReveal={mayReveal}
				trial={isTrial}
				simulator={panel?.view(this.#view.language)}
				hasSimulator={panel !== undefined}
			/>
		);
	}
}

function sizeOf({columns, rows}: {readonly columns: number; readonly rows: number}): Size {
	return {columns, rows};
}
