import type {SetTimer} from '../../../keys/timer.ts';
import type {TellManager} from './serviceManager.ts';

/** Resolves when one thing that the citizen's screen depends on has just proved to run; else never. */
export type Witness = () => Promise<void>;

export interface LifeSignOptions {
	readonly tell: TellManager;
	/** All are asked for every sign. */
	readonly witnesses: readonly Witness[];
	readonly setTimer: SetTimer;
	/** From one sign to the next question. */
	readonly periodMs?: number;
}

/** A life sign that is being told. */
export interface LifeSign {
	/** Tells nothing more. Before the kiosk becomes itself anew the manager is asked for patience. */
	end(next?: 'renewal'): void;
}

const defaultPeriodMs = 500;

/** The unit's WatchdogSec, which a renewal lengthens: the new program loads and opens everything before its first sign. */
const watchdogSeconds = 3;
const renewalSeconds = 10;
const watchdog = (seconds: number) => `WATCHDOG_USEC=${seconds * 1_000_000}`;

/**
 * Tells the service manager that the kiosk lives, again and again, each time all witnesses have answered. It has no
 * deadline of its own: a witness that is silent makes this silent, and then the manager's watchdog starts everything
 * anew.
 */
export function openLifeSign({tell, witnesses, setTimer, periodMs}: LifeSignOptions): LifeSign {
	let isOpen = true;
	let cancel = () => {};
	let sign = `READY=1\n${watchdog(watchdogSeconds)}\nWATCHDOG=1`;
	const beat = async () => {
		await Promise.all(witnesses.map(witness => witness()));
		if (!isOpen) return;
		tell(sign);
		sign = 'WATCHDOG=1';
		cancel = setTimer(() => void beat(), periodMs ?? defaultPeriodMs);
	};
	void beat();
	return {
		end(next) {
			isOpen = false;
			cancel();
			if (next === 'renewal') tell(`${watchdog(renewalSeconds)}\nWATCHDOG=1`);
		},
	};
}
