import type {Run} from './canvas.ts';
import {signsOf, widthOf} from './text/width.ts';

/** One cell of a terminal's screen; the right half of a wide sign has width 0. */
export interface PictureCell {
	readonly text: string;
	readonly width: number;
	readonly bold: boolean;
	/** `#rrggbb`; undefined is the terminal's own colour. */
	readonly color: string | undefined;
	readonly ground: string | undefined;
}

/** The cells of painted rows. */
export function cellsOfRows(rows: readonly (readonly Run[])[]): PictureCell[][] {
	return rows.map(runs =>
		runs.flatMap(({text, ink}) =>
			signsOf(text).flatMap(sign => {
				const width = widthOf(sign);
				const look = {bold: ink.bold ?? false, color: ink.color, ground: ink.ground};
				const cell = {text: sign, width, ...look};
				return width === 2 ? [cell, {text: '', width: 0, ...look}] : [cell];
			}),
		),
	);
}

const cell = {columns: 10, rows: 21, font: 19} as const;

/**
 * Draws a terminal's cells as SVG. Each sign is put on the grid by its own place, and lines are drawn as a
 * terminal draws them, from edge to edge, so that the picture does not depend on the font's widths.
 */
export function cellsToSvg(cells: readonly (readonly PictureCell[])[]): string {
	const width = (cells[0]?.length ?? 0) * cell.columns;
	const height = cells.length * cell.rows;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
		` font-family="'BIZ UDGothic','Noto Sans Mono CJK JP',monospace" font-size="${cell.font}">`,
		`<rect width="${width}" height="${height}" fill="#000000"/>`,
		...cells.flatMap((row, y) => [...grounds(row, y), ...signs(row, y)]),
		'</svg>\n',
	].join('\n');
}

/** One rectangle a run of cells with the same ground. */
function grounds(row: readonly PictureCell[], y: number): string[] {
	const drawn: string[] = [];
	let from = 0;
	for (let x = 1; x <= row.length; x++) {
		if (x < row.length && row[x]?.ground === row[from]?.ground) continue;
		const ground = row[from]?.ground;
		if (ground !== undefined) {
			drawn.push(rectangle(from * cell.columns, y * cell.rows, (x - from) * cell.columns, cell.rows, ground));
		}
		from = x;
	}
	return drawn;
}

function signs(row: readonly PictureCell[], y: number): string[] {
	return row.flatMap((sign, x) => {
		if (sign.width === 0 || sign.text.trim() === '') return [];
		const color = sign.color ?? '#ffffff';
		const strokes = lineStrokes.get(sign.text);
		if (strokes) return strokes.map(stroke => drawStroke(stroke, x, y, color));
		const left = x * cell.columns;
		const base = y * cell.rows + 16.5;
		const columns = sign.width * cell.columns;
		const weight = sign.bold ? ' font-weight="bold"' : '';
		return [
			`<text x="${left + columns / 2}" y="${base}" text-anchor="middle" fill="${color}"${weight}>${escaped(sign.text)}</text>`,
		];
	});
}

/** Which half-lines of a cell a box-drawing sign (U+2500..) consists of, and how heavy they are. */
interface Stroke {
	readonly sides: readonly ('up' | 'right' | 'down' | 'left')[];
	readonly weight: number;
}

const lineStrokes = new Map<string, readonly Stroke[]>([
	...boxes('─│┌┐└┘', {weight: 1.5}),
	...boxes('━┃┏┓┗┛', {weight: 3}),
	...boxes('═║╔╗╚╝', {weight: 4}),
]);

function boxes(six: string, how: Omit<Stroke, 'sides'>): Array<[string, Stroke[]]> {
	const sides: Stroke['sides'][] = [
		['left', 'right'],
		['up', 'down'],
		['right', 'down'],
		['left', 'down'],
		['up', 'right'],
		['up', 'left'],
	];
	return Array.from(six, (sign, index) => [sign, [{...how, sides: sides[index] ?? []}]]);
}

function drawStroke({sides, weight}: Stroke, x: number, y: number, color: string): string {
	const middleX = (x + 0.5) * cell.columns;
	const middleY = (y + 0.5) * cell.rows;
	return sides
		.map(side => {
			switch (side) {
				case 'left':
					return rectangle(
						x * cell.columns,
						middleY - weight / 2,
						cell.columns / 2 + weight / 2,
						weight,
						color,
					);
				case 'right':
					return rectangle(
						middleX - weight / 2,
						middleY - weight / 2,
						cell.columns / 2 + weight / 2,
						weight,
						color,
					);
				case 'up':
					return rectangle(middleX - weight / 2, y * cell.rows, weight, cell.rows / 2 + weight / 2, color);
				case 'down':
					return rectangle(
						middleX - weight / 2,
						middleY - weight / 2,
						weight,
						cell.rows / 2 + weight / 2,
						color,
					);
				default:
					return side satisfies never;
			}
		})
		.join('');
}

function rectangle(x: number, y: number, width: number, height: number, color: string): string {
	return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${color}" shape-rendering="crispEdges"/>`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
