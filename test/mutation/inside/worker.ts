import {relative} from 'node:path';
import {declaredBy, lineOf, runTest, type Suite, type Test} from './harness.ts';
import type {Answer, Job, Measured, TestRun} from './messages.ts';
import {isReached, record, switchTo} from './switch.ts';

/*
 * A process inside a mutated tree: it measures what each test of a file comes to, or says whether tests notice a
 * mutant. Jobs and answers go over the channel to the process that started it.
 */

/** Why a step failed; undefined when it did not. */
type Fault = {readonly text: string; readonly isLate: boolean} | undefined;

/** For a step that is measured: only what hangs takes longer. */
const longestMs = 300_000;
/** Helpers that make something once a process make it in the first test, whichever that is. */
const firstMs = 20_000;
const files = new Map<string, readonly Test[]>();
const opened = new Set<Suite>();
/** Thrown beside the test that runs: vitest fails a run for it. */
let stray: unknown;
for (const event of ['unhandledRejection', 'uncaughtException'])
	process.on(event, (error: unknown) => {
		stray ??= error;
	});
process.on('message', (job: Job) => {
	void (job.task === 'measure' ? measure(job.file) : judge(job)).then(say);
});

function say(answer: Answer): void {
	process.send?.(answer);
}

async function measure(file: string): Promise<Answer> {
	const load = record();
	say({said: 'began', ms: longestMs});
	const began = performance.now();
	let tests: readonly Test[] = [];
	const fault = await faultOf(async () => {
		tests = await declaredBy(file);
		if (tests[0]) await open(rootOf(tests[0]));
	});
	const loadMs = performance.now() - began;
	if (fault) return {said: 'measured', load, loadMs, tests: [], fault: fault.text};
	const measured: Measured[] = [];
	const ofSuites = new Map<Suite, Set<number>>();
	for (const [index, test] of tests.entries()) {
		say({said: 'began', ms: longestMs});
		const suites = lineOf(test.suite);
		const ill = await faultOf(async () => {
			for (const suite of suites) {
				if (opened.has(suite)) continue;
				ofSuites.set(suite, record());
				await open(suite);
			}
		});
		const hits = record();
		const start = performance.now();
		const failure = ill ?? (await faultOf(() => runTest(test)));
		const ms = performance.now() - start;
		for (const suite of suites) for (const mutant of ofSuites.get(suite) ?? []) hits.add(mutant);
		measured.push({name: test.name, ms, hits, ...(failure && {failure: failure.text})});
		await leave(test, tests[index + 1]);
	}
	return {said: 'measured', load, loadMs, tests: measured};
}

async function judge({mutant, isFresh, runs}: Extract<Job, {task: 'judge'}>): Promise<Answer> {
	if (isFresh) switchTo(mutant);
	let isCome = false;
	for (const run of runs) {
		const file = relative(process.cwd(), run.file);
		const ill = await faultOf(async () => {
			if (!files.has(run.file)) files.set(run.file, await declaredBy(run.file));
		}, run.loadMs);
		if (ill) return {said: 'killed', by: `${file}: its import`, isLate: ill.isLate};
		const chosen = chosenOf(run);
		for (const [index, test] of chosen.entries()) {
			const failure = await attempt(test, run, mutant, isFresh);
			isCome ||= isReached();
			if (failure) {
				// A busy machine, or what another mutant left behind, makes a test fail too: it is believed when the same
				// test passes without the mutant and then fails with it again.
				if (!isFresh && (await attempt(test, run, 0, isFresh))) return {said: 'tainted'};
				const again = await attempt(test, run, mutant, isFresh);
				if (again) return {said: 'killed', by: `${file}: ${test.name}`, isLate: again.isLate};
			}
			await leave(test, chosen[index + 1]);
		}
	}
	switchTo(0);
	return {said: 'survived', isReached: isCome};
}

/** With the mutant on from the start a file may declare other tests than it did, which count as well. */
function chosenOf({file, tests, left}: TestRun): readonly Test[] {
	const all = files.get(file) ?? [];
	if (left) return all.filter(({name}) => !left.includes(name));
	return tests.flatMap(({name}) => all.find(test => test.name === name) ?? []);
}

async function attempt(
	test: Test,
	{tests, loadMs}: TestRun,
	mutant: number,
	isFresh: boolean,
): Promise<Fault> {
	// What a file prepares once stays for all mutants: it is made without any, unless one is on from the start.
	if (!isFresh) switchTo(0);
	const isFirst = !opened.has(rootOf(test));
	const ill = await faultOf(() => open(rootOf(test)), loadMs);
	if (ill) return ill;
	if (!isFresh) switchTo(mutant);
	const baseMs = tests.find(({name}) => name === test.name)?.ms ?? 1000;
	return faultOf(
		async () => {
			for (const suite of lineOf(test.suite)) await open(suite);
			await runTest(test);
		},
		baseMs * 5 + 4000 + (isFirst ? loadMs + firstMs : 0),
		baseMs * 2 + 4000,
	);
}

function rootOf({suite}: Test): Suite {
	return lineOf(suite)[0] ?? suite;
}

/** Runs what is to be run before the first test of a suite. */
async function open(suite: Suite): Promise<void> {
	if (opened.has(suite)) return;
	opened.add(suite);
	for (const run of suite.beforeAll) await run();
}

/** Closes the suites that the next test is not in; a file stays open as long as the process. */
async function leave({suite}: Test, next: Test | undefined): Promise<void> {
	const kept = next ? lineOf(next.suite) : [];
	for (const one of lineOf(suite).slice(1).reverse()) {
		if (kept.includes(one)) continue;
		opened.delete(one);
		for (const run of one.afterAll) await faultOf(run);
	}
}

/** Does something, for so long at most, and with so much of a processor. */
async function faultOf(run: () => unknown, ms?: number, processorMs = ms): Promise<Fault> {
	if (processorMs !== undefined) say({said: 'began', ms: processorMs});
	stray = undefined;
	let timer: Timer | undefined;
	const late = new Promise<'late'>(resolve => {
		if (ms !== undefined) timer = setTimeout(() => resolve('late'), ms);
	});
	try {
		if ((await Promise.race([run(), late])) === 'late') return {text: 'it did not end', isLate: true};
	} catch (error) {
		return {text: String(error), isLate: false};
	} finally {
		clearTimeout(timer);
	}
	return stray === undefined ? undefined : {text: String(stray), isLate: false};
}
