import {type ActorRefFrom, type AnyMachineSnapshot, createActor, fromCallback} from 'xstate';
import type {Procedure} from '../../src/domain/procedure.ts';
import {defaultDocumentRules} from '../../src/domain/reset.ts';
import {staffMethods} from '../../src/domain/staff.ts';
import {
	type AssistedResetInput,
	assistedResetChild,
	type ResetEnding,
} from '../../src/machines/assistedReset.ts';
import {certificateViewerChild} from '../../src/machines/certificateViewer.ts';
import {type KioskInput, kioskMachine} from '../../src/machines/kiosk.ts';
import {loginChild} from '../../src/machines/login.ts';
import {newPasswordMachine} from '../../src/machines/newPassword.ts';
import {passwordChangeChild} from '../../src/machines/passwordChange.ts';
import {signedRequestChild} from '../../src/machines/signedRequest.ts';
import {silent} from '../../src/machines/silent.ts';
import {staffDeskChild} from '../../src/machines/staffDesk.ts';
import {staffSignInChild} from '../../src/machines/staffSignIn.ts';
import {type MachineFacts, readFacts} from './facts.ts';
import {
	type DeviceName,
	type Hearer,
	loginDevices,
	newPasswordDevices,
	passwordChangeDevices,
	procedureDevices,
	resetDevices,
	type Stimulus,
	staffDeskDevices,
	staffSignInDevices,
	viewerDevices,
} from './stimulus.ts';

/** What the machines did to the world. */
export type Effect =
	| `called ${DeviceName}`
	| `left ${DeviceName}`
	/** The visit is forgotten with all that it led to (`endVisit`); a reset goes on without its visit. */
	| 'forgot'
	| 'visitEnded'
	/** The vault alone is emptied. */
	| 'emptied'
	/** A reset's end is told to the audit, or it is left without one (`forgetEverything`). */
	| `ended ${ResetEnding['result'] | 'left'}`
	/** A sign-out is told to the audit. */
	| 'signedOut';

/** Where a stimulus led, by the number of the state. */
export interface MachineStep {
	readonly to: number;
	readonly effects: readonly Effect[];
}

/** The machines in one: statecharts with silent devices. A test may bend them. */
export interface Machines {
	readonly login: typeof loginChild;
	readonly signedRequest: typeof signedRequestChild;
	readonly newPassword: typeof newPasswordMachine;
	readonly passwordChange: typeof passwordChangeChild;
	readonly certificateViewer: typeof certificateViewerChild;
	readonly staffSignIn: typeof staffSignInChild;
	readonly staffDesk: typeof staffDeskChild;
	readonly assistedReset: typeof assistedResetChild;
	readonly kiosk: typeof kioskMachine;
}

export const productMachines: Machines = {
	login: loginChild,
	signedRequest: signedRequestChild,
	newPassword: newPasswordMachine,
	passwordChange: passwordChangeChild,
	certificateViewer: certificateViewerChild,
	staffSignIn: staffSignInChild,
	staffDesk: staffDeskChild,
	assistedReset: assistedResetChild,
	kiosk: kioskMachine,
};

/** Never goes off by itself: the explorer says which deadline passes, and when. */
const standingClock = {setTimeout: () => 0, clearTimeout: () => undefined};

/**
 * The states of the kiosk with its children, as real actors reach them. Each state is kept as a persisted snapshot and
 * woken for each new stimulus (four times faster than walking its path again); the same stimulus is never run twice.
 *
 * States are one when they differ in nothing that a guard, a result screen or an invariant reads: language, help, the
 * veil while nobody is on duty, the call for a card left in, the lock sign's certificate, the last fault found while idle and the seconds of a countdown are left out, and
 * the person here uses none of their keys.
 */
export class MachineSpace {
	readonly facts: MachineFacts[] = [];
	/** The machines with devices that say nothing, and how they are set up. */
	readonly machine: typeof kioskMachine;
	readonly input: {
		readonly language: 'ja';
		readonly procedures: readonly Procedure[];
		readonly timeScale: 1;
		readonly staff: NonNullable<KioskInput['staff']>;
		readonly resets: AssistedResetInput;
	};
	readonly #numbers = new Map<string, number>();
	readonly #snapshots: unknown[] = [];
	readonly #steps: Array<Map<Stimulus, MachineStep>> = [];
	#effects: Effect[] = [];

	constructor(machines: Machines = productMachines, procedures: readonly Procedure[] = ['revocation']) {
		this.machine = this.#observed(machines);
		this.input = {
			language: 'ja',
			procedures,
			timeScale: 1,
			// The seconds of a duty pass as one, and differ in nothing but their number: few do.
			staff: {methods: staffMethods, signOutSeconds: 3},
			resets: {canUnblock: true, documentRules: defaultDocumentRules},
		};
		const kiosk = createActor(this.machine, {clock: standingClock as never, input: this.input}).start();
		this.#numberOf(kiosk);
		kiosk.stop();
	}

