import {expect, test} from 'vitest';
import {readDer} from '../../src/pki/der.ts';
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

/** A value in DER of up to 64 KiB. */
function tlv(identifier: number, ...contents: readonly Uint8Array[]): Buffer {
	const content = Buffer.concat(contents);
	const {length} = content;
	const header =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Uint8Array.of(identifier, ...header), content]);
}

/** A citizen's certificate with something else after its key; nobody signed that, and to be read it need not be. */
async function endingWith(...parts: readonly Uint8Array[]) {
	const [tbs, ...signed] = readDer(await cardFile('valid', 'sign.der'))?.parts ?? [];
	const body = (tbs?.parts ?? []).slice(0, 7).map(({bytes}) => bytes);
	return readX509(tlv(0x30, tlv(0x30, ...body, ...parts), ...signed.map(({bytes}) => bytes)));
}

const extensions = (...list: readonly string[]) => tlv(0xa3, tlv(0x30, ...list.map(hex)));
const critical = '30 0A 06 02 2A 03 01 01 FF 04 01 00';
const plain = '30 07 06 02 2A 04 04 01 00';

test('RFC 5280 4.1 a certificate may have no extensions, and unique identifiers before them', async () => {
	const [bare, both] = [
		await endingWith(),
		await endingWith(hex('81 01 00'), hex('82 01 00'), extensions(critical, plain)),
	];
	expect(bare?.extensions.size).toBe(0);
	expect((await endingWith(hex('81 01 00')))?.extensions.size).toBe(0);
	expect((await endingWith(hex('82 01 00')))?.extensions.size).toBe(0);
	expect([...(both?.extensions ?? [])]).toEqual([
		['1.2.3', {critical: true, value: Uint8Array.of(0)}],
		['1.2.4', {critical: false, value: Uint8Array.of(0)}],
	]);
});

test.each<[string, readonly Uint8Array[]]>([
	['unique identifiers in another order', [hex('82 01 00'), hex('81 01 00')]],
	['a unique identifier after the extensions', [extensions(plain), hex('81 01 00')]],
	['the same unique identifier twice', [hex('81 01 00'), hex('81 01 00')]],
	['extensions twice', [extensions(plain), extensions(critical)]],
	['a part that is none', [hex('84 01 00')]],
	['a part that is none before its extensions', [hex('05 00'), extensions(plain)]],
	['two lists of extensions in one', [tlv(0xa3, tlv(0x30, hex(plain)), tlv(0x30, hex(critical)))]],
	['no list of extensions', [hex('A3 00')]],
	['a set of extensions', [tlv(0xa3, tlv(0x31, hex(plain)))]],
	['an extension without value', [extensions('30 04 06 02 2A 03')]],
	['an extension of four parts', [extensions('30 0C 06 02 2A 03 01 01 FF 04 01 00 05 00')]],
	['an extension whose flag is a number', [extensions('30 0A 06 02 2A 03 02 01 01 04 01 00')]],
	['an extension whose value is a number', [extensions('30 07 06 02 2A 03 02 01 00')]],
	['an extension whose type is a text', [extensions('30 07 0C 02 41 42 04 01 00')]],
])('RFC 5280 4.1 a certificate with %s is not read', async (_what, parts) => {
	expect(await endingWith(...parts)).toBeUndefined();
});

test('RFC 5280 4.1.1.3 a certificate whose signature is not of whole octets is not read', async () => {
	const der = Buffer.from(await cardFile('valid', 'sign.der'));
	// A bit that does not count, and is zero, so that it is DER all the same.
	der.set([(der.at(-1) ?? 0) & 0xfe], der.length - 1);
	expect(readX509(der)).toBeDefined();

	der.set([1], der.length - 257);
	expect(readDer(der)).toBeDefined();
	expect(readX509(der)).toBeUndefined();
});

test.each([
	['issuer', 3],
	['subject', 5],
])('RFC 5280 4.1.2.4, 4.1.2.6 a certificate whose %s is no name is not read', async (_which, place) => {
	const [tbs, ...signed] = readDer(await cardFile('valid', 'sign.der'))?.parts ?? [];
	const parts = (tbs?.parts ?? []).map(({bytes}) => bytes);
	const certificate = (name: Uint8Array | undefined) =>
		tlv(0x30, tlv(0x30, ...parts.with(place, name ?? new Uint8Array())), ...signed.map(({bytes}) => bytes));

	expect(readX509(certificate(parts[place]))).toBeDefined();
	// A part of a name that is empty.
	expect(readX509(certificate(hex('30 02 31 00')))).toBeUndefined();
});
