import type {AbsentCause} from '../domain/card.ts';
import type {Response} from './apdu.ts';

/** What the chosen reader is like now. Names come from a device and have passed the gate of T-13. */
export type ReaderChange =
	/** The PC/SC service does not answer. */
	| {readonly status: 'noService'}
	| {readonly status: 'noReader'}
	| {readonly status: 'empty'; readonly reader: string}
	| {readonly status: 'present'; readonly reader: string}
	/** A command got no answer in time; nothing can be asked until it comes late or the card leaves. */
	| {readonly status: 'stuck'; readonly reader: string};

/**
 * One card reader, whatever stands behind it: pcsc-lite or the simulator. Nothing here throws for what
 * devices and people do; a card may leave at any moment, and that is an outcome.
 */
export interface ReaderPort {
	/** Calls back with the present state at once and with each change after. @returns a function that ends it */
	watch(onChange: (change: ReaderChange) => void): () => void;
	/** Powers the card up and takes it exclusively: no other program can speak to it until `close`. */
	connect(): Promise<ConnectOutcome>;
	/** How often a card came, went or lost its reader; equal numbers mean that the card has stayed (T-12). */
	insertions(): number;
	/** Drops whatever connection there is and begins anew, for a reader that got stuck; a card in it must come out and in. */
	reconnect(): Promise<void>;
	/** Whether the reader is a simulated one: then everything carries the band 試験用 (T-14). */
	isVirtual(): boolean;
}

export type ConnectOutcome =
	| {readonly status: 'connected'; readonly card: CardConnection}
	| {readonly status: 'absent'; readonly cause: AbsentCause};

export interface CardConnection {
	/** Sends one command. After `left` or `stuck` only `close` makes sense. The caller may wipe `command` once this settles. */
	transmit(command: Uint8Array): Promise<TransmitOutcome>;
	/** What the reader offers beside carrying commands; absent where its port lets none of it be used. */
	readonly features?: ReaderFeatures;
	/** Powers the card off, which closes its keys, and ends the exclusive access. Safe to call twice. */
	close(): Promise<void>;
}

/** The features of a reader (PC/SC part 10), for the card in this connection. */
export interface ReaderFeatures {
	/** The reader's feature list as it gives it: tag, length, control code. Undefined where it gives none. */
	list(): Promise<Uint8Array | undefined>;
	/** Uses the feature of a control code; `waitMs` is how long it may take before the reader counts as stuck. */
	use(controlCode: number, request: Uint8Array, waitMs: number): Promise<TransmitOutcome>;
}

export type TransmitOutcome =
	| ({readonly status: 'answered'} & Response)
	/** The card left the reader, was reset, or lost power. */
	| {readonly status: 'left'}
	/** No answer within the deadline of a command. */
	| {readonly status: 'stuck'};
