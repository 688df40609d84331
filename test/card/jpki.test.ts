import {createHash, verify as verifySignature, X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {type JpkiDriver, jpkiDriver, type VerifiedVisit} from '../../src/card/jpki.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {type TracedCommand, traced} from '../../src/card/trace.ts';
import {type DemoCards, demoCards, demoPassword, HandTimer, sha256DigestInfo, slotHolding} from './cards.ts';

let cards: DemoCards;
let timer: HandTimer;
let reader: SimulatedReader;
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
	card = await cards.load('valid');
	reader.insert(card);
});

const admits = () => true;
const selectApplication = Buffer.from('00A4040C0AD392F000260100000001', 'hex');
/** VERIFY commands that carried a password: five header bytes and more. */
const passwordsSent = () => commands.filter(({ins, sentBytes}) => ins === 0x20 && sentBytes > 5).length;
const isPowered = () => {
	try {
		return card.transmit(selectApplication).length > 0;
	} catch {
		return false;
	}
};

async function looked() {
	const outcome = await driver.look({admits});
	if (outcome.status !== 'ready') throw new Error(`Not ready: ${outcome.status}`);
	return outcome;
}

async function verified(): Promise<VerifiedVisit> {
	const outcome = await driver.verify(slotHolding(demoPassword), {admits});
	if (outcome.status !== 'verified') throw new Error(`Not verified: ${outcome.status}`);
	return outcome.visit;
}

test('looks at a card: tries left, no password sent, powered off', async () => {
	expect((await looked()).triesLeft).toBe(5);
	expect(passwordsSent()).toBe(0);
	expect(isPowered()).toBe(false);
});

test.each([
	['one-try', {status: 'ready', triesLeft: 1, identity: expect.anything()}],
	['locked', {status: 'blocked'}],
	['auth-only', {status: 'other', kind: 'authOnly'}],
	['juki', {status: 'other', kind: 'juki'}],
])('tells what the card %s is', async (name, expected) => {
	card = await cards.load(name);
	reader.insert(card);
	expect(await driver.look({admits})).toMatchObject(expected);
	expect(isPowered()).toBe(false);
});

test('imports the certificate byte for byte, and leaves the card powered off', async () => {
	const visit = await verified();
	const outcome = await visit.readCertificate();
	const der = await readFile(join(cards.folder('valid'), 'sign.der'));
	expect(outcome).toMatchObject({status: 'read', certificate: new Uint8Array(der)});
	expect(isPowered()).toBe(true);
	await visit.end();
	expect(isPowered()).toBe(false);
});

test('signs a digest that verifies with the certificate', async () => {
	const visit = await verified();
	const text = Buffer.from('失効申請書');
	const outcome = await visit.sign(
		Buffer.concat([sha256DigestInfo, createHash('sha256').update(text).digest()]),
	);
	expect(isPowered()).toBe(true);
	await visit.end();
	expect(isPowered()).toBe(false);
	const {publicKey} = new X509Certificate(await readFile(join(cards.folder('valid'), 'sign.der')));
	expect(outcome.status === 'signed' && verifySignature('sha256', text, publicKey, outcome.signature)).toBe(
		true,
	);
});

test('tells the tries left after a wrong password, and blocked after the last', async () => {
	const outcomes = [];
	for (let nth = 0; nth < 6; nth++) outcomes.push(await driver.verify(slotHolding('WRONG1'), {admits}));
	expect(outcomes).toEqual([
		{status: 'wrong', triesLeft: 4},
		{status: 'wrong', triesLeft: 3},
		{status: 'wrong', triesLeft: 2},
		{status: 'wrong', triesLeft: 1},
		{status: 'blocked'},
		{status: 'blocked'},
	]);
	expect(isPowered()).toBe(false);
});

