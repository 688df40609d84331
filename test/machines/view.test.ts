import {expect, test} from 'vitest';
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
