import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	isResetAdvised,
	ndnPin,
	newPasswordFault,
	oldPasswordFault,
	type PasswordLimits,
	passwordLimits,
	personalFault,
} from '../../src/domain/newPassword.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const {signing, authentication} = passwordLimits;
const fault = (text: string, limits: PasswordLimits, old = 'OLD2026') =>
	newPasswordFault(bytes(text), limits, bytes(old));

describe('a new signing password (domain.md 1.1)', () => {
	test.each([
		['', 'empty'],
		['AB12C', 'tooShort'],
		['ABCD1234EFGH5678X', 'tooLong'],
		['K7M2X9!', 'badCharacter'],
		['k7m2x9', 'badCharacter'],
		['K7M2X猫', 'badCharacter'],
		['839271', 'noLetter'],
		['KWTRXP', 'noDigit'],
		['OLD2026', 'sameAsOld'],
	])('%j is refused: %s', (text, expected) => {
		expect(fault(text, signing)).toBe(expected);
	});

	test.each(['ABC123', '123ABC', 'A12345', 'CBA321', 'QWERTY1', 'AAA111', 'POIUY0987', 'ZXCVB456'])(
		'%s is refused: letters and digits in a row',
		text => {
			expect(fault(text, signing)).toBe('run');
		},
	);

	test.each(['K7M2X9', 'ABC125', 'A1B2C3', 'TORII358', 'K7M2X9P4Q8R1S5T3'])('%s is taken', text => {
		expect(fault(text, signing)).toBeUndefined();
	});
});

describe('a new user authentication password', () => {
	test.each([
		['123', 'tooShort'],
		['12345', 'tooLong'],
		['12A4', 'badCharacter'],
		['7777', 'repeated'],
		['1234', 'run'],
		['4321', 'run'],
		['7890', 'run'],
		['2580', 'sameAsOld'],
	])('%s is refused: %s', (text, expected) => {
		expect(fault(text, authentication, '2580')).toBe(expected);
	});

	test('four digits that follow no rule are taken', () => {
		expect(fault('8642', authentication)).toBeUndefined();
	});
});

describe('the rules of NDN are the same code with other data (seed 001)', () => {
	test('S001-023 4 to 16 letters or digits, of either kind alone', () => {
		expect(fault('A7K', ndnPin)).toBe('tooShort');
		expect(['2580', 'KWTR', 'K7M2X9P4Q8R1S5T3'].map(text => fault(text, ndnPin))).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(fault('K7M2X9P4Q8R1S5T3V', ndnPin)).toBe('tooLong');
	});

	test('S001-024 one repeated character is not taken, such as 111111', () => {
		expect(fault('111111', ndnPin)).toBe('repeated');
		expect(fault('ZZZZ', ndnPin)).toBe('repeated');
	});

	test('what only JPKI refuses is taken', () => {
		expect([ndnPin.forbidsRuns, ndnPin.forbidsPersonal]).toEqual([false, false]);
		expect(fault('123456', ndnPin)).toBeUndefined();
	});

	test('S001-006 S001-039 ten wrong ones in a row lock the card', () => {
		expect(ndnPin.mostTries).toBe(10);
	});
});

describe('S001-040 advice to have it reset', () => {
	test.each([
		['NDN', ndnPin, [10, 9], [8, 7, 1]],
		['the signing password', signing, [5, 4], [3, 2, 1]],
		['the user authentication password', authentication, [3, 2], [1]],
	] as const)('comes with the second wrong one: %s', (_name, limits, before, after) => {
		expect(before.map(left => isResetAdvised(limits, left))).toEqual(before.map(() => false));
		expect(after.map(left => isResetAdvised(limits, left))).toEqual(after.map(() => true));
	});
});

test('the old password is held to nothing but what a card takes', () => {
	expect(oldPasswordFault(bytes(''))).toBe('empty');
	expect(oldPasswordFault(bytes('A'.repeat(17)))).toBe('tooLong');
	expect(['1', '1111', 'AB!', 'A'.repeat(16)].map(text => oldPasswordFault(bytes(text)))).toEqual([
		undefined,
		undefined,
		undefined,
		undefined,
	]);
});

describe('S001-022 what others know of the holder', () => {
	// 昭和33年8月10日, 1958-08-10.
	const holder = {birthDate: '319580810', address: '東京都千代田区霞が関２丁目１３番１０４号　霞が関ハイツ'};

	test.each([
		['AB19580810', 'western'],
		['A1958B0810', 'western with letters between'],
		['1958810AB', 'western without zeros'],
		['AB580810', 'western, two digits'],
		['08101958X', 'month first'],
		['X10081958', 'day first'],
		['S330810', 'wareki'],
		['S33M8D10', 'wareki without zeros'],
		['SHOWA330810', 'wareki with the era written'],
		['KENJI1958', 'the year alone'],
		['KENJI0810', 'the day alone'],
	])('%s is refused: %s', text => {
		expect(personalFault(bytes(text), holder)).toBe('birthDate');
	});

	test.each([
		['TOKYO213', '2丁目13番'],
		['K1M3T1X04', '13番104号'],
		['ABC13104', '13番104号'],
		['213104A', 'all of it'],
	])('%s is refused: %s of the address', text => {
		expect(personalFault(bytes(text), holder)).toBe('address');
	});

	test.each(['K7M2X9', 'TOKYO21', 'KENJI1959', 'AB1958X77', 'X0810Y5', 'S340810'])('%s is taken', text => {
		expect(personalFault(bytes(text), holder)).toBeUndefined();
	});

	test('an era that the certificate names against the calendar counts as it names it, and as the day fell', () => {
		// 2019-05-15 is 令和元年; the certificate says 平成31年.
		const contradicting = {birthDate: '420190515', address: ''};
		expect(personalFault(bytes('H310515'), contradicting)).toBe('birthDate');
		expect(personalFault(bytes('R010515'), contradicting)).toBe('birthDate');
	});

	test.each(['000000000', '319580000', 'x'])(
		'a date of which parts are unknown (%s) forbids no more than it says',
		date => {
			expect(personalFault(bytes('K7M2X9'), {birthDate: date, address: ''})).toBeUndefined();
		},
	);

	test('every date of birth is found in the spellings that the runtime writes it in', () => {
		const day = fc.date({min: new Date('1926-12-26'), max: new Date('2020-12-31'), noInvalidDate: true});
		fc.assert(
			fc.property(day, date => {
				const [iso = ''] = date.toISOString().split('T');
				const parts = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
					...{era: 'long', year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC'},
				} as const).formatToParts(date);
				const part = (type: string) => parts.find(each => each.type === type)?.value ?? '';
				const digit = {昭和: '3', 平成: '4', 令和: '5'}[part('era')] ?? '0';
				const birthDate = `${digit}${iso.replaceAll('-', '')}`;
				const nth = part('year') === '元' ? '1' : part('year');
				for (const text of [
					`A${iso.replaceAll('-', '')}`,
					`A${nth.padStart(2, '0')}${iso.slice(5).replaceAll('-', '')}`,
				]) {
					expect(personalFault(bytes(text), {birthDate, address: ''})).toBe('birthDate');
				}
			}),
			{numRuns: 200},
		);
	});
});
