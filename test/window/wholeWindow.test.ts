import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openWindow} from '../../src/commands/openWindow.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import {believeReceipt} from '../../src/pki/receipt.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {createPostman, packParcel} from '../../src/window/delivery.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import {addressee, demoPki, drawnUp, signedBy} from '../helpers/pki.ts';
import {testClient, testFolder} from './testWindow.ts';

/** The demo PKI's own window, and a kiosk that believes what T-03 asks; nothing is faked. */
async function wholeWindow() {
	const folder = await demoPki();
	const trust = await loadTrust(folder);
	const now = () => new Date();
	const window = await openWindow({
		pki: folder,
		listen: {host: '127.0.0.1', port: 0},
		store: `sqlite:${join(testFolder(), 'store.sqlite')}`,
		addressees: [addressee],
		now,
		log: () => undefined,
	});
	onTestFinished(() => window.stop());
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
