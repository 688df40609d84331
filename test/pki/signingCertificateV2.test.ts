import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {
	der,
	encodedSequence,
	integer,
	type Node,
	nothing,
	objectIdentifier,
	octetString,
	sequence,
	tagged,
} from '../../src/pki/asn1.ts';
import {ecdsaWithSha384, rsaWithSha256} from '../../src/pki/signatureAlgorithm.ts';
import {isSigningCertificateOf} from '../../src/pki/signingCertificateV2.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {rootNamed} from '../helpers/citizenUnder.ts';

const read = (name: string) => readX509(rootNamed(name, '41424344', new Date()).certificate) as X509;
const [signer, other] = [read('SIGNER'), read('OTHER')];
const hash = (name: string, of = signer) => octetString(createHash(name).update(of.der).digest());
const [sha256, sha384] = ['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.2'];
const named = (type: string, ...parameters: Node[]) => sequence(objectIdentifier(type), ...parameters);
const issuerSerial = (name: Uint8Array, serial: string, choice = 4) =>
	sequence(sequence(tagged(choice, encodedSequence(name))), integer(serial));

/** SigningCertificateV2 { certs { ESSCertIDv2 } } (RFC 5035 section 3). */
const value = (...parts: Node[]) => der(sequence(sequence(sequence(...parts))));

describe('T-08, RFC 5035: the signed attribute names the signer’s certificate', () => {
	test.each<[string, Uint8Array]>([
		['by its SHA-256, which is the default', value(hash('sha256'))],
		['by issuer and serial number too', value(hash('sha256'), issuerSerial(signer.issuerName, '41424344'))],
	])('%s', (_how, attribute) => {
		expect(isSigningCertificateOf(attribute, signer, rsaWithSha256)).toBe(true);
		expect(isSigningCertificateOf(attribute, other, rsaWithSha256)).toBe(false);
	});

	test.each<[string, Uint8Array]>([
		['by its SHA-384, which is named', value(named(sha384), hash('sha384'))],
		[
			'by issuer and serial number too',
			value(named(sha384), hash('sha384'), issuerSerial(signer.issuerName, '41424344')),
		],
	])('beside SHA-384: %s', (_how, attribute) => {
		expect(isSigningCertificateOf(attribute, signer, ecdsaWithSha384)).toBe(true);
		expect(isSigningCertificateOf(attribute, other, ecdsaWithSha384)).toBe(false);
	});

	test.each<[string, Uint8Array]>([
		['by another’s hash', value(hash('sha256', other))],
		['by a hash of another length', value(hash('sha384'))],
		['by nothing', value()],
		['by another issuer', value(hash('sha256'), issuerSerial(other.issuerName, '41424344'))],
		['by another serial number', value(hash('sha256'), issuerSerial(signer.issuerName, '41424345'))],
		[
			'by an issuer that is no directory name',
			value(hash('sha256'), issuerSerial(signer.issuerName, '41424344', 1)),
		],
		['by issuer without a serial number', value(hash('sha256'), sequence(sequence()))],
		['and something after', value(hash('sha256'), issuerSerial(signer.issuerName, '41424344'), nothing())],
		['and another', der(sequence(sequence(sequence(hash('sha256')), sequence(hash('sha256', other)))))],
		['and a policy', der(sequence(sequence(sequence(hash('sha256'))), sequence()))],
	])('or it is not the signer’s: %s', (_how, attribute) => {
		expect(isSigningCertificateOf(attribute, signer, rsaWithSha256)).toBe(false);
	});

	test.each<[string, Uint8Array]>([
		['under the name of SHA-256', value(named(sha256), hash('sha384'))],
		[
			'under the name of SHA-384 with parameters (RFC 5754 2)',
			value(named(sha384, nothing()), hash('sha384')),
		],
		['under no name', value(hash('sha384'))],
		['with a hash where its name belongs', value(hash('sha384'), hash('sha384'))],
		['by its SHA-256', value(named(sha384), hash('sha256'))],
	])('or it is not the signer’s, beside SHA-384: %s', (_how, attribute) => {
		expect(isSigningCertificateOf(attribute, signer, ecdsaWithSha384)).toBe(false);
	});
});
