import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test} from 'vitest';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {type Procedure, procedures} from '../../src/domain/procedure.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {HeadlessKiosk} from '../helpers/headlessKiosk.ts';
import {goOn} from '../helpers/journey.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {demoPki} from '../helpers/pki.ts';
import {type Cell, expectOnPage} from './page.ts';
import {type DeskOptions, openDesk} from './pcscDesk.ts';
import {witness} from './witness.ts';

let pki: string;
let pcscd: TestPcscd;
const cells: Cell[] = [];

beforeAll(async () => {
	pki = await demoPki();
	pcscd = await startPcscd();
}, 180_000);
beforeEach(async () => {
	await pcscd.kill();
	await pcscd.start();
});
afterAll(() => pcscd?.stop());

const atDesk = (options: Partial<DeskOptions> = {}) => openDesk({pki, pcscd, cells, ...options});
const codeIn = (procedure: Procedure, section: string) => `${procedure === 'revocation' ? 2 : 3}.${section}`;

/** How the reader goes, and what the prompt says of it after. */
const losses = [
	{fault: 'pcscd is killed', absent: 'noService', lose: () => pcscd.kill()},
	{fault: 'pcscd is shut down', absent: 'noService', lose: () => pcscd.shutDown()},
	{
		fault: 'the reader is unplugged',
		absent: 'noReader',
		lose: async () => {
			await pcscd.kill();
			await pcscd.start('no reader');
		},
	},
] as const;
const losings = procedures.flatMap(procedure => losses.map(loss => ({procedure, ...loss})));
/** How it comes back. */
const restart = async ({absent}: {readonly absent: 'noService' | 'noReader'}) => {
	if (absent === 'noReader') await pcscd.kill();
	await pcscd.start();
};

/** Where the procedure stands when it happens: before the answer to a screen, or under a command of the card. */
const places = [
	{place: 'importPrompt', upTo: ['importPrompt'], screen: 'importPrompt'},
	{place: 'login', upTo: ['login'], screen: 'importPrompt'},
	{place: 'checkingPassword', command: 'VERIFY', screen: 'unexpectedError'},
	{place: 'importing', command: 'READ BINARY at 512', screen: 'unexpectedError'},
	{place: 'confirmImport', upTo: ['confirmImport'], screen: 'unexpectedError'},
	{place: 'signConfirm', upTo: ['signConfirm'], screen: 'unexpectedError'},
	{place: 'the second login', upTo: ['login', 'login'], screen: 'unexpectedError'},
	{place: 'signing', command: 'COMPUTE DIGITAL SIGNATURE', screen: 'unexpectedError'},
	{place: 'sendConfirm', upTo: ['sendConfirm'], screen: 'unexpectedError'},
] as const;

