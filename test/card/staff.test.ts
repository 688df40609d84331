import {createHash, X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {staffDriver} from '../../src/card/staff.ts';
import {staffCardInput} from '../../src/pki/staffCertificate.ts';
import {openssl} from '../helpers/openssl.ts';
import {type DemoCards, demoCards, sha256DigestInfo, slotHolding} from './cards.ts';

let cards: DemoCards;
beforeAll(async () => {
	cards = await demoCards();
});
afterAll(() => cards.remove());

const pin = '200120';

async function readerWith(name: string) {
	const reader = new SimulatedReader();
	const card = await cards.load(name);
	const sent: number[] = [];
	reader.insert({
		powerOn: () => card.powerOn(),
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit: command => {
			sent.push(command[1] ?? 0);
			return card.transmit(command);
		},
	});
	return {reader, sent, driver: staffDriver(reader), verifies: () => sent.filter(ins => ins === 0x20).length};
}

const inputOf = (text: string) =>
	new Uint8Array(Buffer.concat([sha256DigestInfo, createHash('sha256').update(text).digest()]));

describe('a staff card', () => {
	test('tells its tries before the PIN', async () => {
		const {driver} = await readerWith('staff-officer-1');
		expect(await driver.look()).toEqual({status: 'ready', triesLeft: 5});
	});

	test('signs after its PIN what its certificate then verifies, as openssl sees it', async () => {
		const {driver} = await readerWith('staff-officer-1');
		const text = 'madoguchi reset order v1\n{"order":1}';
		const signing = await driver.sign(slotHolding(pin), () => [
			staffCardInput('signIn', 'c0ffee'),
			staffCardInput('resetOrder', '{"order":1}'),
		]);
		if (signing.status !== 'signed') throw new Error(signing.status);
		expect(signing.signatures).toHaveLength(2);
		expect(Buffer.from(staffCardInput('resetOrder', '{"order":1}'))).toEqual(Buffer.from(inputOf(text)));
		const answer = openssl(['dgst', '-sha256', '-verify', 'key', '-signature', 'signature', 'text'], {
			key: new X509Certificate(signing.certificate).publicKey.export({type: 'spki', format: 'pem'}) as string,
			signature: signing.signatures[1] ?? new Uint8Array(),
			text,
		});
		expect(answer.output).toContain('Verified OK');
		expect(Buffer.from(signing.certificate)).toEqual(
			readFileSync(join(cards.folder('staff-officer-1'), 'staff.der')),
		);
	});

	test('is sent its PIN once, and a wrong one costs one try', async () => {
		const {driver, verifies} = await readerWith('staff-officer-1');
		const slot = slotHolding('999999');
		expect(await driver.sign(slot, () => [inputOf('x')])).toEqual({status: 'wrong', triesLeft: 4});
		expect([slot.taken(), verifies()]).toEqual([1, 1]);
		expect(await driver.look()).toEqual({status: 'ready', triesLeft: 4});
	});

	test('is sent no PIN when its holder shall sign nothing', async () => {
		const {driver, verifies} = await readerWith('staff-officer-1');
		const slot = slotHolding(pin);
		expect((await driver.sign(slot, () => undefined)).status).toBe('declined');
		expect([slot.taken(), verifies()]).toEqual([0, 0]);
	});

	test('is blocked after five wrong PINs in a row', async () => {
		const {driver} = await readerWith('staff-officer-1');
		const outcomes: unknown[] = [];
		for (let nth = 0; nth < 5; nth++) {
			outcomes.push((await driver.sign(slotHolding('999999'), () => [inputOf('x')])).status);
		}
		expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'blocked']);
		expect(await driver.look()).toEqual({status: 'blocked'});
		expect(await driver.sign(slotHolding(pin), () => [inputOf('x')])).toEqual({status: 'blocked'});
	});

	test('needs its PIN again for the next visit', async () => {
		const {reader, driver} = await readerWith('staff-officer-1');
		expect((await driver.sign(slotHolding(pin), () => [inputOf('x')])).status).toBe('signed');
		const connected = await reader.connect();
		if (connected.status !== 'connected') throw new Error('no card');
		const send = (hex: string) => connected.card.transmit(new Uint8Array(Buffer.from(hex, 'hex')));
		await send('00a4040c0af04d41444f5354414646');
		await send('00a4020c02001a');
		expect(await send(`802a008033${Buffer.from(inputOf('x')).toString('hex')}00`)).toMatchObject({
			sw: 0x6982,
		});
	});
});

test('a citizen\u2019s card is no staff card, and a staff card no citizen\u2019s', async () => {
	const citizen = await readerWith('valid');
	expect(await citizen.driver.look()).toEqual({status: 'notStaff'});
	const slot = slotHolding(pin);
	expect(await citizen.driver.sign(slot, () => [inputOf('x')])).toEqual({status: 'notStaff'});
	expect(slot.taken()).toBe(0);
	const staff = await readerWith('staff-helper');
	expect(await jpkiDriver(staff.reader).look({admits: () => true})).toEqual({status: 'other', kind: 'other'});
});

test('a card that leaves at any command is an outcome, and the reader is given back', async () => {
	const seen = new Set<string>();
	const {driver: whole, sent} = await readerWith('staff-officer-1');
	expect((await whole.sign(slotHolding(pin), () => [inputOf('x')])).status).toBe('signed');
	for (let nth = 1; nth <= sent.length; nth++) {
		for (const when of ['before', 'after'] as const) {
			const {reader, driver} = await readerWith('staff-officer-1');
			reader.faults = {[when]: (at: number) => (at === nth ? 'pull' : undefined)};
			const outcome = await driver.sign(slotHolding(pin), () => [inputOf('x')]);
			seen.add(outcome.status);
			expect(outcome.status, `${when} ${nth}`).toBe('left');
			reader.insert(await cards.load('staff-officer-1'));
			reader.faults = {};
			expect((await driver.look()).status).toBe('ready');
		}
	}
	expect([...seen]).toEqual(['left']);
});

test('no card is told as such', async () => {
	expect(await staffDriver(new SimulatedReader()).look()).toEqual({status: 'absent', cause: 'noCard'});
});
