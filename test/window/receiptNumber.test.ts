import {expect, test} from 'vitest';
import {checkDigit, drawReceiptNumber, isReceiptNumber} from '../../src/window/receiptNumber.ts';

// ISO/IEC 7064's own example for MOD 11,10, and two published identifiers that end in this check digit
// (German tax identification number, Croatian OIB).
test.each([
	['0794', '5'],
	['8609574271', '9'],
	['9457740319', '4'],
])('the check digit of %s is %s', (digits, expected) => {
	expect(checkDigit(digits)).toBe(expected);
});

test('a receipt number is three groups of four digits, with leading zeros kept', () => {
	const number = drawReceiptNumber(() => new Uint8Array([0, 0, 0, 0, 0, 0, 0, 42]));
	expect(number).toMatch(/^0000-0000-042\d$/);
	expect(isReceiptNumber(number)).toBe(true);
});

test('every single wrong digit of a receipt number is found', () => {
	const number = '8609-5742-7190';
	const valid = `${number.slice(0, 13)}${checkDigit('86095742719')}`;
	expect(isReceiptNumber(valid)).toBe(true);
	for (const at of [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]) {
		for (let step = 1; step <= 9; step++) {
			const wrong = String((Number(valid[at]) + step) % 10);
			expect(isReceiptNumber(`${valid.slice(0, at)}${wrong}${valid.slice(at + 1)}`)).toBe(false);
		}
	}
});

test.each(['', '860957427190', '8609-5742-719', '8609-5742-719x'])('"%s" is no receipt number', text => {
	expect(isReceiptNumber(text)).toBe(false);
});
