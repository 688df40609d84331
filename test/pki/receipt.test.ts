import {createHash, type KeyObject} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Receipt} from '../../src/domain/receipt.ts';
import {canonicalText} from '../../src/pki/application.ts';
import {der, sequence} from '../../src/pki/asn1.ts';
import {certificateFromPem, certificatePem} from '../../src/pki/pem.ts';
import {believeReceipt, issueReceipt, type ReceiptExpectation} from '../../src/pki/receipt.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {loadWindowKeys} from '../../src/pki/windowKeys.ts';
import type {WindowTrust} from '../../src/pki/windowSigner.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {type Bends, signedDataWith} from '../helpers/cms.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile, copyOfPki, demoPki, signingKey} from '../helpers/pki.ts';
import {issueReceiptSigner, type SignerBends} from '../helpers/receiptSigner.ts';

const sentAt = new Date();
// Later than the certificates that tests have issued meanwhile begin.
const now = new Date(sentAt.getTime() + 600_000);

const receipt: Receipt = {
	requestId: '0123456789abcdef0123456789abcdef',
	procedure: 'revocation',
	digest: createHash('sha256').update('what was sent').digest('hex'),
	result: 'accepted',
	receiptNumber: '20261122-000001',
	decidedAt: new Date(sentAt.getTime() + 1000).toISOString(),
	effectiveAt: '2026-11-22T15:00:00.000Z',
};

const {requestId, procedure, digest} = receipt;
const expectation: ReceiptExpectation = {requestId, procedure, digest, sentAt, now, allowedSkewMs: 60_000};

async function trust(): Promise<WindowTrust> {
	return {anchors: (await loadTrust(await demoPki())).receiptAnchors, revokedSerials: []};
}

async function issued(said: Receipt = receipt): Promise<Uint8Array> {
	return issueReceipt(said, (await loadWindowKeys(await demoPki())).receipts, now);
}

describe('a receipt of the window', () => {
	test('is believed and says what was decided', async () => {
		expect(believeReceipt(await issued(), expectation, await trust())).toEqual(receipt);
	});

	test('is believed with a receipt number of 100 characters', async () => {
		const said = {...receipt, receiptNumber: '1'.repeat(100)};

		expect(believeReceipt(await issued(said), expectation, await trust())).toEqual(said);
	});

	test('is what openssl verifies, too', async () => {
		const ca = readFileSync(join(await demoPki(), 'receipt-ca.pem'));
		const args = [
			'cms',
			'-verify',
			'-binary',
			'-inform',
			'DER',
			'-in',
			'cms',
			'-CAfile',
			'ca',
			'-purpose',
			'any',
		];

		const answer = openssl(args, {cms: await issued(), ca});

		expect(answer.output).toContain('CMS Verification successful');
		expect(JSON.parse(new TextDecoder().decode(answer.stdout))).toEqual(receipt);
	});

	test('is believed under the next root while roots are changed', async () => {
		const {certificate, key, root} = issueReceiptSigner();
		const {anchors} = await trust();
		const bytes = await signedWith(certificate, key);

		expect(believeReceipt(bytes, expectation, await trust())).toBeUndefined();
		const both = {anchors: [...anchors, read(root)], revokedSerials: []};
		expect(believeReceipt(bytes, expectation, both)).toEqual(receipt);
		expect(believeReceipt(await issued(), expectation, both)).toEqual(receipt);
	});

	test('is not issued with a key that is not the certificate’s', async () => {
		const {receipts} = await loadWindowKeys(await demoPki());

		await expect(issueReceipt(receipt, {...receipts, key: await signingKey('valid')}, now)).rejects.toThrow(
			'key does not belong to its certificate',
		);
	});
});