describe.each(losings)('T-11 $fault in $procedure', ({fault, procedure, absent, lose}) => {
	test('leads from every state to a true screen, and serves again without a restart', async () => {
		const {kiosk, insert, untilReader, password, record, applications} = await atDesk();
		for (const at of places) {
			const losing = Promise.withResolvers<void>();
			const isUnderCommand = 'command' in at;
			const [card, slot] = await insert('valid', {
				fateOf: ({name}) => {
					if (!isUnderCommand || name !== at.command) return 'answer';
					losing.resolve(lose());
					return 'mute';
				},
			});
			if (isUnderCommand) {
				void goOn(kiosk, {procedure, password});
				await losing.promise;
			} else {
				for (const upTo of at.upTo) await goOnPast(kiosk, {procedure, password, upTo});
				await lose();
			}
			await kiosk.until(({isCardIn, screen}) => !isCardIn && screen === at.screen);
			const view = record({procedure, fault, place: at.place}, card);
			expect(view.code, at.place).toBe(
				at.screen === 'unexpectedError' ? codeIn(procedure, '2.6') : undefined,
			);
			expect(kiosk.contexts(), at.place).not.toMatch(/applicant":|MII/);
			expect(card.triesLeft()).toBe(5);

			await untilReader(absent);
			// Its own sentence, and the way on once it is back.
			if (view.screen === 'unexpectedError') kiosk.presses('ok');
			kiosk.presses('ok');
			const {absent: said} = await kiosk.untilScreen('cardNotReady');
			expect(said, at.place).toBe(absent);
			slot.pull();
			await restart({absent});
			kiosk.presses('cancel');
			await kiosk.untilScreen('menu');
			kiosk.presses('cancel');
			await kiosk.untilScreen('idle');
		}
		expect(applications()).toBe(0);
		expect(kiosk.faults).toEqual([]);
	});

	test('changes nothing while the window is asked what became of the request, nor at its end', async () => {
		const clock = new SteppedClock();
		// Its answers are not signed, so that none is believed.
		const {kiosk, insert, untilReader, record, applications, password} = await atDesk({
			clock,
			windowFault: 'unsigned',
		});
		const [card, slot] = await insert('valid');
		await goOn(kiosk, {procedure, password, upTo: 'sendConfirm'});
		kiosk.presses('ok');
		await kiosk.until(({path}) => path === 'procedure.inquiring.asking');
		await lose();
		await untilReader(absent);
		expect(record({procedure, fault, place: 'inquiring'}, card).screen).toBe('inquiring');
		for (let nth = 0; nth < 3; nth++) clock.advanceTo(clock.now() + 10_000);
		expect((await kiosk.untilScreen('outcomeUnknown')).code).toBe('S-03');
		expect(applications()).toBe(1);

		// The card lay in the reader that went: whether it was taken is not known.
		kiosk.presses('ok');
		await kiosk.untilScreen('cardUnseen');
		expect(record({procedure, fault, place: 'outcomeUnknown'}, card).buttons).toEqual(['ok']);
		slot.pull();
		await restart({absent});
		// The reader itself says that it is empty.
		await kiosk.untilScreen('idle');
		expect(kiosk.faults).toEqual([]);
	});

	test('while the card is to be taken is no card taken: the person says so', async () => {
		const {kiosk, insert, untilReader, record, password} = await atDesk();
		const [card, slot] = await insert();
		await goOn(kiosk, {procedure, password, upTo: 'login'});
		kiosk.presses('cancel');
		await kiosk.untilScreen('importPrompt');
		kiosk.presses('cancel');
		await kiosk.untilScreen('menu');
		kiosk.presses('cancel');
		await kiosk.untilScreen('takeCard');
		await lose();
		await untilReader(absent);
		await kiosk.untilScreen('cardUnseen');
		record({procedure, fault, place: 'takeCard'}, card);
		slot.pull();
		kiosk.presses('ok');
		expect(kiosk.view().screen).toBe('idle');
		await restart({absent});
		await untilReader('empty');
		expect(kiosk.view().screen).toBe('idle');
	});
});

/** Answers the screen the kiosk stands at, where it was stopped before, and goes on to the next stop. */
async function goOnPast(kiosk: HeadlessKiosk, journey: Parameters<typeof goOn>[1] & object): Promise<void> {
	const {password = ''} = journey;
	if (kiosk.view().screen === 'login' && journey.upTo === 'login') {
		kiosk.types(password);
		kiosk.presses('ok');
		await kiosk.untilScreen('confirmImport');
	}
	await goOn(kiosk, journey);
}

describe.each(['revocation', 'validity'] as const)('at a real reader in %s', procedure => {
	const done = procedure === 'revocation' ? 'accepted' : 'valid';
	/** A card of its own in each procedure: one that was revoked is not valid any more. */
	const known = {procedure, password: 'DEMO2026'};

	test.each([
		{command: 'SELECT application', screen: 'cardNotReady', section: '2.5'},
		{command: 'VERIFY', screen: 'unexpectedError', section: '2.6'},
		{command: 'READ BINARY at 512', screen: 'unexpectedError', section: '2.6'},
		{command: 'COMPUTE DIGITAL SIGNATURE', screen: 'unexpectedError', section: '2.6'},
	])('T-11 a card that leaves during $command leads to $screen', async ({command, screen, section}) => {
		const {kiosk, insert, record, applications} = await atDesk();
		const [card, slot] = await insert('valid', {
			fateOf: ({name}) => {
				if (name !== command) return 'answer';
				slot.pull();
				return 'mute';
			},
		});
		const {end} = await goOn(kiosk, known);
		expect(end).toMatchObject({screen, code: codeIn(procedure, section)});
		record({procedure, fault: 'the card leaves during a command', place: command}, card);
		expect([card.triesLeft(), applications()]).toEqual([5, 0]);
	});

	test('T-12 a card that leaves during a wrong VERIFY costs the one try it was sent', async () => {
		const {kiosk, insert, record} = await atDesk();
		const [card, slot] = await insert('valid', {
			fateOf: ({name}) => {
				if (name !== 'VERIFY') return 'answer';
				slot.pull();
				return 'mute';
			},
		});
		const {end} = await goOn(kiosk, {procedure, password: 'WRONG123'});
		expect(end.code).toBe(codeIn(procedure, '2.6'));
		record({procedure, fault: 'the card leaves during a wrong VERIFY', place: 'VERIFY'}, card);
		expect([card.triesLeft(), card.passwords()]).toEqual([4, 1]);
	});

	test.each(['SELECT application', 'VERIFY', 'READ BINARY at 512', 'COMPUTE DIGITAL SIGNATURE'])(
		'S-12 a card that falls mute at %s ends the procedure until it is taken out',
		async command => {
			const {kiosk, insert, record, applications} = await atDesk({reader: {commandMs: 200}});
			const [card, slot] = await insert('valid', {
				fateOf: ({name}) => (name === command ? 'mute' : 'answer'),
			});
			expect((await goOn(kiosk, known)).end).toMatchObject({
				screen: 'takeCard',
				code: 'S-12',
				application: undefined,
			});
			record({procedure, fault: 'the card falls mute', place: command}, card);
			expect([card.triesLeft(), applications()]).toEqual([5, 0]);
			slot.pull();
			await kiosk.untilScreen('idle');
			await insert();
			expect((await goOn(kiosk, {...known, upTo: 'confirmImport'})).end.screen).toBe('confirmImport');
		},
	);

	test('S-12 goes when the mute card answers late', async () => {
		const {kiosk, insert} = await atDesk({reader: {commandMs: 200}});
		const late = Promise.withResolvers<void>();
		await insert('valid', {fateOf: ({name}) => (name === 'VERIFY' ? {late: late.promise} : 'answer')});
		expect((await goOn(kiosk, known)).end.code).toBe('S-12');
		late.resolve();
		const answered = await kiosk.until(({isReaderStuck}) => !isReaderStuck);
		expect(answered).toMatchObject({screen: 'takeCard', code: undefined, isCardIn: true});
	});

	test('S-12 goes when the service of a mute card is killed, and the kiosk serves again', async () => {
		const {kiosk, insert, untilReader, record} = await atDesk({reader: {commandMs: 200}});
		const [card, slot] = await insert('valid', {fateOf: ({name}) => (name === 'VERIFY' ? 'mute' : 'answer')});
		expect((await goOn(kiosk, known)).end.code).toBe('S-12');
		await pcscd.kill();
		await kiosk.untilScreen('cardUnseen');
		record({procedure, fault: 'pcscd is killed', place: 'a mute card'}, card);
		slot.pull();
		await pcscd.start();
		await kiosk.untilScreen('idle');
		await untilReader('empty');
		await insert();
		expect((await goOn(kiosk, {...known, upTo: 'confirmImport'})).end.screen).toBe('confirmImport');
	});

	test('a card that takes 3 s to answer is waited for', async () => {
		const {kiosk, insert, record} = await atDesk();
		const [card] = await insert('valid', {
			fateOf: ({name}) => (name === 'VERIFY' ? {late: Bun.sleep(3000)} : 'answer'),
		});
		const {end} = await goOn(kiosk, {...known, upTo: 'confirmImport'});
		expect([end.screen, card.passwords()]).toEqual(['confirmImport', 1]);
		record({procedure, fault: 'the card answers after 3 s', place: 'VERIFY'}, card);
	});

	test('T-11 another person’s card in its place after the import ends at 2.2.6', async () => {
		const {kiosk, insert, record} = await atDesk();
		const [, slot] = await insert();
		await goOn(kiosk, {...known, upTo: 'signConfirm'});
		slot.pull();
		await kiosk.untilScreen('unexpectedError');
		const [second] = await insert('second');
		expect(kiosk.view()).toMatchObject({screen: 'unexpectedError', code: codeIn(procedure, '2.6')});
		record({procedure, fault: 'the card is swapped', place: 'signConfirm'}, second);
		expect([second.passwords(), second.signatures()]).toEqual([0, 0]);
	});

	test('T-12 another person’s card that no reader noticed is asked for no password: S-06', async () => {
		const {kiosk, insert, record} = await atDesk();
		const second = witness(await loadSimulatedCard(join(pki, 'cards/second')));
		let isSwapped = false;
		const [first] = await insert('valid', {instead: () => (isSwapped ? second : undefined)});
		await goOn(kiosk, {...known, upTo: 'signConfirm'});
		isSwapped = true;
		expect((await goOn(kiosk, known)).end).toMatchObject({screen: 'cardChanged', code: 'S-06'});
		record({procedure, fault: 'the card is swapped unnoticed', place: 'signConfirm'}, second);
		expect([first.passwords(), second.passwords(), second.signatures()]).toEqual([1, 0, 0]);
	});

	test('a reader that another program holds is told as held, until it is given back', async () => {
		const {kiosk, insert, record} = await atDesk();
		const [card] = await insert();
		const holder = Bun.spawn(
			[process.execPath, join(import.meta.dirname, 'fixture/holdReader.ts'), pcscd.readers[0]],
			{stdin: 'pipe', stdout: 'pipe', stderr: 'inherit'},
		);
		onTestFinished(() => holder.kill());
		const {value} = await holder.stdout.getReader().read();
		expect(new TextDecoder().decode(value).trim()).toBe('connected');
		const {end} = await goOn(kiosk, known);
		expect(end).toMatchObject({screen: 'cardNotReady', code: codeIn(procedure, '2.5'), absent: 'held'});
		record({procedure, fault: 'another program holds the reader', place: 'importPrompt'}, card);
		await holder.stdin.end();
		await holder.exited;
		kiosk.presses('ok');
		expect((await kiosk.untilScreen('login')).triesLeft).toBe(5);
	});

	test('of two readers only the chosen one is asked', async () => {
		const {kiosk, insert, record} = await atDesk({reader: {readerName: pcscd.readers[1]}});
		const [card] = await insert('valid', {port: pcscd.port});
		const {end} = await goOn(kiosk, known);
		expect(end).toMatchObject({screen: 'cardNotReady', absent: 'noCard'});
		record({procedure, fault: 'the card lies in the other of two readers', place: 'importPrompt'}, card);
		expect(card.met).toEqual([]);
		await insert('valid', {port: pcscd.port + 1});
		await kiosk.until(({isCardIn}) => isCardIn);
		kiosk.presses('ok');
		expect((await kiosk.untilScreen('login')).triesLeft).toBe(5);
	});

	test('T-09 without a reader service nothing begins, and all is well by itself once it runs', async () => {
		await pcscd.kill();
		const clock = new SteppedClock();
		const {kiosk, insert, untilReader} = await atDesk({clock});
		const {end} = await goOn(kiosk, known);
		expect(end).toMatchObject({
			screen: 'notInService',
			fault: 'readerService',
			code: codeIn(procedure, '2.4'),
		});
		await pcscd.start();
		await untilReader('empty');
		clock.advanceTo(10_000);
		await kiosk.untilScreen('menu');
		const [card] = await insert();
		expect((await goOn(kiosk, {...known, upTo: 'confirmImport'})).end.screen).toBe('confirmImport');
		cells.push({
			...{procedure, fault: 'pcscd does not run at the start', place: 'menu', screen: end.screen},
			...{code: end.code, triesLeft: card.triesLeft(), applications: 0},
		});
	});

	test('a card put in before anybody came is asked, sent once, and left in after: it is to be taken', async () => {
		const {kiosk, insert, record, applications} = await atDesk();
		const [card, slot] = await insert(procedure === 'revocation' ? 'long-address' : 'valid');
		await kiosk.untilScreen('menu');
		expect((await goOn(kiosk, known)).end.screen).toBe(done);
		kiosk.presses('ok');
		expect(kiosk.view().screen).toBe('takeCard');
		record({procedure, fault: 'the card is left in', place: done}, card);
		expect([applications(), card.passwords(), card.signatures()]).toEqual([1, 2, 1]);
		slot.pull();
		await kiosk.untilScreen('idle');
	});

	test('T-11 a service killed after the 了解 of 2.1.8 changes nothing', async () => {
		const {kiosk, insert, untilReader, record, applications} = await atDesk();
		const [card, slot] = await insert(procedure === 'revocation' ? 'substitute-characters' : 'valid');
		await goOn(kiosk, {...known, upTo: 'sendConfirm'});
		kiosk.presses('ok');
		await pcscd.kill();
		await untilReader('noService');
		await kiosk.untilScreen(done);
		record({procedure, fault: 'pcscd is killed', place: 'sending'}, card);
		expect(applications()).toBe(1);
		kiosk.presses('ok');
		await kiosk.untilScreen('cardUnseen');
		slot.pull();
		await pcscd.start();
		await kiosk.untilScreen('idle');
	});
});

test('docs/faults.md says what these cells saw', () => expectOnPage('at a real reader', cells));
