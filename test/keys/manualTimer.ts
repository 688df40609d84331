import type {SetTimer} from '../../src/keys/timer.ts';

/** A clock that goes when it is told to. */
export class ManualTimer {
	#nowMs = 0;
	readonly #pending = new Set<{readonly dueMs: number; readonly run: () => void}>();

	readonly setTimer: SetTimer = (run, delayMs) => {
		const entry = {dueMs: this.#nowMs + delayMs, run};
		this.#pending.add(entry);
		return () => void this.#pending.delete(entry);
	};

	get isIdle(): boolean {
		return this.#pending.size === 0;
	}

	advance(ms: number): void {
		this.#nowMs += ms;
		for (const entry of [...this.#pending]) {
			if (entry.dueMs > this.#nowMs) continue;
			this.#pending.delete(entry);
			entry.run();
		}
	}
}
