import {expect, test} from 'vitest';
import {Activity} from '../../src/commands/kiosk/activity.ts';

/** Plays key presses at their instants; answers when the machines were told that somebody is there. */
function toldOf(
	keys: ReadonlyArray<readonly [atMs: number, kind: 'typed' | 'pressed']>,
	untilMs: number,
): number[] {
	let nowMs = 0;
	let timer: {readonly dueMs: number; readonly run: () => void} | undefined;
	const told: number[] = [];
	const activity = new Activity({
		tell: () => told.push(nowMs),
		nowMs: () => nowMs,
		setTimer: (run, delayMs) => {
			const mine = {dueMs: nowMs + delayMs, run};
			timer = mine;
			return () => {
				if (timer === mine) timer = undefined;
			};
		},
	});
	const goTo = (instant: number) => {
		while (timer && timer.dueMs <= instant) {
			nowMs = timer.dueMs;
			const {run} = timer;
			timer = undefined;
			run();
		}
		nowMs = instant;
	};
	for (const [atMs, kind] of keys) {
		goTo(atMs);
		activity[kind]();
	}
	goTo(untilMs);
	return told;
}

/** Enter on the prompt, a password typed at this pace, Enter in its field. */
const login = (length: number, paceMs: number, startMs: number) =>
	toldOf(
		[
			[1000, 'pressed'],
			...Array.from({length}, (_, nth) => [startMs + nth * paceMs, 'typed'] as const),
			[8200, 'pressed'],
		],
		30_000,
	);

test('T-17 what is told of typing is the same for every password length, pace and beginning within five seconds', () => {
	const told = new Set<string>();
	for (const length of [1, 4, 6, 8, 12, 16]) {
		for (const paceMs of [20, 90, 170]) {
			for (const startMs of [1800, 2500, 3300]) told.add(JSON.stringify(login(length, paceMs, startMs)));
		}
	}
	expect([...told]).toEqual([JSON.stringify([1000, 6000])]);
});

test('T-17 typing on and on is told every five seconds, so that nobody who types is warned', () => {
	const keys = Array.from({length: 60}, (_, nth) => [1300 + nth * 1000, 'typed'] as const);
	expect(toldOf([[0, 'pressed'], ...keys], 70_000)).toEqual([
		0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000, 45_000, 50_000, 55_000, 60_000, 65_000,
	]);
});

test('keys elsewhere are told at once, and no oftener than every five seconds', () => {
	const pressed = [0, 100, 4999, 5000, 9000, 12_000].map(atMs => [atMs, 'pressed'] as const);
	expect(toldOf(pressed, 20_000)).toEqual([0, 5000, 12_000]);
});
