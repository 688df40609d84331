import type {PictureCell} from '../../src/screens/picture.ts';
import type {Picture} from '../helpers/picture.ts';
import type {Grid} from './stage.ts';

/** So far a channel may lie from the ground's and still count as ground. */
const tolerance = 24;

/**
 * The cells in which the screen does not show what the program meant: a blank that is not all ground, a sign without
 * a pixel, another ground. A sign that is drawn wider than its cells shows in the blank beside it.
 */
export function misdrawn(
	{width, height, pixels}: Picture,
	{columns, rows, cellWidth, cellHeight}: Grid,
	cells: readonly (readonly PictureCell[])[],
): string[] {
	const left = Math.floor((width - columns * cellWidth) / 2);
	const top = Math.floor((height - rows * cellHeight) / 2);
	const complaints: string[] = [];

	const isGround = (x: number, y: number, [red, green, blue]: Rgb) => {
		const at = (y * width + x) * 3;
		return (
			Math.abs((pixels[at] ?? 0) - red) <= tolerance &&
			Math.abs((pixels[at + 1] ?? 0) - green) <= tolerance &&
			Math.abs((pixels[at + 2] ?? 0) - blue) <= tolerance
		);
	};
	for (const [row, line] of cells.entries()) {
		for (const [column, cell] of line.entries()) {
			if (cell.width === 0) continue;
			const ground = rgbOf(cell.ground ?? '#000000');
			const from = left + column * cellWidth;
			const upper = top + row * cellHeight;
			const inked = Array.from({length: cell.width}, (_, part) => {
				let count = 0;
				for (let y = upper; y < upper + cellHeight; y++) {
					for (let x = from + part * cellWidth; x < from + (part + 1) * cellWidth; x++) {
						if (!isGround(x, y, ground)) count++;
					}
				}
				return count;
			});
			if (!isAsMeant(cell, inked, cellWidth * cellHeight, line[column - 1])) {
				complaints.push(`${row},${column} ${JSON.stringify(cell.text)}: ${inked.join(' and ')} pixels`);
			}
		}
	}
	return complaints;
}

/** More of a cell no sign covers, not even 鬱 in bold. */
const mostInk = 0.75;

/**
 * @param inked how many pixels of each half of a wide sign, or of a narrow sign, are not ground
 * @param area the pixels of one cell
 */
function isAsMeant(
	{text}: PictureCell,
	inked: readonly number[],
	area: number,
	before: PictureCell | undefined,
): boolean {
	const sum = inked.reduce((total, count) => total + count, 0);
	if (text.trim() === '') return sum === 0 || isRoomFor(before);
	if (sum / (area * inked.length) > mostInk) return false;
	return reachesBothHalves.test(text) ? inked.every(count => count > 0) : sum > 0;
}

const reachesBothHalves = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A sign of one cell that is no ASCII may be drawn over the blank that it was given. */
function isRoomFor(before: PictureCell | undefined): boolean {
	return before?.width === 1 && /[^ -~]/.test(before.text);
}

type Rgb = readonly [number, number, number];

function rgbOf(color: string): Rgb {
	const value = Number.parseInt(color.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}
