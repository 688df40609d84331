import {beforeAll, expect, test} from 'vitest';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {PadEntry} from '../../src/card/simulated/pad.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {demoPassword} from '../card/cards.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {headlessKioskAt} from '../helpers/headlessKiosk.ts';
import {goOn} from '../helpers/journey.ts';
import {demoPki} from '../helpers/pki.ts';

let pki: string;

beforeAll(async () => {
	pki = await demoPki();
}, 120_000);

test('S004-037 a revocation goes through with both passwords typed on the reader, and none in the kiosk', async () => {
	const entries: PadEntry[] = [
		{does: 'type', characters: new TextEncoder().encode('WRONG123')},
		{does: 'nothing'},
		{does: 'type', characters: new TextEncoder().encode(demoPassword)},
		{does: 'cancel'},
		{does: 'type', characters: new TextEncoder().encode(demoPassword)},
	];
	const reader = new SimulatedReader({pad: async () => entries.shift() ?? {does: 'nothing'}});
	const window = await demoWindow(pki);
	const slot = new PasswordSlot();
	const kiosk = await headlessKioskAt(reader, {pki, window: window.url, slot});
	reader.insert(await loadSimulatedCard(`${pki}/cards/valid`));
	const on = (upTo?: 'confirmImport') => goOn(kiosk, {procedure: 'revocation', ...(upTo && {upTo})});
	expect((await on()).end).toMatchObject({screen: 'wrongPassword', triesLeft: 4});
	kiosk.presses('ok');
	expect((await on()).end).toMatchObject({screen: 'notTyped', triesLeft: 4});
	kiosk.presses('ok');
	expect((await on('confirmImport')).end.screen).toBe('confirmImport');
	expect((await on()).screens).toEqual([
		'confirmImport',
		'signConfirm',
		'confirmImport',
		'signConfirm',
		'sendConfirm',
		'accepted',
	]);
	expect(slot.count).toBe(0);
	expect(kiosk.faults).toEqual([]);
});

test('the keys of the reader are left alone until an operator says that they were tried', () => {
	expect(defaultSettings.pinPad).toBe(false);
});
