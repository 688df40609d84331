import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {drawUpApplication} from '../../src/pki/application.ts';
import {der, objectIdentifier, octetString, printableString, sequence, setOf} from '../../src/pki/asn1.ts';
import {certificatePem} from '../../src/pki/pem.ts';
import {judgeSubmission} from '../../src/pki/submission.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {type CertificateBends, citizen, issueCitizen} from '../helpers/citizen.ts';
import {attribute, type Bends, signedDataWith} from '../helpers/cms.ts';
import {openssl} from '../helpers/openssl.ts';
import {addressee, cardFile, demoPki, drawnUp, readCard, signedBy, signingKey} from '../helpers/pki.ts';

async function judge(cms: Uint8Array, bench: {now?: Date; addressees?: string[]} = {}) {
	const {citizens} = await loadTrust(await demoPki());
	return judgeSubmission(cms, {trust: citizens, addressees: [addressee], now: new Date(), ...bench});
}

async function verdict(...args: Parameters<typeof judge>): Promise<string> {
	const judgement = await judge(...args);
	return judgement.status === 'sound' ? 'sound' : judgement.refusal;
}

async function bent(bends: Bends, text?: string, card = 'valid'): Promise<Uint8Array> {
	return signedDataWith(
		{
			content: new TextEncoder().encode(text ?? (await drawnUp(card))),
			certificate: await cardFile(card, 'sign.der'),
			key: await signingKey(card),
		},
		bends,
	);
}

const year = 365 * 86_400_000;
const sha1 = '1.3.14.3.2.26';
const md5 = '1.2.840.113549.2.5';
const sha384 = '2.16.840.1.101.3.4.2.2';

describe('a sound submission', () => {
	test('is sound, and gives the application and the certificate it was signed with', async () => {
		const text = await drawnUp('valid');

		const judgement = await judge(await signedBy('valid', text));

		expect(judgement.status).toBe('sound');
		if (judgement.status !== 'sound') return;
		expect(judgement.application).toEqual(JSON.parse(text));
		expect(judgement.certificate.x509.issuer).toBe(
			'OU=For demonstration only,OU=JPKI for digital signature,O=JPKI-DEMO,C=JP',
		);
	});

	test.each(['second', 'revoked', 'long-address', 'substitute-characters', 'escape-sequences', 'bidi'])(
		'of the card %s is sound: what is wrong with it, bytes do not tell',
		async card => {
			expect(await verdict(await signedBy(card, await drawnUp(card)))).toBe('sound');
		},
	);

	test('is sound when written by a test apart from the program', async () => {
		expect(await verdict(await bent({}))).toBe('sound');
	});

	test.each<[string, Bends]>([
		['no parameters where NULL stands', {listedParameters: 'absent', digestParameters: 'absent'}],
		['no parameters of the signature', {signatureParameters: 'absent'}],
		['the scheme named without its hash', {signatureScheme: '1.2.840.113549.1.1.1'}],
	])('is sound with %s (RFC 5754 2, 3.2)', async (_description, bends) => {
		expect(await verdict(await bent(bends))).toBe('sound');
	});

	test.each([[['-cades']], [['-cades', '-md', 'sha256']]])(
		'is sound when openssl made it: %j',
		async more => {
			expect(await verdict(await opensslSigned(more))).toBe('sound');
		},
	);
});

/** Signed with the key of the card `valid` by openssl. */
async function opensslSigned(
	more: readonly string[],
	nodetach: readonly string[] = ['-nodetach'],
): Promise<Uint8Array> {
	const args = ['cms', '-sign', '-binary', '-nosmimecap', ...nodetach, '-in', 'text', '-signer', 'valid.pem'];
	const {stdout, output} = openssl([...args, '-inkey', 'valid.key', '-outform', 'DER', ...more], {
		text: await drawnUp('valid'),
		...(await pemFiles('valid')),
		...(await pemFiles('second')),
	});
	if (stdout.length === 0) throw new Error(output);
	return stdout;
}

async function pemFiles(card: string): Promise<Record<string, string | Uint8Array>> {
	return {
		[`${card}.pem`]: certificatePem(await cardFile(card, 'sign.der')),
		[`${card}.key`]: await cardFile(card, 'sign.key'),
	};
}

