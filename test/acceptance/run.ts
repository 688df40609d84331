import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import type {RunTest} from './judgement.ts';

const root = join(import.meta.dirname, '../..');

/** The parts of vitest's JSON report that are read here. */
interface Report {
	readonly testResults: ReadonlyArray<{
		readonly name: string;
		readonly status: string;
		readonly message?: string;
		readonly assertionResults: ReadonlyArray<{
			readonly fullName: string;
			readonly status: string;
		}>;
	}>;
}

/**
 * Reads a run's JSON report (`vitest --reporter=json`). Throws for a file of tests that did not load: what it
 * would have proved is not known.
 */
export function readReport(text: string): RunTest[] {
	const {testResults} = JSON.parse(text) as Report;
	const broken = testResults.filter(
		({status, assertionResults}) => status === 'failed' && assertionResults.length === 0,
	);
	if (broken.length > 0) {
		throw new Error(`did not load: ${broken.map(({name, message}) => `${name}: ${message}`).join('\n')}`);
	}
	return testResults.flatMap(({name, assertionResults}) =>
		assertionResults.map(({fullName, status}) => ({
			name: fullName,
			file: relative(root, name),
			outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
		})),
	);
}

/** Runs a command that ends in vitest, with the words for a JSON report added, and reads what it reports. */
export async function runTests(
	command: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<RunTest[]> {
	const folder = await mkdtemp(join(tmpdir(), 'acceptance-'));
	const report = join(folder, 'report.json');
	try {
		const child = Bun.spawn([...command, '--reporter=json', `--outputFile.json=${report}`], {
			cwd: root,
			env: {...process.env, ...env},
			stdin: 'ignore',
			stdout: 'ignore',
			stderr: 'inherit',
		});
		await child.exited;
		return readReport(await Bun.file(report).text());
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
