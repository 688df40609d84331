import {myNumberCard} from '../../src/card/profile.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import type {InsertableCard} from '../../src/card/simulated/reader.ts';

/** One command as a card met it. */
export interface Met {
	/** Which time the card was powered up, from 1: each visit is one. */
	readonly visit: number;
	/** Its place in the visit, from 1. */
	readonly nth: number;
	readonly name: string;
}

/** A card that remembers what it was asked: the judge of what the kiosk did, on the other side of the reader. */
export interface Witness extends InsertableCard {
	readonly atr: Uint8Array;
	readonly met: readonly Met[];
	/** The visit it is in, and how many commands it met in that. */
	readonly position: () => Pick<Met, 'visit' | 'nth'>;
	/** How often a password was sent to it. */
	readonly passwords: () => number;
	readonly signatures: () => number;
	/** What the card's own counter says. */
	readonly triesLeft: () => number;
}

/** @param triesLeft what the counter of the signing password starts at */
export function witness(card: SimulatedCard, triesLeft?: number): Witness {
	const password = card.files.get(myNumberCard.passwordFiles.signing);
	if (triesLeft !== undefined && password?.holds === 'password') password.triesLeft = triesLeft;
	const met: Met[] = [];
	const counted = (name: string) => met.filter(command => command.name === name).length;
	let visit = 0;
	let nth = 0;
	return {
		atr: card.atr,
		met,
		position: () => ({visit, nth}),
		passwords: () => counted('VERIFY'),
		signatures: () => counted('COMPUTE DIGITAL SIGNATURE'),
		triesLeft: () => (password?.holds === 'password' ? password.triesLeft : 0),
		powerOn() {
			visit++;
			nth = 0;
			card.powerOn();
		},
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit(command) {
			met.push({visit, nth: ++nth, name: nameOf(command)});
			return card.transmit(command);
		},
	};
}

/** A command by its name in ISO/IEC 7816-4 and 7816-8; never its data. */
function nameOf(command: Uint8Array): string {
	const [, ins, p1 = 0, p2 = 0, length] = command;
	switch (ins) {
		case 0xa4:
			return p1 === 0x04 ? 'SELECT application' : `SELECT ${hex(command.subarray(5, 7))}`;
		case 0xb0:
			return `READ BINARY at ${(p1 << 8) | p2}`;
		case 0x20:
			return length === undefined ? 'VERIFY without data' : 'VERIFY';
		case 0x2a:
			return 'COMPUTE DIGITAL SIGNATURE';
		default:
			return `INS ${hex(command.subarray(1, 2))}`;
	}
}

function hex(bytes: Uint8Array): string {
	return bytes.toHex().toUpperCase();
}
