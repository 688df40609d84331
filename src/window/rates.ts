/** How often the window may be asked, in requests a minute. */
export interface RateLimits {
	/** By one enrolled terminal. */
	readonly perTerminal: number;
	/** By all callers together. */
	readonly inAll: number;
}

/** Says of each request whether it comes too fast (T-05). */
export interface Rates {
	/**
	 * Counts a request and admits it, or says how long to wait before the next try.
	 * @param terminal the enrolled terminal's serial number; undefined for a caller without a name
	 */
	admit(terminal: string | undefined): Admission;
}

export type Admission = {readonly status: 'admitted'} | {readonly status: 'tooFast'; readonly waitMs: number};

/**
 * A bucket of tokens for each terminal and one for all: a minute's worth may come at once, then they drip.
 * A terminal that is refused takes nothing from the others.
 * @param nowMs a monotonic clock
 */
export function createRates(limits: RateLimits, nowMs: () => number): Rates {
	const shared = createBucket(limits.inAll, nowMs);
	const terminals = new Map<string, Bucket>();
	const bucketOf = (terminal: string) => {
		const bucket = terminals.get(terminal) ?? createBucket(limits.perTerminal, nowMs);
		terminals.set(terminal, bucket);
		return bucket;
	};
	return {
		admit(terminal) {
			const buckets = terminal === undefined ? [shared] : [bucketOf(terminal), shared];
			const waitMs = Math.max(...buckets.map(bucket => bucket.waitMs()));
			if (waitMs > 0) return {status: 'tooFast', waitMs};
			for (const bucket of buckets) bucket.take();
			return {status: 'admitted'};
		},
	};
}

interface Bucket {
	/** How long until a token is there; 0 when one is. */
	waitMs(): number;
	take(): void;
}

function createBucket(perMinute: number, nowMs: () => number): Bucket {
	const perMs = perMinute / 60_000;
	let tokens = perMinute;
	let filledAt = nowMs();
	const fill = () => {
		const now = nowMs();
		tokens = Math.min(perMinute, tokens + (now - filledAt) * perMs);
		filledAt = now;
	};
	return {
		waitMs: () => {
			fill();
			return tokens >= 1 ? 0 : (1 - tokens) / perMs;
		},
		take: () => {
			tokens -= 1;
		},
	};
}
