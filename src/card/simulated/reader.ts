import type {AbsentCause} from '../../domain/card.ts';
import {decodeResponse} from '../apdu.ts';
import {commandMs, systemTimer, type Timer, within} from '../deadline.ts';
import type {
	CardConnection,
	ConnectOutcome,
	ReaderChange,
	ReaderFeatures,
	ReaderPort,
	TransmitOutcome,
} from '../reader.ts';
import {Watchers} from '../watchers.ts';
import type {SimulatedCard} from './card.ts';
import {type PadKeys, padFeatureList, typeOnPad} from './pad.ts';

/** What goes wrong at a command: `pull` and `reset` lose the card or its power-up, `mute` leaves it unanswered. */
export type Fault = 'pull' | 'reset' | 'mute';

/** Decides about each command by its place in the life of the reader (from 1) and its instruction byte. */
export interface FaultPlan {
	before?(nth: number, ins: number): Fault | undefined;
	/** After the card has acted, but before its answer arrives. */
	after?(nth: number, ins: number): Exclude<Fault, 'mute'> | undefined;
}

/** Whatever lies in the reader: a simulated card, or in tests anything that answers commands. */
export type InsertableCard = Pick<SimulatedCard, 'powerOn' | 'powerOff' | 'reset' | 'transmit'>;

export interface SimulatedReaderOptions {
	readonly name?: string;
	readonly timer?: Timer;
	readonly commandMs?: number;
	/** The keys of the reader itself, of a reader that has some. */
	readonly pad?: PadKeys;
}

/** A reader and its slot inside the program: for the demo, its simulator panel, and tests. */
export class SimulatedReader implements ReaderPort {
	/** The faults to come; replace it at any time. */
	faults: FaultPlan = {};

	readonly #name: string;
	readonly #timer: Timer;
	readonly #commandMs: number;
	readonly #pad: PadKeys | undefined;
	readonly #watchers: Watchers;
	#card: InsertableCard | undefined;
	#isPlugged = true;
	#hasService = true;
	#isHeld = false;
	#isMute = false;
	#insertions = 0;
	#commands = 0;
	#connection: Connection | undefined;

	constructor({
		name = 'Simulated reader',
		timer = systemTimer,
		commandMs: ms = commandMs,
		pad,
	}: SimulatedReaderOptions = {}) {
		this.#name = name;
		this.#timer = timer;
		this.#commandMs = ms;
		this.#pad = pad;
		this.#watchers = new Watchers({status: 'empty', reader: name});
	}

	/** Puts a card in; whatever was in leaves first. */
	insert(card: InsertableCard): void {
		this.pull();
		this.#card = card;
		this.#moved();
	}

	pull(): void {
		if (!this.#card) return;
		this.#card.powerOff();
		this.#card = undefined;
		this.#moved();
	}

	/** Takes the reader from its socket; the card stays in it, without power. */
	unplug(): void {
		this.#isPlugged = false;
		this.#card?.powerOff();
		this.#moved();
	}

	plug(): void {
		this.#isPlugged = true;
		this.#moved();
	}

	stopService(): void {
		this.#hasService = false;
		this.#card?.powerOff();
		this.#moved();
	}

	startService(): void {
		this.#hasService = true;
		this.#moved();
	}

	/** Another program takes the reader for itself, or gives it back. */
	setHeld(isHeld: boolean): void {
		this.#isHeld = isHeld;
	}

	/** The card that did not answer does so now, too late. */
	answerLate(): void {
		this.#isMute = false;
		this.#tell();
	}

	async reconnect(): Promise<void> {
		this.#card?.powerOff();
		this.#moved();
	}

	watch(onChange: (change: ReaderChange) => void): () => void {
		return this.#watchers.add(onChange);
	}

	insertions(): number {
		return this.#insertions;
	}

	isVirtual(): boolean {
		return true;
	}

	async connect(): Promise<ConnectOutcome> {
		const cause = this.#absentCause();
		if (cause) return {status: 'absent', cause};
		const card = this.#card as InsertableCard;
		card.powerOn();
		const connection = new Connection(
			command => this.#run(connection, card, command),
			() => {
				if (this.#connection !== connection) return;
				this.#connection = undefined;
				card.powerOff();
			},
			this.#pad,
		);
		this.#connection = connection;
		return {status: 'connected', card: connection};
	}

	#absentCause(): AbsentCause | undefined {
		if (!this.#hasService) return 'noService';
		if (!this.#isPlugged) return 'noReader';
		if (!this.#card) return 'noCard';
		if (this.#isMute) return 'mute';
		if (this.#isHeld || this.#connection) return 'held';
		return undefined;
	}

	async #run(connection: Connection, card: InsertableCard, command: Uint8Array): Promise<TransmitOutcome> {
		const nth = ++this.#commands;
		const ins = command[1] ?? 0;
		if (this.#fail(this.faults.before?.(nth, ins)) === 'mute') {
			this.#isMute = true;
			const outcome = await within(connection.lost, this.#commandMs, this.#timer);
			if (outcome !== 'late') return {status: 'left'};
			this.#tell();
			return {status: 'stuck'};
		}
		if (connection.isLost) return {status: 'left'};
		const response = decodeResponse(card.transmit(command));
		this.#fail(this.faults.after?.(nth, ins));
		if (connection.isLost || !response) return {status: 'left'};
		return {status: 'answered', ...response};
	}

	#fail(fault: Fault | undefined): Fault | undefined {
		if (fault === 'pull') this.pull();
		if (fault === 'reset') {
			// The connection is of no more use, but only its closing gives the reader back and takes the power off.
			this.#card?.reset();
			this.#connection?.lose();
			this.#insertions++;
		}
		return fault;
	}

	/** The card's stay, or its connection, came to an end or began. */
	#moved(): void {
		this.#insertions++;
		this.#isMute = false;
		this.#connection?.lose();
		this.#connection = undefined;
		this.#tell();
	}

	#tell(): void {
		this.#watchers.tell(this.#now());
	}

	#now(): ReaderChange {
		const reader = this.#name;
		if (!this.#hasService) return {status: 'noService'};
		if (!this.#isPlugged) return {status: 'noReader'};
		if (this.#isMute) return {status: 'stuck', reader};
		return {status: this.#card ? 'present' : 'empty', reader};
	}
}

class Connection implements CardConnection {
	readonly features?: ReaderFeatures;
	isLost = false;
	readonly #lost = Promise.withResolvers<void>();

	constructor(
		private readonly run: (command: Uint8Array) => Promise<TransmitOutcome>,
		private readonly powerOff: () => void,
		pad: PadKeys | undefined,
	) {
		if (!pad) return;
		const left = this.lost.then((): TransmitOutcome => ({status: 'left'}));
		this.features = {
			list: async () => (this.isLost ? undefined : padFeatureList),
			use: (controlCode, request) => Promise.race([left, typeOnPad(pad, {controlCode, request}, run)]),
		};
	}

	/** Settles when the card is gone from under this connection. */
	get lost(): Promise<void> {
		return this.#lost.promise;
	}

	lose(): void {
		this.isLost = true;
		this.#lost.resolve();
	}

	transmit(command: Uint8Array): Promise<TransmitOutcome> {
		return this.run(command);
	}

	async close(): Promise<void> {
		this.lose();
		this.powerOff();
	}
}
