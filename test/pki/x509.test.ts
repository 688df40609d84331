import {expect, test} from 'vitest';
import {readX509, serialNumberText} from '../../src/pki/x509.ts';
import {cardFile} from '../helpers/pki.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test.each([
	['version 2', 'a003020102', 'a003020101'],
	['two algorithms for one signature', '06092a864886f70d01010b', '06092a864886f70d01010c'],
	['other parameters inside than outside', '06092a864886f70d01010b0500', '06092a864886f70d01010b0400'],
	['two extensions of a kind', '0603551d0e', '0603551d12'],
	['a negative serial number', 'a0030201020204', 'a0030201020204ff'],
])('a certificate with %s is not read', async (_description, sound, bent) => {
	const der = Buffer.from(await cardFile('valid', 'sign.der'));
	expect(readX509(der)).toBeDefined();

	const at = der.indexOf(hex(sound));
	hex(bent).copy(der, at);
	expect(readX509(der)).toBeUndefined();
});

test.each([
	['7F', '7F'],
	['00 80', '80'],
	['00', '00'],
	['01 00', '0100'],
	['80', undefined],
	[`7F ${'00'.repeat(19)}`, `7F${'00'.repeat(19)}`],
	[`7F ${'00'.repeat(20)}`, undefined],
])('RFC 5280 4.1.2.2: the serial number %s is %s', (content, text) => {
	expect(serialNumberText(hex(content))).toBe(text);
});
