import {parseArgs} from 'node:util';
import {loadBase} from './base.ts';
import {makeBase} from './makeBase.ts';
import {runCases} from './run.ts';

const usage = `bun run mangled [--cases N] [--first SEED] [--make-base]

Runs mangled cards, certificates, submissions and receipts through driver and PKI. Exit 1 when one of them comes to
anything but a typed outcome, or memory grows after the first tenth.
--cases N      how many (default 200000)
--first SEED   the number of the first (default 0)
--make-base    makes the sound bytes they are mangled from anew, and does nothing else
`;

const {values} = parseArgs({
	options: {
		cases: {type: 'string', default: '200000'},
		first: {type: 'string', default: '0'},
		'make-base': {type: 'boolean', default: false},
		help: {type: 'boolean', default: false},
	},
});
const [cases, first] = [Number(values.cases), Number(values.first)];
if (values.help || !(Number.isInteger(cases) && cases >= 10 && Number.isInteger(first) && first >= 0)) {
	process.stdout.write(usage);
	process.exit(values.help ? 0 : 2);
}
if (values['make-base']) {
	await makeBase();
	process.exit(0);
}

/** Growth beyond this is a leak: a mangled card must not fill a kiosk's memory. */
const mostGrowthBytes = 32 * 1024 * 1024;

const base = loadBase();
const tenth = Math.floor(cases / 10);
const warmUp = await runCases(base, first, tenth);
const before = liveBytes();
const rest = await runCases(base, first + tenth, cases - tenth);
const growth = liveBytes() - before;

const outcomes = new Map(warmUp.outcomes);
for (const [name, count] of rest.outcomes) outcomes.set(name, (outcomes.get(name) ?? 0) + count);
for (const [name, count] of [...outcomes].sort()) console.log(`${String(count).padStart(8)}  ${name}`);
const failures = [...warmUp.failures, ...rest.failures];
for (const {seed, error} of failures.slice(0, 20)) console.log(`seed ${seed}: ${error}`);
const seconds = (warmUp.ms + rest.ms) / 1000;
const slowest = warmUp.slowest.ms > rest.slowest.ms ? warmUp.slowest : rest.slowest;
console.log(`${cases} cases, ${failures.length} failed, ${(cases / seconds).toFixed(0)} a second`);
console.log(
	`slowest ${slowest.ms.toFixed(0)} ms (seed ${slowest.seed}); memory after the first tenth ${mib(growth)} MiB`,
);
process.exit(failures.length === 0 && growth < mostGrowthBytes ? 0 : 1);

function liveBytes(): number {
	Bun.gc(true);
	return process.memoryUsage().heapUsed;
}

function mib(bytes: number): string {
	return (bytes / 1024 / 1024).toFixed(1);
}
