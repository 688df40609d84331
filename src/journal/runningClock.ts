import {SteppedClock} from './clock.ts';

export interface RunningClockParts {
	/** Milliseconds since any fixed instant, by a clock that nobody can set. */
	readonly monotonicMs: () => number;
	/** Runs something once after a while; the answer calls it off. */
	readonly setTimer: (run: () => void, delayMs: number) => () => void;
}

/**
 * The clock of the machines in a running kiosk. It stamps what the machines hear so that a replay turns the same
 * events and the same timers in the same order: a timer that is due but was not yet run, because the process was
 * busy, holds the stamp back, and what an event starts counts from its stamp.
 */
export class RunningClock {
	readonly #parts: RunningClockParts;
	readonly #start: number;
	readonly #stepped = new SteppedClock();
	#disarm: (() => void) | undefined;

	constructor(parts: RunningClockParts) {
		this.#parts = parts;
		this.#start = parts.monotonicMs();
	}

	/** The stamp of an event heard now: whole milliseconds since the start. */
	stamp(): number {
		const due = this.#stepped.nextDue() ?? Number.POSITIVE_INFINITY;
		this.#stepped.advanceTo(Math.min(this.#elapsedMs(), due - 1));
		return this.#stepped.now();
	}

	readonly setTimeout = (run: () => void, milliseconds: number): number => {
		const id = this.#stepped.setTimeout(run, milliseconds);
		this.#arm();
		return id;
	};

	readonly clearTimeout = (id: number): void => {
		this.#stepped.clearTimeout(id);
		this.#arm();
	};

	/** Runs what is due by now. */
	readonly catchUp = (): void => {
		this.#stepped.advanceTo(this.#elapsedMs());
		this.#arm();
	};

	/** Runs no timer any more. */
	stop(): void {
		this.#disarm?.();
	}

	#arm(): void {
		this.#disarm?.();
		const due = this.#stepped.nextDue();
		if (due === undefined) return;
		const delayMs = Math.max(due + this.#start - this.#parts.monotonicMs(), 0);
		this.#disarm = this.#parts.setTimer(this.catchUp, delayMs);
	}

	#elapsedMs(): number {
		return Math.floor(this.#parts.monotonicMs() - this.#start);
	}
}
