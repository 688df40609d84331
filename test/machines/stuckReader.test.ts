import {describe, expect, test} from 'vitest';
import {screenWords} from '../../src/words/index.ts';
import {testKiosk, walk} from '../helpers/kiosk.ts';

/** Every place up to the signature at which a card may have been asked something. */
const beforeSending = [
	'toImportPrompt',
	'toLogin',
	'toConfirmImport',
	'toSecondLogin',
	'toSigning',
	'toSendConfirm',
] as const;

describe('a card that never answers', () => {
	test.each(beforeSending)('S-12 ends the procedure %s; the card is to be taken', name => {
		const kiosk = walk[name](testKiosk()).reader('present').reader('stuck');
		expect(kiosk.view()).toMatchObject({
			screen: 'takeCard',
			code: 'S-12',
			isReaderStuck: true,
			application: undefined,
		});
		expect(kiosk.requestContext()).toBeUndefined();
		expect(screenWords({...kiosk.view(), procedure: 'revocation'}).plain).toContain(
			'申請書は送信していません。',
		);
	});

	test('S-12 shows on the top screen too, which a person may have reached meanwhile', () => {
		const kiosk = walk.toMenu(testKiosk()).reader('stuck');
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: 'S-12'});
	});

	test('S-12 stays until the removal, and the kiosk is idle then', () => {
		const kiosk = walk.toLogin(testKiosk()).reader('stuck').waits(600_000);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: 'S-12'});
		expect(kiosk.reader('empty').view()).toMatchObject({screen: 'idle', code: undefined});
	});

	test('S-12 goes with the late answer; the card is still to be taken', () => {
		const kiosk = walk.toLogin(testKiosk()).reader('stuck').reader('present');
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: undefined, isReaderStuck: false});
		expect(kiosk.reader('empty').view().screen).toBe('idle');
	});

	test('changes nothing after the 了解 of 2.1.8', () => {
		const kiosk = walk.toSending(testKiosk()).reader('stuck');
		expect(kiosk.view().screen).toBe('sending');
		kiosk.hears({type: 'window.noReceipt', cause: 'cut'}).reader('stuck');
		expect(kiosk.view().screen).toBe('inquiring');
		const notice = {result: 'accepted', receiptNumber: 'R', decidedAt: '2026-11-22T02:00:00Z'} as const;
		kiosk.hears({type: 'window.answered', notice}).reader('stuck');
		expect(kiosk.view()).toMatchObject({screen: 'accepted', notice});
	});
});
