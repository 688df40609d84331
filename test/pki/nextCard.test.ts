import {generateKeyPairSync, type KeyObject} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {drawUpApplication} from '../../src/pki/application.ts';
import {readSigningCertificate, type SigningCertificate} from '../../src/pki/certificate.ts';
import {certificatePem} from '../../src/pki/pem.ts';
import {ecdsaWithSha384, signatureFromCard} from '../../src/pki/signatureAlgorithm.ts';
import {signApplication} from '../../src/pki/signedApplication.ts';
import {judgeSubmission} from '../../src/pki/submission.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {type CertificateBends, issueCitizen} from '../helpers/citizen.ts';
import {type Bends, signedDataWith} from '../helpers/cms.ts';
import {openssl} from '../helpers/openssl.ts';
import {p384Card, twoIntegers} from '../helpers/p384.ts';
import {addressee} from '../helpers/pki.ts';

const now = new Date();
const requestId = '0123456789abcdef0123456789abcdef';

/** A root with a P-384 key, made by openssl. */
function nextRoot() {
	const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-384'});
	const key = privateKey.export({type: 'pkcs8', format: 'pem'}) as string;
	const args = [
		'req',
		'-x509',
		'-new',
		'-key',
		'key',
		'-sha384',
		'-days',
		'60',
		'-subj',
		'/C=JP/O=NEXT-DEMO',
	];
	const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
	const {stdout, output} = openssl([...args, ...usage], {key});
	if (stdout.length === 0) throw new Error(output);
	return {certificate: new TextDecoder().decode(stdout), key};
}

const root = nextRoot();
const anchor = readX509(
	openssl(['x509', '-in', 'pem', '-outform', 'DER'], {pem: root.certificate}).stdout,
) as X509;
const bench = {
	trust: {anchors: [anchor], policy: '1.2.392.200149.8.5.1.0.20'},
	addressees: [addressee],
	now: new Date(now.getTime() + 60_000),
};

async function nextCitizen(bends: CertificateBends = {}) {
	const {certificate, key} = await issueCitizen({
		curve: 'P-384',
		digest: 'sha384',
		authority: root,
		...bends,
	});
	const reading = readSigningCertificate(certificate);
	if (reading.status !== 'read') throw new Error(reading.fault);
	return {certificate: reading.certificate, key};
}

function draw(certificate: SigningCertificate): string {
	return drawUpApplication({procedure: 'revocation', addressee, certificate, requestId, createdAt: now});
}

/** An application signed by openssl. */
function opensslSigned(certificate: SigningCertificate, key: KeyObject, hash: string): Uint8Array {
	const args = ['cms', '-sign', '-cades', '-binary', '-nosmimecap', '-nodetach', '-md', hash, '-in', 'text'];
	const {stdout, output} = openssl([...args, '-signer', 'pem', '-inkey', 'key', '-outform', 'DER'], {
		text: draw(certificate),
		pem: certificatePem(certificate.x509.der),
		key: key.export({type: 'pkcs8', format: 'pem'}) as string,
	});
	if (stdout.length === 0) throw new Error(output);
	return stdout;
}

function verdict(cms: Uint8Array): string {
	const judgement = judgeSubmission(cms, bench);
	return judgement.status === 'sound' ? 'sound' : judgement.refusal;
}

