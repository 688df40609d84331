import type {Picture} from '../helpers/picture.ts';

const pieceWidth = 48;
const leastChanges = 12;
const mostPieces = 24;

/**
 * Pieces of a picture's rows that stand for what is written there, as a compositor keeps them: blue, green, red and
 * a byte that is unused or opaque (wl_shm XRGB8888, little-endian). Only pieces full of strokes, since others are
 * everywhere, and some of them, from all over the picture.
 * @param after leaves out what this picture shows, wherever
 */
export function rowsOfInk(picture: Picture, after?: Picture): Record<string, Buffer> {
	const {width, height, pixels} = picture;
	const still = after && Buffer.from(after.pixels);
	const starts: number[] = [];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x + pieceWidth <= width; x += pieceWidth) {
			const at = (y * width + x) * 3;
			if (changes(pixels, at) < leastChanges) continue;
			if (!still?.includes(pixels.subarray(at, at + pieceWidth * 3))) starts.push(at);
		}
	}
	const step = Math.max(Math.floor(starts.length / mostPieces), 1);
	return Object.fromEntries(
		starts
			.filter((_, index) => index % step === 0)
			.flatMap(at => [0x00, 0xff].map(unused => [`${at} ${unused}`, bgrx(pixels, at, unused)] as const)),
	);
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
