import {BmpString} from 'asn1js';
import {expect, test} from 'vitest';
import {
	bitString,
	der,
	type Node,
	objectIdentifier,
	printableString,
	sequence,
	setOf,
	utf8String,
} from '../../src/pki/asn1.ts';
import {isDer} from '../../src/pki/der.ts';
import {isSameName} from '../../src/pki/nameMatch.ts';

const organization = (value: Node) => sequence(objectIdentifier('2.5.4.10'), value);
const unit = (value: Node) => sequence(objectIdentifier('2.5.4.11'), value);
const name = (...rdns: Node[]) => der(sequence(...rdns));
const sound = () => name(setOf(organization(utf8String('JPKI'))), setOf(unit(utf8String('For Signature'))));

test.each<[string, Uint8Array]>([
	['its very bytes', sound()],
	[
		'another kind of string',
		name(setOf(organization(printableString('JPKI'))), setOf(unit(utf8String('For Signature')))),
	],
	['other capitals', name(setOf(organization(utf8String('jpki'))), setOf(unit(utf8String('FOR SIGNATURE'))))],
	[
		'needless spaces',
		name(setOf(organization(utf8String(' JPKI '))), setOf(unit(utf8String('For   Signature')))),
	],
	[
		'another width',
		name(setOf(organization(utf8String('ＪＰＫＩ'))), setOf(unit(utf8String('For　Signature')))),
	],
])('RFC 5280 7.1: a name is the same with %s', (_description, other) => {
	expect(isSameName(sound(), other)).toBe(true);
});

test.each<[string, Uint8Array]>([
	['another value', name(setOf(organization(utf8String('JPKJ'))), setOf(unit(utf8String('For Signature'))))],
	[
		'no space where one was',
		name(setOf(organization(utf8String('JPKI'))), setOf(unit(utf8String('ForSignature')))),
	],
	['another type', name(setOf(unit(utf8String('JPKI'))), setOf(unit(utf8String('For Signature'))))],
	['another order', name(setOf(unit(utf8String('For Signature'))), setOf(organization(utf8String('JPKI'))))],
	['a part less', name(setOf(organization(utf8String('JPKI'))))],
	['two parts in one', name(setOf(organization(utf8String('JPKI')), unit(utf8String('For Signature'))))],
	[
		// RFC 3454 B.2 folds U+0131 to nothing else: only capitals would make it an I.
		'an i without its dot',
		name(setOf(organization(utf8String('JPK\u0131'))), setOf(unit(utf8String('For Signature')))),
	],
	['nothing', name()],
])('RFC 5280 7.1: a name is another with %s', (_description, other) => {
	expect(isSameName(sound(), other)).toBe(false);
});

test('the order within one part does not count', () => {
	// DER orders a SET OF by its bytes, so a longer kind of string (BMPString) may come after what it preceded.
	const inBmp = new BmpString({value: 'JPKI'});
	const roots = unit(utf8String('Roots'));

	const left = name(setOf(organization(utf8String('JPKI')), roots));
	const right = name(setOf(roots, organization(inBmp)));
	expect([left, right].map(isDer)).toEqual([true, true]);
	expect(isSameName(left, right)).toBe(true);
});

test('values that are no text are compared by their bytes', () => {
	const bits = (byte: number) => name(setOf(organization(bitString(Uint8Array.of(byte)))));

	expect(isSameName(bits(1), bits(1))).toBe(true);
	expect(isSameName(bits(1), bits(2))).toBe(false);
});

test('what is no name is the same as itself and as nothing else', () => {
	const [empty, half] = [der(sequence(setOf())), der(sequence(sequence()))];

	expect(isSameName(empty, empty)).toBe(true);
	expect(isSameName(empty, half)).toBe(false);
	expect(isSameName(empty, sound())).toBe(false);
});
