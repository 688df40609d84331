import {Database} from 'bun:sqlite';
import {join} from 'node:path';
import type {Recovery} from './recovery.ts';

/** What was seen when a way out was tried, in the locked image and in the one without the lock. */
export interface Attempted {
	/** Undefined: it was not tried there. Empty: nothing changed. */
	locked?: readonly string[];
	control?: readonly string[];
}

/** Everything that a run saw, for the report. */
export interface Results {
	readonly attempts: Map<string, Attempted>;
	recoveries: readonly Recovery[];
	readonly cuts: Array<{readonly name: string; readonly seen: string}>;
	/** From the power to the kiosk at rest, in seconds, a boot each. */
	readonly bootSeconds: number[];
}

/** One run of the whole test: where it writes, what it counted and saw. */
export class Run {
	readonly results: Results = {attempts: new Map(), recoveries: [], cuts: [], bootSeconds: []};
	readonly store: string;
	passed = 0;
	failed = 0;

	constructor(readonly folder: string) {
		this.store = join(folder, 'window.sqlite');
	}

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

	saw(name: string, attempted: Attempted): void {
		this.results.attempts.set(name, {...this.results.attempts.get(name), ...attempted});
	}

	/** How many revocations the window has accepted. */
	accepted(): number {
		const database = new Database(this.store, {readonly: true});
		try {
			return database.query('SELECT request_id FROM revocations WHERE request_id IS NOT NULL').all().length;
		} finally {
			database.close();
		}
	}
}

/** Throws when something is not as it must be. */
export function demand(isSo: boolean, otherwise: string): asserts isSo {
	if (!isSo) throw new Error(otherwise);
}
