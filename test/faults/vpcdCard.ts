import type {Socket} from 'bun';
import {quickAck} from '../../src/card/simulated/quickAck.ts';
import type {Met, Witness} from './witness.ts';

/** What becomes of a command; `mute` leaves it unanswered, `late` answers it after that has settled. */
export type Fate = 'answer' | 'mute' | {readonly late: Promise<void>};

export interface VpcdCardOptions {
	readonly port: number;
	readonly card: Witness;
	/** Asked once the card has met a command, before it is answered. */
	readonly fateOf?: (command: Met) => Fate;
	/** A card that lies there in its place by now, without the reader having noticed. */
	readonly instead?: () => Witness | undefined;
}

export interface VpcdCard {
	/** Takes it out; whatever it was asked stays unanswered. */
	pull(): void;
}

/** A card in vsmartcard's virtual reader that need not answer (vpcd's protocol, card-facts 4). */
export async function insertVpcdCard({
	port,
	card: first,
	fateOf,
	instead,
}: VpcdCardOptions): Promise<VpcdCard> {
	const now = () => instead?.() ?? first;
	let pending: Buffer = Buffer.alloc(0);
	const meet = async (command: Uint8Array, socket: Socket) => {
		const card = now();
		const response = card.transmit(command);
		const fate = fateOf?.(card.met.at(-1) as Met) ?? 'answer';
		if (fate === 'mute') return;
		if (fate !== 'answer') await fate.late;
		send(socket, response);
	};
	const socket = await Bun.connect({
		hostname: '127.0.0.1',
		port,
		socket: {
			open: opened => void opened.setNoDelay(true),
			data(from, chunk) {
				pending = Buffer.concat([pending, chunk]);
				while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE()) {
					const message = pending.subarray(2, 2 + pending.readUInt16BE());
					pending = pending.subarray(2 + message.length);
					if (message.length === 1) obey(message[0], now(), from);
					else void meet(message, from);
				}
				if (pending.length > 0) quickAck(from);
			},
			close: () => now().powerOff(),
		},
	});
	return {pull: () => socket.terminate()};
}

function obey(control: number | undefined, card: Witness, socket: Socket): void {
	if (control === 0x00) card.powerOff();
	if (control === 0x01) card.powerOn();
	if (control === 0x02) card.reset();
	if (control === 0x04) send(socket, card.atr);
}

function send(socket: Socket, message: Uint8Array): void {
	socket.write(Uint8Array.of(message.length >> 8, message.length & 0xff, ...message));
}
