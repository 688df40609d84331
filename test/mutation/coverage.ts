import type {Measured} from './inside/messages.ts';
import {startInside} from './process.ts';

/** What the tests of one file come to. */
export interface TestFile {
	readonly file: string;
	/** Mutants that its import and preparation come to. */
	readonly load: ReadonlySet<number>;
	readonly loadMs: number;
	/** The tests that pass without any mutant. */
	readonly tests: readonly Measured[];
	/** The names of those that do not, on our harness. */
	readonly broken: readonly string[];
	/** Why the file cannot be used at all. */
	readonly fault: string | undefined;
}

/** Runs a test file once in a process of its own, without any mutant. */
export async function measureFile(copy: string, file: string): Promise<TestFile> {
	const inside = startInside(copy);
	const outcome = await inside.ask({task: 'measure', file: `${copy}/${file}`});
	await inside.end();
	if (outcome.said !== 'measured')
		return {file, load: new Set(), loadMs: 0, tests: [], broken: [], fault: outcome.said};
	return {
		file,
		load: outcome.load,
		loadMs: outcome.loadMs,
		tests: outcome.tests.filter(({failure}) => failure === undefined),
		broken: outcome.tests.filter(({failure}) => failure !== undefined).map(({name}) => name),
		fault: outcome.fault,
	};
}
