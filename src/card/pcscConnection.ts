import type {Card, CardDisposition} from 'pcsc-mini';
import {decodeResponse} from './apdu.ts';
import {type Timer, within} from './deadline.ts';
import type {CardConnection, TransmitOutcome} from './reader.ts';

export interface PcscConnectionOptions {
	readonly timer: Timer;
	readonly commandMs: number;
	/** Where the card's answers are written: one for all connections, since pcsc-mini 0.1.3 never frees its own. */
	readonly answer: ArrayBuffer;
	/** Told when the card went away, was reset or lost power under a command. */
	readonly onLeft: () => void;
	/** Told when a command is late; `released` settles once it was answered after all and the card is off. */
	readonly onStuck: (released: Promise<void>) => void;
}

/** One exclusive connection of pcsc-lite. Its errors are a card that is gone, whatever the code. */
export class PcscConnection implements CardConnection {
	#isOver = false;

	constructor(
		private readonly card: Card,
		private readonly unpower: CardDisposition,
		private readonly options: PcscConnectionOptions,
	) {}

	async transmit(command: Uint8Array): Promise<TransmitOutcome> {
		if (this.#isOver) return {status: 'left'};
		const {timer, commandMs, answer, onLeft, onStuck} = this.options;
		const answering = this.card.transmit(command, answer);
		try {
			const bytes = await within(answering, commandMs, timer);
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
