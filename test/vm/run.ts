import type {Recovery} from './recovery.ts';

/** Everything that a run saw, for the report; it stands in a file too. */
export interface Results {
	/** The day, like 2026-11-22. */
	readonly day: string;
	/** What was seen when a way out was tried, in the order of the attempts. Empty: nothing changed. */
	readonly attempts: Record<string, readonly string[]>;
	readonly recoveries: Recovery[];
	readonly cuts: Array<{readonly name: string; readonly seen: string}>;
	/** From the power to the kiosk at rest, in seconds, a boot each. */
	readonly bootSeconds: number[];
}

/** One run of the whole test: where it writes, what it counted and saw. */
export class Run {
	readonly results: Results = {
		day: new Date().toISOString().slice(0, 10),
		attempts: {},
		recoveries: [],
		cuts: [],
		bootSeconds: [],
	};
	passed = 0;
	failed = 0;

	constructor(readonly folder: string) {}

	/** One thing that is tried; one that throws has failed, and the rest goes on. */
	async step(name: string, what: () => Promise<void>): Promise<void> {
		const startedAt = performance.now();
		try {
			await what();
			this.passed++;
			console.log(`ok      ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
		} catch (error) {
			this.failed++;
			console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	saw(name: string, changes: readonly string[]): void {
		this.results.attempts[name] = changes;
	}
}

/** Throws when something is not as it must be. */
export function demand(isSo: boolean, otherwise: string): asserts isSo {
	if (!isSo) throw new Error(otherwise);
}
