import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {crc32, deflateSync} from 'node:zlib';
import {PNG} from 'pngjs';
import type {Picture} from '../helpers/picture.ts';

const folder = join(import.meta.dirname, 'kept');

/** Whether the pictures are to be taken anew, as `bun run pixels` does. */
export const isKeeping = process.env.KEEP_PICTURES === '1';

export function keep(name: string, picture: Picture): void {
	mkdirSync(folder, {recursive: true});
	writeFileSync(join(folder, `${name}.png`), indexedPng(picture));
}

/** So coarse are the kept colours: eight levels a channel, a third of the bytes, and no eye sees it. */
const coarseness = 36;
const mostColours = 256;

/** A PNG of few colours (PNG, 11.2: IHDR, PLTE, IDAT, IEND); pngjs reads them but does not write them. */
function indexedPng({width, height, pixels}: Picture): Buffer {
	const coarse = (value = 0) => Math.min(255, Math.round(value / coarseness) * coarseness);
	const colours = new Map<number, number>();
	const rows = Buffer.alloc(height * (width + 1));
	for (let at = 0; at < width * height; at++) {
		const [red, green, blue] = [0, 1, 2].map(channel => coarse(pixels[at * 3 + channel])) as [
			number,
			number,
			number,
		];
		const colour = (red << 16) | (green << 8) | blue;
		if (!colours.has(colour)) colours.set(colour, colours.size);
		// Each row begins with its filter: none.
		rows[Math.floor(at / width) + at + 1] = colours.get(colour) ?? 0;
	}
	if (colours.size > mostColours) throw new RangeError(`${colours.size} colours are no palette`);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// Eight bits an index, colour type 3.
	header.set([8, 3, 0, 0, 0], 8);
	const palette = Buffer.from(
		[...colours.keys()].flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]),
	);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		chunk('PLTE', palette),
		chunk('IDAT', deflateSync(rows, {level: 9})),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The kept picture; undefined where there is none yet. */
export function kept(name: string): Picture | undefined {
	const path = join(folder, `${name}.png`);
	if (!existsSync(path)) return undefined;
	const {width, height, data} = PNG.sync.read(readFileSync(path));
	const pixels = Uint8Array.from({length: width * height * 3}, (_, at) => data[at + Math.floor(at / 3)] ?? 0);
	return {width, height, pixels};
}

/** How many pixels of a million differ so far that it could be seen. */
export function differenceOf(one: Picture, other: Picture): number {
	if (one.width !== other.width || one.height !== other.height) return 1_000_000;
	let differing = 0;
	for (let at = 0; at < one.pixels.length; at += 3) {
		const isApart = [0, 1, 2].some(
			channel => Math.abs((one.pixels[at + channel] ?? 0) - (other.pixels[at + channel] ?? 0)) > 40,
		);
		if (isApart) differing++;
	}
	return (differing * 1_000_000) / (one.width * one.height);
}
