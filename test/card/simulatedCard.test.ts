import {createPrivateKey, createPublicKey, publicDecrypt, sign} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {type CardState, parseDescription} from '../../src/card/simulated/load.ts';
import {unblockMessage} from '../../src/domain/unblock.ts';
import {type DemoCards, demoCards, demoPassword} from './cards.ts';

// Every expectation here is a measured behaviour of the real card: card-facts 1.3 to 1.5.
let cards: DemoCards;
let card: SimulatedCard;
let saved: CardState[];

beforeAll(async () => {
	cards = await demoCards();
});
afterAll(() => cards.remove());
beforeEach(async () => {
	saved = [];
	card = await cards.load('valid', {save: state => saved.push(state)});
	card.powerOn();
	send(selectApplication);
});

const selectApplication = '00A4040C0AD392F000260100000001';
const selectPassword = '00A4020C02001B';
const selectPin = '00A4020C020018';
const selectCertificate = '00A4020C020001';
const selectKey = '00A4020C02001A';
const verify = (text: string) => `00200080${byte(text.length)}${Buffer.from(text).toString('hex')}`;
const change = (text: string) => `00240180${byte(text.length)}${Buffer.from(text).toString('hex')}`;
const reset = (text: string) => `002C0280${byte(text.length)}${Buffer.from(text).toString('hex')}`;
const challenge = '0084000020';
const byte = (value: number) => value.toString(16).padStart(2, '0');

function send(...commands: string[]): string {
	let answer = '';
	for (const command of commands) {
		answer = Buffer.from(card.transmit(Buffer.from(command, 'hex')))
			.toString('hex')
			.toUpperCase();
	}
	return answer;
}

test.each([
	['another application', ['00A4040C07A0000000791000'], '6A82'],
	['a file before the application is selected', ['00A40000023F00'], '6A86'],
	['a file that is not there', ['00A4020C020003'], '6A82'],
	['a file with file control information', ['00A40200020006'], '6A86'],
	['reading with no file selected', ['00B0000004'], '6986'],
	['reading a password', [selectPassword, '00B0000004'], '6981'],
	['reading without a length', ['00A4020C020006', '00B00000'], '6700'],
	['reading past the end', ['00A4020C020008', '00B0000304'], '6B00'],
	['the certificate before the password', [selectCertificate, '00B0000004'], '6982'],
	['signing before the password', [selectKey, '802A0080013000'], '6982'],
	['signing with a password file', [selectPassword, verify(demoPassword), '802A0080013000'], '6981'],
	['another signature scheme', [selectPassword, verify(demoPassword), selectKey, '802A0600013000'], '6A86'],
	['signing without a length', [selectPassword, verify(demoPassword), selectKey, '802A00800130'], '6700'],
	['the retry query with a fifth byte', [selectPassword, '0020008000'], '6700'],
	['a password of 17 bytes', [selectPassword, verify('A'.repeat(17))], '6700'],
	['a password with no file selected', [verify(demoPassword)], '6986'],
	['a password for a file that is none', ['00A4020C020006', verify(demoPassword)], '6981'],
	['a password for a file that is not there', ['00200093023132'], '6A88'],
	['a logical channel', ['01A4020C020006'], '6881'],
	['a class of others', ['A0A40000023F00'], '6E00'],
	['a new password before the old one', [selectPassword, change('NEXT2027')], '6982'],
	[
		'a new password after the other one',
		[selectPin, verify('1234'), selectPassword, change('NEXT2027')],
		'6982',
	],
	['old and new password in one', [selectPassword, verify(demoPassword), '00240080024142'], '6A86'],
	['no new password', [selectPassword, verify(demoPassword), '00240180'], '6700'],
	['a new password of 17 bytes', [selectPassword, verify(demoPassword), change('A'.repeat(17))], '6700'],
	['a new password with no file selected', [change('NEXT2027')], '6986'],
	['a new password for a file that is none', ['00A4020C020006', change('NEXT2027')], '6981'],
	['a challenge of another length', ['0084000008'], '6C20'],
	['a challenge for a purpose', ['0084000120'], '6A86'],
	['an authority without a challenge', [selectPassword, `0082000140${'00'.repeat(64)}`], '6985'],
	['an authority with a forged answer', [selectPassword, challenge, `0082000140${'01'.repeat(64)}`], '6300'],
	['an authority with a short answer', [selectPassword, challenge, `008200013F${'01'.repeat(63)}`], '6700'],
	['an authority by another key', [selectPassword, challenge, `0082000240${'01'.repeat(64)}`], '6A88'],
	['an authority for no file', [challenge, `0082000140${'01'.repeat(64)}`], '6986'],
	[
		'an authority for a file that is none',
		['00A4020C020006', challenge, `0082000140${'01'.repeat(64)}`],
		'6981',
	],
	['a reset without the authority', [selectPassword, reset('NEXT2027')], '6982'],
	['a reset by the password', [selectPassword, verify(demoPassword), reset('NEXT2027')], '6982'],
	['a reset of the counter alone', [selectPassword, '002C0380'], '6A86'],
	['an instruction it does not know', ['00CA000000'], '6D00'],
	['a length that does not agree', ['00A4020C0300'], '6700'],
	['an extended length', ['00B0000000010000'], '6700'],
])('refuses %s', (_what, commands, sw) => {
	expect(send(...commands)).toBe(sw);
});

