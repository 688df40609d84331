import {mkdir} from 'node:fs/promises';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {type Run, run} from './measure.ts';
import {buildPrograms, builds, type Program} from './programs.ts';
import {quantile} from './quantile.ts';

const usage = `bun run bench [--runs N] [--keys N]

Start to first full frame and key to frame of the kiosk, beside a bare Ink hello of the same build.
--runs N   starts of each program (default 20)
--keys N   keys typed in each run (default 20)
`;

const {values: options} = parseArgs({
	options: {
		runs: {type: 'string', default: '20'},
		keys: {type: 'string', default: '20'},
		help: {type: 'boolean', default: false},
	},
});
const [runs, keys] = [Number(options.runs), Number(options.keys)];
if (options.help || !(Number.isInteger(runs) && runs > 0 && Number.isInteger(keys) && keys > 0)) {
	process.stdout.write(usage);
	process.exit(options.help ? 0 : 2);
}

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
for (const build of builds) {
	const median = (name: string) =>
		rows.find(row => row.name === name && row.build === build)?.startMs.median ?? NaN;
	console.log(
		`start, ${build}: ${(median('kiosk') / median('hello')).toFixed(2)}x the bare hello (budget 1.25x)`,
	);
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

/** Another program begins each round, so that none always follows the same one. */
function rotated<T>(list: readonly T[], by: number): readonly T[] {
	const first = by % list.length;
	return [...list.slice(first), ...list.slice(0, first)];
}
