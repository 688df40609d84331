import {expect, test} from 'vitest';
import {RunningClock} from '../../src/journal/runningClock.ts';

/** A process whose timers run only when the test says so, late or not at all. */
function busyProcess() {
	let nowMs = 5000.5;
	let due: (() => void) | undefined;
	const clock = new RunningClock({
		monotonicMs: () => nowMs,
		setTimer: run => {
			due = run;
			return () => {
				if (due === run) due = undefined;
			};
		},
	});
	return {
		clock,
		passes: (ms: number) => {
			nowMs += ms;
		},
		runsItsTimer: () => due?.(),
	};
}

test('an event heard while a timer is overdue is stamped before it, as it was handled before it', () => {
	const {clock, passes, runsItsTimer} = busyProcess();
	const ran: string[] = [];
	clock.setTimeout(() => ran.push('warning'), 60_000);
	passes(60_040.5);
	expect(clock.stamp()).toBe(59_999);
	expect(ran).toEqual([]);
	runsItsTimer();
	expect(ran).toEqual(['warning']);
	expect(clock.stamp()).toBe(60_040);
});

test('what an event starts counts from its stamp', () => {
	const {clock, passes, runsItsTimer} = busyProcess();
	const ran: string[] = [];
	clock.setTimeout(() => ran.push('first'), 1000);
	passes(1500);
	clock.stamp();
	clock.setTimeout(() => ran.push('second'), 400);
	runsItsTimer();
	expect(ran).toEqual(['first', 'second']);
});

test('a timer that a late timer starts counts from when that one was due', () => {
	const {clock, passes, runsItsTimer} = busyProcess();
	const ran: string[] = [];
	clock.setTimeout(() => {
		ran.push('first');
		clock.setTimeout(() => ran.push('its follower'), 30);
	}, 1000);
	clock.setTimeout(() => ran.push('second'), 1035);
	passes(1500);
	runsItsTimer();
	expect(ran).toEqual(['first', 'its follower', 'second']);
});

test('a timer called off does not run', () => {
	const {clock, passes, runsItsTimer} = busyProcess();
	const ran: string[] = [];
	clock.clearTimeout(clock.setTimeout(() => ran.push('called off'), 1000));
	clock.setTimeout(() => ran.push('kept'), 2000);
	passes(3000);
	runsItsTimer();
	expect(ran).toEqual(['kept']);
});
