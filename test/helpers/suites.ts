import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {TestContext} from 'vitest';

/** Beside the project, never in it: the vectors belong to others. */
const folder = fileURLToPath(new URL('../../../shared/suites/', import.meta.url));

/** A file of the public test suites. Without the suites the test says so and is skipped; in CI it fails. */
export function suiteFile(context: TestContext, path: string): Buffer {
	if (!existsSync(folder)) {
		const note = 'the public suites are missing: put pkits/ and wycheproof/ into ../shared/suites';
		if (process.env.CI) throw new Error(note);
		context.skip(note);
	}
	return readFileSync(`${folder}${path}`);
}
