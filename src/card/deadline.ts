/** Where time comes from: runs something later, and can be told not to. */
export interface Timer {
	/** @returns a function that cancels */
	after(ms: number, run: () => void): () => void;
}

export const systemTimer: Timer = {
	after(ms, run) {
		const handle = setTimeout(run, ms);
		return () => clearTimeout(handle);
	},
};

/** How long a card may take for one command, unless told otherwise (design: card command 10 s). */
export const commandMs = 10_000;

/** The value of `work`, or 'late' when it takes longer than `ms`. Work that is late goes on unheard. */
export function within<Value>(work: Promise<Value>, ms: number, timer: Timer): Promise<Value | 'late'> {
	return new Promise((resolve, reject) => {
		const cancel = timer.after(ms, () => resolve('late'));
		work.then(resolve, reject).finally(cancel);
	});
}
