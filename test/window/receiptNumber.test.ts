import {expect, test} from 'vitest';
import {checkDigit, drawReceiptNumber} from '../../src/window/receiptNumber.ts';

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
	expect(number).toBe(`0000-0000-042${checkDigit('00000000042')}`);
});

test('a receipt number takes all of its eleven digits from the random bytes', () => {
	// 2^64 - 1 = 18446744073709551615.
	const number = drawReceiptNumber(() => new Uint8Array(8).fill(0xff));
	expect(number.slice(0, -1)).toBe('7370-9551-615');
});

test('the check digit finds every single wrong digit', () => {
	const digits = '86095742719';
	for (let at = 0; at < digits.length; at++) {
		for (let step = 1; step <= 9; step++) {
			const wrong = `${digits.slice(0, at)}${(Number(digits[at]) + step) % 10}${digits.slice(at + 1)}`;
			expect(checkDigit(wrong)).not.toBe(checkDigit(digits));
		}
	}
});
