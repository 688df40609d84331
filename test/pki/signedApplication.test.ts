import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {signApplication} from '../../src/pki/signedApplication.ts';
import {signWith} from '../../src/pki/softwareKey.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile, demoPki, drawnUp, readCard, signedBy, signingKey} from '../helpers/pki.ts';

const verify = [
	'cms',
	'-verify',
	'-inform',
	'DER',
	'-in',
	'cms',
	'-CAfile',
	'ca.pem',
	'-purpose',
	'any',
	'-binary',
];
const now = new Date();

async function rootPem(): Promise<string> {
	return readFileSync(join(await demoPki(), 'sign-ca.pem'), 'utf8');
}

test('what the card signs, openssl verifies, and gives back the very text that was read', async () => {
	const application = await drawnUp('valid');
	const cms = await signedBy('valid', application);

	const answer = openssl(verify, {cms, 'ca.pem': await rootPem()});

	expect(answer.output).toContain('CMS Verification successful');
	expect(new TextDecoder().decode(answer.stdout)).toBe(application);
});

test('a changed byte of the text is refused by openssl', async () => {
	const cms = await signedBy('valid', await drawnUp('valid'));
	const at = Buffer.from(cms).indexOf('DEMO市長殿');
	cms[at] = (cms[at] ?? 0) ^ 1;

	expect(openssl(verify, {cms, 'ca.pem': await rootPem()}).status).not.toBe(0);
});

test('the SignedData has one signer, SHA-256 and the four signed attributes in DER order', async () => {
	const cms = await signedBy('valid', await drawnUp('valid'));

	const {output} = openssl(['asn1parse', '-inform', 'DER', '-in', 'cms'], {cms});
	const attributes = [
		...output.matchAll(/OBJECT\s+:(contentType|signingTime|messageDigest|id-smime-aa-\S+)/g),
	];

	// By length: 24, 28, 47 and 62 bytes; each begins 30 LL.
	expect(attributes.map(match => match[1])).toEqual([
		'contentType',
		'signingTime',
		'messageDigest',
		'id-smime-aa-signingCertificateV2',
	]);
	expect(output).not.toContain('sha1');
	expect(output).not.toContain('inf ');
});

test('RFC 5754 3.2: RSA’s AlgorithmIdentifiers hold NULL, as does the hash of this signer', async () => {
	const cms = await signedBy('valid', await drawnUp('valid'));

	const {output} = openssl(['asn1parse', '-inform', 'DER', '-in', 'cms'], {cms});
	const lines = output.split('\n').map(line => line.split(':').slice(1).join(':').trim());
	const named = lines.flatMap((line, at) =>
		/:(sha256WithRSAEncryption|sha256)$/.test(line) ? [/ NULL$/.test(lines[at + 1]?.trimEnd() ?? '')] : [],
	);
	// The list of digests; the certificate's two; the SignerInfo's digest and scheme.
	expect(named).toEqual([true, true, true, true, true]);
});

test('the card is given a DigestInfo of SHA-256, 51 bytes, and nothing else', async () => {
	const given: Uint8Array[] = [];
	const certificate = await readCard('valid');

	await signApplication(await drawnUp('valid'), certificate, now, async digestInfo => {
		given.push(digestInfo);
		return undefined;
	});

	expect(given.map(bytes => bytes.length)).toEqual([51]);
	expect(Buffer.from(given[0] ?? []).toString('hex')).toMatch(/^3031300d060960864801650304020105000420/);
});

test.each<[string, (text: string) => string]>([
	['white space after it', text => `${text}\n`],
	[
		'members in another order',
		text => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse())),
	],
	['a member too many', text => text.replace(/}$/, ',"zz":1}')],
	['a lone surrogate', text => text.replace('太', '\ud800')],
])('T-07 the card is not asked to sign an application with %s', async (_description, bend) => {
	const sound = await drawnUp('valid');
	const bent = bend(sound);
	expect(bent).not.toBe(sound);

	const signing = await signApplication(bent, await readCard('valid'), now, async () => {
		throw new Error('the card was asked');
	});

	expect(signing.status).toBe('malformed');
});

test('a card that gives no signature is a refusal', async () => {
	const signing = await signApplication(
		await drawnUp('valid'),
		await readCard('valid'),
		now,
		async () => undefined,
	);

	expect(signing.status).toBe('refused');
});

test.each([
	['another key signs', async () => signWith(await signingKey('second'))],
	['the signature is cut', async () => async () => new Uint8Array(10)],
	['the signature is of zeros', async () => async () => new Uint8Array(256)],
])('no signature leaves unverified: %s', async (_description, signer) => {
	const signing = await signApplication(await drawnUp('valid'), await readCard('valid'), now, await signer());

	expect(signing.status).toBe('badSignature');
});

test('the encapsulated certificate is the one on the card, byte for byte', async () => {
	const cms = await signedBy('valid', await drawnUp('valid'));

	expect(Buffer.from(cms).includes(await cardFile('valid', 'sign.der'))).toBe(true);
});
