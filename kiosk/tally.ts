import type {Reporter, SerializedError, TestModule} from 'vitest/node';

/**
 * A vitest reporter that ends the output with the plain line `N passed, M failed` (`, K skipped` where there
 * are any), for people and CI to read. A file that does not load and an error outside every test count as
 * failed: nothing that makes vitest fail is left out of the sum.
 */
export default class Tally implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
		const count = {passed: 0, failed: unhandled.length, skipped: 0, pending: 0};
		for (const module of modules) {
			count.failed += module.errors().length;
			for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
			for (const test of module.children.allTests()) count[test.result().state] += 1;
		}
		const skipped = count.skipped + count.pending;
		console.log(`${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
	}
}
