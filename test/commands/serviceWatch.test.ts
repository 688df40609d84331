import {expect, test} from 'vitest';
import {watchService} from '../../src/commands/kiosk/serviceWatch.ts';
import {type ServicePlan, weekdays} from '../../src/domain/serviceHours.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {ServiceEvent} from '../../src/machines/events.ts';

const hours = Object.fromEntries(weekdays.map(day => [day, [{from: '08:30', to: '17:15'}]])) as never;
const servicePlan: ServicePlan = {hours, closedDays: [], maintenance: [], lastStartMinutes: 10};
const minutes = 60_000;

/** A watch from an instant on; `sets` moves the wall clock, `waits` lets time pass. */
function watch(start: string) {
	const clock = new SteppedClock();
	let offsetMs = Date.parse(start);
	const told: Array<[after: number, type: ServiceEvent['type']]> = [];
	const stop = watchService(
		{
			servicePlan,
			now: () => new Date(offsetMs + clock.now()),
			setTimer: (run, delayMs) => {
				const timer = clock.setTimeout(run, delayMs);
				return () => clock.clearTimeout(timer);
			},
		},
		event => told.push([clock.now(), event.type]),
	);
	return {
		told,
		stop,
		waits: (milliseconds: number) => clock.advanceTo(clock.now() + milliseconds),
		sets: (milliseconds: number) => {
			offsetMs += milliseconds;
		},
	};
}

test('G-10 tells the hours at once and at the very instant they change, once each', () => {
	const {told, waits} = watch('2026-11-24T17:00:07+09:00');
	expect(told).toEqual([[0, 'service.open']]);
	waits(24 * 60 * minutes);
	expect(told).toEqual([
		[0, 'service.open'],
		[5 * minutes - 7000, 'service.closing'],
		[15 * minutes - 7000, 'service.closed'],
		[(15 * 60 + 30) * minutes - 7000, 'service.open'],
	]);
});

test('G-10 a clock that was set is noticed within 15 s', () => {
	const {told, sets, waits} = watch('2026-11-24T12:00:00+09:00');
	sets(6 * 60 * minutes);
	waits(15_000);
	expect(told.at(-1)).toEqual([15_000, 'service.closed']);
});

test('says nothing after its end', () => {
	const {told, stop, waits} = watch('2026-11-24T17:00:00+09:00');
	stop();
	waits(24 * 60 * minutes);
	expect(told).toHaveLength(1);
});
