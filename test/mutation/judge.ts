import type {TestFile} from './coverage.ts';
import type {Job, Measured, TestRun} from './inside/messages.ts';
import {type Inside, type Outcome, startInside} from './process.ts';
import type {PlacedMutant} from './tree.ts';

/** What became of a mutant: `timeout` is a kill by a step that did not end, `uncovered` was never come to. */
export interface Verdict {
	readonly mutant: PlacedMutant;
	readonly fate: 'killed' | 'timeout' | 'survived' | 'uncovered';
	/** The test that noticed it, with its file. */
	readonly by?: string;
}

/** What mutants are judged by. */
export interface Surroundings {
	readonly testFiles: readonly TestFile[];
	/** A survivor is run against no more than this of what covers it, the likeliest first. */
	readonly mostMs: number;
	/** All mutants of the file. */
	readonly ofFile: readonly PlacedMutant[];
}

/**
 * Judges mutants of one file, one after another. A mutant that the tests come to while they run is switched on in a
 * process that has everything loaded, where a failure counts when the same test passes again without the mutant. One
 * that is come to while programs load, or was not come to again there, is on while all programs are loaded anew.
 */
export async function judgeMutants(
	copy: string,
	mutants: readonly PlacedMutant[],
	surroundings: Surroundings,
	tell: (verdict: Verdict) => void,
): Promise<void> {
	const {testFiles, mostMs} = surroundings;
	const kills = new Kills();
	const loaded = new Bench(copy, Number.POSITIVE_INFINITY);
	const anew = new Bench(copy, 60);
	for (const mutant of mutants) {
		const order = likeliestFirst(mutant, surroundings, kills);
		const {load, tests} = coveringOf(mutant, testFiles);
		let verdict: Verdict = {mutant, fate: 'uncovered'};
		let isUnsure = load.length > 0;
		if (tests.length > 0) {
			const runs = neighboursTogether(copy, affordable(tests.sort(order), mostMs));
			const outcome = await loaded.ask({task: 'judge', mutant: mutant.id, isFresh: false, runs});
			verdict = verdictOf(mutant, outcome);
			isUnsure ||=
				outcome.said === 'survived'
					? !outcome.isReached
					: outcome.said !== 'killed' && outcome.said !== 'late';
		}
		if (isUnsure && verdict.fate !== 'timeout' && verdict.by === undefined) {
			const chosen = load.length > 0 ? passingBy(mutant, load, surroundings) : tests;
			const runs = neighboursTogether(copy, affordable(chosen.sort(order), mostMs));
			const job = {task: 'judge', mutant: mutant.id, isFresh: true, runs} as const;
			let outcome = await anew.ask(job);
			// What the mutants before it left behind is no finding: a new process says.
			if (outcome.said === 'tainted' || outcome.said === 'gone') outcome = await anew.ask(job);
			verdict = verdictOf(mutant, outcome);
		}
		kills.note(verdict.by);
		tell(verdict);
	}
	await loaded.end();
	await anew.end();
}

/** A process for many jobs, and another one when it fell, was stopped, or has done enough. */
class Bench {
	#inside: Inside | undefined;
	#done = 0;

	constructor(
		private readonly copy: string,
		private readonly most: number,
	) {}

	async ask(job: Job): Promise<Outcome> {
		this.#inside ??= startInside(this.copy);
		const outcome = await this.#inside.ask(job);
		const isClean = outcome.said === 'survived' || (outcome.said === 'killed' && !outcome.isLate);
		if (++this.#done % this.most === 0 || !isClean) await this.end();
		return outcome;
	}

	async end(): Promise<void> {
		await this.#inside?.end();
		this.#inside = undefined;
	}
}

/** Which tests noticed the mutants so far. */
class Kills {
	readonly #counts = new Map<string, number>();
	readonly #last = new Map<string, number>();
	#noted = 0;

	note(by: string | undefined): void {
		if (by === undefined) return;
		this.#noted++;
		for (const name of [by, by.split(': ')[0] ?? '']) {
			this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
			this.#last.set(name, this.#noted);
		}
	}

