import {type MemoryWindow, windowsOf} from './memory.ts';

/** A text that was found where it should not be. */
export interface Residue {
	/** What was looked for, by the name it was given. */
	readonly what: string;
	readonly encoding: string;
	/** The mapping and the address: `[heap] 55d0c0ffee00`. */
	readonly place: string;
}

/** A text as bytes that a program may keep it in; `stride` bytes from one sign to the next, the rest is not ours. */
interface Needle {
	readonly what: string;
	readonly encoding: string;
	readonly first: Buffer;
	readonly matches: (bytes: Buffer, at: number) => boolean;
}

/**
 * Searches the memory of one process, not of its children, for texts in the spellings that programs keep: UTF-8,
 * UTF-16, hexadecimal, Base64 at each of its three places, and one sign a terminal cell.
 */
export function residuesIn(pid: number, texts: Readonly<Record<string, string>>): Residue[] {
	const needles = Object.entries(texts).flatMap(([what, text]) => needlesOf(what, text));
	return inMemory(pid, needles);
}

/** Searches for bytes as they stand, such as a row of a picture. */
export function bytesIn(pid: number, pieces: Readonly<Record<string, Buffer>>): Residue[] {
	return inMemory(
		pid,
		Object.entries(pieces).map(([what, bytes]) => plain(what, 'bytes', bytes)),
	);
}

function inMemory(pid: number, needles: readonly Needle[]): Residue[] {
	const found: Residue[] = [];
	for (const window of windowsOf(pid, longestBytes)) found.push(...residuesOf(window, needles));
	return found;
}

/** More than any needle is long, cells and all. */
const longestBytes = 2048;

function* residuesOf({name, address, bytes, ownLength}: MemoryWindow, needles: readonly Needle[]) {
	for (const {what, encoding, first, matches} of needles) {
		for (let at = bytes.indexOf(first); at >= 0 && at < ownLength; at = bytes.indexOf(first, at + 1)) {
			if (matches(bytes, at)) yield {what, encoding, place: `${name} ${(address + at).toString(16)}`};
		}
	}
}

function needlesOf(what: string, text: string): Needle[] {
	const utf8 = Buffer.from(text);
	const hex = utf8.toString('hex');
	return [
		plain(what, 'utf8', utf8),
		plain(what, 'utf16', Buffer.from(text, 'utf16le')),
		plain(what, 'hex', Buffer.from(hex)),
		plain(what, 'HEX', Buffer.from(hex.toUpperCase())),
		plain(what, 'hex of a log', Buffer.from(hex.toUpperCase().replaceAll(/..(?=.)/g, '$& '))),
		...[0, 1, 2].map(place => plain(what, 'base64', base64At(utf8, place))),
		...cellBytes.map(bytes => inCells(what, text, bytes)),
	].filter(({first}) => first.length >= 4);
}

/** foot 1.13 keeps twelve bytes a cell, and plain UTF-32 four. */
const cellBytes = [4, 12] as const;

function plain(what: string, encoding: string, first: Buffer): Needle {
	return {what, encoding, first, matches: () => true};
}

/** What Base64 makes of the bytes when `place` others stand before them in their group of three, without its edges. */
function base64At(bytes: Buffer, place: number): Buffer {
	const padded = Buffer.concat([Buffer.alloc(place), bytes]);
	const whole = padded.subarray(0, padded.length - (padded.length % 3)).toString('base64');
	return Buffer.from(whole.slice(place === 0 ? 0 : 4));
}

/** One code point a cell; a wide sign takes two. */
function inCells(what: string, text: string, stride: number): Needle {
	const signs = [...text];
	const first = Buffer.alloc(4);
	first.writeUInt32LE(signs[0]?.codePointAt(0) ?? 0);
	return {
		what,
		encoding: `cells of ${stride} bytes`,
		first,
		matches(bytes, at) {
			let place = at;
			for (const sign of signs) {
				if (place + 4 > bytes.length || bytes.readUInt32LE(place) !== sign.codePointAt(0)) return false;
				place += stride * (stride === 4 ? 1 : Bun.stringWidth(sign));
			}
			return true;
		},
	};
}
