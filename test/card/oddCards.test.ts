import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {staffDriver} from '../../src/card/staff.ts';
import {type DemoCards, demoCards, demoPassword, sha256DigestInfo, slotHolding} from './cards.ts';

// Cards that answer as other cards of the same standard may: ISO/IEC 7816-4, and card-facts 1.4 and 1.5.
let cards: DemoCards;
let card: SimulatedCard;

beforeAll(async () => {
	cards = await demoCards();
});
afterAll(() => cards.remove());
beforeEach(async () => {
	card = await cards.load('valid');
});

type Answer = (command: Uint8Array, plain: (command: Uint8Array) => Uint8Array) => Uint8Array;
const sw = (...bytes: number[]) => Uint8Array.from(bytes);
const isVerify = (command: Uint8Array) => command[1] === 0x20 && command.length > 5;
const isQuery = (command: Uint8Array) => command[1] === 0x20 && command.length === 4;
const isSelectOf = (command: Uint8Array, file: number) =>
	command[1] === 0xa4 && command[2] === 0x02 && command[6] === file;
const isApplication = (command: Uint8Array) => command[1] === 0xa4 && command[2] === 0x04;

/** The card, answering some commands in a way of its own; counts the passwords it was sent. */
function odd(answer: Answer) {
	const sent = {passwords: 0, commands: 0, file: 0};
	const reader = new SimulatedReader();
	let isOn = false;
	reader.insert({
		powerOn() {
			isOn = true;
			card.powerOn();
		},
		powerOff() {
			isOn = false;
			card.powerOff();
		},
		reset: () => card.reset(),
		transmit(command) {
			sent.commands++;
			if (isVerify(command)) sent.passwords++;
			if (command[1] === 0xa4 && command[2] === 0x02) sent.file = command[6] ?? 0;
			return answer(command, plain => card.transmit(plain));
		},
	});
	return {driver: jpkiDriver(reader), staff: staffDriver(reader), sent, isOn: () => isOn};
}

const admits = () => true;

async function importFrom(driver: ReturnType<typeof odd>['driver']) {
	const outcome = await driver.verify(slotHolding(demoPassword), {admits});
	return outcome.status === 'verified' ? outcome.visit.readCertificate() : outcome;
}

async function signWith(driver: ReturnType<typeof odd>['driver']) {
	const outcome = await driver.verify(slotHolding(demoPassword), {admits});
	return outcome.status === 'verified' ? outcome.visit.sign(sha256DigestInfo) : outcome;
}

test.each([
	[1, 'ready'],
	[2, 'failed'],
])('6F00 to the first %i commands after power-up: %s', async (times, expected) => {
	let nth = 0;
	const {driver, isOn} = odd((command, plain) => (++nth <= times ? sw(0x6f, 0x00) : plain(command)));
	expect((await driver.look({admits})).status).toBe(expected);
	expect(isOn()).toBe(false);
});

test.each([
	[0x6a, 0x82],
	[0x6d, 0x00],
	[0x69, 0x99],
])('a card without the application (%i %i) is another card', async (high, low) => {
	const {driver, sent} = odd((command, plain) => (isApplication(command) ? sw(high, low) : plain(command)));
	expect(await driver.verify(slotHolding(demoPassword), {admits})).toEqual({status: 'other', kind: 'other'});
	expect(sent.passwords).toBe(0);
});

test.each([
	['JPKIAPGPSETOKEN', 'phone'],
	['JPKIAPIOSTOKEN', 'phone'],
	['JPKIAPICCTOKEN', 'juki'],
	['JPKIAPICCTOKEN3', 'other'],
	['', 'other'],
])('a token labelled %j is told as %s', async (label, kind) => {
	const {driver} = odd((command, plain) =>
		command[1] === 0xb0 && command[4] === 0x20
			? sw(...Buffer.from(label.padEnd(32)), 0x90, 0x00)
			: plain(command),
	);
	expect(await driver.look({admits})).toEqual({status: 'other', kind});
});

