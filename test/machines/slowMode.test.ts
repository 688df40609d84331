import {describe, expect, test} from 'vitest';
import {press} from '../../src/screens/controls.ts';
import {testKiosk, walk} from '../helpers/kiosk.ts';

describe('G-01 slow mode, asked for by the person', () => {
	test('the top screen offers it, and waits ten times as long then', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('slow');
		expect(kiosk.view()).toMatchObject({screen: 'menu', isSlow: true});
		expect(kiosk.waits(1_199_999).view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
		// 30 s to answer become 300.
		expect(kiosk.waits(299_999).view().screen).toBe('menu');
		expect(kiosk.waits(1).view().screen).toBe('idle');
	});

	test('the same button takes it back', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('slow').presses('slow');
		expect(kiosk.waits(120_000).view()).toMatchObject({isSlow: false, cover: 'idleWarning'});
	});

	test('a key turns it on in a procedure, from that instant on', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).waits(59_999).tells({type: 'user.slow'});
		expect(kiosk.waits(599_999).view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
	});

	test.each([
		[false, 60_000],
		[true, 600_000],
	])('the idle warning is answered by it, and never turns it off (slow already: %s)', (isSlow, idleMs) => {
		const kiosk = walk.toConfirmImport(testKiosk());
		if (isSlow) kiosk.tells({type: 'user.slow'});
		expect(kiosk.waits(idleMs).view().cover).toBe('idleWarning');
		expect(kiosk.tells({type: 'user.slow'}).view()).toMatchObject({
			screen: 'confirmImport',
			cover: undefined,
			isSlow: true,
		});
	});

	test('ends with the visit', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('slow').presses('cancel');
		expect(kiosk.view()).toMatchObject({screen: 'idle', isSlow: false});
		expect(kiosk.tells({type: 'user.slow'}).view().isSlow).toBe(false);
	});

	test('F6 asks for it on every screen, also in the idle warning', () => {
		const {view} = walk.toMenu(testKiosk());
		const controls = {focus: undefined, scroll: 0, place: ''};
		const layout = {lineCount: 1, pageSize: 1};
		for (const cover of [undefined, 'idleWarning'] as const) {
			expect(press({name: 'f6'}, {...view(), cover}, controls, layout).event).toEqual({type: 'user.slow'});
		}
	});
});

describe('the idle times are settings', () => {
	test('with and without personal data', () => {
		const times = {personalIdleSeconds: 30, idleSeconds: 45};
		expect(walk.toMenu(testKiosk(times)).waits(44_999).view().cover).toBeUndefined();
		expect(walk.toMenu(testKiosk(times)).waits(45_000).view().cover).toBe('idleWarning');
		expect(walk.toConfirmImport(testKiosk(times)).waits(30_000).view().cover).toBe('idleWarning');
	});

	test('a screen without personal data never waits shorter than one with', () => {
		const kiosk = walk.toMenu(testKiosk({personalIdleSeconds: 60, idleSeconds: 20}));
		expect(kiosk.waits(59_999).view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
	});
});
