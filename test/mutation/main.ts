import {appendFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {parseArgs} from 'node:util';
import {earlier} from './again.ts';
import {pageOf} from './page.ts';
import {reasons} from './reasons.ts';
import {foldersOf, lineOf, rowsOf, scoreOf, stale, unexplained} from './report.ts';
import {runMutants} from './run.ts';
import {sampleOf} from './sample.ts';
import {sourcesOf, testsOf} from './scope.ts';
import {mutantsOf} from './tree.ts';

const usage = `bun run mutation [--file PATH]... [--sample N] [--seed S] [--jobs N] [--tests TEXT] [--list] [--log FILE] [--again FILE]... [--write]

Changes the programs in small ways, each by itself in a copy of the tree, and runs the tests that come to the place.
Exit 1 when fewer than 85 % of the mutants are noticed, or a reason for a survivor is out of date.
--file PATH   only files whose path begins so; may be given again
--sample N    about N mutants, of each file its share
--seed S      which ones (default 1)
--jobs N      how many processes (default: the processors)
--tests TEXT  only test files whose path holds this regular expression
--list        names the mutants, and runs none
--log FILE    writes each verdict, a JSON object a line
--again FILE  only the survivors of a run that wrote this log; may be given again
--write       renews docs/mutation.md
`;

/** What the suite is held to (issue D, 6). */
const leastScore = 85;

const {values} = parseArgs({
	options: {
		file: {type: 'string', multiple: true, default: ['src/']},
		sample: {type: 'string'},
		seed: {type: 'string', default: '1'},
		jobs: {type: 'string', default: String(availableParallelism())},
		tests: {type: 'string', default: ''},
		list: {type: 'boolean', default: false},
		log: {type: 'string'},
		again: {type: 'string', multiple: true},
		write: {type: 'boolean', default: false},
		help: {type: 'boolean', default: false},
	},
});
const [sample, seed, jobs] = [values.sample ?? '1', values.seed, values.jobs].map(Number) as [
	number,
	number,
	number,
];
if (values.help || ![sample, seed, jobs].every(Number.isInteger) || sample < 1 || jobs < 1) {
	process.stdout.write(usage);
	process.exit(values.help ? 0 : 2);
}

const root = new URL('../..', import.meta.url).pathname;
const page = `${root}/docs/mutation.md`;
const sources = sourcesOf(root).filter(file => values.file.some(start => file.startsWith(start)));
const mutants = mutantsOf(root, sources);
const before = values.again && earlier(values.again, mutants);
const chosen = before?.open ?? (values.sample === undefined ? mutants : sampleOf(mutants, sample, seed));
if (values.list) {
	for (const mutant of chosen) console.log(lineOf(mutant));
	process.exit(0);
}

const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
const tests = new RegExp(values.tests);
let judged = 0;
const judgedNow = await runMutants(root, mutants, chosen, {
	entries: ['src', 'test', 'bench', 'docs', 'kiosk', 'package.json', 'tsconfig.json', 'biome.json'],
	testFiles: testsOf(root, sources).filter(file => tests.test(file)),
	jobs,
	onMeasured: ({file, tests, broken, fault}) => {
		if (fault !== undefined) console.log(`${file} is left out: ${fault.slice(0, 120)}`);
		else if (broken.length > 0)
			console.log(`${file}: ${broken.length} of ${broken.length + tests.length} are left out`);
	},
	onVerdict: ({mutant, fate, by}) => {
		if (++judged % 100 === 0) console.log(`${seconds()} s: ${judged} of ${chosen.length}`);
		if (values.log !== undefined) appendFileSync(values.log, `${JSON.stringify({...mutant, fate, by})}\n`);
	},
});

const verdicts = [...(before?.noticed ?? []), ...judgedNow].sort(
	(one, other) => one.mutant.id - other.mutant.id,
);
const rows = rowsOf(mutants, verdicts);
for (const {file, tried, killed, timeout, survived, uncovered} of [...rows, ...foldersOf(rows)])
	console.log(
		`${file}: ${tried} tried, ${killed} killed, ${timeout} without end, ${survived} survived, ${uncovered} not covered`,
	);
for (const mutant of unexplained(verdicts, reasons)) console.log(`survived: ${lineOf(mutant)}`);
const outdated = stale(mutantsOf(root, sourcesOf(root)), verdicts, reasons);
for (const {file, original, replacement} of outdated)
	console.log(`a reason out of date: ${file} ${original} => ${replacement}`);
if (values.write) writeFileSync(page, pageOf(rows, existsSync(page) ? readFileSync(page, 'utf8') : ''));
const score = scoreOf(rows);
console.log(`${verdicts.length} mutants in ${seconds()} s, ${score.toFixed(1)} % killed`);
process.exit(score >= leastScore && outdated.length === 0 ? 0 : 1);
