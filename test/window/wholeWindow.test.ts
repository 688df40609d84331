import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {Procedure} from '../../src/domain/procedure.ts';
import {believeReceipt, issueReceipt} from '../../src/pki/receipt.ts';
import {judgeSubmission} from '../../src/pki/submission.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {loadWindowKeys} from '../../src/pki/windowKeys.ts';
import {createPostman, packParcel} from '../../src/window/delivery.ts';
import type {Judge} from '../../src/window/desk.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import {addressee, demoPki, drawnUp, readCard, signedBy} from '../helpers/pki.ts';
import {testClient, testFolder, testRegistry, testWindow} from './testWindow.ts';

/** The demo PKI's own window, and a kiosk that believes what T-03 asks; nothing is faked. */
async function wholeWindow() {
	const folder = await demoPki();
	const trust = await loadTrust(folder);
	const keys = await loadWindowKeys(folder);
	const now = () => new Date();
	const judge: Judge = async (cms, at) => {
		const judgement = judgeSubmission(cms, {trust: trust.citizens, addressees: [addressee], now: at});
		if (judgement.status === 'sound') return {status: 'sound', ...judgement.application};
		const {refusal: result, application} = judgement;
		return application
			? {status: 'refused', result, requestId: application.requestId, procedure: application.procedure}
			: {status: 'refused', result};
	};
	const registry = await testRegistry();
	const {issuer} = (await readCard('revoked')).x509;
	const revoked: {serialNumber: string; revokedAt: string}[] = JSON.parse(
		readFileSync(join(folder, 'revoked.json'), 'utf8'),
	);
	await registry.seed(revoked.map(entry => ({...entry, issuer})));
	const window = await testWindow({
		registry,
		judge,
		issueReceipt: receipt => issueReceipt(receipt, keys.receipts, new Date(receipt.decidedAt)),
		now,
		tls: {key: keys.tls.key, cert: keys.tls.certificate},
	});
	const client = testClient(window.url, {
		ca: trust.tlsCa,
		now,
		believe: async (bytes, {sentAt, ...expected}) =>
			believeReceipt(
				bytes,
				{...expected, sentAt: new Date(sentAt), now: now(), allowedSkewMs: 60_000},
				{anchors: trust.receiptAnchors, revokedSerials: []},
			),
	});
	const postman = createPostman({client, outbox: openOutbox(testFolder())});
	return {client, postman};
}

async function signedParcel(card: string, procedure: Procedure = 'revocation') {
	const application = await drawnUp(card, procedure);
	const cms = await signedBy(card, application);
	return packParcel({requestId: JSON.parse(application).requestId, procedure, cms}, new Date());
}

async function resultOf(answer: ReturnType<Awaited<ReturnType<typeof wholeWindow>>['postman']['deliver']>) {
	const given = await answer;
	return given.status === 'answered' ? given.receipt.result : given;
}

test('S004-087 S004-090 a signed revocation is accepted by a receipt the kiosk believes; a second one is a duplicate', async () => {
	const {client, postman} = await wholeWindow();
	expect((await client.alive()).status).toBe('alive');
	const parcel = await signedParcel('valid');
	expect(await resultOf(postman.deliver(parcel))).toBe('accepted');
	expect(await resultOf(postman.ask(parcel))).toBe('accepted');
	expect(await resultOf(postman.deliver(await signedParcel('valid')))).toBe('duplicate');
	expect(await resultOf(postman.deliver(await signedParcel('valid', 'validity')))).toBe('duplicate');
	expect(await postman.waiting()).toEqual({entries: [], unreadable: []});
});

test.each([
	{card: 'second', procedure: 'validity', result: 'valid'},
	{card: 'revoked', procedure: 'revocation', result: 'already-revoked'},
	{card: 'revoked', procedure: 'validity', result: 'already-revoked'},
	{card: 'expired', procedure: 'revocation', result: 'expired'},
	{card: 'wrong-issuer', procedure: 'revocation', result: 'unknown-issuer'},
	{card: 'wrong-issuer', procedure: 'validity', result: 'unknown-issuer'},
	{card: 'bad-signature', procedure: 'revocation', result: 'certificate-unverified'},
] as const)('X-23 the card $card in $procedure is answered $result', async ({card, procedure, result}) => {
	const {postman} = await wholeWindow();
	expect(await resultOf(postman.deliver(await signedParcel(card, procedure)))).toBe(result);
});

test('a document broken on its way is answered malformed, by a receipt the kiosk believes', async () => {
	const {postman} = await wholeWindow();
	const {requestId, procedure, cms} = await signedParcel('valid');
	const broken = packParcel({requestId, procedure, cms: cms.subarray(0, -1)}, new Date());
	expect(await resultOf(postman.deliver(broken))).toBe('malformed');
});