describe('T-08: ECDSA P-384 with SHA-384, the card to come', () => {
	test('what it signs, openssl verifies and the window finds sound', async () => {
		const {certificate, key} = await nextCitizen();
		const application = draw(certificate);

		const signing = await signApplication(application, certificate, new Date(), p384Card(key));

		if (signing.status !== 'signed') throw new Error(signing.status);
		const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'cms', '-CAfile', 'root'];
		const files = {cms: signing.signedData, root: root.certificate};
		const answer = openssl([...args, '-purpose', 'any'], files);
		expect(answer.output).toContain('CAdES Verification successful');
		expect(new TextDecoder().decode(answer.stdout)).toBe(application);
		const {output} = openssl(['asn1parse', '-inform', 'DER', '-in', 'cms'], files);
		expect(output).toContain('ecdsa-with-SHA384');
		expect(output).not.toContain('rsaEncryption');
		expect(verdict(signing.signedData)).toBe('sound');
	});

	test('what openssl makes with its key is sound, too', async () => {
		const {certificate, key} = await nextCitizen();
		const cms = opensslSigned(certificate, key, 'sha384');

		expect(verdict(cms)).toBe('sound');
	});

	test('it is given the digest, 48 octets, and nothing else', async () => {
		const given: number[] = [];
		const {certificate} = await nextCitizen();

		const signing = await signApplication(draw(certificate), certificate, now, async input => {
			given.push(input.length);
			return undefined;
		});

		expect(given).toEqual([48]);
		expect(signing.status).toBe('refused');
	});

	test.each<[string, (given: Uint8Array) => Uint8Array]>([
		['s before r', given => Buffer.concat([given.subarray(48), given.subarray(0, 48)])],
		['an octet changed', given => given.map((byte, at) => (at === 50 ? byte ^ 1 : byte))],
		['an octet missing', given => given.subarray(1)],
		['zeros', () => new Uint8Array(96)],
		['nothing', () => new Uint8Array(0)],
		['one octet', () => Uint8Array.of(1)],
	])('no signature leaves unverified: the card gives %s', async (_description, bend) => {
		const {certificate, key} = await nextCitizen();
		const card = p384Card(key);

		const signing = await signApplication(draw(certificate), certificate, now, async input =>
			bend((await card(input)) ?? new Uint8Array(0)),
		);

		expect(signing.status).toBe('badSignature');
	});

	test('its two integers become DER as openssl writes it, with and without a leading zero', () => {
		const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-384'});
		const key = privateKey.export({type: 'pkcs8', format: 'pem'}) as string;
		const lengths = new Set<number>();
		for (let at = 0; at < 12; at++) {
			const digest = new Uint8Array(48).fill(at);
			const {stdout} = openssl(['pkeyutl', '-sign', '-inkey', 'key', '-in', 'digest'], {key, digest});
			lengths.add(stdout.length);
			expect(signatureFromCard(ecdsaWithSha384, twoIntegers(stdout))).toEqual(stdout);
		}
		expect(lengths.size).toBeGreaterThan(1);
	});
});

describe('T-08: refused beside ECDSA P-384 with SHA-384', () => {
	test.each<[string, CertificateBends]>([
		['P-256', {curve: 'P-256'}],
		['P-521', {curve: 'P-521'}],
		['a root’s signature with SHA-256', {digest: 'sha256'}],
	])('%s', async (_description, bends) => {
		const {certificate, key} = await nextCitizen(bends);
		const cms = opensslSigned(certificate, key, 'sha384');

		expect(verdict(cms)).toBe('certificate-unverified');
	});

	test('a key that signs with no algorithm of ours is not asked to', async () => {
		const {certificate} = await nextCitizen({curve: 'P-256'});

		const signing = await signApplication(draw(certificate), certificate, now, async () => {
			throw new Error('the card was asked');
		});

		expect(signing.status).toBe('unknownKey');
	});

	test.each<[string, Bends, string]>([
		['parameters of the signature', {}, 'malformed'],
		['another hash in signing-certificate-v2', {signatureParameters: 'absent'}, 'application-unverified'],
		['the scheme of RSA', {signatureScheme: '1.2.840.113549.1.1.11'}, 'malformed'],
	])('%s', async (_description, bends, refusal) => {
		const {certificate, key} = await nextCitizen();
		const sound = {
			content: new TextEncoder().encode(draw(certificate)),
			certificate: certificate.x509.der,
			key,
		};
		const cms = signedDataWith(sound, {
			hash: 'sha384',
			digestAlgorithms: ['2.16.840.1.101.3.4.2.2'],
			signerDigest: '2.16.840.1.101.3.4.2.2',
			signatureScheme: '1.2.840.10045.4.3.3',
			// A digest of 48 octets makes its attribute the longest, and so the last.
			attributes: ([type, time, digest, named]) =>
				[type, time, named, digest].filter(node => node !== undefined),
			...bends,
		});

		expect(verdict(cms)).toBe(refusal);
	});

	test('an RSA signature by the key of a P-384 certificate’s namesake', async () => {
		const {certificate} = await nextCitizen();
		const {key} = await issueCitizen({authority: root});
		const sound = {
			content: new TextEncoder().encode(draw(certificate)),
			certificate: certificate.x509.der,
			key,
		};

		expect(verdict(signedDataWith(sound))).toBe('application-unverified');
	});

	test('SHA-256 in the place of SHA-384', async () => {
		const {certificate, key} = await nextCitizen();
		const cms = opensslSigned(certificate, key, 'sha256');

		expect(verdict(cms)).toBe('malformed');
	});
});