	/** How many, and more for the latest: the next mutant is the neighbour of the last one. */
	worthOf(name: string): number {
		const last = this.#last.get(name);
		return (this.#counts.get(name) ?? 0) + (last === undefined ? 0 : 20 / (1 + this.#noted - last));
	}
}

interface Candidate {
	readonly file: TestFile;
	readonly name: string;
	readonly ms: number;
	readonly hits: ReadonlySet<number>;
	readonly places: ReadonlySet<string>;
}

type Order = (one: Candidate, other: Candidate) => number;

/**
 * First what killed the most of the file's other mutants for its time, and comes to the most of what is in this one; then
 * the tests that mirror the file, then the quick.
 */
function likeliestFirst(mutant: PlacedMutant, {ofFile}: Surroundings, kills: Kills): Order {
	const [, folder = '', name = ''] = /^src\/(.*)\/(.*)\.ts$/.exec(mutant.file) ?? [];
	const within = ofFile.filter(({start, end}) => start >= mutant.start && end <= mutant.end);
	const inner = new Set(within.flatMap(({places}) => places));
	const ids = new Set(within.map(({id}) => id));
	const worthOf = ({file: {file, loadMs}, name: test, ms, hits, places}: Candidate) => {
		const depth = 1 + places.intersection(inner).size + hits.intersection(ids).size;
		const killed = 3 * kills.worthOf(`${file}: ${test}`) + kills.worthOf(file);
		const nearness = (file.startsWith(`test/${folder}/`) ? 4 : 1) * (file.includes(`/${name}.test`) ? 4 : 1);
		return ((killed + 1) * nearness * depth) / (ms + loadMs / 20 + 2);
	};
	const worths = new Map<Candidate, number>();
	const worth = (one: Candidate) => {
		const found = worths.get(one) ?? worthOf(one);
		worths.set(one, found);
		return found;
	};
	return (one, other) => worth(other) - worth(one);
}

function coveringOf({id}: PlacedMutant, testFiles: readonly TestFile[]) {
	const load = testFiles.filter(file => file.load.has(id));
	const tests = testFiles.flatMap(file => candidatesOf(file, ({hits}) => hits.has(id)));
	return {load, tests};
}

function candidatesOf(file: TestFile, isChosen: (test: Measured) => boolean): Candidate[] {
	return file.tests.filter(isChosen).map(test => ({file, ...test}));
}

/**
 * Of what is come to while programs load, the tests that can notice it: those that enter its state, or send the event
 * there; without a state those that come to anything of its file; and those that only look at how things are written.
 */
function passingBy({places}: PlacedMutant, load: readonly TestFile[], {ofFile}: Surroundings): Candidate[] {
	const ids = new Set(ofFile.map(({id}) => id));
	const machine = `${places[0]?.split(/[: ]/)[0]}:`;
	const isMoving = (test: Measured) => test.places.has(machine) || !test.hits.isDisjointFrom(ids);
	const among = (isChosen: (test: Measured) => boolean) => load.flatMap(file => candidatesOf(file, isChosen));
	const moving = among(isMoving);
	if (moving.length === 0) return among(() => true);
	const still = among(test => !isMoving(test));
	const isSeen = (state: string) => load.some(({tests}) => tests.some(test => test.places.has(state)));
	const wanted = places.flatMap(place => waysUp(place).find(({state}) => isSeen(state))?.whole ?? []);
	if (wanted.length === 0) return [...moving, ...still];
	return [...among(test => wanted.some(place => test.places.has(place))), ...still];
}

/** The place, then the states around it: a state that is left at once is never seen to be entered. */
function* waysUp(place: string): Generator<{readonly state: string; readonly whole: string}> {
	const [state = '', event] = place.split(' ');
	if (event !== undefined) yield {state: state.includes(':') ? state : `${state}:`, whole: place};
	if (!state.includes(':')) return;
	yield {state, whole: state};
	for (let at = state.lastIndexOf('.'); at > 0; at = state.lastIndexOf('.', at - 1))
		yield {state: state.slice(0, at), whole: state.slice(0, at)};
}

function neighboursTogether(copy: string, tests: readonly Candidate[]): TestRun[] {
	const runs: (Omit<TestRun, 'tests'> & {readonly tests: {name: string; ms: number}[]})[] = [];
	for (const {file, name, ms} of tests) {
		const path = `${copy}/${file.file}`;
		const last = runs.at(-1);
		if (last?.file === path) last.tests.push({name, ms});
		else
			runs.push({
				file: path,
				loadMs: loadLimit(file),
				tests: [{name, ms}],
				known: [...file.tests.map(test => test.name), ...file.broken],
			});
	}
	return runs;
}

function affordable(candidates: readonly Candidate[], mostMs: number): Candidate[] {
	let spentMs = 0;
	return candidates.filter(({ms}) => {
		if (spentMs > 0 && spentMs + ms > mostMs) return false;
		spentMs += ms;
		return true;
	});
}

/** How long an import may take: a busy machine is no finding. */
const loadLimit = ({loadMs}: TestFile) => loadMs * 5 + 10_000;

function verdictOf(mutant: PlacedMutant, outcome: Outcome): Verdict {
	switch (outcome.said) {
		case 'fell':
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
