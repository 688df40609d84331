/**
 * A clock that stands still until it is told how late it is, then runs every timer due by then at its own
 * instant, in order. XState's SimulatedClock leaps: a timer that starts another in a leap would start it late.
 */
export class SteppedClock {
	#now = 0;
	#nextId = 1;
	readonly #timers = new Map<number, {readonly due: number; readonly run: () => void}>();

	now(): number {
		return this.#now;
	}

	readonly setTimeout = (run: () => void, milliseconds: number): number => {
		const id = this.#nextId++;
		this.#timers.set(id, {due: this.#now + milliseconds, run});
		return id;
	};

	readonly clearTimeout = (id: number): void => {
		this.#timers.delete(id);
	};

	/** Goes on to an instant, in milliseconds since the clock was made. */
	advanceTo(instant: number): void {
		for (;;) {
			let next: [number, {readonly due: number; readonly run: () => void}] | undefined;
			for (const timer of this.#timers) {
				if (timer[1].due <= instant && (!next || timer[1].due < next[1].due)) next = timer;
			}
			if (!next) break;
			this.#timers.delete(next[0]);
			this.#now = next[1].due;
			next[1].run();
		}
		this.#now = Math.max(this.#now, instant);
	}
}