test('takes the password once, and sends it in one command that is wiped after', async () => {
	const sent: Uint8Array[] = [];
	reader.insert({
		powerOn: () => card.powerOn(),
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit(command) {
			if (command[1] === 0x20) sent.push(command);
			return card.transmit(command);
		},
	});
	const slot = slotHolding(demoPassword);
	const outcome = await driver.verify(slot, {admits});
	expect(outcome.status).toBe('verified');
	expect(slot.taken()).toBe(1);
	expect(sent).toEqual([new Uint8Array(5 + demoPassword.length)]);
});

test.each([
	['an empty slot', () => false],
	['a password longer than the card takes', slotHolding('A'.repeat(17))],
])('sends nothing for %s', async (_what, slot) => {
	expect(await driver.verify(slot, {admits})).toEqual({status: 'failed'});
	expect(passwordsSent()).toBe(0);
	expect(isPowered()).toBe(false);
});

test('powers the card off also when the caller has a bug', async () => {
	const broken = () => {
		throw new Error('bug');
	};
	await expect(driver.look({admits: broken})).rejects.toThrow('bug');
	expect(isPowered()).toBe(false);
	await expect(driver.verify(broken, {admits})).rejects.toThrow('bug');
	expect(isPowered()).toBe(false);
});

test('T-14: a card of another realm is refused before any password', async () => {
	const heads: Array<Uint8Array | undefined> = [];
	const outcome = await driver.verify(slotHolding(demoPassword), {
		admits(head) {
			heads.push(head);
			return false;
		},
	});
	expect(outcome).toEqual({status: 'other', kind: 'otherRealm'});
	expect(passwordsSent()).toBe(0);
	const signCa = await readFile(join(cards.folder('valid'), 'sign-ca.der'));
	expect(heads).toEqual([new Uint8Array(signCa.subarray(0, 256))]);
	expect(isPowered()).toBe(false);
});

test('T-12: the same card in the same stay is verified', async () => {
	const {identity} = await looked();
	const outcome = await driver.verify(slotHolding(demoPassword), {admits, same: identity});
	expect(outcome.status).toBe('verified');
});

test.each<[string, () => Promise<void>]>([
	['another card', async () => reader.insert(await cards.load('second'))],
	['the same card, taken out and put back', async () => reader.insert(card)],
	[
		'the same card after its reader was gone',
		async () => {
			reader.unplug();
			reader.plug();
		},
	],
	[
		'the same card after the service was gone',
		async () => {
			reader.stopService();
			reader.startService();
		},
	],
])('T-12: %s is told as changed, and no password is sent', async (_what, change) => {
	const {identity} = await looked();
	await change();
	const slot = slotHolding(demoPassword);
	expect(await driver.verify(slot, {admits, same: identity})).toEqual({status: 'changed'});
	expect(slot.taken()).toBe(0);
	expect(passwordsSent()).toBe(0);
});

test('T-12: another card is found out by its certificate even if no removal was noticed', async () => {
	const {identity} = await looked();
	reader.insert(await cards.load('second'));
	const same = {...identity, insertions: reader.insertions()};
	expect(await driver.verify(slotHolding(demoPassword), {admits, same})).toEqual({status: 'changed'});
});

test.each<[string, () => void]>([
	['noCard', () => reader.pull()],
	['noReader', () => reader.unplug()],
	['noService', () => reader.stopService()],
	['held', () => reader.setHeld(true)],
])('tells %s', async (cause, happen) => {
	happen();
	expect(await driver.look({admits})).toEqual({status: 'absent', cause});
});

test('has the reader to itself while a visit is open', async () => {
	await verified();
	expect(await driver.look({admits})).toEqual({status: 'absent', cause: 'held'});
});

const visits: ReadonlyArray<[string, () => Promise<{status: string}>, string]> = [
	['look', () => driver.look({admits}), 'ready'],
	[
		'import',
		async () => {
			const outcome = await driver.verify(slotHolding(demoPassword), {admits});
			return outcome.status === 'verified' ? outcome.visit.readCertificate() : outcome;
		},
		'read',
	],
	[
		'sign',
		async () => {
			const outcome = await driver.verify(slotHolding(demoPassword), {admits});
			return outcome.status === 'verified' ? outcome.visit.sign(sha256DigestInfo) : outcome;
		},
		'signed',
	],
];

