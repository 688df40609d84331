import {existsSync, readFileSync} from 'node:fs';
import type {Verdict} from './judge.ts';
import type {PlacedMutant} from './tree.ts';

/** What an earlier run's log (`--log`) still says of the mutants of today, known by their text. */
export interface Earlier {
	/** Those that a test noticed by failing. */
	readonly noticed: readonly Verdict[];
	/** Those that none did, and those without end: to be judged again. */
	readonly open: readonly PlacedMutant[];
}

/**
 * Reads logs of earlier runs. Between them and now tests were written; a mutant that was noticed is taken as noticed.
 * Mutants that no log names are left out.
 */
export function earlier(logs: readonly string[], mutants: readonly PlacedMutant[]): Earlier {
	const byText = new Map<string, PlacedMutant[]>();
	for (const mutant of mutants) byText.set(keyOf(mutant), [...(byText.get(keyOf(mutant)) ?? []), mutant]);
	const verdicts = new Map<PlacedMutant, Verdict>();
	const lines = logs
		.filter(log => existsSync(log))
		.flatMap(log => readFileSync(log, 'utf8').trim().split('\n'));
	for (const line of lines) {
		const told = JSON.parse(line) as PlacedMutant & Pick<Verdict, 'fate' | 'by'>;
		const mutant = byText.get(keyOf(told))?.shift();
		if (mutant) verdicts.set(mutant, {...told, mutant});
	}
	const isNoticed = ({fate}: Verdict) => fate === 'killed';
	return {
		noticed: [...verdicts.values()].filter(isNoticed),
		open: [...verdicts].filter(([, verdict]) => !isNoticed(verdict)).map(([mutant]) => mutant),
	};
}

const keyOf = ({file, lineText, original, replacement}: PlacedMutant) =>
	JSON.stringify([file, lineText, original, replacement]);
