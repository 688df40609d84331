import type * as Pcsc from 'pcsc-mini';
import type {AbsentCause} from '../domain/card.ts';
import {visibleText} from '../domain/text.ts';
import {commandMs, systemTimer, type Timer, within} from './deadline.ts';
import {PcscConnection} from './pcscConnection.ts';
import type {ConnectOutcome, ReaderChange, ReaderPort} from './reader.ts';
import {Watchers} from './watchers.ts';

export interface PcscOptions {
	/** Chooses the first reader whose name has this text in it; without it, the first reader of all. */
	readonly readerName?: string;
	readonly timer?: Timer;
	/** How long a card may take for one command. */
	readonly commandMs?: number;
	/** Whether a password may be typed on the reader's own keys, where it has some. */
	readonly mayUsePinPad?: boolean;
}

/** CM_IOCTL_GET_FEATURE_REQUEST (PC/SC part 10, 2.2), before it is made a control code. */
const getFeatureRequest = 3400;

/** A reader behind pcsc-lite. */
export interface PcscReaderPort extends ReaderPort {
	/** Ends the connection to the service. A program that ends by `process.exit` need not call it. */
	stop(): Promise<void>;
}

/**
 * Reaches the readers of pcsc-lite. The native module is loaded here and not before, so that a program which never
 * asks for a reader needs no libpcsclite; rejects where it cannot be loaded. The service may be down, killed and
 * started again at any time: that is `noService` meanwhile. Until the service has named a reader and said what lies in it,
 * it is `noReader`.
 */
export async function openPcscReader(options: PcscOptions = {}): Promise<PcscReaderPort> {
	const reader = new PcscReader(await import('pcsc-mini'), options);
	reader.start();
	return reader;
}

/** How soon a service that went away is asked for again. */
const retryMs = 250;
/** How long no event must have come before a client is stopped (see `stop`). */
const quietMs = 50;

/**
 * Clients whose service went away, one for each time. Collecting one throws outside every try (pcsc-mini 0.1.3), so
 * none may ever be collected, not even after its reader.
 */
const graveyard: Pcsc.Client[] = [];

class PcscReader implements PcscReaderPort {
	readonly #timer: Timer;
	readonly #commandMs: number;
	readonly #watchers = new Watchers({status: 'noService'});
	/** The readers that the service names now, in the order of their coming. */
	readonly #slots = new Map<string, Slot>();
	#client: Pcsc.Client | undefined;
	#cancelRetry: (() => void) | undefined;
	readonly #answer: ArrayBuffer;
	#insertions = 0;
	#events = 0;
	/** A connection whose command was not answered in time. */
	#stuck: PcscConnection | undefined;

	constructor(
		private readonly pcsc: typeof Pcsc,
		private readonly options: PcscOptions,
	) {
		this.#timer = options.timer ?? systemTimer;
		this.#commandMs = options.commandMs ?? commandMs;
		this.#answer = new ArrayBuffer(pcsc.MAX_BUFFER_LEN);
	}

