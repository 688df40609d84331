import {format} from 'node:util';
import {expect as vitestExpect} from 'vitest';

/**
 * Stands for `vitest` inside a mutated tree, so that one process runs the same tests for many mutants: vitest's own
 * `expect`, and of its runner what our tests use. A test that needs more fails here without any mutant, and is left out.
 */
export * from 'vitest';

type Run = () => unknown;
type Body = (context: Context, ...rest: readonly unknown[]) => unknown;

/** What a test is handed; of vitest's context what our tests use. */
export interface Context {
	readonly task: {readonly name: string};
	readonly onTestFinished: (run: Run) => void;
	readonly skip: () => never;
}

/** A file or a `describe`, with its hooks. */
export interface Suite {
	readonly name: string;
	readonly parent: Suite | undefined;
	readonly beforeAll: Run[];
	readonly afterAll: Run[];
	readonly beforeEach: Run[];
	readonly afterEach: Run[];
}

/** A test as it was declared. */
export interface Test {
	/** The names down to it; a second one of the same names is numbered. */
	readonly name: string;
	readonly suite: Suite;
	readonly body: Body;
}

class Skipped extends Error {}

let suite: Suite = suiteOf('', undefined);
let declared: Test[] = [];
let finished: Run[] | undefined;

function suiteOf(name: string, parent: Suite | undefined): Suite {
	return {name, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: []};
}

/** Imports a test file and gives the tests it declares. */
export async function declaredBy(file: string): Promise<readonly Test[]> {
	suite = suiteOf('', undefined);
	declared = [];
	await import(file);
	return declared;
}

/** Runs one test with its hooks for each test. @throws what makes it fail */
export async function runTest({name, suite: own, body}: Test): Promise<void> {
	const last: Run[] = [];
	finished = last;
	const line = lineOf(own);
	try {
		for (const {beforeEach} of line) for (const run of beforeEach) await run();
		await body({
			task: {name},
			onTestFinished: run => void last.push(run),
			skip: () => {
				throw new Skipped();
			},
		});
	} catch (error) {
		if (!(error instanceof Skipped)) throw error;
	} finally {
		finished = undefined;
		for (const {afterEach} of line.toReversed()) for (const run of afterEach) await run();
		for (const run of last.reverse()) await run();
	}
}

/** The suites from the file down to this one. */
export function lineOf(own: Suite): Suite[] {
	return [...(own.parent ? lineOf(own.parent) : []), own];
}

function declareTest(name: string, ...rest: readonly unknown[]): void {
	const body = rest.find(part => typeof part === 'function') as Body;
	const full = [...lineOf(suite).map(one => one.name), name].filter(part => part !== '').join(' > ');
	const same = declared.filter(one => one.name === full || one.name.startsWith(`${full} #`)).length;
	declared.push({name: same === 0 ? full : `${full} #${same + 1}`, suite, body});
}

function declareSuite(name: string, ...rest: readonly unknown[]): void {
	const body = rest.find(part => typeof part === 'function') as Run;
	const outer = suite;
	suite = suiteOf(name, outer);
	try {
		body();
	} finally {
		suite = outer;
	}
}

type Declare = (name: string, ...rest: readonly unknown[]) => void;

/** The ways to declare a thing of which there are several. */
function withTables(declare: Declare) {
	const no: Declare = () => undefined;
	const each =
		(spread: boolean) =>
		(rows: readonly unknown[]) =>
		(name: string, body: (...values: readonly unknown[]) => unknown) => {
			rows.forEach((row, index) => {
				const values = Array.isArray(row) && spread ? row : [row];
				declare(named(name, row, values, index), (context: Context) =>
					spread ? body(...values) : body(row, context),
				);
			});
		};
	const runIf = (condition: unknown) => (condition ? declare : no);
	const skipIf = (condition: unknown) => runIf(!condition);
	return Object.assign(declare.bind(undefined), {
		each: each(true),
		for: each(false),
		runIf,
		skipIf,
		skip: no,
	});
}

function named(name: string, row: unknown, values: readonly unknown[], index: number): string {
	const filled = name.replaceAll('%#', String(index)).replace(/\$([\w.]+)/g, (whole, path: string) => {
		let value: unknown = row;
		for (const step of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
		return value === undefined ? whole : String(value);
	});
	const holes = filled.match(/%[sdifjoOc]/g)?.length ?? 0;
	return format(filled, ...values.slice(0, holes));
}

export const test = withTables(declareTest);
export const describe = withTables(declareSuite);
export const beforeAll = (run: Run) => void suite.beforeAll.push(run);
export const afterAll = (run: Run) => void suite.afterAll.push(run);
export const beforeEach = (run: Run) => void suite.beforeEach.push(run);
export const afterEach = (run: Run) => void suite.afterEach.push(run);

export function onTestFinished(run: Run): void {
	if (!finished) throw new Error('onTestFinished outside a test');
	finished.push(run);
}

/** Vitest's own waits for its runner's test. */
function poll(value: () => unknown, {interval = 20, timeout = 1000} = {}) {
	const matcher =
		(name: string) =>
		async (...expected: readonly unknown[]) => {
			for (const last = Date.now() + timeout; ; await Bun.sleep(interval)) {
				try {
					const matchers = vitestExpect(await value()) as unknown as Record<
						string,
						(...of: unknown[]) => unknown
					>;
					return matchers[name]?.(...expected);
				} catch (error) {
					if (Date.now() > last) throw error;
				}
			}
		};
	return new Proxy({}, {get: (_, name) => matcher(String(name))});
}

export const expect = Object.assign(
	(...of: Parameters<typeof vitestExpect>) => vitestExpect(...of),
	vitestExpect,
	{poll},
);
