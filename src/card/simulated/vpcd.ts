import {quickAck} from './quickAck.ts';
import type {InsertableCard} from './reader.ts';

/** Where vsmartcard's virtual reader listens, unless configured otherwise. */
export const vpcdPort = 35_963;

export interface VpcdOptions {
	readonly hostname: string;
	readonly port: number;
	readonly card: InsertableCard & {readonly atr: Uint8Array};
}

/** A card lying in a virtual reader. */
export interface VpcdSlot {
	/** Takes the card out. */
	pull(): void;
	/** Settles when the card is out, whoever ended it. */
	readonly out: Promise<void>;
}

/**
 * Puts a card into vsmartcard's virtual reader (vpcd), as its TCP client: each message is a length of two bytes,
 * big-endian, and that many bytes (card-facts 4). Rejects when nothing listens there.
 */
export async function insertIntoVpcd({hostname, port, card}: VpcdOptions): Promise<VpcdSlot> {
	const out = Promise.withResolvers<void>();
	let pending: Uint8Array = new Uint8Array();
	const socket = await Bun.connect({
		hostname,
		port,
		socket: {
			open(opened) {
				opened.setNoDelay(true);
			},
			data(from, chunk) {
				pending = Uint8Array.of(...pending, ...chunk);
				for (;;) {
					const message = firstMessage(pending);
					if (!message) break;
					pending = pending.subarray(2 + message.length);
					const answer = answerTo(card, message);
					if (answer) from.write(framed(answer));
				}
				// The reader sends a length, then waits for its acknowledgement before it sends the rest.
				if (pending.length > 0) quickAck(from);
			},
			close() {
				card.powerOff();
				out.resolve();
			},
		},
	});
	return {
		pull: () => socket.end(),
		out: out.promise,
	};
}

const control = {off: 0x00, on: 0x01, reset: 0x02, atr: 0x04};

/** A message of one byte is a control, any longer one a command APDU. */
function answerTo(card: VpcdOptions['card'], message: Uint8Array): Uint8Array | undefined {
	if (message.length !== 1) return card.transmit(message);
	switch (message[0]) {
		case control.off:
			card.powerOff();
			return undefined;
		case control.on:
			card.powerOn();
			return undefined;
		case control.reset:
			card.reset();
			return undefined;
		case control.atr:
			return card.atr;
		default:
			return undefined;
	}
}

function firstMessage(bytes: Uint8Array): Uint8Array | undefined {
	if (bytes.length < 2) return undefined;
	const length = ((bytes[0] as number) << 8) | (bytes[1] as number);
	return bytes.length < 2 + length ? undefined : bytes.slice(2, 2 + length);
}

function framed(message: Uint8Array): Uint8Array {
	return Uint8Array.of(message.length >> 8, message.length & 0xff, ...message);
}