test.each<[string, number, number[], string]>([
	['an empty authentication certificate', 0x0a, [0x6b, 0x00], 'ready'],
	['no authentication certificate', 0x0a, [0x69, 0x82], 'ready'],
	['an unreadable list of holdings', 0x08, [0x69, 0x82], 'ready'],
	['no signing certificate in its holdings', 0x08, [0x00, 0x8f, 0x00, 0x90, 0x00], 'other'],
	['an unreadable label', 0x06, [0x69, 0x82], 'other'],
])('a card with %s', async (_what, file, answer, expected) => {
	const {driver, sent} = odd((command, plain) =>
		command[1] === 0xb0 && sent.file === file ? sw(...answer) : plain(command),
	);
	expect((await driver.look({admits})).status).toBe(expected);
});

test.each([
	['signing', 0x1b, [0x6a, 0x82], {status: 'other', kind: 'authOnly'}],
	['signing', 0x1b, [0x69, 0x82], {status: 'failed'}],
	['authentication', 0x18, [0x6a, 0x82], {status: 'failed'}],
] as const)(
	'S-07 a card whose %s password file (%i) is answered %o is %o',
	async (password, file, answer, expected) => {
		const {driver, sent} = odd((command, plain) =>
			command[1] === 0xa4 && command[2] === 0x02 && command[6] === file ? sw(...answer) : plain(command),
		);
		expect(await driver.look({admits, password})).toEqual(expected);
		expect(sent.passwords).toBe(0);
	},
);

test.each([
	['empty', [0x6b, 0x00]],
	['empty, said otherwise', [0x90, 0x00]],
	['unreadable', [0x69, 0x82]],
])('T-14: the realm of a card whose CA file is %s is left to the caller', async (_what, answer) => {
	const {driver, sent} = odd((command, plain) =>
		command[1] === 0xb0 && sent.file === 0x02 ? sw(...answer) : plain(command),
	);
	const heads: unknown[] = [];
	await driver.look({admits: head => heads.push(head) > 0});
	expect(heads).toEqual([undefined]);
});

test.each([
	[0x63, 0xc0, {status: 'blocked'}],
	[0x69, 0x83, {status: 'blocked'}],
	[0x69, 0x84, {status: 'blocked'}],
	[0x63, 0x00, {status: 'failed'}],
	[0x90, 0x00, {status: 'failed'}],
	[0x69, 0x85, {status: 'failed'}],
	[0x6c, 0x01, {status: 'failed'}],
])('the retry query answered %i %i', async (high, low, expected) => {
	const {driver} = odd((command, plain) => (isQuery(command) ? sw(high, low) : plain(command)));
	expect(await driver.look({admits})).toMatchObject(expected);
});

test.each([
	[0x63, 0xc2, {status: 'wrong', triesLeft: 2}],
	[0x63, 0xc0, {status: 'blocked'}],
	[0x69, 0x83, {status: 'blocked'}],
	[0x69, 0x84, {status: 'blocked'}],
	[0x63, 0x00, {status: 'failed'}],
	[0x67, 0x00, {status: 'failed'}],
	[0x6c, 0x08, {status: 'failed'}],
	[0x61, 0x08, {status: 'failed'}],
	[0x6f, 0x00, {status: 'failed'}],
])('a VERIFY answered %i %i is sent once and nothing follows it', async (high, low, expected) => {
	let after = 0;
	const {driver, sent, isOn} = odd((command, plain) => {
		if (sent.passwords > 0) after++;
		return isVerify(command) ? sw(high, low) : plain(command);
	});
	expect(await driver.verify(slotHolding(demoPassword), {admits})).toEqual(expected);
	expect(sent.passwords).toBe(1);
	expect(after).toBe(1);
	expect(isOn()).toBe(false);
});

const reading =
	(change: Answer): Answer =>
	(command, plain) =>
		command[1] === 0xb0 || command[1] === 0xc0 ? change(command, plain) : plain(command);
