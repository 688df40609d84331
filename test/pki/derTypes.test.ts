import {describe, expect, test} from 'vitest';
import {encodedSequence} from '../../src/pki/asn1.ts';
import {readDer} from '../../src/pki/der.ts';
import {
	instantOf,
	objectIdentifierOf,
	octetsOf,
	partsOf,
	textOf,
	wholeBitsOf,
} from '../../src/pki/derTypes.ts';

const value = (hex: string) => readDer(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
const ascii = (text: string) => Buffer.from(text).toString('hex');
const primitive = (identifier: string, content: string) =>
	value(`${identifier} ${(content.replaceAll(' ', '').length / 2).toString(16).padStart(2, '0')} ${content}`);

describe('X.690 8.19 an object identifier', () => {
	test.each([
		// The clause's own example (8.19.5).
		['81 34 03', '2.100.3'],
		['00', '0.0'],
		['27', '0.39'],
		['28', '1.0'],
		['4F', '1.39'],
		['50', '2.0'],
		['78', '2.40'],
		['88 37', '2.999'],
		['2A 86 48 86 F7 0D 01 07 02', '1.2.840.113549.1.7.2'],
		['55 1D 0F', '2.5.29.15'],
		// An arc beyond 64 bits: the example of a UUID in X.667.
		[
			'69 83 F0 9D A7 EB CF DE E0 C7 A1 A7 B2 C0 94 8C C8 F9 D7 76',
			'2.25.329800735698586629295641978511506172918',
		],
	])('%s is %s', (content, expected) => {
		expect(objectIdentifierOf(primitive('06', content))).toBe(expected);
	});

	test('is nothing but that', () => {
		expect(objectIdentifierOf(value('04 01 2A'))).toBeUndefined();
		expect(objectIdentifierOf(undefined)).toBeUndefined();
	});
});

describe('RFC 5280 4.1.2.5 an instant', () => {
	test.each([
		['17', '500101000000Z', '1950-01-01T00:00:00.000Z'],
		['17', '491231235959Z', '2049-12-31T23:59:59.000Z'],
		['17', '000229010203Z', '2000-02-29T01:02:03.000Z'],
		['18', '20500101000000Z', '2050-01-01T00:00:00.000Z'],
		['18', '19491231235959Z', '1949-12-31T23:59:59.000Z'],
		['18', '99991231235959Z', '9999-12-31T23:59:59.000Z'],
	])('%s %s is %s', (identifier, text, expected) => {
		expect(instantOf(primitive(identifier, ascii(text)))?.toISOString()).toBe(expected);
	});

	test.each([
		['29 February of no leap year', '17', '990229000000Z'],
		['31 April', '17', '990431000000Z'],
		['a thirteenth month', '17', '991301000000Z'],
		['no month', '17', '990001000000Z'],
		['an hour 24', '17', '990101240000Z'],
		['a second 60', '17', '990101000060Z'],
		['a text', '0C', '990101000000Z'],
	])('is none: %s', (_what, identifier, text) => {
		expect(instantOf(primitive(identifier, ascii(text)))).toBeUndefined();
	});

	test('is none where nothing is', () => expect(instantOf(undefined)).toBeUndefined());
});

describe('X.680 41 a character string', () => {
	test.each([
		['UTF8String', '0C', 'E7 94 B0 20 C3 A9', '田 é'],
		['PrintableString', '13', ascii('JP'), 'JP'],
		['NumericString', '12', ascii('12'), '12'],
		['TeletexString', '14', 'E9', 'é'],
		['VideotexString', '15', ascii('a'), 'a'],
		['IA5String', '16', ascii('a@b'), 'a@b'],
		['GraphicString', '19', ascii('a'), 'a'],
		['VisibleString', '1A', ascii('a'), 'a'],
		['GeneralString', '1B', ascii('a'), 'a'],
		['BMPString', '1E', '75 30 00 E9', '田é'],
	])('%s', (_kind, identifier, content, expected) => {
		const read = primitive(identifier, content);
		expect(read && textOf(read)).toBe(expected);
	});

	test.each([
		['a BMPString of half a sign', '1E', '75 30 00'],
		['an OCTET STRING', '04', '41'],
		['a UTCTime', '17', ascii('990101000000Z')],
		['an ObjectDescriptor', '07', '41'],
		['a UniversalString', '1C', '00 00 00 41'],
	])('is none: %s', (_what, identifier, content) => {
		const read = primitive(identifier, content);
		expect(read).toBeDefined();
		expect(read && textOf(read)).toBeUndefined();
	});
});

test('octets are an octet string’s, whole bits a bit string’s without unused ones', () => {
	expect(octetsOf(value('04 02 0102'))).toEqual(Uint8Array.of(1, 2));
	expect(octetsOf(value('03 03 00 0102'))).toBeUndefined();
	expect(octetsOf(undefined)).toBeUndefined();
	expect(wholeBitsOf(value('03 03 00 0102'))).toEqual(Uint8Array.of(1, 2));
	expect(wholeBitsOf(value('03 02 01 02'))).toBeUndefined();
	expect(wholeBitsOf(value('04 02 00 01'))).toBeUndefined();
	expect(wholeBitsOf(undefined)).toBeUndefined();
});

test.each([
	[1, undefined, false],
	[2, undefined, true],
	[3, undefined, false],
	[1, 2, true],
	[2, 3, true],
	[3, 4, false],
	[0, 1, false],
])('a sequence of two is %i to %s parts: %s', (least, most, is) => {
	const sequence = value('30 04 0500 0500');
	expect(partsOf(sequence, 0x30, least, most)).toEqual(is ? sequence?.parts : undefined);
	expect(partsOf(sequence, 0x31, least, most)).toBeUndefined();
	expect(partsOf(undefined, 0x30, least, most)).toBeUndefined();
});

test.each(['31 00', '04 00', '30 80 00 00', '30 00 00', ''])(
	'only a SEQUENCE in DER is taken over as it stands, not %j',
	hex => {
		const bytes = new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
		expect(() => encodedSequence(bytes)).toThrow(TypeError);
	},
);
