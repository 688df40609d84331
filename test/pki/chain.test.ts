import {expect, test} from 'vitest';
import {descent, isWithinValidity} from '../../src/pki/chain.ts';
import {oid} from '../../src/pki/oids.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {around, citizenUnder, rootNamed, rsaKeys} from '../helpers/citizenUnder.ts';

const now = new Date('2026-11-22T02:05:00.500Z');
const authority = rootNamed('JPKI-DEMO', '40000001', now);
const root = readX509(authority.certificate) as X509;
const {x509: certificate} = citizenUnder({authority, keys: rsaKeys(), validity: around(now, 1, 1)});

/** A certificate that reads the same but for one extension. */
function without(extension: string, {extensions, ...rest}: X509): X509 {
	return {...rest, extensions: new Map([...extensions].filter(([type]) => type !== extension))};
}

/** The same with another value of an extension. */
function withValue(type: string, value: readonly number[], {extensions, ...rest}: X509): X509 {
	const extension = {critical: true, value: Uint8Array.from(value)};
	return {...rest, extensions: new Map([...extensions, [type, extension]])};
}

test.each<[string, X509, X509]>([
	['no authority key identifier', without(oid.authorityKeyIdentifier, certificate), root],
	['a root without a key identifier', certificate, without(oid.subjectKeyIdentifier, root)],
	[
		'a key identifier on neither side',
		without(oid.authorityKeyIdentifier, certificate),
		without(oid.subjectKeyIdentifier, root),
	],
	['a root that is not said to be an authority', certificate, without(oid.basicConstraints, root)],
	['a root that is not said to sign certificates', certificate, without(oid.keyUsage, root)],
	[
		'an authority by a TRUE that is not DER',
		certificate,
		withValue(oid.basicConstraints, [0x30, 0x03, 0x01, 0x01, 0x01], root),
	],
	[
		'an authority with something after it',
		certificate,
		withValue(oid.basicConstraints, [0x30, 0x03, 0x01, 0x01, 0xff, 0x00], root),
	],
	['a key usage that is no BIT STRING', certificate, withValue(oid.keyUsage, [0x04, 0x02, 0x01, 0x06], root)],
	[
		'a key usage with something after it',
		certificate,
		withValue(oid.keyUsage, [0x03, 0x02, 0x01, 0x06, 0x00], root),
	],
])('a certificate is not verified with %s', (_description, bent, anchor) => {
	expect(descent(certificate, [root], now)).toBe('verified');

	expect(descent(bent, [anchor], now)).toBe('unverified');
});

const day = 86_400_000;
const rounded = new Date('2026-11-22T02:05:00Z').getTime();

test.each([
	['the instant before', -day - 1, false],
	['the first instant', -day, true],
	['the last second', day, true],
	['the last millisecond of the last second', day + 999, true],
	['the second after', day + 1000, false],
])('RFC 5280 4.1.2.5: %s of its validity', (_description, offsetMs, isWithin) => {
	expect(isWithinValidity(certificate, new Date(rounded + offsetMs))).toBe(isWithin);
});

test('a root verifies nothing before it is valid', () => {
	const before = new Date(root.notBefore.getTime() - 1);

	expect(descent(certificate, [root], root.notBefore)).toBe('verified');
	expect(descent(certificate, [root], before)).toBe('unverified');
});
