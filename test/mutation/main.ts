import {appendFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {parseArgs} from 'node:util';
import {isNoticed, verdictsIn} from './again.ts';
import {pageOf} from './page.ts';
import {isFor, reasons} from './reasons.ts';
import {foldersOf, lineOf, rowsOf, scoreOf, stale, unexplained} from './report.ts';
import {runMutants} from './run.ts';
import {sampleOf} from './sample.ts';
import {sourcesOf, testsOf} from './scope.ts';
import {mutantsOf, type PlacedMutant} from './tree.ts';

const usage = `bun run mutation [--file PATH]... [--sample N] [--seed S] [--jobs N] [--tests TEXT] [--seconds N] [--list] [--log FILE [--again]] [--write]

Changes the programs in small ways, each by itself in a copy of the tree, and runs the tests that come to the place.
Exit 1 when fewer than 85 % of the mutants are noticed, or a reason for a survivor is out of date.
--file PATH   only files whose path begins so; may be given again
--sample N    about N mutants, of each file its share
--seed S      which ones (default 1)
--jobs N      how many processes (default: the processors)
--tests TEXT  only test files whose path holds this regular expression
--seconds N   a survivor is run against no more than so much of tests (default 15)
--list        names the mutants, and runs none
--log FILE    writes each verdict, a JSON object a line; what stands in it already is not judged again
--again       but what was not noticed there, and has no reason, is
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
		seconds: {type: 'string', default: '15'},
		list: {type: 'boolean', default: false},
		log: {type: 'string'},
		again: {type: 'boolean', default: false},
		write: {type: 'boolean', default: false},
		help: {type: 'boolean', default: false},
	},
});
const numbers = [values.sample ?? '1', values.seed, values.jobs, values.seconds].map(Number);
const [sample = 1, seed = 1, jobs = 1, most = 1] = numbers;
if (values.help || !numbers.every(Number.isInteger) || sample < 1 || jobs < 1 || most < 1) {
	process.stdout.write(usage);
	process.exit(values.help ? 0 : 2);
}

const root = new URL('../..', import.meta.url).pathname;
const page = `${root}/docs/mutation.md`;
const sources = sourcesOf(root).filter(file => values.file.some(start => file.startsWith(start)));
const mutants = mutantsOf(root, sources);
const known = verdictsIn(values.log === undefined ? [] : [values.log], mutants);
const isOpen = (mutant: PlacedMutant) => {
	const verdict = known.get(mutant);
	const isExplained = reasons.some(reason => isFor(reason, mutant));
	return verdict === undefined || (values.again && !isNoticed(verdict) && !isExplained);
};
const wanted = values.sample === undefined ? mutants : sampleOf(mutants, sample, seed);
const chosen = wanted.filter(isOpen);
if (values.list) {
	for (const mutant of chosen) console.log(lineOf(mutant));
	process.exit(0);
}

const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
const tests = new RegExp(values.tests);
let judged = 0;
const judge = () =>
	runMutants(root, mutants, chosen, {
		entries: ['src', 'test', 'bench', 'docs', 'kiosk', 'package.json', 'tsconfig.json', 'biome.json'],
		testFiles: testsOf(root, sources).filter(file => tests.test(file)),
		jobs,
		mostMs: most * 1000,
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

if (chosen.length > 0) for (const verdict of await judge()) known.set(verdict.mutant, verdict);
const verdicts = [...known.values()].sort((one, other) => one.mutant.id - other.mutant.id);
const rows = rowsOf(mutants, verdicts);
for (const {file, tried, killed, timeout, survived, uncovered} of [...rows, ...foldersOf(rows)])
	console.log(
		`${file}: ${tried} tried, ${killed} killed, ${timeout} without end, ${survived} survived, ${uncovered} not covered`,
	);
for (const mutant of unexplained(verdicts, reasons)) console.log(`survived: ${lineOf(mutant)}`);
const outdated = stale(mutantsOf(root, sourcesOf(root)), verdicts, reasons);
for (const {file, original, replacement} of outdated)
	console.log(`a reason out of date: ${file} ${original} => ${replacement}`);
if (values.write) {
	const survivors = verdicts.filter(verdict => !isNoticed(verdict)).map(({mutant}) => mutant);
	const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
	writeFileSync(page, pageOf({rows, survivors, reasons}, before));
}
const score = scoreOf(rows);
console.log(`${verdicts.length} mutants in ${seconds()} s, ${score.toFixed(1)} % killed`);
process.exit(score >= leastScore && outdated.length === 0 ? 0 : 1);
