import {readdirSync} from 'node:fs';
import {join, relative} from 'node:path';
import './places.ts';
import {declaredBy, lineOf, runTest, type Suite, type Test} from './harness.ts';
import {fromTheFirstKey} from './keys.ts';
import type {Answer, Job, Measured, TestRun} from './messages.ts';
import {isReached, type Record, record, switchTo} from './switch.ts';

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
/** All of the mutated tree that can be imported anew. */
const programs = readdirSync('.', {recursive: true, encoding: 'utf8'})
	.map(path => join(process.cwd(), path))
	.filter(path => /\.tsx?$/.test(path) && !path.startsWith(import.meta.dirname));
const files = new Map<string, readonly Test[]>();
const opened = new Set<Suite>();
/** A program that failed while it loaded is not to be had again in this process. */
let isSpoilt = false;
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
	const {hits: load} = record();
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
	const ofSuites = new Map<Suite, Record>();
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
		const {hits, places} = record();
		const start = performance.now();
		const failure = ill ?? (await faultOf(() => runTest(test)));
		const ms = performance.now() - start;
		for (const suite of suites) {
			for (const mutant of ofSuites.get(suite)?.hits ?? []) hits.add(mutant);
			for (const place of ofSuites.get(suite)?.places ?? []) places.add(place);
		}
		measured.push({name: test.name, ms, hits, places, ...(failure && {failure: failure.text})});
		await leave(test, tests[index + 1]);
	}
	return {said: 'measured', load, loadMs, tests: measured};
}

async function judge(job: Extract<Job, {task: 'judge'}>): Promise<Answer> {
	const {mutant, isFresh, runs} = job;
	let isCome = false;
	if (isSpoilt) return {said: 'tainted'};
	if (isFresh) await beginAnew(mutant);
	for (const run of runs) {
		const file = relative(process.cwd(), run.file);
		const ill = await declare(run);
		if (ill) return {said: 'fell', by: `${file}: its import`, isLate: ill.isLate};
		const chosen = chosenOf(run, isFresh);
		for (const [index, test] of chosen.entries()) {
			const failure = await attempt(test, run, mutant, isFresh);
			isCome ||= isReached();
			if (failure) {
				const again = await confirm(test, run, job, failure);
				if (again === 'tainted') return {said: 'tainted'};
				if (again) return {said: 'killed', by: `${file}: ${test.name}`, isLate: again.isLate};
				if (isFresh) continue;
			}
			await leave(test, chosen[index + 1]);
		}
	}
	switchTo(0);
	return {said: 'survived', isReached: isCome};
}

/**
 * A busy machine, or what another mutant left behind, makes a test fail too: it is believed when the same test passes
 * without the mutant and then fails with it again.
 */
async function confirm(
	test: Test,
	run: TestRun,
	{mutant, isFresh}: Extract<Job, {task: 'judge'}>,
	failure: NonNullable<Fault>,
): Promise<Fault | 'tainted'> {
	if (!isFresh) {
		if (await attempt(test, run, 0, false)) return 'tainted';
		return attempt(test, run, mutant, false);
	}
	await beginAnew(0);
	if (await declare(run)) return 'tainted';
	// Without the mutant there may be no such test: its name is of what the mutant changed.
	const same = named(run, test.name);
	if (same && (await attempt(same, run, 0, true))) return 'tainted';
	// Everything was new both times: nothing but a busy machine could make the difference.
	if (!failure.isLate) return failure;
	await beginAnew(mutant);
	const ill = await declare(run);
	const other = named(run, test.name);
	return ill ?? (other && attempt(other, run, mutant, true));
}

const named = ({file}: TestRun, name: string) => files.get(file)?.find(test => test.name === name);

/** Forgets all that was imported of the mutated tree: it is evaluated again, with the mutant on, at the next import. */
async function beginAnew(mutant: number): Promise<void> {
	for (const suite of [...opened].reverse()) for (const run of suite.afterAll) await faultOf(run);
	opened.clear();
	files.clear();
	// XState throws what nobody handles from a timer: it belongs to what was run before.
	await Bun.sleep(2);
	for (const path of programs) delete require.cache[path];
	fromTheFirstKey();
	switchTo(mutant);
}

async function declare({file, loadMs}: TestRun): Promise<Fault> {
	const fault = await faultOf(async () => {
		if (!files.has(file)) files.set(file, await declaredBy(file));
	}, loadMs);
	isSpoilt ||= fault !== undefined;
	return fault;
}

/** With the mutant on from the start a file may declare other tests than it did, which count as well. */
function chosenOf({file, tests, known}: TestRun, isFresh: boolean): readonly Test[] {
	const all = files.get(file) ?? [];
	const own = tests.flatMap(({name}) => all.find(test => test.name === name) ?? []);
	return isFresh ? [...own, ...all.filter(({name}) => !known.includes(name))] : own;
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