const withLe = (command: Uint8Array, le: number) => Uint8Array.of(...command.subarray(0, 4), le);
const most = (command: Uint8Array) => command[4] || 256;

let kept: Uint8Array = new Uint8Array();
test.each<[string, Answer]>([
	['in pieces of 100 bytes', (command, plain) => plain(withLe(command, Math.min(100, most(command))))],
	['byte by byte', (command, plain) => plain(withLe(command, 1))],
	['after 6Cxx', (command, plain) => (most(command) > 200 ? sw(0x6c, 200) : plain(command))],
	[
		'with 6282 at the end of the file',
		(command, plain) => {
			const answer = plain(command);
			return most(command) === 256 ? answer : sw(...answer.subarray(0, -2), 0x62, 0x82);
		},
	],
	[
		'by 61xx and GET RESPONSE',
		(command, plain) => {
			if (command[1] === 0xc0) return sw(...kept, 0x90, 0x00);
			const answer = plain(command).subarray(0, -2);
			kept = answer.subarray(10);
			return answer.length > 10
				? sw(...answer.subarray(0, 10), 0x61, kept.length)
				: sw(...answer, 0x90, 0x00);
		},
	],
])('reads the certificate %s', async (_how, change) => {
	const {driver} = odd(reading(change));
	const der = await readFile(join(cards.folder('valid'), 'sign.der'));
	expect(await importFrom(driver)).toMatchObject({status: 'read', certificate: new Uint8Array(der)});
});

test.each<[string, (offset: number) => number[]]>([
	['refused', () => [0x69, 0x82]],
	['empty', () => [0x6b, 0x00]],
	['filled with FF', () => [0xff, 0xff, 0xff, 0xff, 0x90, 0x00]],
	['cut short', offset => (offset === 0 ? [0x30, 0x82, 0x04, 0x00, 0x90, 0x00] : [0x6b, 0x00])],
	['of a length beyond any file', () => [0x30, 0x82, 0xff, 0xff, 0x90, 0x00]],
	['of four octets of length', () => [0x30, 0x84, 0x00, 0x00, 0x00, 0x01, 0x90, 0x00]],
	['of indefinite length', () => [0x30, 0x80, 0x00, 0x00, 0x90, 0x00]],
	['promising more for ever', () => [0x30, 0x61, 0x01]],
])('a certificate that is %s is unreadable, and the card powered off', async (_what, answer) => {
	const {driver, sent, isOn} = odd((command, plain) => {
		if (command[1] === 0xc0) return sw(0x61, 0x01);
		if (command[1] !== 0xb0 || sent.file !== 0x01) return plain(command);
		return sw(...answer(((command[2] ?? 0) << 8) | (command[3] ?? 0)));
	});
	expect(await importFrom(driver)).toEqual({status: 'unreadable'});
	expect(isOn()).toBe(false);
});

test.each<[string, number[]]>([
	['69 85', [0x69, 0x85]],
	['69 82', [0x69, 0x82]],
	['90 00 without a signature', [0x90, 0x00]],
	['6F 00 beside a signature', [7, 7, 7, 0x6f, 0x00]],
])('a signature refused with %s ends the visit', async (_what, answer) => {
	const {driver, isOn} = odd((command, plain) => (command[1] === 0x2a ? sw(...answer) : plain(command)));
	expect(await signWith(driver)).toEqual({status: 'refused'});
	expect(isOn()).toBe(false);
});