describe('malformed', () => {
	test.each<[string, readonly string[], (readonly string[])?]>([
		['detached content', ['-cades'], []],
		['SHA-1', ['-cades', '-md', 'sha1']],
		['SHA-384, which RSA here never goes with', ['-cades', '-md', 'sha384']],
		['no signing-certificate attribute', []],
		['no signed attributes', ['-noattr']],
		['a signer named by key identifier', ['-cades', '-keyid']],
		['no certificate', ['-cades', '-nocerts']],
		['two certificates', ['-cades', '-certfile', 'second.pem']],
		['two signers', ['-cades', '-signer', 'second.pem', '-inkey', 'second.key']],
		['RSASSA-PSS', ['-cades', '-keyopt', 'rsa_padding_mode:pss']],
		['indefinite length', ['-cades', '-stream']],
	])('T-08 openssl: %s', async (_description, more, nodetach) => {
		expect(await verdict(await opensslSigned(more, nodetach))).toBe('malformed');
	});

	test.each<[string, Bends]>([
		['zero SignerInfos', {signerInfos: () => []}],
		['two SignerInfos', {signerInfos: sound => [sound, sound]}],
		['detached content', {detached: true}],
		['no certificate', {certificates: []}],
		['version 3', {version: '3'}],
		['a SignerInfo of version 3', {signerVersion: '3'}],
		['content of another type', {eContentType: '1.2.840.113549.1.9.16.1.4'}],
		['another type of message', {outerType: '1.2.840.113549.1.7.3'}],
		['SHA-1 in the list, SHA-256 by the signer', {digestAlgorithms: [sha1]}],
		['digest algorithm MD5', {digestAlgorithms: [md5], signerDigest: md5, hash: 'md5'}],
		['MD5 named, SHA-256 used', {digestAlgorithms: [md5], signerDigest: md5}],
		['digest algorithm SHA-1', {digestAlgorithms: [sha1], signerDigest: sha1, hash: 'sha1'}],
		['a second digest algorithm', {digestAlgorithms: ['2.16.840.1.101.3.4.2.1', sha384]}],
		['a signer digest that differs from the list', {signerDigest: sha384}],
		['a signature scheme with SHA-1', {signatureScheme: '1.2.840.113549.1.1.5'}],
		['non-DER attributes: out of order', {attributes: sound => sound.toReversed()}],
		['content-type missing', {attributes: sound => sound.slice(1)}],
		['signing-time missing', {attributes: sound => sound.filter((_, at) => at !== 1)}],
		['message-digest missing', {attributes: sound => sound.filter((_, at) => at !== 2)}],
		['signing-certificate-v2 missing', {attributes: sound => sound.slice(0, 3)}],
		['all signed attributes missing', {attributes: () => []}],
		[
			'message-digest doubled',
			{attributes: ([a, b, c, d]) => [a, b, c, c, d].filter(node => node !== undefined)},
		],
		[
			'content-type doubled in the place of signing-time',
			{attributes: ([a, , c, d]) => [a, a, c, d].filter(node => node !== undefined)},
		],
		[
			'two values of message-digest',
			{
				attributes: ([a, b, , d]) =>
					[
						a,
						b,
						d,
						attribute(
							'1.2.840.113549.1.9.4',
							octetString(new Uint8Array(32)),
							octetString(new Uint8Array(32)),
						),
					].filter(node => node !== undefined),
			},
		],
		[
			'message-digest that is no OCTET STRING',
			{
				attributes: sound =>
					sound.map((node, at) =>
						at === 2 ? attribute('1.2.840.113549.1.9.4', printableString('0'.repeat(32))) : node,
					),
			},
		],
		[
			'content-type of another type',
			{
				attributes: ([, ...others]) => [
					attribute('1.2.840.113549.1.9.3', objectIdentifier('1.2.840.113549.1.7.2')),
					...others,
				],
			},
		],
		// Both stand before the others in DER's order, so that nothing but their form is wrong (5.3).
		[
			'a text for an attribute',
			{attributes: ([a, , c, d]) => [printableString('x'), a, c, d].filter(node => node !== undefined)},
		],
		[
			'an attribute of three parts',
			{
				attributes: ([a, , c, d]) =>
					[sequence(objectIdentifier('1.2.3'), setOf(), setOf()), a, c, d].filter(node => node !== undefined),
			},
		],
		['an issuer that is no name', {identifiedIssuer: der(sequence(setOf()))}],
		['parameters of the listed digest', {listedParameters: octetString(new Uint8Array(1))}],
		['parameters of the signer’s digest', {digestParameters: octetString(new Uint8Array(1))}],
		['parameters of the signature', {signatureParameters: octetString(new Uint8Array(1))}],
		['unsigned attributes', {unsigned: [attribute('1.2.840.113549.1.9.15', octetString(new Uint8Array(1)))]}],
		['a part too many', {more: [octetString(new Uint8Array(1))]}],
	])('T-08 %s', async (_description, bends) => {
		expect(await verdict(await bent(bends))).toBe('malformed');
	});

	test.each<[string, (sound: Buffer) => Uint8Array]>([
		['trailing data', sound => Buffer.concat([sound, Buffer.of(0)])],
		['cut by a byte', sound => sound.subarray(0, -1)],
		['nothing', () => new Uint8Array(0)],
		['text', () => Buffer.from('失効申請書')],
		[
			'a length with a leading zero',
			sound => Buffer.concat([Buffer.of(0x30, 0x83, 0x00), sound.subarray(2)]),
		],
		['sequences without end', () => Buffer.from('30803080'.repeat(5000), 'hex')],
	])('T-08 %s', async (_description, bend) => {
		expect(await verdict(bend(Buffer.from(await signedBy('valid', await drawnUp('valid')))))).toBe(
			'malformed',
		);
	});

	test.each<[string, (text: string) => string]>([
		['a space after a comma', text => text.replace(',"', ', "')],
		[
			'members in another order',
			text => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse())),
		],
		['a member too many', text => text.replace(/}$/, ',"zz":1}')],
		['a member too few', text => text.replace(/"addressee":"[^"]*",/, '')],
		['a member doubled', text => text.replace('"version":1', '"version":1,"version":1')],
		['another request sentence', text => text.replace('失効申請を依頼します', '失効申請を依頼しません')],
		['another effect sentence', text => text.replace('取り消すことはできません', '取り消すことができます')],
		['a byte order mark', text => `\uFEFF${text}`],
		['version 2', text => text.replace('"version":1', '"version":2')],
		['a letter escaped', text => text.replace('DEMO', '\\u0044EMO')],
	])('T-07 an application with %s', async (_description, bend) => {
		const sound = await drawnUp('valid');
		const text = bend(sound);
		expect(text).not.toBe(sound);

		expect(await verdict(await bent({}, text))).toBe('malformed');
	});

	test('a certificate without an applicant, such as the one for user authentication', async () => {
		const certificate = await cardFile('valid', 'auth.der');

		expect(await verdict(await bent({certificates: [certificate]}))).toBe('malformed');
	});
});

