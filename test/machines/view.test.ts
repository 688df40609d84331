import {expect, test} from 'vitest';
import {stepCount} from '../../src/machines/screen.ts';
import {testKiosk, walk} from '../helpers/kiosk.ts';

test.each([
	[['revocation'], ['revocation']],
	[['validity'], ['validity']],
	[
		['revocation', 'validity'],
		['revocation', 'validity'],
	],
] as const)(
	'of the procedures only those that this kiosk offers have a button: %o',
	(procedures, offered) => {
		const {buttons} = walk.toMenu(testKiosk({procedures})).view();
		expect(buttons.filter(button => button === 'revocation' || button === 'validity')).toEqual(offered);
		expect(buttons).toContain('viewer');
	},
);

test('S004-057 the screen knows whether every line was read, and whether that was asked for', () => {
	const kiosk = walk.toConfirmImport(testKiosk());
	expect(kiosk.view()).toMatchObject({isRead: false, isReadingAsked: false});
	expect(kiosk.presses('ok').view()).toMatchObject({isRead: false, isReadingAsked: true});
	expect(kiosk.hears({type: 'screen.readToEnd'}).view()).toMatchObject({isRead: true, isReadingAsked: false});
});

test('2.1.2 before a procedure is chosen a screen names the section of the revocation', () => {
	expect(walk.toMenu(testKiosk()).view().manual).toBe('2.1.2');
});

test('S001-016 the screen knows that the password until now is asked for too', () => {
	const kiosk = walk.toMenu(testKiosk()).reader('present').presses('passwordChange').presses('signing');
	expect(kiosk.view().asksCurrent).toBe(false);
	expect(kiosk.presses('ok').hears({type: 'card.ready', triesLeft: 5}).view().asksCurrent).toBe(true);
});

test('2.1.8 the result is the last of the steps', () => {
	const kiosk = walk.toSending(testKiosk());
	expect([kiosk.view().step, stepCount]).toEqual([5, 6]);
	const notice = {result: 'accepted', receiptNumber: 'R-1', decidedAt: '2026-11-22T02:00:00.000Z'} as const;
	expect(kiosk.hears({type: 'window.answered', notice}).view().step).toBe(stepCount);
});

test('S-12 is the code of the screen that waits for the card, not of the staff who come to it', () => {
	const kiosk = walk.toMenu(testKiosk()).reader('present').reader('stuck');
	expect(kiosk.view().code).toBe('S-12');
	kiosk.tells({type: 'user.staff'}).tells({type: 'cover.confirm'});
	expect(kiosk.view()).toMatchObject({screen: 'staffMethod', isReaderStuck: true, code: undefined});
});
