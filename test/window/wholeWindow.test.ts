import {expect, test} from 'vitest';
import {signData} from '../../src/pki/signedData.ts';
import {signWith} from '../../src/pki/softwareKey.ts';
import {createPostman, packParcel} from '../../src/window/delivery.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import {drawnUp, readCard, signingKey} from '../helpers/pki.ts';
import {realWindow, signedParcel} from './realWindow.ts';
import {testFolder} from './testWindow.ts';

/** A kiosk before the demo PKI's own window. */
async function wholeWindow() {
	const {client} = await realWindow();
	return {client, postman: createPostman({client, outbox: openOutbox(testFolder())})};
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

test('T-04 one hundred signed revocations of one certificate at once are accepted once', async () => {
	const {client} = await realWindow({settings: {capacity: 100}});
	const parcels = await Promise.all(Array.from({length: 100}, () => signedParcel('valid')));
	const words = await Promise.all(parcels.map(parcel => resultOf(client.submit(parcel))));
	expect(words.filter(word => word === 'accepted')).toHaveLength(1);
	expect(words.filter(word => word === 'duplicate')).toHaveLength(99);
});

test('T-05 a document nested sixty thousand deep is malformed, and costs no more than any other', async () => {
	const {client} = await realWindow();
	const {requestId, procedure} = await signedParcel('valid');
	const content = new TextEncoder().encode('['.repeat(30_000) + ']'.repeat(30_000));
	const {x509: signer} = await readCard('valid');
	const signing = await signData(
		{content, signer, signingTime: new Date()},
		signWith(await signingKey('valid')),
	);
	const deepJson = signing.status === 'signed' ? signing.signedData : new Uint8Array();
	expect(deepJson.length).toBeGreaterThan(60_000);
	const deepDer = Buffer.from('3080'.repeat(30_000), 'hex');
	for (const cms of [deepJson, deepDer]) {
		const parcel = packParcel({requestId, procedure, cms}, new Date());
		const answer = await client.submit({...parcel, requestId: JSON.parse(await drawnUp('valid')).requestId});
		expect(answer.status === 'answered' && answer.receipt.result).toBe('malformed');
	}
});
