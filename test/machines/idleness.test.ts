import {expect, test} from 'vitest';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const logins = [
	['first', (kiosk: TestKiosk) => walk.toLogin(kiosk)],
	['second', (kiosk: TestKiosk) => walk.toSecondLogin(kiosk)],
] as const;

test.each(logins)(
	'G-01 a card taken out while the %s password is checked leaves a kiosk that idleness ends',
	(_, to) => {
		const kiosk = to(testKiosk()).presses('ok').hears({type: 'password.wellFormed'}).reader('empty');
		expect(kiosk.view().screen).toBe('unexpectedError');
		// 120 s without personal data, and the 30 s of the warning.
		expect(kiosk.waits(149_999).view()).toMatchObject({screen: 'unexpectedError', cover: 'idleWarning'});
		expect(kiosk.waits(1).view().screen).toBe('idle');
	},
);