	/** The state in which a kiosk starts. */
	readonly start = 0;

	get size(): number {
		return this.facts.length;
	}

	/** Lets the machines in state `from` hear something. */
	step(from: number, stimulus: Stimulus): MachineStep {
		let step = this.#steps[from]?.get(stimulus);
		if (!step) {
			step = this.#run(from, stimulus);
			this.#steps[from]?.set(stimulus, step);
		}
		return step;
	}

	#run(from: number, {to, event, times}: Stimulus): MachineStep {
		const kiosk = createActor(this.machine, {
			clock: standingClock as never,
			input: this.input,
			snapshot: this.#snapshots[from] as never,
		}).start();
		// Waking a snapshot calls its devices once more.
		this.#effects = [];
		for (let nth = 0; nth < times; nth++) actorOf(kiosk, to)?.send(event);
		const effects = this.#effects;
		const step = {to: this.#numberOf(kiosk), effects};
		this.#effects = [];
		kiosk.stop();
		return step;
	}

	#numberOf(kiosk: ActorRefFrom<typeof kioskMachine>): number {
		const snapshot = kiosk.getSnapshot();
		if (snapshot.status !== 'active') throw new Error('the kiosk ended');
		const facts = readFacts(snapshot);
		const known = this.#numbers.get(facts.key);
		if (known !== undefined) return known;
		const number = this.facts.length;
		this.#numbers.set(facts.key, number);
		this.facts.push(facts);
		this.#snapshots.push(kiosk.getPersistedSnapshot());
		this.#steps.push(new Map());
		return number;
	}

	#observed(machines: Machines): typeof kioskMachine {
		const device = (name: DeviceName) =>
			fromCallback(() => {
				this.#effects.push(`called ${name}`);
				return () => this.#effects.push(`left ${name}`);
			});
		const devices = (names: readonly DeviceName[]) =>
			Object.fromEntries(names.map(name => [name, device(name)]));
		const forgot = () => void this.#effects.push('forgot');
		const {login, signedRequest, newPassword, passwordChange, certificateViewer, kiosk} = machines;
		const {staffSignIn, staffDesk, assistedReset} = machines;
		// As commands/kiosk/devices.ts provides them, the way by which a procedure speaks to its parent included.
		const heldLogin = login.provide({actors: devices(loginDevices) as never});
		const heldRequest = signedRequest.provide({
			actors: {...devices(procedureDevices), login: heldLogin} as never,
			actions: {endVisit: forgot},
		});
		const heldNewPassword = newPassword.provide({actors: devices(newPasswordDevices) as never});
		const heldChange = passwordChange.provide({
			actors: {...devices(passwordChangeDevices), newPassword: heldNewPassword} as never,
			actions: {endVisit: forgot, emptyVault: () => void this.#effects.push('emptied')},
		});
		const heldViewer = certificateViewer.provide({
			actors: {...devices(viewerDevices), login: heldLogin} as never,
			actions: {endVisit: forgot},
		});
		const heldSignIn = staffSignIn.provide({actors: devices(staffSignInDevices) as never});
		const heldDesk = staffDesk.provide({
			actors: {...devices(staffDeskDevices), staffSignIn: heldSignIn} as never,
		});
		const heldReset = assistedReset.provide({
			actors: {
				...devices(resetDevices),
				countDown: silent(),
				newPassword: heldNewPassword,
				staffSignIn: heldSignIn,
			} as never,
			actions: {
				endVisit: () => void this.#effects.push('visitEnded'),
				emptyVault: () => void this.#effects.push('emptied'),
				noteEnd: (_, {result}) => void this.#effects.push(`ended ${result}`),
			},
		});
		return kiosk.provide({
			actors: {
				signedRequest: heldRequest,
				passwordChange: heldChange,
				certificateViewer: heldViewer,
				staffDesk: heldDesk,
				assistedReset: heldReset,
			},
			actions: {
				forgetEverything: () => void this.#effects.push('ended left', 'forgot'),
				noteSignOut: () => void this.#effects.push('signedOut'),
			},
		});
	}
}

/** The running actor of this name, if there is one. */
export function actorOf(
	kiosk: ActorRefFrom<typeof kioskMachine>,
	to: Hearer,
): {send(event: Stimulus['event']): void; getSnapshot(): AnyMachineSnapshot} | undefined {
	if (to === 'kiosk') return kiosk as never;
	const procedure = kiosk.getSnapshot().children.procedure;
	if (to === 'procedure' || !procedure) return procedure as never;
	return (procedure.getSnapshot().children as Record<string, unknown>)[to] as never;
}
