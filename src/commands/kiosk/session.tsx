import {type Instance, render} from 'ink';
import {type ActorRefFrom, createActor, type InspectionEvent} from 'xstate';
import type {SiteIdentity} from '../../domain/site.ts';
import {visibleText} from '../../domain/text.ts';
import type {Recorder} from '../../journal/recorder.ts';
import type {RunningClock} from '../../journal/runningClock.ts';
import {openKeyboard} from '../../keys/input.ts';
import type {Key} from '../../keys/key.ts';
import {writerTo} from '../../keys/output.ts';
import {Reveal} from '../../keys/reveal.ts';
import {PasswordSlot} from '../../keys/slot.ts';
import {setTimer} from '../../keys/timer.ts';
import type {UserEvent} from '../../machines/events.ts';
import {type KioskInput, kioskMachine} from '../../machines/kiosk.ts';
import {resumptionOf} from '../../machines/resumption.ts';
import {deepestActor, troubledView, type View, viewOf} from '../../machines/view.ts';
import {App} from '../../screens/App.tsx';
import {type Controls, controlsFor, followView, press} from '../../screens/controls.ts';
import {fieldPosition, isReadToEnd, type Layout, layoutOf} from '../../screens/layout.ts';
import {isRevealable} from '../../screens/paint.ts';
import type {Size} from '../../screens/size.ts';
import {wordsIn} from '../../words/index.ts';
import {isSetUpProblem, SetUpError} from '../command.ts';
import {Activity} from './activity.ts';
import {isUtf8} from './charset.ts';
import type {DemoPanel} from './demoPanel.ts';
import type {Inspector} from './inspector.ts';
import type {Life} from './life/forService.ts';
import type {LifeSign} from './life/lifeSign.ts';
import type {Served} from './served.ts';

export interface SessionOptions {
	/** What the first frame is drawn with, before anything is opened. */
	readonly first: Pick<KioskInput, 'language' | 'procedures' | 'resumes'> & {readonly isTrial: boolean};
	/** What the program before knew of its window, when there is somebody to go on with. */
	readonly identity?: SiteIdentity | undefined;
	/** Told the size at the start and at each change. */
	readonly onSize: (size: Size) => void;
	/** Tells a service manager that screen and machines live; nobody if not given. */
	readonly life?: Life | undefined;
	/** Whether the session ends after each person who was served, or whose card left, so that all memory can be made new. */
	readonly isRenewable: boolean;
	/** Opens the rest, once the first frame is out; may throw SetUpError. */
	/** `restart` begins anew: it ends the session, or prepares it once more. */
	readonly prepare: (slot: PasswordSlot, restart: () => void) => Promise<SessionParts>;
	/** Nobody starts the program again when it ends: a restart happens within it. */
	readonly restartsInPlace: boolean;
}

export interface SessionParts {
	/** With real devices behind every placeholder. */
	readonly machine: typeof kioskMachine;
	readonly input: KioskInput;
	/** Every screen carries the band 試験用 (threats T-14). */
	readonly isTrial: boolean;
	readonly mayReveal: boolean;
	/** Whether a card that is left in is called for by the terminal's bell. */
	readonly hasTone: boolean;
	/** The machines' time, by which a journal is stamped. */
	readonly clock: RunningClock;
	readonly recorder: Recorder;
	/** In development only. */
	readonly inspector: Inspector | undefined;
	/** The simulated reader's panel, in the demo only. */
	readonly panel: DemoPanel | undefined;
}

/** The sign that stands for one character of a password; the screens draw the same one. */
const mark = '*';

/** BEL of ECMA-48. */
const bell = Uint8Array.of(0x07);

/** ECMA-48, CUP. */
const cursorHome = '\x1b[H';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit code; or that all memory can be made new: the terminal is left as it is, showing the last screen. */
export type SessionEnding = number | Served;