test('selects nothing without its application, also after a reset', () => {
	card.reset();
	expect(send('00A4020C020006')).toBe('6A82');
	expect(send(selectApplication, '00A4020C020006')).toBe('9000');
});

test('drops the file when the application is selected again', () => {
	expect(send('00A4020C020006', selectApplication, '00B0000004')).toBe('6986');
});

test('counts the tries down, blocks, and refuses the right password then', () => {
	expect(send(selectPassword, '00200080')).toBe('63C5');
	expect([1, 2, 3, 4, 5].map(() => send(verify('WRONG1')))).toEqual(['63C4', '63C3', '63C2', '63C1', '63C0']);
	expect(send(verify(demoPassword))).toBe('6984');
	expect(send('00200080')).toBe('63C0');
	expect(saved.at(-1)).toMatchObject({signTriesLeft: 0, authTriesLeft: 3});
});

test('gives all tries back for the right password, and never tells by the query that it was given', () => {
	send(selectPassword, verify('WRONG1'));
	expect(send(verify(demoPassword))).toBe('9000');
	expect(send('00200080')).toBe('63C5');
	expect(saved).toMatchObject([
		{signTriesLeft: 4, authTriesLeft: 3},
		{signTriesLeft: 5, authTriesLeft: 3},
	]);
});

test('compares bytes: a lower-case letter costs a try', () => {
	expect(send(selectPassword, verify('demo2026'))).toBe('63C4');
});

test('knows which of two passwords by the selected file alone', () => {
	expect(send(selectPin, verify(demoPassword))).toBe('63C2');
	expect(send(selectPin, verify('1234'), selectCertificate, '00B0000004')).toBe('6982');
});

test('keeps the key open over a reset and closes it without power', () => {
	send(selectPassword, verify(demoPassword));
	card.reset();
	expect(send(selectApplication, selectCertificate, '00B0000004')).toMatch(/^3082....9000$/);
	card.powerOff();
	card.powerOn();
	expect(send(selectApplication, selectCertificate, '00B0000004')).toBe('6982');
});

test('takes short identifiers in place of a selection', () => {
	expect(send('00B0860020')).toBe(
		`${Buffer.from('JPKIAPICCTOKEN2'.padEnd(32)).toString('hex').toUpperCase()}9000`,
	);
	expect(send(`0020009B08${Buffer.from(demoPassword).toString('hex')}`)).toBe('9000');
	expect(send('802A009A01AA00')).toHaveLength(2 * 256 + 4);
});

test('takes a new password after the old one, keeps the tries, and asks for the new one then', () => {
	send(selectPassword, verify('WRONG1'), verify(demoPassword));
	expect(send(change('NEXT2027'))).toBe('9000');
	expect(saved.at(-1)).toEqual({
		signPassword: 'NEXT2027',
		authPin: '1234',
		signTriesLeft: 5,
		authTriesLeft: 3,
	});
	expect(send(selectKey, '802A00800330000000')).toBe('6982');
	expect(send(selectPassword, verify(demoPassword))).toBe('63C4');
	expect(send(verify('NEXT2027'))).toBe('9000');
});

