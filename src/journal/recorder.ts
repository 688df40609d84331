import {createHash} from 'node:crypto';
import type {ActorRefFrom, InspectionEvent} from 'xstate';
import {isDialogue} from '../machines/children.ts';
import type {MachineEvent} from '../machines/events.ts';
import type {kioskMachine} from '../machines/kiosk.ts';
import {type View, viewOf} from '../machines/view.ts';
import type {Entry, MachineId} from './format.ts';
import {isRecorded, redactEvent, redactView} from './redact.ts';
import {StandingFacts} from './standingFacts.ts';

/** Where a recorder writes to. */
export interface JournalSink {
	write(entry: Entry): void;
	/** Nobody is served: a good moment to go on in another file, which begins with what the kiosk then knows. */
	rest(at: number, facts: readonly MachineEvent[]): 'same' | 'begun anew';
	/** Writes the ending of the run. */
	close(at: number): void;
}

export interface RecorderParts {
	readonly sink: JournalSink;
	/** The machines' own clock. */
	readonly clock: {stamp(): number};
}

type Heard = Pick<Entry, 'at' | 'to' | 'event'>;

/**
 * Writes down what the machines hear from outside: people, screens, devices, never what they tell one another,
 * which a replay brings about by itself.
 */
export class Recorder {
	readonly #parts: RecorderParts;
	readonly #facts = new StandingFacts();
	#heard: Heard | undefined;
	/** The document was read to its end: told with the key that it matters for (decision 0006). */
	#isReadHeldBack = false;
	#kiosk: ActorRefFrom<typeof kioskMachine> | undefined;
	#procedures = 0;
	#begunAt = 0;

	constructor(parts: RecorderParts) {
		this.#parts = parts;
	}

	/** Hand it to `createActor` as `inspect`; then tell the recorder whom it listens to by `watch`. */
	readonly inspect = (inspected: InspectionEvent): void => {
		if (inspected.type !== '@xstate.event') return;
		const {event, actorRef, sourceRef} = inspected;
		const to = machineIdOf(actorRef);
		if (!to || !isRecorded(event.type) || (sourceRef && machineIdOf(sourceRef))) return;
		this.flush();
		this.#hear({at: this.#now(), to, event: event as MachineEvent});
	};

	watch(kiosk: ActorRefFrom<typeof kioskMachine>): void {
		this.#kiosk = kiosk;
	}

	/** Completes the last entry with the state it led to. */
	flush(): void {
		if (!this.#heard || !this.#kiosk) return;
		const view = viewOf(this.#kiosk.getSnapshot());
		this.#parts.sink.write(entryOf(this.#heard, view, this.#procedures));
		const {at} = this.#heard;
		this.#heard = undefined;
		if (!isAtRest(view) || this.#parts.sink.rest(at, this.#facts.list()) === 'same') return;
		this.#begunAt += at;
		this.#procedures = 0;
	}

	/** Ends the journal; nothing is heard after it. */
	stop(): void {
		this.flush();
		this.#parts.sink.close(this.#now());
	}

	#now(): number {
		return this.#parts.clock.stamp() - this.#begunAt;
	}

	#hear(heard: Heard): void {
		switch (heard.event.type) {
			case 'screen.readToEnd':
				this.#isReadHeldBack = true;
				return;
			case 'application.drawn':
				this.#isReadHeldBack = false;
				break;
			case 'user.choose':
				this.#procedures++;
				break;
			case 'user.ok':
				this.#tellRead(heard);
				break;
			default:
				this.#facts.learn(heard.to, heard.event);
		}
		this.#heard = {...heard, event: redactEvent(heard.event, this.#procedures)};
		queueMicrotask(() => this.flush());
	}

	/** The key has not reached its machine yet: the present state is the one after the reading. */
	#tellRead({at, to}: Heard): void {
		const isRead = this.#isReadHeldBack;
		this.#isReadHeldBack = false;
		if (!isRead || !this.#kiosk || viewOf(this.#kiosk.getSnapshot()).application === undefined) return;
		this.#heard = {at, to, event: {type: 'screen.readToEnd'}};
		this.flush();
	}
}

/** What happened, and what the kiosk then showed. */
export function entryOf(heard: Heard, view: View, nth: number): Entry {
	return {...heard, path: view.path, view: digestOf(view, nth)};
}

/** What a view is compared by: never personal data, never a password field's contents. */
export function digestOf(view: View, nth: number): string {
	return createHash('sha256')
		.update(JSON.stringify(redactView(view, nth)))
		.digest('hex')
		.slice(0, 16);
}

/** Nobody is there and nothing lies over the screen: a fresh kiosk that knows the same is in the same state. */
function isAtRest({path, cover, isVeiled, duty}: View): boolean {
	return path === 'idle' && cover === undefined && !isVeiled && duty === undefined;
}

function isBelowKiosk(id: string): id is MachineId {
	return id === 'procedure' || isDialogue(id);
}

function machineIdOf(actor: unknown): MachineId | undefined {
	const {id, logic} = actor as {readonly id?: string; readonly logic?: unknown};
	const isMachine = typeof logic === 'object' && logic !== null && 'root' in logic;
	if (!isMachine) return undefined;
	return id !== undefined && isBelowKiosk(id) ? id : 'kiosk';
}
