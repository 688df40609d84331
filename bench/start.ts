import {mkdir} from 'node:fs/promises';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {type Run, run} from './measure.ts';
import {buildPrograms, builds, type Program} from './programs.ts';
import {quantile} from './quantile.ts';

/** Start to first full frame, beside a bare Ink hello (design 10). */
const startBudget = 1.25;

/** Starts each program so many times, types so many keys, prints both times. @returns whether the start kept its budget */
export async function start(runs: number, keys: number): Promise<boolean> {
	const programs = await buildPrograms();
	const results = new Map<Program, Run[]>(programs.map(program => [program, []]));
	// The first start reads the disk and lets the kiosk make its demo PKI: it is not counted.
	for (const program of programs) await run(program, 1);
	for (let round = 0; round < runs; round++) {
		for (const program of rotated(programs, round)) results.get(program)?.push(await run(program, keys));
	}

	const rows = [...results].map(([{name, build}, taken]) => {
		const start = taken.map(({startMs}) => startMs);
		const key = taken.flatMap(({keyToFrameMs}) => keyToFrameMs);
		return {
			name,
			build,
			startMs: {median: quantile(start, 0.5), min: quantile(start, 0), max: quantile(start, 1)},
			keyToFrameMs: {p50: quantile(key, 0.5), p99: quantile(key, 0.99), max: quantile(key, 1)},
		};
	});
	console.table(
		rows.map(({name, build, startMs, keyToFrameMs}) => ({
			program: `${name}, ${build}`,
			'start median (ms)': startMs.median.toFixed(1),
			'min-max': `${startMs.min.toFixed(0)}-${startMs.max.toFixed(0)}`,
			'key p50 (ms)': keyToFrameMs.p50.toFixed(1),
			'key p99 (ms)': keyToFrameMs.p99.toFixed(1),
			'key max (ms)': keyToFrameMs.max.toFixed(1),
		})),
	);
	let isKept = true;
	for (const build of builds) {
		const median = (name: string) =>
			rows.find(row => row.name === name && row.build === build)?.startMs.median ?? NaN;
		const share = median('kiosk') / median('hello');
		isKept &&= share <= startBudget;
		console.log(`start, ${build}: ${share.toFixed(2)}x the bare hello (budget ${startBudget}x)`);
	}

	const at = new Date().toISOString();
	const machine = {cpu: cpus()[0]?.model, cores: cpus().length, bun: Bun.version};
	const file = join(import.meta.dir, 'results', `${at.replaceAll(':', '-')}.json`);
	await mkdir(join(import.meta.dir, 'results'), {recursive: true});
	await Bun.write(
		file,
		`${JSON.stringify({at, machine, runs, keys, rows, measured: [...results.values()]}, null, '\t')}\n`,
	);
	console.log(file);
	return isKept;
}

/** Another program begins each round, so that none always follows the same one. */
function rotated<T>(list: readonly T[], by: number): readonly T[] {
	const first = by % list.length;
	return [...list.slice(first), ...list.slice(0, first)];
}
