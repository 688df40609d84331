import {describe, expect, test} from 'vitest';
import {
	issueAuthenticationCertificate,
	issueSigningCertificate,
	type NamePart,
} from '../../src/pki/jpkiProfile.ts';
import {citizen} from '../helpers/citizen.ts';
import {around, rootNamed, rsaKeys} from '../helpers/citizenUnder.ts';
import {openssl} from '../helpers/openssl.ts';

const now = new Date();
const root = rootNamed('TEST', '40000001', now);
const subject: readonly NamePart[] = [
	['countryName', 'JP'],
	['localityName', 'Tokyo-to'],
	['commonName', '20260101000000A'],
];
const holder = {
	serialNumber: '41424344',
	subject,
	distributionPoint: [['commonName', 'Chiyoda-ku CRLDP']] as const,
	validity: around(now, 1, 1),
	publicKey: rsaKeys().publicKey,
};
const substituted = {...citizen, nameSubstitutes: '10000', addressSubstitutes: '01000000000000000'};
const signing = issueSigningCertificate(root, holder, substituted, '1.2.392.200149.8.5.1.0.20');
const authentication = issueAuthenticationCertificate(root, holder);

const structure = (der: Uint8Array, ...more: string[]) =>
	openssl(['asn1parse', '-inform', 'DER', '-in', 'der', ...more], {der}).output;
const said = (der: Uint8Array) =>
	openssl(['x509', '-inform', 'DER', '-in', 'der', '-noout', '-text'], {der}).output;

/** The DER of an extension's value as openssl dumps it, and whether it is critical. */
function extension(der: Uint8Array, name: string): {readonly critical: boolean; readonly hex: string} {
	const lines = structure(der).split('\n');
	const at = lines.findIndex(line => line.endsWith(`:${name}`));
	const critical = /BOOLEAN\s+:255$/.test(lines[at + 1] ?? '');
	return {critical, hex: /\[HEX DUMP\]:(\w+)$/.exec(lines[at + (critical ? 2 : 1)] ?? '')?.[1] ?? ''};
}

describe('card-facts 3.1, 3.2 the certificates of a card', () => {
	test.each([
		['a root: keyCertSign and cRLSign', root.certificate, '03020106'],
		['for signatures: digitalSignature and nonRepudiation', signing, '030206C0'],
		['for authentication: digitalSignature', authentication, '03020780'],
	])('the key of %s, critically', (_what, der, hex) => {
		expect(extension(der, 'X509v3 Key Usage')).toEqual({critical: true, hex});
	});

	test('a root is an authority, critically, of paths of any length', () => {
		expect(extension(root.certificate, 'X509v3 Basic Constraints')).toEqual({
			critical: true,
			hex: '30030101FF',
		});
	});

	test('the country is a PrintableString, all else of a name UTF-8', () => {
		const types = [...structure(signing).matchAll(/(PRINTABLESTRING|UTF8STRING)\s+:(.*)/g)];
		expect(types.map(([, type, text]) => [type, text])).toEqual([
			['PRINTABLESTRING', 'JP'],
			['UTF8STRING', 'TEST'],
			['PRINTABLESTRING', 'JP'],
			['UTF8STRING', 'Tokyo-to'],
			['UTF8STRING', '20260101000000A'],
		]);
	});

	test.each([
		['a root’s own name', root.certificate, 'DirName:C = JP, O = TEST\n'],
		['a place below it', signing, 'DirName:C = JP, O = TEST, CN = Chiyoda-ku CRLDP\n'],
		[
			'a place below it, for authentication',
			authentication,
			'DirName:C = JP, O = TEST, CN = Chiyoda-ku CRLDP\n',
		],
	])('the revocation list is found under %s', (_what, der, name) => {
		const [, places = ''] = said(der).split('X509v3 CRL Distribution Points:');
		expect(places.replaceAll(/\s*\n\s*/g, '\n')).toMatch(/^\s*Full Name:\n/);
		expect(places.replaceAll(/\s*\n\s*/g, '\n').replace(/^\s*Full Name:\n/, '')).toMatch(
			new RegExp(`^${name}`),
		);
	});

	test.each([
		['for signatures', signing, '1.2.392.200149.8.5.1.0.20'],
		['for authentication', authentication, '1.2.392.200149.8.5.1.3.30'],
	])('the policy %s is named critically, with its statement', (_what, der, policy) => {
		expect(extension(der, 'X509v3 Certificate Policies').critical).toBe(true);
		expect(said(der)).toMatch(
			new RegExp(
				`Certificate Policies: critical\\s+Policy: ${policy}\\s+CPS: http://www.jpki.go.jp/cps.html\\s`,
			),
		);
	});

	test('the key, and its issuer’s, are named by their identifiers, the issuer’s certificate by its name and number', () => {
		const identifier = extension(root.certificate, 'X509v3 Subject Key Identifier').hex.slice(4);
		const hash = openssl(['x509', '-inform', 'DER', '-in', 'der', '-noout', '-ocspid'], {
			der: root.certificate,
		}).output;
		// The OCSP key hash is SHA-1 of the key as well (RFC 6960 4.1.1).
		expect(hash).toContain(`Public key OCSP hash: ${identifier}`);
		const [, named = ''] = said(signing).split('X509v3 Authority Key Identifier:');
		expect(named.replaceAll(/[:\s]/g, '')).toContain(identifier);
		expect(named).toMatch(/DirName:\/C=JP\/O=TEST\s+serial:40:00:00:01/);
	});

	test('openssl verifies them under their root', () => {
		for (const der of [signing, authentication]) {
			const files = {
				root: openssl(['x509', '-inform', 'DER', '-in', 'der'], {der: root.certificate}).output,
				leaf: openssl(['x509', '-inform', 'DER', '-in', 'der'], {der}).output,
			};
			expect(openssl(['verify', '-CAfile', 'root', 'leaf'], files).output).toBe('leaf: OK\n');
		}
	});
});

describe('domain.md the otherNames of a certificate for signatures', () => {
	/** 1.2.392.200149.8.5.5.N in DER (X.690 8.19). */
	const arc = '060A2A83088C9B55080505';

	test('are the six of the profile, in the order a card has them, each UTF-8', () => {
		const {critical, hex} = extension(signing, 'X509v3 Subject Alternative Name');
		const found = [...hex.matchAll(new RegExp(`${arc}(..)A0(..)0C(..)`, 'g'))].map(match => {
			const from = (match.index ?? 0) + match[0].length;
			const text = hex.slice(from, from + 2 * Number.parseInt(match[3] ?? '', 16));
			return [Number(match[1]), Buffer.from(text, 'hex').toString()];
		});
		expect(critical).toBe(false);
		expect(found).toEqual([
			[1, '吉田　太郎'],
			[4, '319580810'],
			[3, '1'],
			[5, '東京都千代田区霞が関２丁目１番２号'],
			[2, '10000'],
			[6, '01000000000000000'],
		]);
	});

	test.each([
		['female', '2'],
		['unstated', '3'],
	] as const)('the sex %s is %s', (sex, code) => {
		const der = issueSigningCertificate(root, holder, {...citizen, sex}, '1.2.392.200149.8.5.1.0.20');
		const digit = `3${code}`;
		expect(extension(der, 'X509v3 Subject Alternative Name').hex).toContain(`${arc}03A0030C01${digit}`);
	});

	test('a certificate for authentication has none: no name, no address (card-facts 3.2)', () => {
		expect(said(authentication)).not.toContain('Subject Alternative Name');
	});
});
