import {createHash, createPrivateKey, createPublicKey, randomBytes, sign} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {type ResetStatement, statementText} from '../../src/domain/reset.ts';
import type {ResetRefusal} from '../../src/domain/resetRules.ts';
import {staffSignedText} from '../../src/domain/staff.ts';
import {unblockMessage} from '../../src/domain/unblock.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {askReset} from '../../src/window/client.ts';
import type {ResetRequest, SignedStatement} from '../../src/window/protocol.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile, demoPki} from '../helpers/pki.ts';
import {realWindow} from './realWindow.ts';
import {testFolder} from './testWindow.ts';

/** As the manual of madoguchi window tells operators to name a card. */
const identityOf = async (card: string) =>
	createHash('sha256')
		.update((await cardFile(card, 'auth.der')).subarray(0, 256))
		.digest('hex');

async function office(limits = {}) {
	const pki = await demoPki();
	const state = testFolder();
	let nowMs = Date.now();
	const window = await realWindow({
		now: () => new Date(nowMs),
		resets: {
			unblockKey: join(pki, 'unblock.key'),
			staffCa: join(pki, 'staff-ca.pem'),
			ownCards: join(pki, 'own-cards.json'),
			state,
			limits,
		},
	});
	const site = {url: window.url, ca: (await loadTrust(pki)).tlsCa, allowedHosts: ['127.0.0.1']};
	return {
		ask: (request: ResetRequest) => askReset(site, request, {deadlineMs: 5000}),
		audited: async () => readFile(join(state, 'audit', '000001.jsonl'), 'utf8'),
		now: () => nowMs,
		pass: (milliseconds: number) => {
			nowMs += milliseconds;
		},
		logged: window.logged,
	};
}

/** Signed as a staff card does: PKCS#1 v1.5 with SHA-256 (RFC 8017), by node's own library. */
async function signedBy(
	card: string,
	text: string,
	purpose: 'resetOrder' | 'signIn' = 'resetOrder',
): Promise<SignedStatement> {
	const key = createPrivateKey(Buffer.from(await cardFile(card, 'staff.key')));
	return {
		text,
		certificate: Buffer.from(await cardFile(card, 'staff.der')).toString('base64'),
		signature: sign('sha256', Buffer.from(staffSignedText(purpose, text)), key).toString('base64'),
	};
}

interface Bends {
	readonly first?: string;
	readonly second?: string;
	readonly citizen?: string;
	readonly resetId?: string;
	readonly secondStatement?: Partial<ResetStatement>;
	readonly firstAgoMs?: number;
	readonly secondAgoMs?: number;
	readonly purpose?: 'signIn';
	readonly challenge?: boolean;
}

async function requestOf(nowMs: number, bends: Bends = {}): Promise<ResetRequest> {
	const {first = 'staff-officer-1', second = 'staff-officer-2', citizen = 'locked'} = bends;
	const statement: ResetStatement = {
		resetId: bends.resetId ?? randomBytes(16).toString('hex'),
		password: 'signing',
		card: 'ab'.repeat(16),
		comer: 'holder',
		documents: [{of: 'holder', kind: 'drivingLicence'}],
		part: 'first',
		at: new Date(nowMs - (bends.firstAgoMs ?? 60_000)).toISOString(),
	};
	const secondStatement: ResetStatement = {
		...statement,
		part: 'second',
		at: new Date(nowMs - (bends.secondAgoMs ?? 30_000)).toISOString(),
		...bends.secondStatement,
	};
	return {
		statements: [
			await signedBy(first, statementText(statement), bends.purpose),
			await signedBy(second, statementText(secondStatement)),
		],
		identity: await identityOf(citizen),
		...(bends.challenge !== false && {challenge: challenge.toString('base64')}),
	};
}

const challenge = Buffer.alloc(32, 7);

test('T-21: two officers with their own cards get what the card believes, for this one challenge', async () => {
	const {ask, now} = await office();

	const answer = await ask(await requestOf(now()));

	if (answer?.status !== 'authorised') throw new Error(JSON.stringify(answer));
	const raw = Buffer.from(answer.cryptogram, 'base64');
	expect(raw.length).toBe(64);
	const {output} = openssl(['dgst', '-sha256', '-verify', 'key', '-signature', 'signature', 'message'], {
		key: createPublicKey(readFileSync(join(await demoPki(), 'unblock.pub'))).export({
			type: 'spki',
			format: 'pem',
		}),
		message: unblockMessage(challenge, 0x001b),
		signature: derOf(raw),
	});
	expect(output).toContain('Verified OK');
});

test.each<[string, ResetRefusal, Bends]>([
	['one officer signs twice', 'sameOfficer', {second: 'staff-officer-1'}],
	['a helper is one of the two', 'roleMissing', {first: 'staff-helper'}],
	['the second signed another password', 'differentOrders', {secondStatement: {password: 'authentication'}}],
	['the second signed other documents', 'differentOrders', {secondStatement: {documents: []}}],
	['the second signed another card', 'differentOrders', {secondStatement: {card: 'cd'.repeat(16)}}],
	['both signed as the first', 'differentOrders', {secondStatement: {part: 'first'}}],
	['the second came after more than five minutes', 'tooLate', {firstAgoMs: 331_000, secondAgoMs: 30_000}],
	['the second came before the first', 'tooLate', {firstAgoMs: 30_000, secondAgoMs: 60_000}],
	['three minutes have passed since the second', 'tooLate', {firstAgoMs: 250_000, secondAgoMs: 241_000}],
	['the second is in the future', 'tooLate', {firstAgoMs: 0, secondAgoMs: -61_000}],
	['a signature was made for a sign-in', 'notStaff', {purpose: 'signIn'}],
	['the card is an officer\u2019s own', 'ownCard', {second: 'staff-operator', citizen: 'second'}],
])('T-21: nothing is authorised when %s', async (_, cause, bends) => {
	const {ask, now, audited} = await office();

	expect(await ask(await requestOf(now(), bends))).toEqual({status: 'refused', cause});
	expect(await audited()).toContain(`"cause":"${cause}"`);
});

