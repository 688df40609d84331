import type {TestFile} from './coverage.ts';
import type {TestRun} from './inside/messages.ts';
import {type Inside, type Outcome, startInside} from './process.ts';
import type {PlacedMutant} from './tree.ts';

/** What became of a mutant: `timeout` is a kill by a step that did not end, `uncovered` was never come to. */
export interface Verdict {
	readonly mutant: PlacedMutant;
	readonly fate: 'killed' | 'timeout' | 'survived' | 'uncovered';
	/** The test that noticed it, with its file. */
	readonly by?: string;
}

/** A survivor is run against no more than this of what covers it, the likeliest first. */
const mostMs = 15_000;

/**
 * Judges mutants of one file, one after another. A mutant that the tests come to while they run is switched on in a
 * process that has everything loaded, where a failure counts when the same test passes again without the mutant. One
 * that is come to while programs load, or was not come to again there, is on from the start of a process of its own.
 */
export async function judgeMutants(
	copy: string,
	mutants: readonly PlacedMutant[],
	testFiles: readonly TestFile[],
	tell: (verdict: Verdict) => void,
): Promise<void> {
	const kills = new Map<string, number>();
	let shared: Inside | undefined;
	for (const mutant of mutants) {
		const {load, tests} = coveringOf(mutant, testFiles, likeliestFirst(mutant.file, kills));
		let verdict: Verdict = {mutant, fate: 'uncovered'};
		let isUnsure = load.length > 0;
		if (tests.length > 0) {
			shared ??= startInside(copy);
			const outcome = await shared.ask({
				task: 'judge',
				mutant: mutant.id,
				isFresh: false,
				runs: neighboursTogether(copy, tests),
			});
			verdict = verdictOf(mutant, outcome);
			isUnsure ||=
				outcome.said === 'survived'
					? !outcome.isReached
					: outcome.said !== 'killed' && outcome.said !== 'late';
			const isClean = outcome.said === 'survived' || verdict.fate === 'killed';
			if (!isClean || outcome.said === 'gone') {
				await shared.end();
				shared = undefined;
			}
		}
		if (isUnsure && verdict.fate !== 'timeout' && verdict.by === undefined) {
			const own = startInside(copy);
			const runs = wholeFiles(copy, mutant, load, tests, likeliestFirst(mutant.file, kills));
			verdict = verdictOf(mutant, await own.ask({task: 'judge', mutant: mutant.id, isFresh: true, runs}));
			await own.end();
		}
		if (verdict.by !== undefined)
			for (const name of [verdict.by, fileOf(verdict.by)]) kills.set(name, (kills.get(name) ?? 0) + 1);
		tell(verdict);
	}
	await shared?.end();
}

const fileOf = (by: string) => by.split(': ')[0] ?? '';

interface Candidate {
	readonly file: TestFile;
	/** Empty for a whole file. */
	readonly name: string;
	readonly ms: number;
}

type Order = (one: Candidate, other: Candidate) => number;

/** First what killed the most of the file's other mutants for its time, then the tests that mirror it, then the quick. */
function likeliestFirst(source: string, kills: ReadonlyMap<string, number>): Order {
	const [, folder = '', name = ''] = /^src\/(.*)\/(.*)\.ts$/.exec(source) ?? [];
	const worthOf = ({file: {file, loadMs}, name: test, ms}: Candidate) => {
		const killed = 3 * (kills.get(`${file}: ${test}`) ?? 0) + (kills.get(file) ?? 0);
		const nearness = (file.startsWith(`test/${folder}/`) ? 4 : 1) * (file.includes(`/${name}.test`) ? 4 : 1);
		return ((killed + 1) * nearness) / (ms + loadMs / 20 + 2);
	};
	return (one, other) => worthOf(other) - worthOf(one);
}

function coveringOf({id}: PlacedMutant, testFiles: readonly TestFile[], order: Order) {
	const load = testFiles.filter(file => file.load.has(id));
	const tests = testFiles
		.flatMap(file => file.tests.filter(({hits}) => hits.has(id)).map(({name, ms}) => ({file, name, ms})))
		.sort(order);
	return {load, tests};
}

function neighboursTogether(copy: string, tests: readonly Candidate[]): TestRun[] {
	const runs: (Omit<TestRun, 'tests'> & {readonly tests: {name: string; ms: number}[]})[] = [];
	for (const {file, name, ms} of affordable(tests)) {
		const path = `${copy}/${file.file}`;
		const last = runs.at(-1);
		if (last?.file === path) last.tests.push({name, ms});
		else runs.push({file: path, loadMs: loadLimit(file), tests: [{name, ms}]});
	}
	return runs;
}

function wholeFiles(
	copy: string,
	{id}: PlacedMutant,
	load: readonly TestFile[],
	tests: readonly Candidate[],
	order: Order,
): TestRun[] {
	const files = load.length > 0 ? load : [...new Set(tests.map(({file}) => file))];
	const whole = files
		.map(file => ({file, name: '', ms: file.tests.reduce((sum, {ms}) => sum + ms, file.loadMs)}))
		.sort(order);
	return affordable(whole).map(({file}) => ({
		file: `${copy}/${file.file}`,
		loadMs: loadLimit(file),
		tests: file.tests.filter(({hits}) => file.load.has(id) || hits.has(id)).map(({name, ms}) => ({name, ms})),
		...(file.load.has(id) && {left: file.broken}),
	}));
}

function affordable(candidates: readonly Candidate[]): Candidate[] {
	let spentMs = 0;
	return candidates.filter(({ms}) => {
		const isBegun = spentMs < mostMs;
		spentMs += ms;
		return isBegun;
	});
}

/** How long an import may take: a busy machine is no finding. */
const loadLimit = ({loadMs}: TestFile) => loadMs * 5 + 10_000;

function verdictOf(mutant: PlacedMutant, outcome: Outcome): Verdict {
	switch (outcome.said) {
		case 'killed':
			return {mutant, fate: outcome.isLate ? 'timeout' : 'killed', by: outcome.by};
		case 'late':
			return {mutant, fate: 'timeout'};
		case 'gone':
			return {mutant, fate: 'killed'};
		case 'survived':
		case 'tainted':
			return {mutant, fate: 'survived'};
		case 'measured':
			throw new Error('a measurement is no verdict');
	}
}
