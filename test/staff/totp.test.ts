import {describe, expect, test} from 'vitest';
import {base32, oneTimeCode, otpauthUri, stepAt, stepOfCode} from '../../src/staff/totp.ts';

/** RFC 6238 appendix B, HMAC-SHA-1. */
const secret = new TextEncoder().encode('12345678901234567890');
const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
	[59, 94287082],
	[1111111109, 7081804],
	[1111111111, 14050471],
	[1234567890, 89005924],
	[2000000000, 69279037],
	[20000000000, 65353130],
])('RFC 6238 appendix B: at %i s the code is %i', (seconds, code) => {
	expect(oneTimeCode(secret, stepAt(new Date(seconds * 1000)), 8)).toBe(code);
});

test.each([
	['', ''],
	['f', 'MY'],
	['fo', 'MZXQ'],
	['foo', 'MZXW6'],
	['foob', 'MZXW6YQ'],
	['fooba', 'MZXW6YTB'],
	['foobar', 'MZXW6YTBOI'],
])('RFC 4648 section 10: base32 of %j is %s, without its padding', (text, coded) => {
	expect(base32(bytes(text))).toBe(coded);
});

test('an authenticator program is told secret, digits and period', () => {
	const uri = new URL(otpauthUri('9001', secret));
	expect(uri.protocol).toBe('otpauth:');
	expect(Object.fromEntries(uri.searchParams)).toEqual({
		secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
		issuer: 'Madoguchi',
		algorithm: 'SHA1',
		digits: '6',
		period: '30',
	});
});

describe('a typed code', () => {
	// The last six digits of RFC 6238's codes.
	const at = new Date(1_111_111_109_000);
	const step = stepAt(at);

	test('is that of its step, with the zeroes it begins with', () => {
		expect(stepOfCode(bytes('081804'), {secret, at, lastStep: -1})).toBe(step);
		expect(stepOfCode(bytes('81804'), {secret, at, lastStep: -1})).toBeUndefined();
	});

	test('is taken one step before and after, and no further', () => {
		const shifted = (seconds: number) => new Date(at.getTime() + seconds * 1000);
		expect(stepOfCode(bytes('081804'), {secret, at: shifted(30), lastStep: -1})).toBe(step);
		expect(stepOfCode(bytes('081804'), {secret, at: shifted(-30), lastStep: -1})).toBe(step);
		expect(stepOfCode(bytes('081804'), {secret, at: shifted(60), lastStep: -1})).toBeUndefined();
		expect(stepOfCode(bytes('081804'), {secret, at: shifted(-60), lastStep: -1})).toBeUndefined();
	});

	test('is taken once', () => {
		expect(stepOfCode(bytes('081804'), {secret, at, lastStep: step - 1})).toBe(step);
		expect(stepOfCode(bytes('081804'), {secret, at, lastStep: step})).toBeUndefined();
	});

	test('of another secret is none', () => {
		expect(
			stepOfCode(bytes('081804'), {secret: bytes('12345678901234567891'), at, lastStep: -1}),
		).toBeUndefined();
	});
});
