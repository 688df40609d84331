import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {type ActorRefFrom, createActor} from 'xstate';
import type {ReaderPort} from '../../src/card/reader.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {type JoinOptions, joinKiosk} from '../../src/commands/kiosk/joinKiosk.ts';
import type {Recorder} from '../../src/journal/recorder.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {setTimer} from '../../src/keys/timer.ts';
import type {MachineEvent, UserEvent} from '../../src/machines/events.ts';
import type {KioskInput, kioskMachine} from '../../src/machines/kiosk.ts';
import type {ButtonName, ScreenName} from '../../src/machines/screen.ts';
import {deepestActor, type View, viewOf} from '../../src/machines/view.ts';
import {defaultSettings} from '../../src/settings/settings.ts';

/** A clock as XState takes one; the machines' timers run by it. */
interface MachineClock {
	setTimeout(run: () => void, milliseconds: number): unknown;
	clearTimeout(id: unknown): void;
}

export type HeadlessOptions = Pick<JoinOptions, 'pki' | 'window'> &
	Partial<Omit<JoinOptions, 'reader'>> & {
		readonly clock?: MachineClock;
		readonly recorder?: Recorder;
		/** Beyond what every kiosk here is told. */
		readonly input?: Partial<KioskInput>;
	};

/** The kiosk as it runs in a terminal, with its real devices and no screen. */
export interface HeadlessKiosk {
	/** What the devices reported as bugs. */
	readonly faults: readonly unknown[];
	/** The contexts of the kiosk and of the procedure in it, as text: for what must not be there. */
	contexts(): string;
	view(): View;
	/** Resolves when the view is as wanted; a view that never is ends at the test's own deadline. */
	until(isWanted: (view: View) => boolean): Promise<View>;
	untilScreen(...screens: readonly ScreenName[]): Promise<View>;
	presses(button: ButtonName): void;
	says(event: MachineEvent): void;
	/** A person's key that the kiosk itself takes: covers, the veil, being there. */
	tells(event: UserEvent): void;
	types(password: string): void;
	/** Ends it as a switched-off terminal does; its state folder stays. */
	stop(): Promise<void>;
}

/** A folder of this test, removed after it. */
export function stateFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'madoguchi-kiosk-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

/** A kiosk with a simulated reader of its own. */
export async function headlessKiosk(
	options: HeadlessOptions,
): Promise<HeadlessKiosk & {readonly reader: SimulatedReader}> {
	const reader = new SimulatedReader();
	return {...(await headlessKioskAt(reader, options)), reader};
}

/** A kiosk with any reader. */
export async function headlessKioskAt(reader: ReaderPort, options: HeadlessOptions): Promise<HeadlessKiosk> {
	const faults: unknown[] = [];
	const slot = new PasswordSlot();
	const {machine, leave} = await joinKiosk({
		slot,
		state: options.state ?? stateFolder(),
		settings: defaultSettings,
		now: () => new Date(),
		monotonicMs: () => performance.now(),
		setTimer,
		terminalFault: () => undefined,
		report: error => void faults.push(error),
		...options,
		reader,
	});
	const {clock, recorder, printer} = options;
	const input = {...(printer && {hasPrinter: true}), ...options.input};
	return {...serveHeadless({machine, slot, leave, clock, recorder, input}), faults};
}

/** Serves a machine with devices; ends with the test. */
export function serveHeadless({
	machine,
	slot,
	leave,
	clock,
	recorder,
	input,
}: {
	readonly machine: typeof kioskMachine;
	readonly slot: PasswordSlot;
	readonly leave: () => Promise<void>;
	readonly clock?: MachineClock | undefined;
	readonly recorder?: Recorder | undefined;
	readonly input?: Partial<KioskInput> | undefined;
}): Omit<HeadlessKiosk, 'faults'> {
	const kiosk = new Headless(machine, slot, clock, recorder, input);
	let left: Promise<void> | undefined;
	const stop = async () => {
		kiosk.actor.stop();
		left ??= leave();
		await left;
	};
	onTestFinished(stop);
	return {
		contexts: () => {
			const snapshot = kiosk.actor.getSnapshot();
			return JSON.stringify([snapshot.context, snapshot.children.procedure?.getSnapshot().context]);
		},
		view: () => viewOf(kiosk.actor.getSnapshot()),
		until: isWanted => kiosk.until(isWanted),
		untilScreen: (...screens) => kiosk.until(({screen}) => screens.includes(screen)),
		presses: button => kiosk.press(button),
		says: event => deepestActor(kiosk.actor).send(event),
		tells: event => kiosk.actor.send(event),
		types: password => {
			for (const character of password) slot.append(character.codePointAt(0) ?? 0);
		},
		stop,
	};
}

class Headless {
	readonly actor: ActorRefFrom<typeof kioskMachine>;
	readonly #waiting = new Set<(view: View) => void>();
	#isDue = false;
	#shown = '';

	constructor(
		machine: typeof kioskMachine,
		readonly slot: PasswordSlot,
		clock: MachineClock | undefined,
		recorder: Recorder | undefined,
		input: Partial<KioskInput> | undefined,
	) {
		this.actor = createActor(machine, {
			input: {language: 'ja', procedures: ['revocation', 'validity'], timeScale: 1, ...input},
			...(clock && {clock: clock as never}),
			inspect: event => {
				recorder?.inspect(event);
				if (event.type !== '@xstate.snapshot' || this.#isDue) return;
				this.#isDue = true;
				queueMicrotask(() => this.#draw());
			},
		});
		recorder?.watch(this.actor);
		this.actor.start();
	}

	until(isWanted: (view: View) => boolean): Promise<View> {
		return new Promise(resolve => {
			const look = (view: View) => {
				if (!isWanted(view)) return;
				this.#waiting.delete(look);
				resolve(view);
			};
			this.#waiting.add(look);
			look(viewOf(this.actor.getSnapshot()));
		});
	}

	press(button: ButtonName): void {
		const {buttons, path} = viewOf(this.actor.getSnapshot());
		if (!buttons.includes(button)) throw new Error(`no button ${button} at ${path}`);
		deepestActor(this.actor).send(
			button === 'ok' || button === 'cancel' || button === 'back'
				? {type: `user.${button}`}
				: {type: 'user.choose', choice: button},
		);
	}

	/** Stands for the frame that the renderer brings out, after which effects begin. */
	#draw(): void {
		this.#isDue = false;
		if (this.actor.getSnapshot().status !== 'active') return;
		const view = viewOf(this.actor.getSnapshot());
		const place = `${view.path} ${view.screen}`;
		if (place !== this.#shown) {
			this.#shown = place;
			deepestActor(this.actor).send({type: 'screen.shown', screen: view.screen});
		}
		for (const look of [...this.#waiting]) look(view);
	}
}
