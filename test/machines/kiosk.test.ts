import {describe, expect, test} from 'vitest';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type TestKiosk, testKiosk, toStaffMenu, walk} from '../helpers/kiosk.ts';

const devices = (kiosk: TestKiosk) =>
	kiosk
		.atWork()
		.map(({device}) => device)
		.sort();
const identity = {
	host: 'window.example',
	subject: 'CN=window',
	issuer: 'CN=root',
	notBefore: '2026-01-01T00:00:00Z',
	notAfter: '2027-01-01T00:00:00Z',
	fingerprint: 'AB:CD',
	protocol: 'TLSv1.3',
};
const toTakeCard = () => walk.toMenu(testKiosk()).reader('present').presses('cancel');
const officer = {id: '2001', role: 'resetOfficer'} as const;

describe('what the kiosk does for itself', () => {
	test('reader and hours are watched all the time, window and outbox asked about while nobody is served', () => {
		const kiosk = testKiosk().reader('empty');
		expect(devices(kiosk)).toEqual(['selfCheck', 'settleOutbox', 'watchReader', 'watchService']);
		kiosk.presses('ok');
		expect(devices(kiosk)).toEqual(['identifyWindow', 'watchReader', 'watchService']);
		kiosk.presses('cancel');
		expect(devices(kiosk)).toEqual(['selfCheck', 'settleOutbox', 'watchReader', 'watchService']);
	});

	test('it asks again after three minutes, and after ten seconds where something is wrong', () => {
		const checks = (kiosk: TestKiosk) => devices(kiosk).includes('selfCheck');
		const well = testKiosk().tells({type: 'terminal.ready'} as never);
		expect([checks(well), checks(well.waits(179_999)), checks(well.waits(1))]).toEqual([false, false, true]);
		const ill = testKiosk().tells({type: 'terminal.failed', cause: 'window'} as never);
		expect(ill.view().fault).toBe('window');
		expect([checks(ill), checks(ill.waits(9999)), checks(ill.waits(1))]).toEqual([false, false, true]);
		expect(ill.tells({type: 'terminal.ready'} as never).view().fault).toBeUndefined();
	});

	test('S004-011 what is known of the window is the last word on it', () => {
		const kiosk = walk.toMenu(testKiosk());
		kiosk.tells({type: 'window.identified', identity} as never);
		expect(kiosk.view()).toMatchObject({identity, unreachable: undefined});
		kiosk.tells({type: 'window.unreachable', cause: 'expired'} as never);
		expect(kiosk.view()).toMatchObject({identity: undefined, unreachable: 'expired'});
		kiosk.tells({type: 'window.identified', identity} as never);
		expect(kiosk.view()).toMatchObject({identity, unreachable: undefined});
	});
});

describe('covers', () => {
	test('the language is changed by its own cover, to and fro', () => {
		const kiosk = testKiosk();
		const changes = () => kiosk.tells({type: 'user.language'}).tells({type: 'cover.confirm'});
		expect(kiosk.tells({type: 'user.language'}).view()).toMatchObject({cover: 'language', language: 'ja'});
		kiosk.tells({type: 'cover.close'});
		expect(changes().view()).toMatchObject({cover: undefined, language: 'en'});
		expect(changes().view().language).toBe('ja');
		expect(changes().presses('ok').presses('cancel').view().language).toBe('ja');
	});

	test('close when the screen below them changes', () => {
		for (const type of ['user.help', 'user.language', 'user.staff'] as const) {
			const kiosk = walk.toMenu(testKiosk()).tells({type});
			expect(kiosk.view().cover).toBeDefined();
			expect(kiosk.presses('revocation').view().cover).toBeUndefined();
		}
	});

	test('stay open for who is served, and close after two minutes by themselves where nobody is', () => {
		const served = walk.toMenu(testKiosk()).tells({type: 'user.help'}).waits(119_000);
		expect(served.tells({type: 'user.active'}).waits(2000).view()).toMatchObject({
			screen: 'menu',
			cover: 'help',
		});
		for (const resting of [testKiosk(), toTakeCard()]) {
			expect(resting.tells({type: 'user.help'}).waits(119_999).view().cover).toBe('help');
			expect(resting.waits(1).view().cover).toBeUndefined();
		}
		const slow = testKiosk({timeScale: 10}).tells({type: 'user.help'});
		expect(slow.waits(1_199_999).view().cover).toBe('help');
		expect(slow.waits(1).view().cover).toBeUndefined();
	});

	test('T-21 the call for staff leads nowhere from their desk', () => {
		const kiosk = toStaffMenu(testKiosk(), officer).presses('upkeep');
		expect(kiosk.tells({type: 'user.staff'}).tells({type: 'cover.confirm'}).view().path).toBe('desk.upkeep');
	});
});

