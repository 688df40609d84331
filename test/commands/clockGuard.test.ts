import {describe, expect, test} from 'vitest';
import {ClockGuard, ClockSteps} from '../../src/commands/kiosk/clockGuard.ts';

/** A wall clock that can be set, beside one that only goes on. */
function clocks() {
	let wallMs = Date.parse('2026-11-22T02:05:00Z');
	let monotonicMs = 1000;
	return {
		guard: new ClockGuard(
			() => new Date(wallMs),
			() => monotonicMs,
		),
		pass(milliseconds: number) {
			wallMs += milliseconds;
			monotonicMs += milliseconds;
		},
		set(milliseconds: number) {
			wallMs += milliseconds;
		},
	};
}

describe('T-09 the wall clock', () => {
	test('that only goes on, however long, was not set', () => {
		const {guard, pass} = clocks();
		pass(3_600_000);
		expect(guard.hasStepped()).toBe(false);
	});

	test.each([
		{setMs: 2000, hasStepped: false},
		{setMs: 2001, hasStepped: true},
		{setMs: -2000, hasStepped: false},
		{setMs: -2001, hasStepped: true},
	])('set by $setMs ms: $hasStepped', ({setMs, hasStepped}) => {
		const {guard, pass, set} = clocks();
		pass(60_000);
		set(setMs);
		expect(guard.hasStepped()).toBe(hasStepped);
		pass(60_000);
		expect(guard.hasStepped()).toBe(hasStepped);
	});

	test('set in small steps that add up was set', () => {
		const {guard, set} = clocks();
		for (let step = 0; step < 21; step++) set(100);
		expect(guard.hasStepped()).toBe(true);
	});

	test('that was found right again is trusted from then on', () => {
		const {guard, set} = clocks();
		set(60_000);
		guard.trust();
		expect(guard.hasStepped()).toBe(false);
		set(-60_000);
		expect(guard.hasStepped()).toBe(true);
	});
});

describe('T-22: what the audit says of the clock', () => {
	function steps() {
		let wallMs = Date.parse('2026-11-22T02:05:00Z');
		let monotonicMs = 1000;
		const clock = new ClockSteps(
			() => new Date(wallMs),
			() => monotonicMs,
		);
		return {
			clock,
			pass(wall: number, monotonic = wall) {
				wallMs += wall;
				monotonicMs += monotonic;
			},
		};
	}

	test('each step is told once, with its seconds', () => {
		const {clock, pass} = steps();
		pass(10_000 - 7_200_000, 10_000);
		expect(clock.takeSeconds()).toBe(-7200);
		pass(10_000);
		expect(clock.takeSeconds()).toBe(0);
	});

	test('a clock that is drawn right little by little makes no step', () => {
		const {clock, pass} = steps();
		for (let i = 0; i < 100; i++) {
			pass(10_500, 10_000);
			expect(clock.takeSeconds()).toBe(0);
		}
	});
});