describe('T-03: a receipt is not believed', () => {
	test.each(['[]', 'null', '7', '"accepted"'])('when it says %s', async text => {
		const {certificate, key, root} = issueReceiptSigner();
		const content = new TextEncoder().encode(text);
		const bytes = signedDataWith({content, certificate, key});

		expect(believeReceipt(bytes, expectation, {anchors: [read(root)], revokedSerials: []})).toBeUndefined();
	});

	test.each<[string, Partial<Receipt>]>([
		['requestId', {requestId: 'fedcba9876543210fedcba9876543210'}],
		['procedure', {procedure: 'validity'}],
		['digest', {digest: createHash('sha256').update('something else').digest('hex')}],
		['time, before it was sent', {decidedAt: new Date(sentAt.getTime() - 60_001).toISOString()}],
		['time, still to come', {decidedAt: new Date(now.getTime() + 60_001).toISOString()}],
		['form: no receipt number', {receiptNumber: ''}],
		['form: a result nobody knows', {result: 'granted' as Receipt['result']}],
		['form: a receipt number too long', {receiptNumber: '1'.repeat(101)}],
		['form: a receipt number that is no text', {receiptNumber: ['1'] as unknown as string}],
		['form: a time that is none', {decidedAt: receipt.decidedAt.replace('Z', '+00:00')}],
		['form: a time of effect that is none', {effectiveAt: '2026-11-22'}],
		['form: a member too many', {detail: 'x'} as Partial<Receipt>],
	])('when it differs in %s', async (_description, part) => {
		expect(believeReceipt(await issued({...receipt, ...part}), expectation, await trust())).toBeUndefined();
	});

	test.each<[string, Partial<Receipt>]>([
		['just before it was sent', {decidedAt: new Date(sentAt.getTime() - 60_000).toISOString()}],
		['just to come', {decidedAt: new Date(now.getTime() + 60_000).toISOString()}],
	])('but it is when a clock differs no more than allowed: %s', async (_description, part) => {
		expect(believeReceipt(await issued({...receipt, ...part}), expectation, await trust())?.result).toBe(
			'accepted',
		);
	});

	test('when its signer’s serial number is struck off', async () => {
		const {anchors} = await trust();
		const {receipts} = await loadWindowKeys(await demoPki());

		const revokedSerials = [receipts.certificate.serialNumber];
		expect(believeReceipt(await issued(), expectation, {anchors, revokedSerials})).toBeUndefined();
	});

	test.each(['tls-ca.pem', 'sign-ca.pem'])('when only %s is trusted', async name => {
		const anchors = [await pemCertificate(name)];

		expect(believeReceipt(await issued(), expectation, {anchors, revokedSerials: []})).toBeUndefined();
	});

	test('when a citizen’s card signed it', async () => {
		const bytes = await signedWith(await cardFile('valid', 'sign.der'), await signingKey('valid'));

		expect(believeReceipt(bytes, expectation, await trust())).toBeUndefined();
		// Not even if a citizens' root came to be trusted for receipts: key usage and purpose are the card's.
		const anchors = [await pemCertificate('sign-ca.pem')];
		expect(believeReceipt(bytes, expectation, {anchors, revokedSerials: []})).toBeUndefined();
	});

	test('when its signer chains to the TLS root, which is no receipt root', async () => {
		const {certificate, key, root} = issueReceiptSigner();
		const folder = await copyOfPki();
		writeFileSync(join(folder, 'tls-ca.pem'), certificatePem(root));
		const {receiptAnchors} = await loadTrust(folder);

		const bytes = await signedWith(certificate, key);
		expect(believeReceipt(bytes, expectation, {anchors: receiptAnchors, revokedSerials: []})).toBeUndefined();
	});

	test.each<[string, SignerBends]>([
		['nonRepudiation beside digitalSignature', {keyUsage: 'critical,digitalSignature,nonRepudiation'}],
		['keyCertSign beside digitalSignature', {keyUsage: 'critical,digitalSignature,keyCertSign'}],
		['another key usage', {keyUsage: 'critical,keyEncipherment'}],
		['no key usage', {keyUsage: undefined}],
		['no extended key usage', {extendedKeyUsage: undefined}],
		['the extended key usage of TLS', {extendedKeyUsage: 'serverAuth'}],
		['ours and that of TLS', {extendedKeyUsage: '1.3.6.1.4.1.61617.1.1,serverAuth'}],
		['a certificate that has run out', {days: '-1'}],
		['a root that is no authority', {rootConstraints: 'critical,CA:FALSE'}],
		['a root that may not sign certificates', {rootKeyUsage: 'critical,cRLSign'}],
		['a short key', {bits: 1024}],
	])('when its signer has %s', async (_description, bends) => {
		const {certificate, key, root} = issueReceiptSigner(bends);

		const bytes = await signedWith(certificate, key);
		expect(believeReceipt(bytes, expectation, {anchors: [read(root)], revokedSerials: []})).toBeUndefined();
	});

	test('when its signer has run out since it was signed', async () => {
		const {certificate, key, root} = issueReceiptSigner({days: '30'});
		const anchors = {anchors: [read(root)], revokedSerials: []};
		const after = (days: number) => ({...expectation, now: new Date(now.getTime() + days * 86_400_000)});

		const bytes = await signedWith(certificate, key);
		expect(believeReceipt(bytes, after(29), anchors)).toEqual(receipt);
		expect(believeReceipt(bytes, after(31), anchors)).toBeUndefined();
	});

	test.each<[string, Bends]>([
		['another signer named', {identifiedIssuer: der(sequence())}],
		['another serial number named', {identifiedSerial: '8'}],
		['no signer', {signerInfos: () => []}],
		['two signers', {signerInfos: sound => [sound, sound]}],
		['another message digest', {messageDigest: new Uint8Array(32)}],
		['a signature over something else', {signedBytes: new Uint8Array(3)}],
		['no content', {detached: true}],
	])('when it has %s', async (_description, bends) => {
		const {certificate, key, root} = issueReceiptSigner();

		const anchors = {anchors: [read(root)], revokedSerials: []};
		expect(believeReceipt(await signedWith(certificate, key), expectation, anchors)).toEqual(receipt);
		expect(believeReceipt(await signedWith(certificate, key, bends), expectation, anchors)).toBeUndefined();
	});

	test.each<[string, Uint8Array]>([
		['nothing', new Uint8Array(0)],
		['a page', Buffer.from('<html>Bad Gateway</html>')],
	])('when it is %s', async (_description, bytes) => {
		expect(believeReceipt(bytes, expectation, await trust())).toBeUndefined();
	});
});

async function signedWith(certificate: Uint8Array, key: KeyObject, bends: Bends = {}): Promise<Uint8Array> {
	const content = new TextEncoder().encode(canonicalText(receipt));
	return signedDataWith({content, certificate, key}, bends);
}

async function pemCertificate(name: string): Promise<X509> {
	return read(certificateFromPem(readFileSync(join(await demoPki(), name), 'utf8')) ?? new Uint8Array(0));
}

function read(der: Uint8Array): X509 {
	const certificate = readX509(der);
	if (!certificate) throw new Error('the certificate of a test cannot be read');
	return certificate;
}
