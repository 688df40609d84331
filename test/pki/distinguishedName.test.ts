import {expect, test} from 'vitest';
import {
	bitString,
	der,
	type Node,
	objectIdentifier,
	sequence,
	setOf,
	utf8String,
} from '../../src/pki/asn1.ts';
import {distinguishedNameText, readName} from '../../src/pki/distinguishedName.ts';

const attribute = (type: string, value: string) => sequence(objectIdentifier(type), utf8String(value));
const name = (...values: string[]) =>
	der(sequence(...values.map(value => setOf(attribute('2.5.4.3', value)))));

// The examples of RFC 4514 section 4, and the rules of section 2.4.
test.each([
	['James "Jim" Smith, III', 'CN=James \\"Jim\\" Smith\\, III'],
	['#1', 'CN=\\#1'],
	[' a ', 'CN=\\ a\\ '],
	[' ', 'CN=\\ '],
	['a+b;c<d>e\\f', 'CN=a\\+b\\;c\\<d\\>e\\\\f'],
	['a\u0000b', 'CN=a\\00b'],
	['Lučić', 'CN=Lučić'],
	['公的個人認証サービス', 'CN=公的個人認証サービス'],
])('%s is written %s', (value, text) => {
	expect(distinguishedNameText(name(value))).toBe(text);
});

test('the most specific part comes first', () => {
	expect(distinguishedNameText(name('first', 'last'))).toBe('CN=last,CN=first');
});

test('parts of one RDN are joined by a plus sign', () => {
	const rdn = setOf(attribute('2.5.4.11', 'Sales'), attribute('2.5.4.3', 'J.  Smith'));

	expect(distinguishedNameText(der(sequence(rdn)))).toBe('OU=Sales+CN=J.  Smith');
});

test('a type without a short name is written in hex', () => {
	const rdn = setOf(attribute('1.3.6.1.4.1.1466.0', 'Hi'));

	expect(distinguishedNameText(der(sequence(rdn)))).toBe('1.3.6.1.4.1.1466.0=#0C024869');
});

// The table of RFC 4514 section 3.
test.each([
	['2.5.4.3', 'CN'],
	['2.5.4.7', 'L'],
	['2.5.4.8', 'ST'],
	['2.5.4.10', 'O'],
	['2.5.4.11', 'OU'],
	['2.5.4.6', 'C'],
	['2.5.4.9', 'STREET'],
	['0.9.2342.19200300.100.1.25', 'DC'],
	['0.9.2342.19200300.100.1.1', 'UID'],
])('%s is called %s', (type, shortName) => {
	expect(distinguishedNameText(der(sequence(setOf(attribute(type, 'x')))))).toBe(`${shortName}=x`);
});

test('RFC 4514 2.4: a value that is no text is written in hex, under the short name of its type', () => {
	const bits = sequence(objectIdentifier('2.5.4.3'), bitString(Uint8Array.of(1)));

	expect(distinguishedNameText(der(sequence(setOf(bits))))).toBe('CN=#03020001');
});

const commonName = () => objectIdentifier('2.5.4.3');

// RelativeDistinguishedName is a SET of at least one AttributeTypeAndValue { type OBJECT IDENTIFIER, value ANY }.
test.each<[string, Node]>([
	['an empty part', sequence(setOf())],
	['an empty part after a sound one', sequence(setOf(attribute('2.5.4.3', 'a')), setOf())],
	['a sequence for a part', sequence(sequence(attribute('2.5.4.3', 'a')))],
	['a type that is a text', sequence(setOf(sequence(utf8String('2.5.4.3'), utf8String('a'))))],
	['a type without a value', sequence(setOf(sequence(commonName())))],
	['a type with two values', sequence(setOf(sequence(commonName(), utf8String('a'), utf8String('b'))))],
	['a set at its head', setOf(setOf(attribute('2.5.4.3', 'a')))],
])('RFC 5280 4.1.2.4: a name with %s is none', (_description, bent) => {
	expect(readName(der(bent))).toBeUndefined();
	expect(distinguishedNameText(der(bent))).toBeUndefined();
});
