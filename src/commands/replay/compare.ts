import {visibleText} from '../../domain/text.ts';
import type {Run} from '../../journal/read.ts';
import {firstDifference, type Moment} from '../../journal/replay.ts';
import {clockTime} from './frames.ts';

/** What came of playing runs against their record. */
export interface Comparison {
	readonly isSame: boolean;
	/** One line, or the first difference side by side. */
	readonly report: string;
}

/** Plays each run up to its first difference from what was recorded. */
export function compare(runs: readonly Run[]): Comparison {
	for (const [index, run] of runs.entries()) {
		const difference = firstDifference(run);
		if (difference) return {isSame: false, report: sideBySide(run, index + 1, difference)};
	}
	const events = runs.reduce((sum, run) => sum + run.entries.length, 0);
	return {isSame: true, report: `as recorded: ${count(runs.length, 'run')}, ${count(events, 'event')}`};
}

function sideBySide(run: Run, nth: number, {at, entry, view, digest}: Moment): string {
	if (!entry) throw new Error('only what was recorded can differ');
	const event = run.entries.indexOf(entry) + 1;
	const rows = [
		['', 'recorded', 'replayed'],
		['state', visibleText(entry.path), view.path],
		['view', entry.view, digest ?? ''],
	];
	const widest = Math.max(...rows.map(([, recorded = '']) => recorded.length));
	return [
		`run ${nth}, event ${event} of ${run.entries.length}, at ${clockTime(at)}: ${entry.event.type} to ${entry.to}`,
		...rows.map(([name = '', recorded = '', replayed]) =>
			`${name.padEnd(7)}${recorded.padEnd(widest + 2)}${replayed}`.trimEnd(),
		),
	].join('\n');
}

function count(number: number, thing: string): string {
	return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