/** Runs the kiosk in this terminal until the terminal goes, a demo is left, or a person was served. */
export async function runSession(options: SessionOptions): Promise<SessionEnding> {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new SetUpError('the kiosk needs a terminal: start it in one');
	}
	return new Session(options).run();
}

class Session {
	readonly #options: SessionOptions;
	readonly #slot = new PasswordSlot();
	readonly #ended = Promise.withResolvers<SessionEnding>();
	#parts: SessionParts | undefined;
	#kiosk: ActorRefFrom<typeof kioskMachine>;
	#reveal: Reveal | undefined;
	#ink: Instance | undefined;
	#life: LifeSign | undefined;
	#hearWell: (() => void) | undefined;
	#size: Size = sizeOf(process.stdout);
	#view: View;
	#controls: Controls;
	#layout: Layout;
	/** Keys that came before there was a machine to hear them, or while a frame was on its way out. */
	readonly #waiting: Key[] = [];
	#isDue = false;
	#isFlushing = false;
	/** Why the kiosk could not be set up. */
	#trouble: string | undefined;
	#shown = '';
	#tones = 0;
	/** Somebody's data or password was here. */
	#hasServed = false;
	readonly #activity = new Activity({
		tell: () => this.#kiosk.send({type: 'user.active'}),
		nowMs: () => performance.now(),
		setTimer,
	});

	constructor(options: SessionOptions) {
		this.#options = options;
		const {isTrial: _, ...input} = options.first;
		// Never started: it only tells what a kiosk shows at first.
		this.#kiosk = createActor(kioskMachine, {input: {...input, timeScale: 1}});
		this.#view = viewOf(this.#kiosk.getSnapshot());
		this.#controls = controlsFor(this.#view);
		this.#layout = layoutOf(this.#view, this.#size, this.#isTrial);
	}

	async run(): Promise<SessionEnding> {
		const {onSize} = this.#options;
		onSize(this.#size);
		// Before the first frame: until then the terminal echoes what is typed ahead.
		const keyboard = openKeyboard({
			fd: 0,
			slot: this.#slot,
			write: writerTo(1),
			setTimer,
			onKey: key => this.#hear(key),
			onWell: () => this.#hearWell?.(),
			onGone: () => this.#ended.resolve(1),
			isPasswordField: () => this.#isPasswordField,
		});
		const resized = () => {
			this.#size = sizeOf(process.stdout);
			onSize(this.#size);
			this.#reveal?.hide();
			this.#refresh();
		};
		const ended = () => this.#ended.resolve(0);
		process.stdout.on('resize', resized);
		// Never `once`: Ink ends the process by the signal itself when it finds no other listener left.
		for (const signal of signals) process.on(signal, ended);
		const unsubscribe = this.#slot.subscribe(() => this.#draw());
		let ending: SessionEnding = 1;
		try {
			if (!isUtf8(process.env)) {
				// Nothing of ours can be drawn: say so in ASCII, and wait until the terminal is set right.
				process.stdout.write(`${wordsIn('en').frame.noUtf8}\r\n`);
				ending = await this.#ended.promise;
				return ending;
			}
			this.#ink = render(this.#app(), {
				alternateScreen: true,
				exitOnCtrlC: false,
				patchConsole: false,
				maxFps: 60,
				incrementalRendering: true,
				interactive: true,
			});
			await this.#ink.waitUntilRenderFlush();
			await this.#prepareInTheEnd();
			ending = await this.#ended.promise;
			return ending;
		} finally {
			this.#life?.end(typeof ending === 'number' ? undefined : 'renewal');
			unsubscribe();
			process.stdout.off('resize', resized);
			this.#leave();
			// Who goes on in this terminal draws over the first frame's place.
			if (typeof ending !== 'number') process.stdout.write(cursorHome);
			else {
				this.#ink?.unmount();
				await this.#ink?.waitUntilExit();
				keyboard.close();
			}
			for (const signal of signals) process.off(signal, ended);
		}
	}

	/**
	 * What keeps a service from being set up is shown, and tried again: nobody stands by who would read an error and start it
	 * anew. In a person's own terminal it is theirs to read.
	 */
	async #prepareInTheEnd(): Promise<void> {
		const {life, prepare} = this.#options;
		const beginLife = () => (this.#life ??= life?.begin([() => this.#drawn(), () => this.#terminalIsWell()]));
		for (let isEnded = false; !isEnded; ) {
			try {
				const parts = await prepare(this.#slot, this.#restart);
				if (this.#trouble !== undefined) {
					life?.tellTrouble(undefined);
					this.#trouble = undefined;
					// Meant for a screen without a button.
					this.#waiting.length = 0;
				}
				this.#start(parts);
				beginLife();
				return;
			} catch (error) {
				if (!life || !isSetUpProblem(error)) throw error;
				this.#trouble = visibleText(error.message.split('\n')[0] ?? '');
				life.tellTrouble(this.#trouble);
				this.#refresh();
				beginLife();
				isEnded = await Promise.race([this.#ended.promise.then(() => true), aPause()]);
			}
		}
	}

	readonly #restart = () => {
		if (!this.#options.restartsInPlace) this.#ended.resolve(0);
		// In a turn of its own: the machine that asks is in the midst of a step.
		else queueMicrotask(() => void this.#startAgain());
	};

	async #startAgain(): Promise<void> {
		this.#leave();
		this.#parts = undefined;
		this.#shown = '';
		try {
			this.#start(await this.#options.prepare(this.#slot, this.#restart));
		} catch (error) {
			this.#ended.reject(error);
		}
	}

	/** Leaves nothing typed or shown, and the machine stopped. */
	#leave(): void {
		this.#reveal?.hide();
		this.#slot.empty();
		this.#activity.stop();
		this.#kiosk.stop();
	}

	#start(parts: SessionParts): void {
		this.#parts = parts;
		this.#kiosk = createActor(parts.machine, {
			input: parts.input,
			clock: parts.clock,
			inspect: this.#inspect,
		});
		parts.recorder.watch(this.#kiosk);
		this.#reveal = new Reveal({
			slot: this.#slot,
			write: writerTo(1),
			setTimer,
			isAllowed: parts.mayReveal,
			mark,
		});
		this.#kiosk.start();
		const {identity} = this.#options;
		if (identity) this.#kiosk.send({type: 'window.identified', identity});
		this.#refresh();
	}

	/** The machines run and what they show is out; never, when they broke. */
	async #drawn(): Promise<void> {
		if (this.#parts && this.#kiosk.getSnapshot().status !== 'active') return new Promise(() => {});
		await this.#ink?.waitUntilRenderFlush();
	}

	/** The terminal has read all that was drawn so far: it answers in its turn (ECMA-48, DSR). */
	#terminalIsWell(): Promise<void> {
		return new Promise(resolve => {
			this.#hearWell = resolve;
			process.stdout.write('\x1b[5n');
		});
	}

	get #isTrial(): boolean {
		return this.#parts?.isTrial ?? this.#options.first.isTrial;
	}

	get #isPasswordField(): boolean {
		return (
			this.#view.field !== undefined &&
			this.#view.cover === undefined &&
			this.#controls.focus === undefined &&
			!this.#parts?.panel?.isOpen
		);
	}

	readonly #inspect = (event: InspectionEvent) => {
		this.#parts?.recorder.inspect(event);
		this.#parts?.inspector?.inspect(event);
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
		this.#reveal?.hide();
		if (key.name === 'typed') this.#activity.typed();
		else if (key.name === 'other') this.#tellActivity();
		else {
			this.#waiting.push(key);
			this.#hearWaiting();
		}
	}

	/** A key answers the frame that is out: it is heard once the machines know which one that is. */
	#hearWaiting(): void {
		while (this.#parts && !this.#isFlushing) {
			const key = this.#waiting.shift();
			if (!key) return;
			this.#tellActivity();
			this.#act(key, this.#parts.panel);
		}
	}

	#act(key: Key, panel: DemoPanel | undefined): void {
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

	/** A key that answers the idle warning says so itself. */
	#tellActivity(): void {
		if (this.#view.cover !== 'idleWarning') this.#activity.pressed();
	}

	#showPassword(): void {
		const at = isRevealable(this.#view) && fieldPosition(this.#view, this.#size, this.#isTrial);
		if (at && this.#view.cover === undefined) this.#reveal?.show({x: at.column, y: at.row});
	}

	/** Takes the machines' present state, draws it, and tells them when it is out. */
	#refresh(): void {
		this.#view = viewOf(this.#kiosk.getSnapshot());
		if (this.#trouble !== undefined) this.#view = troubledView(this.#view, this.#trouble);
		// Somebody types whose keys were not told yet: the warning goes before it is drawn.
		if (this.#view.cover === 'idleWarning' && this.#activity.tellAtOnce()) {
			this.#view = viewOf(this.#kiosk.getSnapshot());
		}
		this.#controls = followView(this.#view, this.#controls);
		this.#layout = layoutOf(this.#view, this.#size, this.#isTrial);
		this.#draw();
		this.#ring();
		void this.#tellShown();
	}

	#draw(): void {
		this.#ink?.rerender(this.#app());
	}

	/** The bell changes no cell: it needs no frame of its own. */
	#ring(): void {
		const {tones} = this.#view;
		if (tones > this.#tones && this.#parts?.hasTone) {
			if (this.#options.life) this.#options.life.ring();
			else writerTo(1)(bell);
		}
		this.#tones = tones;
	}

	async #tellShown(): Promise<void> {
		if (this.#isFlushing || !this.#ink || !this.#parts) return;
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
		this.#tellRead();
		this.#hearWaiting();
		this.#endIfServed();
	}

	/** Once the idle screen is out again, or one that a new kiosk can go on with, the card is gone and no key waits. */
	#endIfServed(): void {
		const {path, isCardIn, cover, duty, identity} = this.#view;
		const resumes = resumptionOf(this.#view);
		if (path !== 'idle' && !resumes) this.#hasServed ||= this.#slot.count > 0 || isPersonal(this.#view);
		else if (this.#hasServed && !isCardIn && !duty && cover === undefined && this.#waiting.length === 0) {
			if (this.#options.isRenewable) this.#ended.resolve(resumes ? {resumes, identity} : {});
		}
	}

	#tellRead(): void {
		const {screen, isRead} = this.#view;
		if (screen === 'confirmImport' && !isRead && isReadToEnd(this.#controls.scroll, this.#layout)) {
			deepestActor(this.#kiosk).send({type: 'screen.readToEnd'});
		}
	}

	#place(): string {
		return `${this.#view.path} ${this.#view.screen}`;
	}

	#app() {
		const panel = this.#parts?.panel;
		return (
			<App
				view={this.#view}
				size={this.#size}
				focus={this.#controls.focus}
				scroll={this.#controls.scroll}
				typedCount={this.#slot.count}
				canReveal={this.#parts?.mayReveal ?? false}
				trial={this.#isTrial}
				panel={panel?.painter(this.#view.language)}
				hasSimulator={panel !== undefined}
				demoPassword={panel?.password}
			/>
		);
	}
}

/** Between two tries to set the kiosk up. */
function aPause(): Promise<false> {
	return new Promise(resolve => setTimer(() => resolve(false), 5000));
}

/** Whether the screen has to do with a person, or asks for a password. */
function isPersonal({application, applicantName, certificate, field}: View): boolean {
	return [application, applicantName, certificate, field].some(part => part !== undefined);
}

function sizeOf({columns, rows}: {readonly columns: number; readonly rows: number}): Size {
	return {columns, rows};
}
