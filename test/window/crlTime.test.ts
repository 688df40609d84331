import {expect, test} from 'vitest';
import {crlPeriods, nextCrlAt} from '../../src/window/crlTime.ts';

// T-10: what is accepted one instant before the cut is in that list; the cut itself belongs to the next.
test.each([
	{at: '2026-11-22T23:59:59.999+09:00', hour: 0, next: '2026-11-23T00:00:00.000+09:00'},
	{at: '2026-11-23T00:00:00.000+09:00', hour: 0, next: '2026-11-24T00:00:00.000+09:00'},
	{at: '2026-11-22T11:05:00.000+09:00', hour: 0, next: '2026-11-23T00:00:00.000+09:00'},
	{at: '2026-12-31T23:30:00.000+09:00', hour: 0, next: '2027-01-01T00:00:00.000+09:00'},
	{at: '2026-11-22T05:59:59.999+09:00', hour: 6, next: '2026-11-22T06:00:00.000+09:00'},
	{at: '2026-11-22T06:00:00.000+09:00', hour: 6, next: '2026-11-23T06:00:00.000+09:00'},
	{at: '2026-11-22T22:00:00.000+09:00', hour: 23, next: '2026-11-22T23:00:00.000+09:00'},
])('T-10 the list after $at at hour $hour is that of $next', ({at, hour, next}) => {
	expect(nextCrlAt(new Date(at), {hourJst: hour, periodHours: 24}).toISOString()).toBe(
		new Date(next).toISOString(),
	);
});

test('T-10 lists come at the same hours each day: every whole number of hours that divides a day', () => {
	expect(crlPeriods).toEqual(
		Array.from({length: 24}, (_, index) => index + 1).filter(hours => 24 % hours === 0),
	);
});
