import {join} from 'node:path';
import type {AuditTrail} from '../../audit/trail.ts';
import {writeFileAtomically} from '../../files/atomic.ts';
import type {SetTimer} from '../../keys/timer.ts';
import {believeSeenHeads} from '../../pki/seenHeads.ts';
import type {WindowTrust} from '../../pki/windowSigner.ts';
import {sayHead} from '../../window/client.ts';
import type {Site} from '../../window/exchange.ts';
import {ClockSteps} from './clockGuard.ts';

export interface AuditUpkeepOptions {
	readonly audit: AuditTrail;
	readonly site: Site;
	readonly trust: WindowTrust;
	/** The state folder; the window's last word is its file `audit-head.p7s`. */
	readonly state: string;
	readonly now: () => Date;
	/** Milliseconds since any fixed instant, by a clock that nobody can set. */
	readonly monotonicMs: () => number;
	readonly setTimer: SetTimer;
	/** A bug was met: told without personal data. */
	readonly report: (error: unknown) => void;
}

/** How often the window hears of the audit though nothing else is asked of it (T-22 wants an hour at most). */
const periodMs = 30 * 60_000;
/** How often is looked whether somebody set the clock. */
const clockPeriodMs = 10_000;
const deadlineMs = 10_000;

/** The upkeep of a running kiosk's audit. */
export interface AuditUpkeep {
	/** Settled when the window has answered to what it was told last. Never throws. */
	proved(): Promise<void>;
	stop(): void;
}

/** What the audit needs while the kiosk runs: the window's word on it, now and at least hourly, and an eye on the clock. */
export function startAuditUpkeep(options: AuditUpkeepOptions): AuditUpkeep {
	const {audit, setTimer, report} = options;
	const clock = new ClockSteps(options.now, options.monotonicMs);
	let refusal: string | undefined;
	const note = (cause: 'refused' | 'notBelieved') => {
		// Once for each change: the entry itself makes a further head.
		if (refusal !== cause) audit.note({kind: 'headRefused', cause});
		refusal = cause;
	};
	const say = async () => {
		const answer = await sayHead(options.site, audit.signedHead(), deadlineMs);
		if (answer.status === 'refused') return note('refused');
		if (answer.status === 'none') return;
		if (!believeSeenHeads(answer.countersigned, options.trust, options.now())) return note('notBelieved');
		refusal = undefined;
		await writeFileAtomically(join(options.state, 'audit-head.p7s'), answer.countersigned);
	};
	let proof: Promise<void> = Promise.resolve();
	const prove = () => {
		proof = proof.then(say).catch(report);
	};
	const watchClock = () => {
		const seconds = clock.takeSeconds();
		try {
			if (seconds !== 0) audit.note({kind: 'clockStepped', seconds});
		} catch (error) {
			report(error);
		}
	};
	const stops = [every(periodMs, prove, setTimer), every(clockPeriodMs, watchClock, setTimer)];
	prove();
	return {
		proved: () => proof,
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}

function every(ms: number, work: () => void, setTimer: SetTimer): () => void {
	let cancel = setTimer(again, ms);
	function again() {
		cancel = setTimer(again, ms);
		work();
	}
	return () => cancel();
}
