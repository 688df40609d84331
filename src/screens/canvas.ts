import type {Line, Span} from './block.ts';
import type {Area} from './layout.ts';
import type {Size} from './size.ts';
import {signsOf, widthOf} from './text/width.ts';
import {dimmed, type Ink, type Tone, theme} from './theme.ts';

/** A stretch of one row in one ink, ready to be drawn. */
export interface Run {
	readonly text: string;
	readonly ink: Ink;
}

interface PlacedRun extends Run {
	readonly from: number;
	readonly to: number;
}

/**
 * The terminal's cells as rows of runs, painted one thing over another: a dialog over its page, a panel over
 * both. Ink then lays out one text a row, and a row that did not change is not rendered again.
 */
export class Canvas {
	readonly size: Size;
	readonly #rows: PlacedRun[][];

	constructor(size: Size) {
		this.size = size;
		const blank = {from: 0, to: size.columns, text: ' '.repeat(size.columns), ink: theme.text};
		this.#rows = Array.from({length: size.rows}, () => [blank]);
	}

	/** Paints a rectangle in one ground; whatever stood there is gone. */
	fill({row, column, columns, rows}: Area, ground: string): void {
		const ink = {color: theme.text.color, ground};
		for (let at = row; at < row + rows; at++) this.#put(at, column, ' '.repeat(columns), ink);
	}

	/** Writes spans one after the other; behind a dialog every tone gives way to one. */
	write(row: number, column: number, line: Line, {isDim = false} = {}): void {
		let at = column;
		for (const {text, tone} of line) {
			this.#put(row, at, text, isDim ? dimmed : theme[tone]);
			at += widthOf(text);
		}
	}

	/** Writes lines one below the other. */
	writeLines(row: number, column: number, lines: readonly Line[], {isDim = false} = {}): void {
		for (const [index, line] of lines.entries()) this.write(row + index, column, line, {isDim});
	}

	/** Draws a box of lines around an area's cells, with what the caller gives as its corners and sides. */
	frame({row, column, columns, rows}: Area, [upper, side, lower]: BoxLines, tone: Tone): void {
		const edge = ([left = '', line = '', right = '']: string): Span[] => [
			{text: `${left}${line.repeat(columns - 2)}${right}`, tone},
		];
		this.write(row, column, edge(upper));
		for (let at = row + 1; at < row + rows - 1; at++) {
			this.write(at, column, [{text: side, tone}]);
			this.write(at, column + columns - 1, [{text: side, tone}]);
		}
		this.write(row + rows - 1, column, edge(lower));
	}

	/** The rows from above, neighbours of one ink joined. */
	rows(): Run[][] {
		return this.#rows.map(row =>
			row.reduce<Run[]>((joined, {text, ink}) => {
				const last = joined.at(-1);
				if (last && isSameInk(last.ink, ink)) joined[joined.length - 1] = {text: last.text + text, ink};
				else joined.push({text, ink});
				return joined;
			}, []),
		);
	}

	#put(row: number, column: number, text: string, ink: Ink): void {
		const runs = this.#rows[row];
		if (!runs) return;
		const whole = {from: column, to: column + widthOf(text), text, ink};
		const run = cut(whole, Math.max(column, 0), Math.min(whole.to, this.size.columns));
		if (!run) return;
		const parts = runs.flatMap(other => {
			if (other.to <= run.from || other.from >= run.to) return [other];
			return [cut(other, other.from, run.from), cut(other, run.to, other.to)].filter(
				part => part !== undefined,
			);
		});
		const at = parts.findIndex(other => other.from >= run.to);
		parts.splice(at < 0 ? parts.length : at, 0, run);
		this.#rows[row] = parts;
	}
}

/** The signs of a box: upper edge, side, lower edge; an edge is its left corner, its line and its right corner. */
export type BoxLines = readonly [upper: string, side: string, lower: string];

export const boxLines = {
	light: ['┌─┐', '│', '└─┘'],
	heavy: ['┏━┓', '┃', '┗━┛'],
	double: ['╔═╗', '║', '╚═╝'],
} as const satisfies Record<string, BoxLines>;

/** The part of a run in these columns; a wide sign cut in half leaves a blank. */
function cut(run: PlacedRun, from: number, to: number): PlacedRun | undefined {
	if (from >= to) return undefined;
	if (from === run.from && to === run.to) return run;
	let text = '';
	let column = run.from;
	for (const sign of signsOf(run.text)) {
		const end = column + widthOf(sign);
		if (column >= from && end <= to) text += sign;
		else text += ' '.repeat(Math.max(Math.min(end, to) - Math.max(column, from), 0));
		column = end;
	}
	return {from, to, text, ink: run.ink};
}

function isSameInk(one: Ink, other: Ink): boolean {
	return one.color === other.color && one.ground === other.ground && one.bold === other.bold;
}
