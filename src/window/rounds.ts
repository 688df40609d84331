import {nextCrlAt} from './crlTime.ts';
import type {ListIssuing, Registry} from './registry.ts';

/** What the window does by the clock and not by request. */
export interface Rounds {
	/** Makes a round now; resolves when it is done. */
	make(): Promise<void>;
	stop(): void;
}

export interface RoundsParts {
	readonly registry: Registry;
	readonly issuing: ListIssuing;
	/** Calls back once after that time; returns what calls it off. */
	readonly setTimer: (work: () => void, afterMs: number) => () => void;
	/** A round failed; the lists in force run out if none succeeds (T-10). */
	readonly onFault: () => void;
}

/**
 * Issues the revocation lists at their hour and erases what has been kept long enough. It looks at the clock
 * once a minute at least, so that a clock that was set, or a store that was out of reach, costs a minute.
 */
export function startRounds({registry, issuing, setTimer, onFault}: RoundsParts): Rounds {
	const make = async () => {
		await registry.issueLists(issuing);
		await registry.eraseDue(issuing.now());
	};
	let isStopped = false;
	let callOff = () => {};
	const wait = () => {
		if (isStopped) return;
		const now = issuing.now();
		const untilNextMs = nextCrlAt(now, issuing.calendar).getTime() - now.getTime();
		callOff = setTimer(() => void make().catch(onFault).then(wait), Math.min(untilNextMs, longestWaitMs));
	};
	wait();
	return {
		make,
		stop: () => {
			isStopped = true;
			callOff();
		},
	};
}

const longestWaitMs = 60_000;