describe('the certificate', () => {
	test('of another issuer name is of an unknown issuer', async () => {
		expect(await verdict(await signedBy('wrong-issuer', await drawnUp('wrong-issuer')))).toBe(
			'unknown-issuer',
		);
	});

	test('of the right name, signed with another key, is unverified', async () => {
		expect(await verdict(await signedBy('bad-signature', await drawnUp('bad-signature')))).toBe(
			'certificate-unverified',
		);
	});

	test('past its end is expired', async () => {
		expect(await verdict(await signedBy('expired', await drawnUp('expired')))).toBe('expired');
	});

	test('before its beginning is not yet valid', async () => {
		const now = new Date(Date.now() - 500 * 86_400_000);

		expect(await verdict(await signedBy('valid', await drawnUp('valid')), {now})).toBe('not-yet-valid');
	});

	test('whose root has run out is unverified, even if it were not expired itself', async () => {
		const now = new Date(Date.now() + 8 * year);

		expect(await verdict(await signedBy('valid', await drawnUp('valid')), {now})).toBe(
			'certificate-unverified',
		);
	});
});

describe('a certificate the right root signed', () => {
	test('that has all of the profile is sound', async () => {
		expect(await verdict(await signedByBent({}))).toBe('sound');
	});

	test.each<[string, CertificateBends]>([
		['no key usage', {keyUsage: undefined}],
		['key usage without nonRepudiation', {keyUsage: 'critical,digitalSignature'}],
		[
			'key usage with more than it needs',
			{keyUsage: 'critical,digitalSignature,nonRepudiation,keyAgreement'},
		],
		['no policy', {policy: undefined}],
		['the genuine policy at a demo window', {policy: '1.2.392.200149.8.5.1.1.20'}],
		['the policy of user authentication', {policy: '1.2.392.200149.8.5.1.3.30'}],
		['a critical extension nobody knows', {more: ['1.3.6.1.4.1.61617.9=critical,ASN1:NULL']}],
		['no authority key identifier', {authorityKeyIdentifier: 'none'}],
		[
			'the key identifier of another generation',
			{authorityKeyIdentifier: 'none', more: [`2.5.29.35=DER:30168014${'5a'.repeat(20)}`]},
		],
	])('is unverified with %s', async (_description, bends) => {
		expect(await verdict(await signedByBent(bends))).toBe('certificate-unverified');
	});

	test.each<[string, CertificateBends]>([
		['RSA of 1024 bits', {bits: 1024}],
		['RSA of 2040 bits', {bits: 2040}],
		['e = 3', {exponent: 3}],
		['a signature with MD5', {digest: 'md5'}],
		['a signature with SHA-1', {digest: 'sha1'}],
		['a signature with SHA-512', {digest: 'sha512'}],
	])('T-08 is unverified with %s', async (_description, bends) => {
		expect(await verdict(await signedByBent(bends))).toBe('certificate-unverified');
	});

	test('T-08 is sound with RSA of more than 2048 bits', async () => {
		expect(await verdict(await signedByBent({bits: 3072}))).toBe('sound');
	});

	test.each<[string, CertificateBends]>([
		['no name', {without: 1}],
		['no sex', {without: 3}],
		['no date of birth', {without: 4}],
		['no address', {without: 5}],
	])('is malformed with %s', async (_description, bends) => {
		expect(await verdict(await signedByBent(bends))).toBe('malformed');
	});
});

