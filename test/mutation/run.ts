import {rmSync} from 'node:fs';
import {measureFile, type TestFile} from './coverage.ts';
import {judgeMutants, type Verdict} from './judge.ts';
import {mutatedCopy, type PlacedMutant} from './tree.ts';

export interface RunOptions {
	/** What of the root is copied. */
	readonly entries: readonly string[];
	readonly testFiles: readonly string[];
	/** How many processes work at once. */
	readonly jobs: number;
	/** A survivor is run against no more than this of tests. */
	readonly mostMs: number;
	readonly onMeasured?: (file: TestFile) => void;
	readonly onVerdict?: (verdict: Verdict) => void;
}

/** Runs mutants of a tree against its tests, in a copy that is removed at the end. */
export async function runMutants(
	root: string,
	mutants: readonly PlacedMutant[],
	chosen: readonly PlacedMutant[],
	{entries, testFiles, jobs, mostMs, onMeasured, onVerdict}: RunOptions,
): Promise<Verdict[]> {
	const copy = mutatedCopy(root, entries, mutants);
	try {
		const measured: TestFile[] = [];
		await each(jobs, testFiles, async file => {
			const one = await measureFile(copy, file);
			measured.push(one);
			onMeasured?.(one);
		});
		const verdicts: Verdict[] = [];
		// Pieces, so that the largest file is not the last one's alone.
		const byFile = Map.groupBy(mutants, ({file}) => file);
		const pieces = [...Map.groupBy(chosen, ({file}) => file)].flatMap(([file, own]) =>
			inPieces(own, 300).map(piece => ({piece, ofFile: byFile.get(file) ?? []})),
		);
		await each(jobs, pieces, ({piece, ofFile}) =>
			judgeMutants(copy, piece, {testFiles: measured, mostMs, ofFile}, verdict => {
				verdicts.push(verdict);
				onVerdict?.(verdict);
			}),
		);
		return verdicts.sort((one, other) => one.mutant.id - other.mutant.id);
	} finally {
		rmSync(copy, {recursive: true, force: true});
	}
}

function inPieces<Value>(values: readonly Value[], size: number): Value[][] {
	return Array.from({length: Math.ceil(values.length / size)}, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);
}

/** Does a thing for each value, so many at once. */
async function each<Value>(jobs: number, values: readonly Value[], run: (value: Value) => Promise<void>) {
	const open = values[Symbol.iterator]();
	await Promise.all(
		Array.from({length: jobs}, async () => {
			for (const value of open) await run(value);
		}),
	);
}
