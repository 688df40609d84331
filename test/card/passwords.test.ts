import {createPrivateKey, sign} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {type Authorise, type JpkiDriver, jpkiDriver} from '../../src/card/jpki.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {type Fault, SimulatedReader} from '../../src/card/simulated/reader.ts';
import {type TracedCommand, traced} from '../../src/card/trace.ts';
import {unblockMessage} from '../../src/domain/unblock.ts';
import {type DemoCards, demoCards, demoPassword, HandTimer, slotHolding} from './cards.ts';

let cards: DemoCards;
let reader: SimulatedReader;
let timer: HandTimer;
let commands: TracedCommand[];
let driver: JpkiDriver;
let card: SimulatedCard;

beforeAll(async () => {
	cards = await demoCards();
});
afterAll(() => cards.remove());
beforeEach(async () => {
	timer = new HandTimer();
	reader = new SimulatedReader({timer});
	commands = [];
	driver = jpkiDriver(traced(reader, command => commands.push(command)));
	await insert('valid');
});

async function insert(name: string): Promise<void> {
	card = await cards.load(name);
	reader.insert(card);
}

const admits = () => true;
const next = 'NEXT2027';
const change = (current = demoPassword, to = next) =>
	driver.change({current: slotHolding(current), next: slotHolding(to)}, {admits});
const authority: Authorise = async (challenge, file) => {
	const key = createPrivateKey(await readFile(join(cards.folder('valid'), '../../unblock.key')));
	return sign('sha256', unblockMessage(challenge, file), {key, dsaEncoding: 'ieee-p1363'});
};
const holds = (file = 0x1b) => {
	const found = card.files.get(file);
	if (found?.holds !== 'password') throw new Error('no password file');
	return {password: new TextDecoder().decode(found.password), triesLeft: found.triesLeft};
};
const sent = (ins: number) => commands.filter(command => command.ins === ins && command.sentBytes > 5).length;
const isPowered = () => {
	try {
		return card.transmit(Buffer.from('00B0000001', 'hex')).length > 0;
	} catch {
		return false;
	}
};

describe('changing a password', () => {
	test('sends each password once and leaves the card powered off', async () => {
		expect(await change()).toEqual({status: 'done'});
		expect(holds()).toEqual({password: next, triesLeft: 5});
		expect([sent(0x20), sent(0x24), isPowered()]).toEqual([1, 1, false]);
	});

	test('of the authentication PIN touches no other, also on a card without a signing certificate', async () => {
		const pin = {current: slotHolding('1234'), next: slotHolding('8642')};
		await insert('auth-only');
		expect(await driver.change(pin, {admits, password: 'authentication'})).toEqual({status: 'done'});
		expect(holds(0x18)).toEqual({password: '8642', triesLeft: 3});
		expect(card.files.has(0x1b)).toBe(false);
	});

	test('with a wrong one costs a try and sends no new one', async () => {
		expect(await change('WRONG1')).toEqual({status: 'wrong', triesLeft: 4});
		expect([holds().password, sent(0x24), isPowered()]).toEqual([demoPassword, 0, false]);
	});

	test('asks the judge with the certificate byte for byte, and changes nothing when it objects', async () => {
		const certificate = new Uint8Array(await readFile(join(cards.folder('valid'), 'sign.der')));
		const asked: unknown[] = [];
		const judge = (read: Uint8Array | undefined) => {
			asked.push(read);
			return 'birthDate';
		};
		const passwords = {current: slotHolding(demoPassword), next: slotHolding(next), judge};
		expect(await driver.change(passwords, {admits})).toEqual({status: 'objected', objection: 'birthDate'});
		expect(asked).toEqual([certificate]);
		expect([holds().password, sent(0x24), isPowered()]).toEqual([demoPassword, 0, false]);
	});

	test('goes on when the judge has nothing against it', async () => {
		const passwords = {current: slotHolding(demoPassword), next: slotHolding(next), judge: () => undefined};
		expect(await driver.change(passwords, {admits})).toEqual({status: 'done'});
		expect(holds().password).toBe(next);
	});

	test('of the authentication certificate is judged all the same, and changes that one', async () => {
		const passwords = {current: slotHolding('1234'), next: slotHolding('2027'), judge: () => undefined};
		expect(await driver.change(passwords, {admits, password: 'authentication'})).toEqual({status: 'done'});
		expect([holds(0x18).password, holds().password]).toEqual(['2027', demoPassword]);
	});

	test.each<[Fault, 'before' | 'after', string]>([
		['pull', 'before', demoPassword],
		['pull', 'after', next],
		['reset', 'after', next],
	])(
		'is unknown when a %s comes %s the card acts, whichever password then stands',
		async (fault, at, then) => {
			reader.faults = {[at]: (_nth: number, ins: number) => (ins === 0x24 ? fault : undefined)};
			expect(await change()).toEqual({status: 'unknown'});
			expect([holds().password, sent(0x24)]).toEqual([then, 1]);
		},
	);

	test('is unknown when the card never answers', async () => {
		reader.faults = {before: (_nth, ins) => (ins === 0x24 ? 'mute' : undefined)};
		const outcome = change();
		while (timer.waitingMs.length === 0) await Bun.sleep(0);
		timer.goOff();
		expect(await outcome).toEqual({status: 'unknown'});
	});

	test('has changed nothing when the card leaves at the old password', async () => {
		reader.faults = {after: (_nth, ins) => (ins === 0x20 ? 'pull' : undefined)};
		expect(await change()).toEqual({status: 'left'});
		expect(holds().password).toBe(demoPassword);
	});

	test.each<[string, Fault, number, string]>([
		['leaves while its certificate is read', 'pull', 0xb0, 'left'],
		['leaves when its password file is selected again', 'pull', 0xa4, 'left'],
		['falls silent while its certificate is read', 'mute', 0xb0, 'stuck'],
	])('T-06 has changed nothing when the card %s', async (_what, fault, at, status) => {
		const asked: unknown[] = [];
		const judge = (read: Uint8Array | undefined) => void asked.push(read);
		const isThere = () => (at === 0xb0 ? sent(0x20) : asked.length) > 0;
		reader.faults = {before: (_nth, ins) => (ins === at && isThere() ? fault : undefined)};
		const changing = driver.change(
			{current: slotHolding(demoPassword), next: slotHolding(next), judge},
			{admits},
		);
		if (fault === 'mute') {
			while (timer.waitingMs.length === 0) await Bun.sleep(0);
			timer.goOff();
		}
		expect(await changing).toEqual({status});
		expect([holds().password, sent(0x24), asked.length]).toEqual([demoPassword, 0, at === 0xa4 ? 1 : 0]);
	});

	test('sends no password to another card, or to the same one put back', async () => {
		const look = await driver.look({admits});
		if (look.status !== 'ready') throw new Error(look.status);
		const same = look.identity;
		reader.insert(card);
		const passwords = {current: slotHolding(demoPassword), next: slotHolding(next)};
		expect(await driver.change(passwords, {admits, same})).toEqual({status: 'changed'});
		expect([sent(0x20), sent(0x24)]).toEqual([0, 0]);
	});
});

