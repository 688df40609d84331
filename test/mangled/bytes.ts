import type {Random} from './random.ts';

type Mangle = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Changes, cuts, lengthens or reorders bytes, in one to three places. */
export function mangleBytes(bytes: Uint8Array, random: Random): Uint8Array {
	let mangled = bytes;
	for (let left = 1 + random.below(3); left > 0; left--) mangled = random.pick(mangles)(mangled, random);
	return mangled;
}

const mangles: readonly [Mangle, ...Mangle[]] = [
	flipBit,
	changeByte,
	cutEnd,
	cutStart,
	cutMiddle,
	lengthen,
	insert,
	repeat,
	reorder,
];

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
	return withByte(bytes, random, byte => byte ^ (1 << random.below(8)));
}

/** The values at which lengths, tags and signs turn. */
function changeByte(bytes: Uint8Array, random: Random): Uint8Array {
	return withByte(bytes, random, () => random.pick([0x00, 0x01, 0x30, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff]));
}

function withByte(bytes: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
	const at = random.below(bytes.length);
	return bytes.length === 0 ? bytes : bytes.with(at, change(bytes[at] ?? 0));
}

function cutEnd(bytes: Uint8Array, random: Random): Uint8Array {
	return bytes.slice(0, random.below(bytes.length + 1));
}

function cutStart(bytes: Uint8Array, random: Random): Uint8Array {
	return bytes.slice(random.below(bytes.length + 1));
}

function cutMiddle(bytes: Uint8Array, random: Random): Uint8Array {
	const [from, to] = stretch(bytes, random);
	return concat(bytes.subarray(0, from), bytes.subarray(to));
}

/** From one byte more to more than any card, reader or window sends. */
function lengthen(bytes: Uint8Array, random: Random): Uint8Array {
	return concat(bytes, random.bytes(random.pick([1, 2, 16, 300, 5000, 70_000])));
}

function insert(bytes: Uint8Array, random: Random): Uint8Array {
	const at = random.below(bytes.length + 1);
	return concat(bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at));
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
	const [from, to] = stretch(bytes, random);
	return concat(bytes.subarray(0, to), bytes.subarray(from));
}

function reorder(bytes: Uint8Array, random: Random): Uint8Array {
	const [from, to] = stretch(bytes, random);
	return concat(bytes.subarray(to), bytes.subarray(from, to), bytes.subarray(0, from));
}

function stretch(bytes: Uint8Array, random: Random): [from: number, to: number] {
	const from = random.below(bytes.length + 1);
	return [from, from + random.below(bytes.length + 1 - from)];
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat(parts));
}
