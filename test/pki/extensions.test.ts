import {describe, expect, test} from 'vitest';
import {
	authorityKeyIdentifier,
	extendedKeyUsages,
	hasUnknownCriticalExtension,
	isAuthority,
	keyUsage,
	policies,
	subjectKeyIdentifier,
} from '../../src/pki/extensions.ts';
import type {X509} from '../../src/pki/x509.ts';

/** The object identifiers of RFC 5280 4.2.1. */
const id = {
	keyUsage: '2.5.29.15',
	subjectAltName: '2.5.29.17',
	basicConstraints: '2.5.29.19',
	cRLDistributionPoints: '2.5.29.31',
	certificatePolicies: '2.5.29.32',
	authorityKeyIdentifier: '2.5.29.35',
	subjectKeyIdentifier: '2.5.29.14',
	extKeyUsage: '2.5.29.37',
};

/** Of a certificate its extensions alone, each by its DER in hex. */
function withExtensions(values: Readonly<Record<string, string>>, critical: readonly string[] = []): X509 {
	const extensions = Object.entries(values).map(
		([type, hex]) =>
			[
				type,
				{
					value: new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')),
					critical: critical.includes(type),
				},
			] as const,
	);
	return {extensions: new Map(extensions)} as unknown as X509;
}

test.each([
	['digitalSignature', '03 02 07 80', 0x80],
	['nonRepudiation', '03 02 06 40', 0x40],
	['keyCertSign and cRLSign', '03 02 01 06', 0x06],
	['decipherOnly, in a second octet', '03 03 07 00 80', 0x00],
	['an octet string', '04 02 07 80', 0],
	['unused bits that are set, which is no DER', '03 02 07 C0', 0],
	['nothing', '', 0],
])('RFC 5280 4.2.1.3 a key’s usage: %s', (_what, value, expected) => {
	expect(keyUsage(withExtensions({[id.keyUsage]: value}))).toBe(expected);
});

test('a key without the extension has no usage', () => expect(keyUsage(withExtensions({}))).toBe(0));

test.each([
	['an authority that may sign certificates', '30 03 01 01 FF', '03 02 02 04', true],
	['one of a limited path', '30 06 01 01 FF 02 01 00', '03 02 01 06', true],
	['one that may sign lists only', '30 03 01 01 FF', '03 02 01 02', false],
	['no authority', '30 00', '03 02 02 04', false],
	['constraints that cannot be read', '04 00', '03 02 02 04', false],
])('RFC 5280 4.2.1.9 %s: %s, %s, %s', (_what, constraints, usage, is) => {
	expect(isAuthority(withExtensions({[id.basicConstraints]: constraints, [id.keyUsage]: usage}))).toBe(is);
});

test('RFC 5280 4.2.1.9 a certificate without constraints is no authority’s', () => {
	expect(isAuthority(withExtensions({[id.keyUsage]: '03 02 02 04'}))).toBe(false);
});

describe('RFC 5280 4.2.1.4 the policies', () => {
	test.each([
		['one', '30 05 30 03 06 01 2A', ['1.2']],
		['two, one with a qualifier', '30 0C 30 05 06 01 2A 30 00 30 03 06 01 2B', ['1.2', '1.3']],
		['of three parts, which none has', '30 09 30 07 06 01 2A 30 00 30 00', []],
		['of no part', '30 02 30 00', []],
		['one of another type', '30 05 30 03 04 01 2A', []],
		['one sound and one not', '30 0A 30 03 06 01 2A 30 03 04 01 2B', []],
		['in a set', '31 05 30 03 06 01 2A', []],
		['in something that is no DER', '30 80 30 03 06 01 2A 00 00', []],
	])('%s', (_what, value, expected) => {
		expect(policies(withExtensions({[id.certificatePolicies]: value}))).toEqual(expected);
	});

	test('none', () => expect(policies(withExtensions({}))).toEqual([]));
});

describe('RFC 5280 4.2.1.1 the authority’s key', () => {
	test.each([
		['alone', '30 04 80 02 01 02', Uint8Array.of(1, 2)],
		['with issuer and serial number', '30 09 80 02 01 02 A1 00 82 01 05', Uint8Array.of(1, 2)],
		['not named', '30 05 A1 00 82 01 05', undefined],
		['of four parts, which none has', '30 0B 80 02 01 02 A1 00 82 01 05 83 00', undefined],
		['in an empty list', '30 00', undefined],
		['in a set', '31 04 80 02 01 02', undefined],
	])('%s', (_what, value, expected) => {
		expect(authorityKeyIdentifier(withExtensions({[id.authorityKeyIdentifier]: value}))).toEqual(expected);
	});

	test('none', () => expect(authorityKeyIdentifier(withExtensions({}))).toBeUndefined());
});

test('RFC 5280 4.2.1.2, 4.2.1.12 the own key, and the purposes', () => {
	const certificate = withExtensions({
		[id.subjectKeyIdentifier]: '04 03 0A 0B 0C',
		// serverAuth and clientAuth.
		[id.extKeyUsage]: '30 14 06 08 2B 06 01 05 05 07 03 01 06 08 2B 06 01 05 05 07 03 02',
	});
	expect(subjectKeyIdentifier(certificate)).toEqual(Uint8Array.of(10, 11, 12));
	expect(extendedKeyUsages(certificate)).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
	expect(subjectKeyIdentifier(withExtensions({}))).toBeUndefined();
	expect(extendedKeyUsages(withExtensions({}))).toEqual([]);
	expect(extendedKeyUsages(withExtensions({[id.extKeyUsage]: '30 80 00 00'}))).toEqual([]);
});

test.each([
	['keyUsage', id.keyUsage, false],
	['basicConstraints', id.basicConstraints, false],
	['certificatePolicies', id.certificatePolicies, false],
	['extKeyUsage', id.extKeyUsage, false],
	['subjectAltName', id.subjectAltName, false],
	['cRLDistributionPoints', id.cRLDistributionPoints, true],
	['nameConstraints', '2.5.29.30', true],
	['an own one', '1.2.3', true],
])('RFC 5280 4.2 a critical extension that nobody here understands: %s %s, %s', (_name, type, is) => {
	expect(hasUnknownCriticalExtension(withExtensions({[type]: '05 00'}, [type]))).toBe(is);
	expect(hasUnknownCriticalExtension(withExtensions({[type]: '05 00'}))).toBe(false);
});