test.each([
	['', 0],
	['D', 1],
	['D'.repeat(16), 1],
	['D'.repeat(17), 0],
])('a password of no or more than sixteen bytes never goes to the card: %j', async (password, times) => {
	const outcome = await driver.verify(slotHolding(password), {admits});
	expect([outcome.status, sent(0x20)]).toEqual([times === 0 ? 'failed' : 'wrong', times]);
	expect((await change(demoPassword, password)).status).toBe(times === 0 ? 'refused' : 'done');
	expect(sent(0x24)).toBe(times);
});

describe('setting a password anew', () => {
	const reset = (authorise: Authorise = authority, password: 'signing' | 'authentication' = 'signing') =>
		driver.resetPassword({next: slotHolding(next), authorise}, {admits, password});

	test('frees a blocked card, which is known before and after', async () => {
		await insert('locked');
		const look = await driver.look({admits});
		expect(look).toMatchObject({
			status: 'blocked',
			identity: {digest: expect.stringMatching(/^[0-9a-f]{64}$/)},
		});
		expect(await reset()).toEqual({status: 'done'});
		expect(holds()).toEqual({password: next, triesLeft: 5});
		expect([sent(0x20), sent(0x2c), isPowered()]).toEqual([0, 1, false]);
	});

	test.each<[string, Authorise]>([
		['gives none', async () => undefined],
		['answers for another file', async challenge => authority(challenge, 0x18)],
		['answers another challenge', async (_challenge, file) => authority(new Uint8Array(32), file)],
	])('T-21 changes nothing when the authority %s', async (_what, authorise) => {
		await insert('locked');
		expect(await reset(authorise)).toEqual({status: 'notAuthorised'});
		expect([holds(), sent(0x2c)]).toEqual([{password: demoPassword, triesLeft: 0}, 0]);
	});

	test('asks the card nothing of an authority that said nothing', async () => {
		await insert('locked');
		await reset(async () => undefined);
		expect(commands.map(({ins}) => ins)).not.toContain(0x82);
	});

	test('T-12 sends nothing to another card, or to the same one put back', async () => {
		await insert('locked');
		const look = await driver.look({admits});
		if (look.status !== 'blocked') throw new Error(look.status);
		reader.insert(card);
		const asked: unknown[] = [];
		const authorise = async (challenge: Uint8Array) => void asked.push(challenge);
		const given = {admits, same: look.identity};
		expect(await driver.resetPassword({next: slotHolding(next), authorise}, given)).toEqual({
			status: 'changed',
		});
		expect([asked.length, sent(0x2c)]).toEqual([0, 0]);
	});

	test.each<[number, string, object]>([
		[0x84, 'left', {password: demoPassword, triesLeft: 0}],
		[0x82, 'left', {password: demoPassword, triesLeft: 0}],
		[0x2c, 'unknown', {password: next, triesLeft: 5}],
	])('is as it was or finished when the card leaves at %i: %s', async (ins, status, then) => {
		await insert('locked');
		reader.faults = {after: (_nth, at) => (at === ins ? 'pull' : undefined)};
		expect(await reset()).toEqual({status});
		expect(holds()).toEqual(then);
	});
});
