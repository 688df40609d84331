import type {CardConnection, ReaderPort} from './reader.ts';

/** The shape of one command and its answer, for counting: sizes in bytes, never content. */
export interface TracedCommand {
	readonly ins: number;
	readonly sentBytes: number;
	/** With the two status bytes; 0 when no answer came. */
	readonly receivedBytes: number;
}

/** The same reader, telling of each command that went to its card. */
export function traced(reader: ReaderPort, onCommand: (command: TracedCommand) => void): ReaderPort {
	return {
		watch: onChange => reader.watch(onChange),
		insertions: () => reader.insertions(),
		reconnect: () => reader.reconnect(),
		isVirtual: () => reader.isVirtual(),
		async connect() {
			const outcome = await reader.connect();
			return outcome.status === 'absent' ? outcome : {...outcome, card: tracedCard(outcome.card, onCommand)};
		},
	};
}

function tracedCard(card: CardConnection, onCommand: (command: TracedCommand) => void): CardConnection {
	return {
		async transmit(command) {
			// Before the answer: a VERIFY is wiped after it.
			const [, ins = 0] = command;
			const outcome = await card.transmit(command);
			const receivedBytes = outcome.status === 'answered' ? outcome.data.length + 2 : 0;
			onCommand({ins, sentBytes: command.length, receivedBytes});
			return outcome;
		},
		...(card.features && {features: card.features}),
		close: () => card.close(),
	};
}
