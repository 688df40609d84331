import {nextCrlAt} from './crlTime.ts';
import type {ListIssuing, Registry} from './registry.ts';

/** What the window does by the clock and not by request. */
export interface Rounds {
	/** Makes a round now; resolves when it is done. */
	make(): Promise<void>;
	stop(): void;
}

/**
 * Issues the revocation lists at their hour and erases what has been kept long enough. It looks at the clock
 * once a minute at least, so that a clock that was set, or a store that was out of reach, costs a minute.
 * @param onFault a round failed; the lists in force run out if none succeeds (T-10)
 */
export function startRounds(registry: Registry, issuing: ListIssuing, onFault: () => void): Rounds {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isStopped = false;
	const make = async () => {
		await registry.issueLists(issuing);
		await registry.eraseDue(issuing.now());
	};
	const wait = () => {
		const untilNextMs = nextCrlAt(issuing.now(), issuing.calendar).getTime() - issuing.now().getTime();
		timer = setTimeout(
			async () => {
				await make().catch(onFault);
				if (!isStopped) wait();
			},
			Math.min(untilNextMs, longestWaitMs),
		);
	};
	wait();
	return {
		make,
		stop: () => {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}

const longestWaitMs = 60_000;
