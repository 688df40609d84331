import type {Card, CardDisposition} from 'pcsc-mini';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {type JpkiDriver, jpkiDriver} from '../../src/card/jpki.ts';
import {PcscConnection, type PcscConnectionOptions} from '../../src/card/pcscConnection.ts';
import {controlCodeOf, pinPadOf, verifyOnPad} from '../../src/card/pinPad.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import type {PadEntry} from '../../src/card/simulated/pad.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {type DemoCards, demoCards, demoPassword, HandTimer} from './cards.ts';

// PC/SC part 10 v2.02.09, clause 2; libccid 1.5 and OpenSC 0.23 were read beside it.

const hex = (text: string) => Uint8Array.fromHex(text.replaceAll(' ', ''));
const signingPassword = {shortest: 6, longest: 16};

test('PIN_VERIFY is laid out as in PC/SC part 10, 2.5.2, around a VERIFY whose Lc the reader writes', () => {
	const fields = [
		'3C', // bTimeOut: 60 s
		'3C', // bTimeOut2
		'82', // bmFormatString: bytes, position 0 after Lc, left, ASCII
		'00', // bmPINBlockString: no length in the APDU, no fixed block
		'00', // bmPINLengthFormat
		'10 06', // wPINMaxExtraDigit 0610: at least 6, at most 16, little-endian
		'02', // bEntryValidationCondition: the validation key
		'00', // bNumberMessage: no message
		'11 04', // wLangId 0411, Japanese
		'00', // bMsgIndex
		'00 00 00', // bTeoPrologue
		'05 00 00 00', // ulDataLength
		'00 20 00 80 00', // VERIFY of the selected file, Lc 0
	];
	expect(verifyOnPad(signingPassword)).toEqual(hex(fields.join('')));
});

test.each([
	['as libccid gives it to a class 2 reader', '06 04 42330006 07 04 42330007 12 04 42330012', 0x42330006],
	['behind others', '0A 04 4233000A 12 04 42330012 06 04 42330006', 0x42330006],
	['that has it not', '12 04 42330012', undefined],
	['that is empty', '', undefined],
	['that is broken off', '12 04 42330012 06 04 4233', undefined],
	['with a code of another length', '06 02 4233', undefined],
	['with a code of which less is there than it says', '06 06 42330006', undefined],
])('the control code is found in a feature list %s', (_, list, code) => {
	expect(controlCodeOf(hex(list), 0x06)).toBe(code);
});

test.each<[string, (() => Promise<Uint8Array | undefined>) | undefined]>([
	['no features at all', undefined],
	['a list that cannot be had', async () => undefined],
	['features, and among them no keys', async () => hex('12 04 42330012')],
])('a reader with %s lets nobody type on it', async (_, list) => {
	const nothing = async () => ({status: 'left'}) as const;
	const card = {
		transmit: nothing,
		lost: Promise.resolve(),
		close: async () => undefined,
		...(list && {features: {list, use: nothing}}),
	};
	expect(await pinPadOf(card)).toBeUndefined();
});

