/** How far wall clock and monotonic clock may drift apart before somebody set the one (threats T-09). */
const toleranceMs = 2000;

/** Notices that the wall clock was set, by the monotonic clock beside it, which nobody can set. */
export class ClockGuard {
	readonly #now: () => Date;
	readonly #monotonicMs: () => number;
	#trustedOffsetMs: number;

	/** @param monotonicMs milliseconds since any fixed instant */
	constructor(now: () => Date, monotonicMs: () => number) {
		this.#now = now;
		this.#monotonicMs = monotonicMs;
		this.#trustedOffsetMs = this.#offsetMs();
	}

	/** The wall clock was just found right: from now on it may only go on. */
	trust(): void {
		this.#trustedOffsetMs = this.#offsetMs();
	}

	/** Whether the wall clock was set since it was last found right. */
	hasStepped(): boolean {
		return Math.abs(this.#offsetMs() - this.#trustedOffsetMs) > toleranceMs;
	}

	#offsetMs(): number {
		return this.#now().getTime() - this.#monotonicMs();
	}
}

/** Tells by how much the wall clock was set since it was last asked, by the monotonic clock beside it. */
export class ClockSteps {
	readonly #now: () => Date;
	readonly #monotonicMs: () => number;
	#offsetMs: number;

	/** @param monotonicMs milliseconds since any fixed instant */
	constructor(now: () => Date, monotonicMs: () => number) {
		this.#now = now;
		this.#monotonicMs = monotonicMs;
		this.#offsetMs = now().getTime() - monotonicMs();
	}

	/** Whole seconds, forward or back; 0 for a clock that went on, or is drawn right little by little. */
	takeSeconds(): number {
		const offsetMs = this.#now().getTime() - this.#monotonicMs();
		const stepMs = offsetMs - this.#offsetMs;
		this.#offsetMs = offsetMs;
		return Math.abs(stepMs) > toleranceMs ? Math.round(stepMs / 1000) : 0;
	}
}
