import type {Picture} from '../helpers/picture.ts';

const pieceWidth = 48;
const leastChanges = 12;

/**
 * Pieces of a picture's rows that stand for what is written there, as a compositor keeps them: blue, green, red and
 * a byte that is unused or opaque (wl_shm XRGB8888, little-endian). Only pieces full of strokes: others are everywhere.
 * @param from the first row of pixels
 */
export function rowsOfInk({width, height, pixels}: Picture, from = 0, to = height): Record<string, Buffer> {
	const pieces: Record<string, Buffer> = {};
	for (let y = from; y < to; y++) {
		for (let x = 0; x + pieceWidth <= width; x += pieceWidth) {
			if (changes(pixels, (y * width + x) * 3) < leastChanges) continue;
			for (const unused of [0x00, 0xff]) {
				pieces[`${x},${y} ${unused}`] = bgrx(pixels, (y * width + x) * 3, unused);
			}
		}
	}
	return pieces;
}

function changes(pixels: Uint8Array, at: number): number {
	let count = 0;
	for (let x = 1; x < pieceWidth; x++) if (pixels[at + x * 3] !== pixels[at + x * 3 - 3]) count++;
	return count;
}

function bgrx(pixels: Uint8Array, at: number, unused: number): Buffer {
	const bytes = Buffer.alloc(pieceWidth * 4);
	for (let x = 0; x < pieceWidth; x++) {
		const [red = 0, green = 0, blue = 0] = pixels.subarray(at + x * 3, at + x * 3 + 3);
		bytes.set([blue, green, red, unused], x * 4);
	}
	return bytes;
}
