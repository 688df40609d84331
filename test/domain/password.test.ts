import {describe, expect, test} from 'vitest';
import {foldPassword, signingPasswordFault} from '../../src/domain/password.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function folded(text: string): {readonly text: string; readonly rest: readonly number[]} {
	const bytes = bytesOf(text);
	const length = foldPassword(bytes, bytes.length);
	return {text: new TextDecoder().decode(bytes.subarray(0, length)), rest: [...bytes.subarray(length)]};
}

const between = (first: number, last: number) =>
	Array.from({length: last - first + 1}, (_, index) => String.fromCodePoint(first + index));

describe('what was typed is folded', () => {
	// The judge is Unicode's own compatibility folding (NFKC), which takes U+FF01..U+FF5E to U+0021..U+007E.
	test('each sign of the full-width block as its ASCII form, letters upper-case', () => {
		for (const sign of between(0xff01, 0xff5e))
			expect(folded(sign)).toEqual({text: sign.normalize('NFKC').toUpperCase(), rest: [0, 0]});
	});

	test('each ASCII sign as it is, letters upper-case', () => {
		for (const sign of between(0x01, 0x7f))
			expect(folded(sign)).toEqual({text: sign.toUpperCase(), rest: []});
	});

	test('the neighbours of that block, and kana, not at all', () => {
		for (const sign of ['\uff00', '\uff5f', 'ｱ', 'あ', '\ufefe', '猫'])
			expect(folded(sign)).toEqual({text: sign, rest: []});
	});

	test('half a full-width sign at the end as the bytes it is', () => {
		for (const bytes of [
			[0x41, 0xef],
			[0x41, 0xef, 0xbc],
		]) {
			const typed = Uint8Array.from(bytes);
			expect(foldPassword(typed, typed.length)).toBe(bytes.length);
			expect([...typed]).toEqual(bytes);
		}
	});

	test('and what a full-width sign took more of is wiped; what lies beyond is not touched', () => {
		const typed = Uint8Array.from([...bytesOf('ａ１'), 0x77]);
		expect(foldPassword(typed, 6)).toBe(2);
		expect([...typed]).toEqual([0x41, 0x31, 0, 0, 0, 0, 0x77]);
	});
});

describe('G-13 a signing password is 6 to 16 of A to Z and 0 to 9', () => {
	test.each([
		['empty', ''],
		['tooShort', 'A'],
		['tooShort', 'ABCDE'],
		['fourDigits', '0459'],
		['tooShort', '045A'],
		['tooShort', 'ABCD'],
		['tooShort', '12345'],
		[undefined, 'ABC123'],
		[undefined, '123456'],
		[undefined, 'ABCDEFGHIJKLMNOP'],
		['tooLong', 'ABCDEFGHIJKLMNOPQ'],
	] as const)('%s: %s', (fault, password) => {
		expect(signingPasswordFault(bytesOf(password), password.length)).toBe(fault);
	});

	test('each byte is one of these, or a bad character', () => {
		for (let byte = 0; byte < 256; byte++) {
			const isGood = /[A-Z0-9]/.test(String.fromCharCode(byte));
			const password = Uint8Array.from([...bytesOf('ABC12'), byte]);
			expect([byte, signingPasswordFault(password, 6)]).toEqual([byte, isGood ? undefined : 'badCharacter']);
		}
	});
});