async function signedByBent(bends: CertificateBends): Promise<Uint8Array> {
	const {certificate, key} = await issueCitizen(bends);
	const reading = readX509(certificate);
	const text = drawUpApplication({
		procedure: 'revocation',
		addressee,
		// An application can be written for a certificate that cannot be read as a citizen's.
		certificate: {x509: reading as X509, applicant: citizen},
		requestId: '0123456789abcdef0123456789abcdef',
		createdAt: new Date(),
	});
	return signedDataWith({content: new TextEncoder().encode(text), certificate, key});
}

describe('the signature of the application', () => {
	test.each<[string, (text: string) => Promise<Bends>]>([
		['another message digest', async () => ({messageDigest: new Uint8Array(32)})],
		[
			'a digest algorithm that differs from the attribute',
			async text => ({messageDigest: createHash('sha1').update(text).digest()}),
		],
		['a signature over other bytes', async () => ({signedBytes: der(octetString(new Uint8Array(9)))})],
		[
			'the certificate hash of another certificate',
			async () => ({namedCertificate: await cardFile('second', 'sign.der')}),
		],
		['another signer named', async () => ({identified: await cardFile('second', 'sign.der')})],
		['another issuer named', async () => ({identifiedIssuer: await issuerName('wrong-issuer')})],
		['a signing time before the certificate', async () => ({signingTime: new Date(Date.now() - 2 * year)})],
		['a signing time after the certificate', async () => ({signingTime: new Date(Date.now() + 6 * year)})],
		[
			'the certificate of another person',
			async () => ({certificates: [await cardFile('second', 'sign.der')]}),
		],
	])('T-08 is refused for %s', async (_description, bends) => {
		const text = await drawnUp('valid');

		expect(await verdict(await bent(await bends(text), text))).toBe('application-unverified');
	});

	test.each<[string, (text: string) => string]>([
		['name', text => text.replace('吉田　太郎', '吉田　次郎')],
		['address', text => text.replace('千代田区', '港区')],
		['sex', text => text.replace('"male"', '"female"')],
		['date of birth', text => text.replace('319580810', '319580811')],
		['name flags', text => text.replace('"nameSubstitutes":"0', '"nameSubstitutes":"1')],
		['address flags', text => text.replace('"addressSubstitutes":"0', '"addressSubstitutes":"1')],
		['issuer', text => text.replace('O=JPKI-DEMO', 'O=JPKI')],
		['serial number', text => text.replace(/"serialNumber":"[0-9A-F]+"/, '"serialNumber":"4000000F"')],
	])('is refused when the %s is not the certificate’s', async (_description, bend) => {
		const sound = await drawnUp('valid');
		const text = bend(sound);
		expect(text).not.toBe(sound);

		expect(await verdict(await bent({}, text))).toBe('application-unverified');
	});
});

async function issuerName(card: string): Promise<Uint8Array> {
	return (await readCard(card)).x509.issuerName;
}

test('an application to another office is to the wrong addressee', async () => {
	const cms = await signedBy('valid', await drawnUp('valid'));

	expect(await verdict(cms, {addressees: ['大阪市長殿']})).toBe('wrong-addressee');
});
