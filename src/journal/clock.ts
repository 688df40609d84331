/**
 * A clock that stands still until it is told how late it is, then runs every timer due by then at its own
 * instant, in order. XState's SimulatedClock leaps: a timer that starts another in a leap would start it late.
 * Instants are whole milliseconds since the clock was made.
 */
export class SteppedClock {
	#now = 0;
	#nextId = 1;
	readonly #timers = new Map<number, {readonly due: number; readonly run: () => void}>();

	now(): number {
		return this.#now;
	}

	/** When the next timer is due; undefined when none is set. */
	nextDue(): number | undefined {
		return this.#next()?.[1].due;
	}

	readonly setTimeout = (run: () => void, milliseconds: number): number => {
		const id = this.#nextId++;
		this.#timers.set(id, {due: this.#now + Math.ceil(milliseconds), run});
		return id;
	};

	readonly clearTimeout = (id: number): void => {
		this.#timers.delete(id);
	};

	/** Goes on to an instant; one that has passed changes nothing. */
	advanceTo(instant: number): void {
		for (let next = this.#next(); next && next[1].due <= instant; next = this.#next()) {
			this.#timers.delete(next[0]);
			this.#now = next[1].due;
			next[1].run();
		}
		this.#now = Math.max(this.#now, instant);
	}

	#next() {
		let next: [number, {readonly due: number; readonly run: () => void}] | undefined;
		for (const timer of this.#timers) {
			if (!next || timer[1].due < next[1].due) next = timer;
		}
		return next;
	}
}
