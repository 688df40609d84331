import type {Card, CardDisposition} from 'pcsc-mini';
import {decodeResponse} from './apdu.ts';
import {type Timer, within} from './deadline.ts';
import type {CardConnection, ReaderFeatures, TransmitOutcome} from './reader.ts';

export interface PcscConnectionOptions {
	readonly timer: Timer;
	readonly commandMs: number;
	/** Where the card's answers are written: one for all connections, since pcsc-mini 0.1.3 never frees its own. */
	readonly answer: ArrayBuffer;
	/** Told when the card went away, was reset or lost power under a command. */
	readonly onLeft: () => void;
	/** Told when a command is late; `released` settles once it was answered after all and the card is off. */
	readonly onStuck: (released: Promise<void>) => void;
	/** The control code that asks for the feature list; absent where no feature may be used. */
	readonly featureRequest?: number | undefined;
}

/** One exclusive connection of pcsc-lite. Its errors are a card that is gone, whatever the code. */
export class PcscConnection implements CardConnection {
	readonly features?: ReaderFeatures;
	#isOver = false;

	constructor(
		private readonly card: Card,
		private readonly unpower: CardDisposition,
		private readonly options: PcscConnectionOptions,
	) {
		const {featureRequest} = options;
		if (featureRequest === undefined) return;
		this.features = {
			list: () => this.#featureList(featureRequest),
			use: (code, request, waitMs) => this.#ask(() => card.control(code, request, options.answer), waitMs),
		};
	}

	transmit(command: Uint8Array): Promise<TransmitOutcome> {
		return this.#ask(() => this.card.transmit(command, this.options.answer), this.options.commandMs);
	}

	async #ask(ask: () => Promise<Uint8Array>, waitMs: number): Promise<TransmitOutcome> {
		if (this.#isOver) return {status: 'left'};
		const {timer, answer, onLeft, onStuck} = this.options;
		const answering = ask();
		try {
			const bytes = await within(answering, waitMs, timer);
			if (bytes !== 'late') {
				const response = decodeResponse(bytes);
				new Uint8Array(answer).fill(0);
				return response ? {status: 'answered', ...response} : {status: 'left'};
			}
		} catch {
			onLeft();
			return {status: 'left'};
		}
		// Nothing else may be sent before the late answer: disconnecting would wait behind it.
		this.#isOver = true;
		onStuck(
			answering.then(
				() => this.#disconnect(),
				() => this.#disconnect(),
			),
		);
		return {status: 'stuck'};
	}

	/** A reader without features says so by an error, and the card in it is none the worse. */
	async #featureList(featureRequest: number): Promise<Uint8Array | undefined> {
		if (this.#isOver) return undefined;
		const {timer, answer, commandMs} = this.options;
		try {
			const asking = this.card.control(featureRequest, undefined, answer);
			const list = await within(asking, commandMs, timer);
			return list === 'late' ? undefined : list.slice();
		} catch {
			return undefined;
		}
	}

	async close(): Promise<void> {
		if (this.#isOver) return;
		this.#isOver = true;
		await this.#disconnect();
	}

	async #disconnect(): Promise<void> {
		try {
			await within(this.card.disconnect(this.unpower), this.options.commandMs, this.options.timer);
		} catch {
			// The card or the service is gone, and the power with it.
		}
	}
}