for (const [name, run, done] of visits) {
	for (const moment of ['before', 'after'] as const) {
		for (const fault of ['pull', 'reset'] as const) {
			test(`${name}: a ${fault} ${moment} any command is told as left, never as something else`, async () => {
				const outcomes: string[] = [];
				for (let failing = 1; failing < 40 && outcomes.at(-1) !== done; failing++) {
					reader = new SimulatedReader({timer});
					reader.insert(card);
					commands = [];
					driver = jpkiDriver(traced(reader, command => commands.push(command)));
					reader.faults = {[moment]: (nth: number) => (nth === failing ? fault : undefined)};
					outcomes.push((await run()).status);
					expect(passwordsSent()).toBeLessThanOrEqual(1);
					if (outcomes.at(-1) !== done) expect(isPowered()).toBe(false);
					reader.pull();
				}
				const atEachCommand = outcomes.slice(0, -1);
				expect(atEachCommand).toHaveLength(commands.length);
				expect(new Set(atEachCommand)).toEqual(new Set(['left']));
			});
		}
	}

	test(`${name}: a card that falls silent at any command is told as stuck after 10 s`, async () => {
		for (let failing = 1; failing < 40; failing++) {
			reader = new SimulatedReader({timer});
			reader.insert(card);
			driver = jpkiDriver(reader);
			const silent = Promise.withResolvers<'silent'>();
			reader.faults = {
				before(nth) {
					if (nth !== failing) return undefined;
					silent.resolve('silent');
					return 'mute';
				},
			};
			const running = run();
			const first = await Promise.race([silent.promise, running]);
			if (first !== 'silent') {
				expect(first.status).toBe(done);
				expect(failing).toBeGreaterThan(8);
				break;
			}
			expect(timer.waitingMs).toEqual([10_000]);
			timer.goOff();
			expect((await running).status).toBe('stuck');
			expect(isPowered()).toBe(false);
			expect(await driver.look({admits})).toEqual({status: 'absent', cause: 'mute'});
			reader.answerLate();
			expect((await driver.look({admits})).status).toBe('ready');
			reader.pull();
		}
	});
}

test('from the password to the certificate: no command and no byte too many', async () => {
	const visit = await verified();
	await visit.readCertificate();
	const lastSelect = commands.findLastIndex(({ins}) => ins === 0x20) - 1;
	const {length} = await readFile(join(cards.folder('valid'), 'sign.der'));
	const reads = Math.ceil(length / 256);
	const stretch = commands.slice(lastSelect);
	// OpenSC 0.23 has one READ of 4 bytes more; pcscd.test.ts counts both.
	expect(stretch).toHaveLength(3 + reads);
	const receivedBytes = stretch.reduce((sum, command) => sum + command.receivedBytes, 0);
	expect(receivedBytes).toBe(length + 2 * (3 + reads));
});

test.each([
	['authCertificate', 'auth.der'],
	['signCaCertificate', 'sign-ca.der'],
	['authCaCertificate', 'auth-ca.der'],
] as const)('reads %s without a password, and powers the card off', async (certificate, file) => {
	const read = await driver.readFree(certificate, {admits});
	const expected = await readFile(join(cards.folder('valid'), file));
	expect(read).toMatchObject({status: 'read', certificate: new Uint8Array(expected)});
	expect(passwordsSent()).toBe(0);
	expect(isPowered()).toBe(false);
});

test('a free certificate is not read from a card that is not admitted, or not there', async () => {
	const refused = await driver.readFree('authCertificate', {admits: () => false});
	expect(refused).toEqual({status: 'other', kind: 'otherRealm'});
	expect(isPowered()).toBe(false);
	reader.pull();
	expect(await driver.readFree('authCertificate', {admits})).toEqual({status: 'absent', cause: 'noCard'});
});