test.each([
	[0x00, {status: 'read', certificate: sw(0x30, 0x00)}],
	[0x03, {status: 'read', certificate: sw(0x30, 0x03, 0x02, 0x01, 0x05)}],
	[0x7f, {status: 'unreadable'}],
])(
	'a certificate with one octet of length, %i, ends where it says (X.690, 8.1.3.4)',
	async (length, expected) => {
		const file = [0x30, length, 0x02, 0x01, 0x05, 0xff, 0xff];
		const {driver, sent} = odd((command, plain) => {
			if (command[1] !== 0xb0 || sent.file !== 0x01) return plain(command);
			const offset = ((command[2] ?? 0) << 8) | (command[3] ?? 0);
			const bytes = file.slice(offset, offset + most(command));
			return bytes.length > 0 ? sw(...bytes, 0x90, 0x00) : sw(0x6b, 0x00);
		});
		expect(await importFrom(driver)).toMatchObject(expected);
	},
);

test('a card without its signing key refuses to sign, and is powered off', async () => {
	const {driver, isOn} = odd((command, plain) =>
		isSelectOf(command, 0x1a) ? sw(0x6a, 0x82) : plain(command),
	);
	expect(await signWith(driver)).toEqual({status: 'refused'});
	expect(isOn()).toBe(false);
});

describe('T-12 a change on a card that answers otherwise', () => {
	const change = (driver: ReturnType<typeof odd>['driver'], judge: (read?: Uint8Array) => undefined) =>
		driver.change({current: slotHolding(demoPassword), next: slotHolding('NEXT2027'), judge}, {admits});

	test('is judged without a certificate where that cannot be read', async () => {
		const judged: unknown[] = [];
		const {driver, sent} = odd((command, plain) =>
			command[1] === 0xb0 && sent.file === 0x01 ? sw(0x69, 0x82) : plain(command),
		);
		expect(await change(driver, read => void judged.push(read))).toEqual({status: 'done'});
		expect(judged).toEqual([undefined]);
	});

	test('changes nothing where the password file is not there again after the certificate', async () => {
		let wasRead = false;
		let changes = 0;
		const {driver} = odd((command, plain) => {
			if (command[1] === 0x24) changes++;
			return wasRead && isSelectOf(command, 0x1b) ? sw(0x6a, 0x82) : plain(command);
		});
		const judge = () => {
			wasRead = true;
			return undefined;
		};
		expect(await change(driver, judge)).toEqual({status: 'refused'});
		expect(changes).toBe(0);
	});
});

test.each([
	[0x6a, 0x80],
	[0x69, 0x82],
	[0x63, 0xc1],
])('a new password that the card refuses with %i %i is not said to hold', async (high, low) => {
	const {driver} = odd((command, plain) =>
		command[1] === 0x24 || command[1] === 0x2c ? sw(high, low) : plain(command),
	);
	const passwords = {current: slotHolding(demoPassword), next: slotHolding('NEXT2027')};
	expect(await driver.change(passwords, {admits})).toEqual({status: 'refused'});
});

describe('T-21 a reset on a card that answers otherwise', () => {
	test.each<[string, number, number[], number]>([
		['gives no challenge', 0x84, [0x6d, 0x00], 0],
		['gives a challenge that is too short', 0x84, [1, 2, 3, 4, 5, 6, 7, 8, 0x90, 0x00], 0],
		['gives a challenge with an error', 0x84, [...new Array(32).fill(1), 0x62, 0x82], 0],
		['does not believe the authority', 0x82, [0x63, 0x00], 1],
		['has no key of the authority', 0x82, [0x6a, 0x88], 1],
	])('is sent no password when it %s', async (_what, ins, answer, asked) => {
		let resets = 0;
		let authority = 0;
		const {driver, isOn} = odd((command, plain) => {
			if (command[1] === 0x2c) resets++;
			return command[1] === ins ? sw(...answer) : plain(command);
		});
		const authorise = async () => {
			authority++;
			return new Uint8Array(64);
		};
		expect(await driver.resetPassword({next: slotHolding('NEXT2027'), authorise}, {admits})).toEqual({
			status: 'notAuthorised',
		});
		expect([resets, authority, isOn()]).toEqual([0, asked, false]);
	});

	test('opens the file of the signing password where none is named', async () => {
		const files: number[] = [];
		const {driver} = odd((_command, plain) => plain(_command));
		const authorise = async (_challenge: Uint8Array, file: number) => void files.push(file);
		await driver.resetPassword({next: slotHolding('NEXT2027'), authorise}, {admits});
		await driver.resetPassword({next: slotHolding('2027'), authorise}, {admits, password: 'authentication'});
		expect(files).toEqual([0x1b, 0x18]);
	});
});

