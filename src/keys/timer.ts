/** Runs something once after a while; the answer calls it off. Passed in, so that tests own the time. */
export type SetTimer = (run: () => void, delayMs: number) => () => void;

/** The real clock. */
export const setTimer: SetTimer = (run, delayMs) => {
	const timer = setTimeout(run, delayMs);
	return () => clearTimeout(timer);
};
