import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openLifeSign} from '../../../src/commands/kiosk/life/lifeSign.ts';
import {ManualTimer} from '../../keys/manualTimer.ts';

/** sd_notify(3): ready and alive, by the unit's WatchdogSec. */
const firstSign = `READY=1\nWATCHDOG_USEC=${watchdogOfUnit() * 1_000_000}\nWATCHDOG=1`;

function watchdogOfUnit(): number {
	const unit = join(import.meta.dirname, '../../../kiosk/terminal/root/etc/systemd/system/madoguchi.service');
	return Number(/^WatchdogSec=(\d+)$/m.exec(readFileSync(unit, 'utf8'))?.[1]);
}

/** A life sign whose witnesses answer when the test says so. */
function openTestSign(count = 2) {
	const told: string[] = [];
	const timer = new ManualTimer();
	const asked: Array<() => void> = [];
	const witness = () => new Promise<void>(resolve => asked.push(resolve));
	const sign = openLifeSign({
		tell: state => told.push(state),
		witnesses: Array.from({length: count}, () => witness),
		setTimer: timer.setTimer,
		periodMs: 500,
	});
	return {
		told,
		timer,
		sign,
		/** So many of the witnesses that were asked answer. */
		async answer(many: number) {
			for (const resolve of asked.splice(0, many)) resolve();
			await new Promise(resolve => setImmediate(resolve));
		},
	};
}

test('ready is told once, alive each time, when every witness has answered', async () => {
	const {told, timer, answer} = openTestSign();
	expect(told).toEqual([]);
	await answer(2);
	expect(told).toEqual([firstSign]);
	timer.advance(500);
	await answer(2);
	expect(told).toEqual([firstSign, 'WATCHDOG=1']);
});

test('one silent witness is enough for silence, for as long as it lasts', async () => {
	const {told, timer, answer} = openTestSign();
	await answer(2);
	timer.advance(500);
	await answer(1);
	timer.advance(60_000);
	expect(told).toHaveLength(1);
	await answer(1);
	expect(told).toHaveLength(2);
});

test('a sign that was ended tells nothing more', async () => {
	const {told, timer, answer, sign} = openTestSign();
	await answer(2);
	timer.advance(500);
	sign.end();
	await answer(2);
	timer.advance(500);
	expect(told).toHaveLength(1);
});

test('before a renewal the manager is asked for more time, and the new program takes it back', async () => {
	const {told, timer, answer, sign} = openTestSign();
	await answer(2);
	sign.end('renewal');
	timer.advance(60_000);
	expect(told).toEqual([firstSign, 'WATCHDOG_USEC=10000000\nWATCHDOG=1']);
});
