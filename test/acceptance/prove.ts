import {bends, bentRows} from './bends.ts';
import type {RunTest} from './judgement.ts';
import {runTests} from './run.ts';

/** What the tests of a row made of its bend. */
export interface Proof {
	readonly row: string;
	/** `survived`: every test named after the row passed although what the row asks for was gone. */
	readonly outcome: 'noticed' | 'survived' | 'untested';
	readonly tests: readonly RunTest[];
}

/** The kinds of rows whose tests must fail when the machines are bent. */
export const bentKinds: readonly string[] = ['TR', 'BTN', 'LIM'];

/** The tests that walk the machines in their own process, where a bend can reach them. */
const command = [
	...[
		process.execPath,
		'node_modules/vitest/vitest.mjs',
		'run',
		'--config',
		'test/acceptance/prove.config.ts',
	],
	...['-t', String.raw`S\d{3}-\d{3}`, 'test/machines', 'test/screens'],
];

/**
 * Bends each row's transition, button or limit and runs the tests named after it. As a test may be named after
 * several rows, it runs once for each: the n-th turn bends the n-th row of every name. Throws when a test fails
 * without any bend, for then a failure would prove nothing.
 */
export async function prove(): Promise<Proof[]> {
	const straight = await runTests(command);
	const failing = straight.filter(({outcome}) => outcome === 'failed');
	if (failing.length > 0)
		throw new Error(`fails without a bend: ${failing.map(({name}) => name).join('; ')}`);
	const turns = Math.max(...straight.map(({name}) => bentRows(name).length));
	const bent: Array<RunTest & {readonly row: string}> = [];
	for (let turn = 0; turn < turns; turn++) {
		for (const test of await runTests(command, {ACCEPTANCE_TURN: String(turn)})) {
			const row = bentRows(test.name)[turn];
			if (row !== undefined) bent.push({...test, row});
		}
	}
	return [...bends.keys()].map(row =>
		proofOf(
			row,
			bent.filter(test => test.row === row),
		),
	);
}

function proofOf(row: string, tests: readonly RunTest[]): Proof {
	if (tests.length === 0) return {row, outcome: 'untested', tests};
	return {row, outcome: tests.some(({outcome}) => outcome === 'failed') ? 'noticed' : 'survived', tests};
}