test('T-21: nothing is authorised for an officer whose own cards nobody registered', async () => {
	const {ask, now} = await officeWithout();
	expect(await ask(await requestOf(now()))).toEqual({status: 'refused', cause: 'ownCardUnknown'});
});

test('T-21: nothing is authorised by a citizen\u2019s card, a bent signature or a bent statement', async () => {
	const {ask, now} = await office();
	const request = await requestOf(now());
	const [first, second] = request.statements;
	const citizen = Buffer.from(await cardFile('valid', 'sign.der')).toString('base64');
	for (const bent of [
		{...first, certificate: citizen},
		{...first, signature: second.signature},
		{...first, text: first.text.replace('drivingLicence', 'passport')},
	]) {
		expect(await ask({...request, statements: [bent, second]})).toEqual({
			status: 'refused',
			cause: 'notStaff',
		});
	}
	expect(await ask({...request, statements: [{...first, text: `${first.text} `}, second]})).toEqual({
		status: 'refused',
		cause: 'unreadable',
	});
});

test('T-21: one order is used once', async () => {
	const {ask, now} = await office();
	const request = await requestOf(now());
	await ask(request);

	expect(await ask(request)).toEqual({status: 'refused', cause: 'used'});
});

test('asking beforehand uses nothing up', async () => {
	const {ask, now} = await office({perDay: 1});
	const {challenge: _, ...beforehand} = await requestOf(now());

	expect(await ask(beforehand)).toEqual({status: 'granted'});
	expect(await ask(beforehand)).toEqual({status: 'granted'});
	expect(await ask({...beforehand, challenge: challenge.toString('base64')})).toMatchObject({
		status: 'authorised',
	});
});

test('T-21: a second reset of one card within 30 days needs an operator', async () => {
	const {ask, now, pass} = await office();
	await ask(await requestOf(now()));
	pass(30 * 86_400_000 - 1);

	expect(await ask(await requestOf(now()))).toEqual({status: 'refused', cause: 'operatorNeeded'});
	expect(await ask(await requestOf(now(), {second: 'staff-operator'}))).toMatchObject({status: 'authorised'});
});

test('T-21: after 30 days it needs none', async () => {
	const {ask, now, pass} = await office();
	await ask(await requestOf(now()));
	pass(30 * 86_400_000);

	expect(await ask(await requestOf(now()))).toMatchObject({status: 'authorised'});
});

test('T-21: the limits of a day hold, of the office and of an officer', async () => {
	const day = await office({perDay: 1});
	await day.ask(await requestOf(day.now()));
	expect(await day.ask(await requestOf(day.now(), {citizen: 'valid'}))).toEqual({
		status: 'refused',
		cause: 'overDay',
	});

	const officer = await office({perOfficer: 1});
	await officer.ask(await requestOf(officer.now()));
	expect(
		await officer.ask(await requestOf(officer.now(), {citizen: 'valid', first: 'staff-operator'})),
	).toEqual({status: 'refused', cause: 'overOfficer'});
});

test('T-21: both sides of the limit are audited, with no identity of a card', async () => {
	const {ask, now, audited} = await office();
	const request = await requestOf(now());
	await ask(request);

	const text = await audited();
	expect(text).toContain('"result":"authorised"');
	expect(text).toContain('"officers":["2001","2002"]');
	expect(text).not.toContain(request.identity);
});

test('a window without an unblock key has no such offer', async () => {
	const pki = await demoPki();
	const {url} = await realWindow();
	const site = {url, ca: (await loadTrust(pki)).tlsCa, allowedHosts: ['127.0.0.1']};
	expect(await askReset(site, await requestOf(Date.now()), {deadlineMs: 5000})).toBeUndefined();
});

async function officeWithout() {
	const pki = await demoPki();
	const folder = testFolder();
	const ownCards = join(folder, 'own-cards.json');
	await Bun.write(ownCards, '{"2001": []}');
	const window = await realWindow({
		resets: {
			unblockKey: join(pki, 'unblock.key'),
			staffCa: join(pki, 'staff-ca.pem'),
			ownCards,
			state: folder,
		},
	});
	const site = {url: window.url, ca: (await loadTrust(pki)).tlsCa, allowedHosts: ['127.0.0.1']};
	return {ask: (request: ResetRequest) => askReset(site, request, {deadlineMs: 5000}), now: () => Date.now()};
}

/** An ECDSA signature as openssl reads it (RFC 3279 2.2.3), from its two numbers. */
function derOf(raw: Uint8Array): Uint8Array {
	const integer = (bytes: Uint8Array) => {
		const trimmed = bytes.subarray(bytes.findIndex(byte => byte !== 0));
		const content = (trimmed[0] ?? 0) > 0x7f ? [0, ...trimmed] : [...trimmed];
		return [0x02, content.length, ...content];
	};
	const numbers = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
	return Uint8Array.from([0x30, numbers.length, ...numbers]);
}
