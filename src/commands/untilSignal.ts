/** Settles when the program is asked to end, by SIGINT or SIGTERM. */
export function untilSignal(): Promise<void> {
	return new Promise(resolve => {
		process.once('SIGINT', () => resolve());
		process.once('SIGTERM', () => resolve());
	});
}