describe('a reader with keys of its own', () => {
	let cards: DemoCards;
	let card: SimulatedCard;
	let reader: SimulatedReader;
	let driver: JpkiDriver;
	let verifies: number;
	let entries: PadEntry[];
	let whileTyping: () => void;
	const admits = () => true;
	const typed = (text: string): PadEntry => ({does: 'type', characters: new TextEncoder().encode(text)});

	beforeAll(async () => {
		cards = await demoCards();
	});
	afterAll(() => cards.remove());
	beforeEach(async () => {
		verifies = 0;
		entries = [];
		whileTyping = () => undefined;
		card = await cards.load('valid');
		reader = new SimulatedReader({
			pad: async () => {
				whileTyping();
				return entries.shift() ?? {does: 'nothing'};
			},
		});
		reader.insert({
			powerOn: () => card.powerOn(),
			powerOff: () => card.powerOff(),
			reset: () => card.reset(),
			transmit(command) {
				if (command[1] === 0x20 && command.length > 5) verifies++;
				return card.transmit(command);
			},
		});
		driver = jpkiDriver(reader);
	});
	const verify = () => driver.verifyOnPad(signingPassword, {admits});
	const triesLeft = async () => {
		const look = await driver.look({admits});
		return look.status === 'ready' ? look.triesLeft : look.status;
	};

	test('is offered at the look', async () => {
		expect(await driver.look({admits})).toMatchObject({status: 'ready', typedOn: 'pad'});
	});

	test('opens the visit with one VERIFY of what was typed', async () => {
		entries = [typed(demoPassword)];
		const outcome = await verify();
		if (outcome.status !== 'verified') throw new Error(outcome.status);
		expect((await outcome.visit.readCertificate()).status).toBe('read');
		await outcome.visit.end();
		expect(verifies).toBe(1);
	});

	test('tells what the card counts after a wrong password, and blocked after the last', async () => {
		entries = Array.from({length: 6}, () => typed('WRONG123'));
		const outcomes = [];
		for (let nth = 0; nth < 6; nth++) outcomes.push(await verify());
		expect(outcomes).toEqual([
			...[4, 3, 2, 1].map(left => ({status: 'wrong', triesLeft: left})),
			{status: 'blocked'},
			{status: 'blocked'},
		]);
		expect(verifies).toBe(6);
	});

	test.each<[string, PadEntry, string]>([
		['cancelled (6401)', {does: 'cancel'}, 'cancelled'],
		['not begun in time (6400)', {does: 'nothing'}, 'notTyped'],
		['too short (6403)', {does: 'type', characters: new Uint8Array(5)}, 'notTyped'],
		['too long (6403)', {does: 'type', characters: new Uint8Array(17)}, 'notTyped'],
	])('an entry that is %s spends no try and powers the card off', async (_, entry, status) => {
		entries = [entry];
		expect(await verify()).toEqual({status});
		expect(verifies).toBe(0);
		expect(() => card.transmit(hex('00200080'))).toThrow('without power');
		expect(await triesLeft()).toBe(5);
	});

	test('a card that leaves while somebody types is a card that left', async () => {
		whileTyping = () => reader.pull();
		entries = [typed(demoPassword)];
		expect(await verify()).toEqual({status: 'left'});
		expect(verifies).toBe(0);
	});

	test('T-12 asks for no password where the card is another one than was imported', async () => {
		let isAsked = false;
		whileTyping = () => {
			isAsked = true;
		};
		const same = {digest: 'of another card', insertions: reader.insertions()};
		expect(await driver.verifyOnPad(signingPassword, {admits, same})).toEqual({status: 'changed'});
		expect(isAsked).toBe(false);
	});

	test('without keys nothing is typed on them', async () => {
		const plain = new SimulatedReader();
		plain.insert(card);
		const outcome = await jpkiDriver(plain).verifyOnPad(signingPassword, {admits});
		expect(outcome).toEqual({status: 'failed'});
	});
});

describe('the features of a connection over PC/SC', () => {
	const timer = new HandTimer();
	const asked: Array<readonly [number, string]> = [];
	let answering: () => Promise<Uint8Array>;
	let lefts: number;
	let stucks: number;
	const card = {
		control(code: number, command?: Uint8Array) {
			asked.push([code, command?.toHex() ?? '']);
			return answering();
		},
		disconnect: async () => undefined,
	} as unknown as Card;
	/** As winscard.h makes a control code of 3400. */
	const featureRequest = 0x42000d48;
	const connection = (more: Partial<PcscConnectionOptions> = {featureRequest}) =>
		new PcscConnection(card, 2 as CardDisposition, {
			timer,
			commandMs: 10_000,
			answer: new ArrayBuffer(264),
			onLeft: () => lefts++,
			onStuck: () => stucks++,
			...more,
		});
	beforeEach(() => {
		asked.length = 0;
		lefts = 0;
		stucks = 0;
	});

	test('are none unless they may be used', () => {
		expect(connection({}).features).toBeUndefined();
	});

	test('are asked for by their control code, and used by the one in the list', async () => {
		answering = async () => hex('06 04 42330006');
		const {features} = connection();
		expect(await features?.list()).toEqual(hex('06 04 42330006'));
		answering = async () => hex('6401');
		expect(await features?.use(0x42330006, hex('3C'), 100_000)).toEqual({
			status: 'answered',
			data: new Uint8Array(),
			sw: 0x6401,
		});
		expect(asked).toEqual([
			[featureRequest, ''],
			[0x42330006, '3c'],
		]);
	});

	test('a reader that has none says so by an error, and its card has not left', async () => {
		answering = () => Promise.reject(new Error('UnsupportedFeature'));
		expect(await connection().features?.list()).toBeUndefined();
		expect(lefts).toBe(0);
	});

	test('an error while somebody types is a card that left', async () => {
		answering = () => Promise.reject(new Error('RemovedCard'));
		expect(await connection().features?.use(0x42330006, hex('3C'), 100_000)).toEqual({status: 'left'});
		expect(lefts).toBe(1);
	});

	test('a pad that never answers makes the reader stuck, after its own time', async () => {
		answering = () => new Promise(() => undefined);
		const using = connection().features?.use(0x42330006, hex('3C'), 100_000);
		expect(timer.waitingMs).toEqual([100_000]);
		timer.goOff();
		expect(await using).toEqual({status: 'stuck'});
		expect(stucks).toBe(1);
	});
});