describe('RESET RETRY COUNTER after EXTERNAL AUTHENTICATE (ISO/IEC 7816-4)', () => {
	/** The authority's answer to the challenge just given, for a password file: made by openssl's library. */
	async function answered(file: number): Promise<string> {
		const given = Buffer.from(send(challenge).slice(0, -4), 'hex');
		const key = createPrivateKey(await readFile(join(cards.folder('valid'), '../../unblock.key')));
		const signature = sign('sha256', unblockMessage(given, file), {key, dsaEncoding: 'ieee-p1363'});
		return `0082000140${signature.toString('hex')}`;
	}
	const block = () => {
		send(selectPassword);
		for (let nth = 0; nth < 5; nth++) send(verify('WRONG1'));
	};

	test('frees the tries and sets the password in one step', async () => {
		block();
		expect(send(await answered(0x1b))).toBe('9000');
		expect(send(reset('NEXT2027'))).toBe('9000');
		expect(saved.at(-1)).toMatchObject({signPassword: 'NEXT2027', signTriesLeft: 5});
		expect(send(verify('NEXT2027'))).toBe('9000');
	});

	test('T-21 takes an answer once, and for its own file and challenge alone', async () => {
		block();
		const answer = await answered(0x1b);
		expect(send(selectPin, answer)).toBe('6300');
		expect(send(selectPassword, answer)).toBe('6985');
		expect(send(challenge, answer)).toBe('6300');
		expect(send(await answered(0x1b), reset('NEXT2027'), reset('OTHER028'))).toBe('6982');
		expect(send(await answered(0x1b), selectPin, reset('4321'))).toBe('6982');
	});

	test.each([
		[
			'power-off',
			() => {
				card.powerOff();
				card.powerOn();
			},
		],
		['a reset', () => card.reset()],
	])('T-21 forgets the authority at %s', async (_what, happens) => {
		send(selectPassword);
		send(await answered(0x1b));
		happens();
		expect(send(selectApplication, selectPassword, reset('NEXT2027'))).toBe('6982');
	});

	test('refuses it on a card that knows no authority', async () => {
		const {unblockKey: _none, ...bare} = parseDescription(
			await readFile(join(cards.folder('second'), 'card.json'), 'utf8'),
		);
		await writeFile(join(cards.folder('second'), 'card.json'), JSON.stringify(bare));
		card = await cards.load('second');
		card.powerOn();
		send(selectApplication, selectPassword);
		expect(send(await answered(0x1b))).toBe('6A88');
	});
});

test('holds a certificate in a larger file, filled up with FF', async () => {
	const der = await readFile(join(cards.folder('valid'), 'sign.der'));
	const at = der.length.toString(16).padStart(4, '0');
	expect(send(selectPassword, verify(demoPassword), selectCertificate, `00B0${at}04`)).toBe('FFFFFFFF9000');
});

test('signs what it is given by PKCS #1 v1.5', async () => {
	const answer = send(selectPassword, verify(demoPassword), selectKey, '802A008003A1B2C300');
	const key = createPublicKey(createPrivateKey(await readFile(join(cards.folder('valid'), 'sign.key'))));
	const signature = Buffer.from(answer.slice(0, -4), 'hex');
	expect(publicDecrypt(key, signature).toString('hex')).toBe('a1b2c3');
});

test('throws when it has no power, for that is a bug of the reader', () => {
	card.powerOff();
	expect(() => card.transmit(Buffer.from(selectApplication, 'hex'))).toThrow('without power');
});

const description = {
	label: 'x',
	signPassword: 'A',
	authPin: '1',
	signTriesLeft: 5,
	authTriesLeft: 3,
	holds: 'both',
	note: '',
};
test.each([
	['tries that the card cannot have', {...description, signTriesLeft: 6}],
	['tries below none', {...description, authTriesLeft: -1}],
	['holdings that do not exist', {...description, holds: 'sign'}],
	['no label', {...description, label: undefined}],
	['nothing', null],
])('is not made from a description with %s', (_what, value) => {
	expect(() => parseDescription(JSON.stringify(value))).toThrow('card.json');
});
