import {expect, test} from 'vitest';
import {isDer} from '../../src/pki/der.ts';
import {cardFile} from '../helpers/pki.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

test.each([
	['an empty sequence', '30 00'],
	['a set in order', '31 06 02 01 01 02 01 02'],
	['a set with equal elements', '31 06 02 01 01 02 01 01'],
	['a boolean false', '01 01 00'],
	['a boolean true', '01 01 FF'],
	['a length of 127 in its short form', `04 7F ${'00'.repeat(127)}`],
	['a length of 128 in its long form', `04 81 80 ${'00'.repeat(128)}`],
	['a length of 255 in one byte', `04 81 FF ${'00'.repeat(255)}`],
	['a length of 256 in two bytes', `04 82 01 00 ${'00'.repeat(256)}`],
	['a length of 65535 in two bytes', `04 82 FF FF ${'00'.repeat(65_535)}`],
	['a length of 65536 in three bytes', `04 83 01 00 00 ${'00'.repeat(65_536)}`],
	['a negative integer', '02 01 80'],
	['a negative integer with needed ones', '02 02 FF 7F'],
	['an integer with a needed zero', '02 02 00 80'],
	['a bit string with unused zero bits', '03 02 06 C0'],
	['a bit string without bits', '03 01 00'],
	['an arc of three octets', '06 04 2A 81 80 01'],
	['an arc of four octets', '06 05 2A 81 80 80 01'],
	['an identifier before a context-specific 80', '30 06 06 02 2A 03 80 00'],
	['a UTCTime to the second', '17 0D 323630313031303030303030 5A'],
	['a GeneralizedTime to the second', '18 0F 3230323630313031303030303030 5A'],
	['as many levels as are looked at', nested(25)],
])('X.690 lets DER have %s', (_description, hex) => {
	expect(isDer(bytes(hex))).toBe(true);
});

test.each([
	['10.1 an indefinite length', '30 80 00 00'],
	['10.1 an indefinite length of nothing', '30 80'],
	['8.1.2.4 a tag number in several octets', '9F 03 01 02 03'],
	['10.1 a long form for a short length', '04 81 01 00'],
	['10.1 a length with a leading zero', `04 82 00 80 ${'00'.repeat(128)}`],
	['10.2 a string in pieces', '24 05 04 03 00 00 00'],
	['10.1 a length of 255 with a leading zero', `04 82 00 FF ${'00'.repeat(255)}`],
	['10.1 a length of 65535 with a leading zero', `04 83 00 FF FF ${'00'.repeat(65_535)}`],
	['a length of four bytes', `04 84 00 00 00 80 ${'00'.repeat(128)}`],
	['11.1 a BOOLEAN of two octets', '01 02 FF FF'],
	['11.1 a BOOLEAN of none', '01 00'],
	['11.1 a BOOLEAN true other than FF', '01 01 01'],
	['8.3.2 an integer with a needless zero', '02 02 00 01'],
	['8.3.2 a negative integer with needless ones', '02 02 FF 80'],
	['8.3.1 an empty integer', '02 00'],
	['11.2.1 unused bits that are set', '03 02 06 FF'],
	['8.6.2 unused bits of nothing', '03 01 01'],
	['8.6.2 no count of unused bits', '03 00'],
	['8.6.2 more than seven unused bits', '03 02 08 00'],
	['11.6 a set out of order', '31 06 02 01 02 02 01 01'],
	['8.8 a NULL with content', '05 01 00'],
	['8.19 an arc with a leading 80', '06 03 2A 80 01'],
	['8.19 an arc that does not end', '06 02 2A 81'],
	['8.19 a longer arc that does not end', '06 03 2A 81 80'],
	['8.19 no arc', '06 00'],
	['8.19 a first arc with a leading 80, of a long identifier', `06 81 80 80 ${'01'.repeat(127)}`],
	['8.9 a primitive sequence', '10 00'],
	['8.23 text that is not UTF-8', '0C 01 FF'],
	['RFC 5280 4.1.2.5.1 a UTCTime without seconds', '17 0B 32 36 30 31 30 31 30 30 30 30 5A'],
	['RFC 5280 4.1.2.5.2 a GeneralizedTime with a fraction', '18 11 3230323630313031303030303030 2E35 5A'],
	['RFC 5280 4.1.2.5.2 a GeneralizedTime without seconds', '18 0D 323032363031303130303030 5A'],
	[
		'RFC 5280 4.1.2.5.2 a GeneralizedTime with a letter for a digit',
		'18 0F 32303236303130313030303041 30 5A',
	],
	[
		'RFC 5280 4.1.2.5.2 a GeneralizedTime with a sign before the digits',
		'18 0F 32303236303130313030303030 2F 5A',
	],
	['RFC 5280 4.1.2.5.1 a UTCTime with a letter for a digit', '17 0D 3A36303130313030303030 30 5A'],
	['RFC 5280 4.1.2.5.1 a UTCTime with a sign among the digits', '17 0D 2F36303130313030303030 30 5A'],
	['RFC 5280 4.1.2.5.1 a UTCTime that is no Zulu', '17 0D 323630313031303030303030 30'],
	['something after the end', '30 00 00'],
	['an end before the end', '30 05 02 01 01'],
	['an element longer than what holds it', '30 03 04 02 00 00'],
	['an element longer than everything', '30 03 04 05 00'],
	['a header cut by what holds it', '30 01 04 00'],
	['a header cut by the end', '30 01 04'],
	['a length without its bytes', '30 82 01'],
	['nothing', ''],
	['more levels than are looked at', nested(26)],
])('is refused: %s', (_description, hex) => {
	expect(isDer(bytes(hex))).toBe(false);
});

test('what openssl reads as a certificate is DER', async () => {
	expect(isDer(await cardFile('valid', 'sign.der'))).toBe(true);
});

/** So many sequences, one in the other. */
function nested(depth: number): string {
	let hex = '3000';
	for (let level = 1; level < depth; level++)
		hex = `30${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
	return hex;
}
