import type {Verdict} from './judge.ts';
import {isFor, type Reason} from './reasons.ts';
import type {PlacedMutant} from './tree.ts';

/** What became of the mutants of one file. */
export interface Row {
	readonly file: string;
	/** How many there are; of a sample fewer were tried. */
	readonly mutants: number;
	readonly tried: number;
	readonly killed: number;
	readonly timeout: number;
	readonly survived: number;
	readonly uncovered: number;
}

/** One row a file, in the order of the files. */
export function rowsOf(mutants: readonly PlacedMutant[], verdicts: readonly Verdict[]): Row[] {
	const all = Map.groupBy(mutants, ({file}) => file);
	return [...Map.groupBy(verdicts, ({mutant}) => mutant.file)].map(([file, own]) => {
		const count = (fate: Verdict['fate']) => own.filter(verdict => verdict.fate === fate).length;
		return {
			file,
			mutants: all.get(file)?.length ?? 0,
			tried: own.length,
			killed: count('killed'),
			timeout: count('timeout'),
			survived: count('survived'),
			uncovered: count('uncovered'),
		};
	});
}

/** The share of the tried mutants that were noticed, in per cent. */
export function scoreOf(rows: readonly Row[]): number {
	const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
	return (100 * sum(({killed, timeout}) => killed + timeout)) / sum(({tried}) => tried);
}

/** All rows of a folder as one. */
export function foldersOf(rows: readonly Row[]): Row[] {
	return [...Map.groupBy(rows, ({file}) => file.slice(0, file.lastIndexOf('/')))].map(([file, own]) => {
		const sum = (of: (row: Row) => number) => own.reduce((total, row) => total + of(row), 0);
		return {
			file,
			mutants: sum(row => row.mutants),
			tried: sum(row => row.tried),
			killed: sum(row => row.killed),
			timeout: sum(row => row.timeout),
			survived: sum(row => row.survived),
			uncovered: sum(row => row.uncovered),
		};
	});
}

/** A mutant on one line of text. */
export function lineOf({file, line, mutator, original, replacement}: PlacedMutant): string {
	const short = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 100);
	return `${file}:${line} ${mutator}: ${short(original)} => ${short(replacement) || '(left out)'}`;
}

/** What the tried ones of a row say of all of it, with 95 % confidence, in per cent (Wilson's interval for a proportion). */
export function intervalOf({killed, timeout, tried}: Row): readonly [number, number] {
	const z = 1.96;
	const share = (killed + timeout) / tried;
	const middle = (share + z ** 2 / (2 * tried)) / (1 + z ** 2 / tried);
	const reach =
		(z * Math.sqrt((share * (1 - share)) / tried + z ** 2 / (4 * tried ** 2))) / (1 + z ** 2 / tried);
	return [100 * (middle - reach), 100 * (middle + reach)];
}

/** The survivors that have no reason yet. */
export function unexplained(verdicts: readonly Verdict[], reasons: readonly Reason[]): PlacedMutant[] {
	return verdicts
		.filter(({fate}) => fate === 'survived' || fate === 'uncovered')
		.map(({mutant}) => mutant)
		.filter(mutant => !reasons.some(reason => isFor(reason, mutant)));
}

/** Reasons for mutants that are not there, or that a test now notices: they are to be struck. */
export function stale(
	mutants: readonly PlacedMutant[],
	verdicts: readonly Verdict[],
	reasons: readonly Reason[],
): Reason[] {
	const noticed = verdicts
		.filter(({fate}) => fate === 'killed' || fate === 'timeout')
		.map(({mutant}) => mutant);
	return reasons.filter(reason => {
		const own = mutants.filter(mutant => isFor(reason, mutant));
		return own.length === 0 || own.every(mutant => noticed.includes(mutant));
	});
}
