import {existsSync, readFileSync} from 'node:fs';
import type {Verdict} from './judge.ts';
import {type PlacedMutant, textOf} from './tree.ts';

/**
 * What the logs of earlier runs (`--log`) still say of the mutants of today, known by their text: of two verdicts the later.
 * A mutant that was noticed once is taken as noticed: tests are written between the runs, and seldom struck.
 */
export function verdictsIn(
	logs: readonly string[],
	mutants: readonly PlacedMutant[],
): Map<PlacedMutant, Verdict> {
	const byText = new Map(mutants.map(mutant => [keyOf(mutant), mutant]));
	const verdicts = new Map<PlacedMutant, Verdict>();
	for (const log of logs.filter(path => existsSync(path)))
		for (const line of readFileSync(log, 'utf8').split('\n').filter(Boolean)) {
			const {fate, by, ...told} = JSON.parse(line) as PlacedMutant & Pick<Verdict, 'fate' | 'by'>;
			const mutant = byText.get(keyOf(told));
			if (mutant) verdicts.set(mutant, {mutant, fate, ...(by !== undefined && {by})});
		}
	return verdicts;
}

/** Did a test fail with it, or not end? */
export function isNoticed({fate}: Verdict): boolean {
	return fate === 'killed' || fate === 'timeout';
}

const keyOf = (mutant: PlacedMutant) => `${textOf(mutant)} ${mutant.nth}`;
