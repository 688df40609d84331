import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import type {Procedure} from '../../src/domain/procedure.ts';
import type {View} from '../../src/machines/view.ts';

/** One cell of the fault matrix, as it was seen. */
export interface Cell {
	readonly procedure: Procedure;
	readonly fault: string;
	/** Where the procedure stood. */
	readonly place: string;
	readonly screen: View['screen'];
	readonly code: string | undefined;
	/** Left on the card, by the card's own counter. */
	readonly triesLeft: number;
	/** How many applications came to the window. */
	readonly applications: number;
}

const page = join(import.meta.dirname, '../../docs/faults.md');

/**
 * Holds a part of docs/faults.md to the cells that a test file saw; with FAULTS=write in the environment it writes
 * the part instead.
 */
export function expectOnPage(part: string, cells: readonly Cell[]): void {
	const begin = `<!-- ${part}: FAULTS=write vitest run test/faults -->`;
	const end = `<!-- end of ${part} -->`;
	const text = readFileSync(page, 'utf8');
	const from = text.indexOf(begin);
	const to = text.indexOf(end);
	if (from < 0 || to < from) throw new Error(`docs/faults.md has lost the marks of its part ${part}`);
	const anew = `${text.slice(0, from)}${begin}\n\n${tableOf(cells)}\n\n${text.slice(to)}`;
	if (process.env.FAULTS === 'write') writeFileSync(page, anew);
	else expect(text, 'docs/faults.md is stale').toBe(anew);
}

function tableOf(cells: readonly Cell[]): string {
	const rows = merged(cells).map(
		({procedures, place, fault, screens, triesLeft, applications}) =>
			`| ${fault} | ${place} | ${procedures} | ${screens} | ${triesLeft} | ${applications} |`,
	);
	return [
		'| fault | where | procedure | screen and code | tries left | applications at the window |',
		'| --- | --- | --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

/** One line for what both procedures do alike. */
function merged(cells: readonly Cell[]) {
	const lines = new Map<string, {cell: Cell; seen: Cell[]}>();
	for (const cell of cells) {
		const key = JSON.stringify([cell.fault, cell.place, cell.screen, cell.triesLeft, cell.applications]);
		const line = lines.get(key) ?? {cell, seen: []};
		line.seen.push(cell);
		lines.set(key, line);
	}
	return [...lines.values()].map(({cell, seen}) => ({
		...cell,
		procedures: [...new Set(seen.map(({procedure}) => procedure))].join(', '),
		screens: [cell.screen, ...new Set(seen.map(({code}) => code).filter(Boolean))].join(' '),
	}));
}
