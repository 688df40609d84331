import {createHash} from 'node:crypto';
import type {ActorRefFrom, InspectionEvent} from 'xstate';
import type {MachineEvent} from '../machines/events.ts';
import type {kioskMachine} from '../machines/kiosk.ts';
import {type View, viewOf} from '../machines/view.ts';
import {type Entry, type MachineId, recorded} from './format.ts';
import {redactEvent, redactView} from './redact.ts';

/**
 * Writes down what the machines hear from outside: people, screens, devices, never what they tell one another,
 * which a replay brings about by itself.
 */
export class Recorder {
	readonly #write: (entry: Entry) => void;
	readonly #now: () => number;
	readonly #start: number;
	#pending: {readonly at: number; readonly to: MachineId; readonly event: MachineEvent} | undefined;
	#kiosk: ActorRefFrom<typeof kioskMachine> | undefined;
	#procedures = 0;

	/** @param now monotonic milliseconds */
	constructor(write: (entry: Entry) => void, now: () => number) {
		this.#write = write;
		this.#now = now;
		this.#start = now();
	}

	/** Hand it to `createActor` as `inspect`; then tell the recorder whom it listens to by `watch`. */
	readonly inspect = (inspected: InspectionEvent): void => {
		if (inspected.type !== '@xstate.event') return;
		const {event, actorRef, sourceRef} = inspected;
		const to = machineIdOf(actorRef);
		if (!to || !recorded.has(event.type) || (sourceRef && machineIdOf(sourceRef))) return;
		this.flush();
		if (event.type === 'user.choose') this.#procedures++;
		this.#pending = {
			at: Math.round(this.#now() - this.#start),
			to,
			event: redactEvent(event as MachineEvent, this.#procedures),
		};
		queueMicrotask(() => this.flush());
	};

	watch(kiosk: ActorRefFrom<typeof kioskMachine>): void {
		this.#kiosk = kiosk;
	}

	/** Completes the last entry with the state it led to. */
	flush(): void {
		if (!this.#pending || !this.#kiosk) return;
		const view = viewOf(this.#kiosk.getSnapshot());
		const entry = {...this.#pending, path: view.path, view: digestOf(view, this.#procedures)};
		this.#pending = undefined;
		this.#write(entry);
	}
}

/** What a view is compared by: never personal data, never a password field's contents. */
export function digestOf(view: View, nth: number): string {
	return createHash('sha256')
		.update(JSON.stringify(redactView(view, nth)))
		.digest('hex')
		.slice(0, 16);
}

function machineIdOf(actor: unknown): MachineId | undefined {
	const {id, logic} = actor as {readonly id?: string; readonly logic?: unknown};
	const isMachine = typeof logic === 'object' && logic !== null && 'root' in logic;
	if (!isMachine) return undefined;
	if (id === 'procedure' || id === 'login') return id;
	return 'kiosk';
}
