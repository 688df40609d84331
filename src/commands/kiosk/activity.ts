import type {SetTimer} from '../../keys/timer.ts';

export interface ActivityParts {
	/** Says that somebody is there. */
	readonly tell: () => void;
	/** Milliseconds since any fixed instant. */
	readonly nowMs: () => number;
	readonly setTimer: SetTimer;
}

/** How far apart two words that somebody is there are, at least. */
const periodMs = 5000;

/**
 * Tells from keys that somebody is there. The first and the last key of a password would tell how long it took to
 * type, and so how long it is: keys in its field are told only at the next full period since the last word,
 * whenever in it they came (T-17).
 */
export class Activity {
	readonly #parts: ActivityParts;
	#toldAtMs = Number.NEGATIVE_INFINITY;
	#callOff: (() => void) | undefined;

	constructor(parts: ActivityParts) {
		this.#parts = parts;
	}

	/** A key outside a password field. */
	pressed(): void {
		if (this.#parts.nowMs() - this.#toldAtMs >= periodMs) this.#tell();
	}

	/** A key in a password field. */
	typed(): void {
		if (this.#callOff) return;
		const sinceMs = this.#parts.nowMs() - this.#toldAtMs;
		const restMs = Number.isFinite(sinceMs) ? periodMs - (sinceMs % periodMs) : periodMs;
		this.#callOff = this.#parts.setTimer(() => this.#tell(), restMs);
	}

	/** Tells now what was held back; answers whether there was anything. */
	tellAtOnce(): boolean {
		if (!this.#callOff) return false;
		this.#tell();
		return true;
	}

	stop(): void {
		this.#callOff?.();
		this.#callOff = undefined;
	}

	#tell(): void {
		this.stop();
		this.#toldAtMs = this.#parts.nowMs();
		this.#parts.tell();
	}
}
