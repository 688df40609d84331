import {PNG} from 'pngjs';
import type {Picture} from '../helpers/picture.ts';

/** How much of each pixel a sign covers, 0 to 1, in rows. */
export interface Glyph {
	readonly width: number;
	readonly height: number;
	readonly covered: Float32Array;
}

/** A sign as HarfBuzz's own hb-view draws it with a font. */
export function glyphOfFont(font: string, text: string, size: number): Glyph {
	const {stdout, success} = Bun.spawnSync(
		['hb-view', `--font-size=${size}`, '--margin=6', '--output-format=png', font, text],
		{stderr: 'inherit'},
	);
	if (!success) throw new Error('hb-view could not draw');
	const {width, height, data} = PNG.sync.read(Buffer.from(stdout));
	return {width, height, covered: coverage(width, height, (x, y) => data[(y * width + x) * 4] ?? 255)};
}

/** A piece of the screen, dark on light. */
export function glyphOfPicture(
	picture: Picture,
	left: number,
	top: number,
	width: number,
	height: number,
): Glyph {
	const red = (x: number, y: number) => picture.pixels[((top + y) * picture.width + left + x) * 3] ?? 255;
	return {width, height, covered: coverage(width, height, red)};
}

/** A sign with strokes heavier by two pixels, as fontconfig makes a bold that a font has not. */
export function emboldened({width, height, covered}: Glyph): Glyph {
	const reach = [0, 1, 2];
	return {
		width,
		height,
		covered: covered.map((_, at) =>
			Math.max(...reach.flatMap(down => reach.map(right => covered[at - down * width - right] ?? 0))),
		),
	};
}

function coverage(width: number, height: number, lightAt: (x: number, y: number) => number): Float32Array {
	return Float32Array.from(
		{length: width * height},
		(_, at) => 1 - lightAt(at % width, Math.floor(at / width)) / 255,
	);
}

/** How much of two signs lies apart, laid upon each other as well as can be: 0 the same, 1 nothing in common. */
export function distance(one: Glyph, other: Glyph): number {
	const [from, to] = [corner(one), corner(other)];
	let least = 1;
	for (let down = -slack; down <= slack; down++) {
		for (let right = -slack; right <= slack; right++) {
			const shift = {x: to.x - from.x + right, y: to.y - from.y + down};
			least = Math.min(least, distanceAt(one, other, shift));
		}
	}
	return least;
}

/** By so many pixels two rasterisers may put a stroke apart. */
const slack = 2;

/** The upper left of what is inked. */
function corner({width, height, covered}: Glyph): Point {
	const inked = (x: number, y: number) => (covered[y * width + x] ?? 0) > 0.4;
	const numbers = (count: number) => Array.from({length: count}, (_, index) => index);
	const x = numbers(width).find(column => numbers(height).some(row => inked(column, row)));
	const y = numbers(height).find(row => numbers(width).some(column => inked(column, row)));
	return {x: x ?? 0, y: y ?? 0};
}

interface Point {
	readonly x: number;
	readonly y: number;
}

function distanceAt(one: Glyph, other: Glyph, shift: Point): number {
	let apart = 0;
	let all = 0;
	const at = ({width, height, covered}: Glyph, x: number, y: number) =>
		x < 0 || y < 0 || x >= width || y >= height ? 0 : (covered[y * width + x] ?? 0);
	for (let y = -other.height; y < one.height + other.height; y++) {
		for (let x = -other.width; x < one.width + other.width; x++) {
			const [left, right] = [at(one, x, y), at(other, x + shift.x, y + shift.y)];
			apart += Math.abs(left - right);
			all += left + right;
		}
	}
	return all === 0 ? 1 : apart / all;
}