describe('T-21 a staff card that answers otherwise', () => {
	const pinOf = () => slotHolding('200120');
	beforeEach(async () => {
		card = await cards.load('staff-officer-1');
	});

	test.each<[string, (command: Uint8Array) => boolean, number[], string, string]>([
		['its application fails', isApplication, [0x6f, 0x00], 'failed', 'failed'],
		['it has not the application', isApplication, [0x6a, 0x82], 'notStaff', 'notStaff'],
		['it has no PIN', command => isSelectOf(command, 0x1b), [0x6a, 0x82], 'failed', 'failed'],
		['its certificate cannot be read', command => command[1] === 0xb0, [0x69, 0x82], 'ready', 'failed'],
		['it has no certificate', command => isSelectOf(command, 0x01), [0x6a, 0x82], 'ready', 'failed'],
		['it has no key', command => isSelectOf(command, 0x1a), [0x6a, 0x82], 'ready', 'failed'],
		['it refuses to sign', command => command[1] === 0x2a, [0x69, 0x82], 'ready', 'failed'],
		['its signature is empty', command => command[1] === 0x2a, [0x90, 0x00], 'ready', 'failed'],
		[
			'its signature comes with an error',
			command => command[1] === 0x2a,
			[7, 7, 0x6f, 0x00],
			'ready',
			'failed',
		],
	])('signs nothing when %s', async (_what, isMeant, answer, looked, signed) => {
		const {staff, isOn} = odd((command, plain) => (isMeant(command) ? sw(...answer) : plain(command)));
		expect((await staff.look()).status).toBe(looked);
		expect(isOn()).toBe(false);
		expect((await staff.sign(pinOf(), () => [sha256DigestInfo])).status).toBe(signed);
		expect(isOn()).toBe(false);
	});

	test.each([0x1b, 0x01])('is sent no PIN when its file %i is not there', async file => {
		const {staff, sent} = odd((command, plain) =>
			isSelectOf(command, file) ? sw(0x6a, 0x82) : plain(command),
		);
		await staff.sign(pinOf(), () => [sha256DigestInfo]);
		expect(sent.passwords).toBe(0);
	});
});

test('fetches a signature by GET RESPONSE', async () => {
	const {driver} = odd((command, plain) => {
		if (command[1] === 0x2a) return sw(0x61, 0x00);
		return command[1] === 0xc0 ? sw(...new Array(256).fill(7), 0x90, 0x00) : plain(command);
	});
	expect(await signWith(driver)).toEqual({status: 'signed', signature: new Uint8Array(256).fill(7)});
});

test('whatever a card answers: no throw, one password at most, powered off unless all went well', async () => {
	const answer = fc.oneof(
		fc.constant(undefined),
		fc
			.constantFrom(0x9000, 0x6282, 0x6100, 0x6c00, 0x6a82, 0x6982, 0x63c1, 0x6f00)
			.map(status => [status >> 8, status & 0xff]),
		fc.uint8Array({maxLength: 258}).map(bytes => [...bytes]),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(answer, {maxLength: 30}), async answers => {
			card = await cards.load('valid');
			const left = [...answers];
			const {driver, sent, isOn} = odd((command, plain) => {
				const given = left.shift();
				return given ? sw(...given) : plain(command);
			});
			const outcome = await importFrom(driver);
			expect(sent.passwords).toBeLessThanOrEqual(1);
			expect(sent.commands).toBeLessThan(2000);
			expect(isOn()).toBe(outcome.status === 'read');
		}),
		{numRuns: 200},
	);
});
