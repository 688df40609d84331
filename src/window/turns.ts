/**
 * Lets so many works wait or run at a time; a further one is refused at once, by undefined. Checking
 * signatures holds the processor: before each work begins, whoever else has come is let in or turned away (T-05).
 * @param capacity works that wait or run
 * @param nowMs a monotonic clock
 */
export function createTurns(
	capacity: number,
	nowMs: () => number,
): <Outcome>(work: () => Promise<Outcome>) => Promise<Outcome | undefined> {
	let present = 0;
	let previous = Promise.resolve();
	return async work => {
		if (present >= capacity) return undefined;
		present++;
		const turn = previous.then(() => doorIsQuiet(nowMs));
		previous = turn;
		try {
			await turn;
			return await work();
		} finally {
			present--;
		}
	};
}

/** Settles after a round of the event loop in which nobody came, or when that has been waited for long enough. */
async function doorIsQuiet(nowMs: () => number): Promise<void> {
	const begun = nowMs();
	for (;;) {
		const roundBegun = nowMs();
		await new Promise(resolve => setImmediate(resolve));
		const now = nowMs();
		if (now - roundBegun < quietMs || now - begun > longestMs) return;
	}
}

/** Less than reading one request takes. */
const quietMs = 0.3;
const longestMs = 50;