	start(): void {
		const client = new this.pcsc.Client();
		client.on('reader', reader => this.#addReader(reader));
		client.on('error', () => {
			if (client === this.#client) this.#bury(client);
		});
		try {
			client.start();
		} catch {
			this.#retry();
			return;
		}
		this.#client = client;
		this.#tell();
	}

	async reconnect(): Promise<void> {
		const client = this.#client;
		// Without a client a new one is being asked for already.
		if (!client) return;
		this.#client = undefined;
		this.#stuck = undefined;
		this.#insertions++;
		this.#tell();
		await this.#quiet();
		this.#end(client);
		graveyard.push(client);
		this.start();
	}

	async stop(): Promise<void> {
		this.#cancelRetry?.();
		const client = this.#client;
		this.#client = undefined;
		this.#tell();
		await this.#quiet();
		if (client) this.#end(client);
	}

	async #quiet(): Promise<void> {
		// pcsc-mini's stop waits for its watching thread, and for ever when that is just between two events (0.1.3).
		let seen: number;
		do {
			seen = this.#events;
			await new Promise<void>(resolve => this.#timer.after(quietMs, resolve));
		} while (seen !== this.#events);
	}

	watch(onChange: (change: ReaderChange) => void): () => void {
		return this.#watchers.add(onChange);
	}

	insertions(): number {
		return this.#insertions;
	}

	/** By the name that vsmartcard's driver is configured with; a gate against accidents, no proof (T-14). */
	isVirtual(): boolean {
		return /virtual/i.test(this.#chosen()?.reader.name() ?? '');
	}

	async connect(): Promise<ConnectOutcome> {
		if (!this.#client) return {status: 'absent', cause: 'noService'};
		if (this.#stuck) return {status: 'absent', cause: 'mute'};
		const slot = this.#chosen();
		if (!slot) return {status: 'absent', cause: 'noReader'};
		const connecting = slot.reader.connect(this.pcsc.CardMode.EXCLUSIVE);
		try {
			const card = await within(connecting, this.#commandMs, this.#timer);
			if (card !== 'late') return {status: 'connected', card: this.#connectionTo(card)};
		} catch (error) {
			return {status: 'absent', cause: absentCause(error)};
		}
		// A card that powers up after all must not stay powered, nor the reader taken.
		void connecting.then(
			card => this.#connectionTo(card).close(),
			() => undefined,
		);
		return {status: 'absent', cause: 'mute'};
	}

	#connectionTo(card: Pcsc.Card): PcscConnection {
		const connection: PcscConnection = new PcscConnection(card, this.pcsc.CardDisposition.UNPOWER, {
			timer: this.#timer,
			commandMs: this.#commandMs,
			answer: this.#answer,
			featureRequest: this.options.mayUsePinPad ? this.pcsc.controlCode(getFeatureRequest) : undefined,
			onLeft: () => {
				this.#insertions++;
			},
			onStuck: released => {
				this.#stuck = connection;
				this.#tell();
				void released.then(() => {
					if (this.#stuck === connection) this.#stuck = undefined;
					this.#tell();
				});
			},
		});
		return connection;
	}

	#addReader(reader: Pcsc.Reader): void {
		const slot: Slot = {reader, isPresent: undefined, events: 0};
		this.#slots.set(reader.name(), slot);
		reader.on('change', status => {
			this.#events++;
			const isPresent = status.has(this.pcsc.ReaderStatus.PRESENT);
			// The upper half counts the card's comings and goings, also those too quick to be seen one by one.
			const events = status.raw >>> 16;
			if (isPresent !== slot.isPresent || events !== slot.events) this.#insertions++;
			// Both at once are a card that was put back: told as gone first, for whoever must forget it (T-11).
			if (isPresent && slot.isPresent && events !== slot.events) {
				slot.isPresent = false;
				this.#tell();
			}
			slot.isPresent = isPresent;
			slot.events = events;
			this.#tell();
		});
		reader.on('disconnect', () => {
			this.#slots.delete(reader.name());
			this.#insertions++;
			this.#tell();
		});
	}

	#chosen(): Slot | undefined {
		const {readerName = ''} = this.options;
		for (const [name, slot] of this.#slots) if (name.includes(readerName)) return slot;
		return undefined;
	}

	#tell(): void {
		this.#watchers.tell(this.#now());
	}

	#now(): ReaderChange {
		if (!this.#client) return {status: 'noService'};
		const slot = this.#chosen();
		if (slot?.isPresent === undefined) return {status: 'noReader'};
		const reader = visibleText(slot.reader.name());
		if (this.#stuck) return {status: 'stuck', reader};
		return {status: slot.isPresent ? 'present' : 'empty', reader};
	}

	/** The service is gone. The watching thread of a client that reports an error has ended: it stops at once. */
	#bury(client: Pcsc.Client): void {
		this.#client = undefined;
		this.#insertions++;
		this.#end(client);
		graveyard.push(client);
		this.#tell();
		this.#retry();
	}

	#retry(): void {
		this.#cancelRetry = this.#timer.after(retryMs, () => this.start());
	}

	#end(client: Pcsc.Client): void {
		for (const {reader} of this.#slots.values()) reader.removeAllListeners();
		this.#slots.clear();
		try {
			client.stop();
		} catch {
			// A client whose service is gone cannot say goodbye, and is of no more use.
		}
	}
}

interface Slot {
	readonly reader: Pcsc.Reader;
	/** Undefined until the service has said what lies in it. */
	isPresent: boolean | undefined;
	events: number;
}

/** By the names that pcsc-mini gives the codes of PC/SC. Whatever else befalls a card, it does not answer. */
function absentCause(error: unknown): AbsentCause {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return causes.get(code) ?? 'mute';
}

const causes = new Map<string, AbsentCause>([
	['SharingViolation', 'held'],
	['NoSmartCard', 'noCard'],
	['RemovedCard', 'noCard'],
	['ReaderUnavailable', 'noReader'],
	['UnknownReader', 'noReader'],
	['NoReadersAvailable', 'noReader'],
	['NoService', 'noService'],
	['ServiceStopped', 'noService'],
	['InvalidHandle', 'noService'],
]);