describe('G-01 who is there', () => {
	test('nobody is asked for where only a card is waited for', () => {
		const waiting = toTakeCard();
		for (const further of [120_000, 20_000, 760_000])
			expect(waiting.waits(further).view()).toMatchObject({screen: 'takeCard', cover: undefined});
		const unseen = toTakeCard().reader('lost');
		expect(unseen.waits(119_999).view()).toMatchObject({screen: 'cardUnseen', cover: undefined});
		expect(unseen.waits(1).view().screen).toBe('idle');
		const short = walk
			.toMenu(testKiosk({idleSeconds: 70}))
			.reader('present')
			.reader('lost')
			.presses('cancel');
		expect(short.waits(90_000).view()).toMatchObject({screen: 'cardUnseen', cover: undefined});
	});

	test('T-23 what is personal waits a minute from when it is seen', () => {
		const kiosk = walk.toImportPrompt(testKiosk()).waits(100_000);
		kiosk.tells({type: 'procedure.personal'} as never);
		expect(kiosk.waits(59_999).view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
	});

	test('T-23 a menu that is reached from personal data waits as long as any other', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).presses('cancel').presses('cancel');
		expect(kiosk.view().screen).toBe('menu');
		expect(kiosk.waits(119_999).view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
	});

	test('a key begins the wait anew, and takes the warning away', () => {
		const kiosk = walk.toMenu(testKiosk()).waits(119_000).tells({type: 'user.active'}).waits(119_999);
		expect(kiosk.view().cover).toBeUndefined();
		expect(kiosk.waits(1).view()).toMatchObject({cover: 'idleWarning', secondsLeft: 30});
		expect(kiosk.waits(29_000).view().secondsLeft).toBe(1);
		expect(kiosk.tells({type: 'user.active'}).view().cover).toBeUndefined();
		expect(kiosk.waits(120_000).view()).toMatchObject({cover: 'idleWarning', secondsLeft: 30});
	});

	test('more time may be asked for while the card is waited for as well', () => {
		const kiosk = toTakeCard().tells({type: 'user.slow'});
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', isSlow: true});
		expect(kiosk.tells({type: 'user.slow'}).view().isSlow).toBe(false);
	});

	test('who asks for more time has ten times as much to take the card, and before it is called for', () => {
		const slow = () => walk.toMenu(testKiosk()).reader('present').presses('slow').presses('cancel');
		expect(slow().waits(49_999).view().tones).toBe(0);
		expect(slow().waits(50_000).view().tones).toBe(1);
		expect(slow().waits(1_799_999).view().code).toBeUndefined();
		expect(slow().waits(1_800_000).view().code).toBe('S-21');
		const unseen = slow().reader('lost');
		expect(unseen.waits(1_199_999).view().screen).toBe('cardUnseen');
		expect(unseen.waits(1).view().screen).toBe('idle');
	});
});

describe('the reader', () => {
	test.each<[string, () => TestKiosk, boolean]>([
		['taken out and put back at once is another card', () => toTakeCard().reader('present'), true],
		['that is empty', () => walk.toMenu(testKiosk()).reader('present').reader('empty'), false],
		[
			'that was unplugged and is back, empty',
			() => walk.toMenu(testKiosk()).reader('lost').reader('empty'),
			false,
		],
		['that is back with a card', () => walk.toMenu(testKiosk()).reader('lost').reader('present'), true],
	])('%s', (_, to, isCardIn) => {
		expect(to().view().isCardIn).toBe(isCardIn);
	});

	test('S-12 that answers no more is stuck until the card is out, or it went itself', () => {
		for (const change of ['empty', 'lost'] as const) {
			const kiosk = walk.toMenu(testKiosk()).reader('present').reader('stuck');
			expect(kiosk.view()).toMatchObject({screen: 'takeCard', isReaderStuck: true, code: 'S-12'});
			expect(kiosk.reader(change).view().isReaderStuck).toBe(false);
		}
	});
});

test('T-21 a kiosk whose settings name nobody who can unblock a card only guides', () => {
	const kiosk = toStaffMenu(testKiosk(), officer)
		.presses('assistedReset')
		.presses('signing')
		.reader('present')
		.presses('ok');
	kiosk
		.hears({type: 'card.blocked'} as MachineEvent)
		.reader('empty')
		.presses('holder');
	expect(kiosk.view()).toMatchObject({screen: 'resetGuidance', buttons: ['ok']});
});

test('T-23 while staff are signed in each new screen of a citizen is veiled, and no more once they are not', () => {
	const kiosk = toStaffMenu(testKiosk(), officer);
	expect(kiosk.view()).toMatchObject({screen: 'staffMenu', isVeiled: true});
	kiosk.presses('cancel').presses('ok');
	expect(kiosk.view().isVeiled).toBe(true);
	kiosk.tells({type: 'user.veil'});
	expect(kiosk.view().isVeiled).toBe(false);
	expect(kiosk.presses('viewer').view().isVeiled).toBe(true);
	const over = kiosk.waits(90_000).tells({type: 'user.active'}).waits(90_000);
	expect(over.view()).toMatchObject({duty: undefined, isVeiled: true});
	expect(over.presses('cancel').view().isVeiled).toBe(false);
});
