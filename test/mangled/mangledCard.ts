import {decodeResponse} from '../../src/card/apdu.ts';
import type {CardConnection, ReaderPort, TransmitOutcome} from '../../src/card/reader.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {mangleBytes} from './bytes.ts';
import type {Random} from './random.ts';

/** What a mangled card was asked and how it was left. */
export interface MangledReader extends ReaderPort {
	readonly commands: () => number;
	/** VERIFY commands that carried a password. */
	readonly passwords: () => number;
	readonly isPowered: () => boolean;
}

/** Instead of the sound answer, the bytes that come back; undefined for a card that leaves or falls mute. */
type Misanswer = (
	sound: Uint8Array,
	random: Random,
	earlier: readonly Uint8Array[],
) => Uint8Array | undefined;

/**
 * A reader whose card answers soundly but for some commands, or from one of them on. All that it does comes from
 * `random`: which commands, and how their answers are changed, cut, lengthened and reordered.
 */
export function mangledReader(card: SimulatedCard, random: Random): MangledReader {
	const chosen = new Set(Array.from({length: 1 + random.below(3)}, () => 1 + random.below(mostCommands)));
	const staysFrom = random.below(3) === 0 ? 1 + random.below(mostCommands) : Number.POSITIVE_INFINITY;
	const always = random.pick(misanswers);
	const earlier: Uint8Array[] = [];
	let [commands, passwords, insertions] = [0, 0, 0];
	let isPowered = false;

	const transmit = (command: Uint8Array): TransmitOutcome => {
		const nth = ++commands;
		if (command[1] === 0x20 && command.length > 5) passwords++;
		const sound = command[1] === 0x2a ? signature : card.transmit(command);
		const misanswer = nth >= staysFrom ? always : random.pick(misanswers);
		const isSound = nth < staysFrom && !chosen.has(nth);
		const answer = isSound ? sound : misanswer(sound, random, earlier);
		earlier.push(sound);
		const response = answer && decodeResponse(answer);
		if (response) return {status: 'answered', ...response};
		insertions++;
		return {status: random.pick(['left', 'stuck'])};
	};

	return {
		commands: () => commands,
		passwords: () => passwords,
		isPowered: () => isPowered,
		insertions: () => insertions,
		reconnect: async () => undefined,
		isVirtual: () => true,
		watch: () => () => undefined,
		async connect() {
			card.powerOn();
			isPowered = true;
			const connection: CardConnection = {
				transmit: async command => transmit(command),
				async close() {
					card.powerOff();
					isPowered = false;
				},
			};
			return {status: 'connected', card: connection};
		},
	};
}

/** A look and an import take about thirty commands. */
const mostCommands = 40;

/** Stands for one, at no cost: the driver passes a signature on without judging it. */
const signature = Uint8Array.of(...new Uint8Array(256).fill(0x5a), 0x90, 0x00);

const statusWords: readonly [number, ...number[]] = [
	...([
		0x9000, 0x6100, 0x61ff, 0x6282, 0x6300, 0x63c0, 0x63c1, 0x63cf, 0x6c00, 0x6c01, 0x6700, 0x6982,
	] as const),
	...[0x6983, 0x6984, 0x6985, 0x6986, 0x6a82, 0x6a86, 0x6b00, 0x6d00, 0x6e00, 0x6f00, 0x0000, 0xffff],
];

const misanswers: readonly [Misanswer, ...Misanswer[]] = [
	(sound, random) => mangleBytes(sound, random),
	(sound, random) => mangleBytes(sound, random),
	// Another status behind the same data, or behind none.
	(sound, random) => withStatus(sound.subarray(0, -2), random.pick(statusWords)),
	(_, random) => withStatus(new Uint8Array(), random.pick(statusWords)),
	// One byte at a time, for ever.
	sound => withStatus(sound.subarray(0, Math.min(1, sound.length - 2)), 0x9000),
	// More and more to fetch, at most as much as PC/SC passes on in one answer.
	(_, random) => withStatus(random.bytes(256), 0x6100),
	() => withStatus(new Uint8Array(0x10000), 0x6100),
	() => withStatus(new Uint8Array(0x10000), 0x9000),
	// Garbage of the right length.
	(sound, random) => withStatus(random.bytes(sound.length - 2), 0x9000),
	// The answer to a command before.
	(sound, random, earlier) => (earlier.length > 0 ? earlier[random.below(earlier.length)] : sound),
	() => undefined,
];

function withStatus(data: Uint8Array, sw: number): Uint8Array {
	return new Uint8Array(Buffer.concat([data, Uint8Array.of(sw >> 8, sw & 0xff)]));
}
