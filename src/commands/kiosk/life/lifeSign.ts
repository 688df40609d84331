import type {SetTimer} from '../../../keys/timer.ts';
import type {TellManager} from './serviceManager.ts';

/** Resolves when one thing that the citizen's screen depends on has just proved to run; else never. */
export type Witness = () => Promise<void>;

export interface LifeSignOptions {
	readonly tell: TellManager;
	/** All are asked for every sign. */
	readonly witnesses: readonly Witness[];
	readonly setTimer: SetTimer;
	/** From one sign to the next question; far below the unit's WatchdogSec. */
	readonly periodMs?: number;
}

const defaultPeriodMs = 500;

/**
 * Tells the service manager that the kiosk lives, again and again, each time all witnesses have answered. It has no
 * deadline of its own: a witness that is silent makes this silent, and then the manager's watchdog starts everything
 * anew. The answer ends it.
 */
export function openLifeSign({tell, witnesses, setTimer, periodMs}: LifeSignOptions): () => void {
	let isOpen = true;
	let cancel = () => {};
	let sign = 'READY=1\nWATCHDOG=1';
	const beat = async () => {
		await Promise.all(witnesses.map(witness => witness()));
		if (!isOpen) return;
		tell(sign);
		sign = 'WATCHDOG=1';
		cancel = setTimer(() => void beat(), periodMs ?? defaultPeriodMs);
	};
	void beat();
	return () => {
		isOpen = false;
		cancel();
	};
}
