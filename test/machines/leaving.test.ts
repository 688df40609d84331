import {describe, expect, test} from 'vitest';
import type {SiteIdentity} from '../../src/domain/site.ts';
import type {MachineEvent, ServiceEvent} from '../../src/machines/events.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const inMenu = () => walk.toMenu(testKiosk());
const atIdentity = () => inMenu().presses('siteIdentity');
const identity: SiteIdentity = {
	host: 'window.demo',
	subject: 'DEMO',
	issuer: 'DEMO CA',
	notBefore: '2026-01-01T00:00:00Z',
	notAfter: '2027-01-01T00:00:00Z',
	fingerprint: 'AA:BB',
	protocol: 'TLSv1.3',
};
const closed: ServiceEvent = {type: 'service.closed', why: 'hours', opensAt: '2026-11-24T23:30:00.000Z'};
const outside: Record<string, () => TestKiosk> = {
	'the menu': inMenu,
	'the page of the connection': atIdentity,
	'the page of its certificate': () =>
		inMenu().hears({type: 'window.identified', identity}).presses('siteIdentity').presses('ok'),
	'out of hours': () => testKiosk().reader('empty').service(closed).presses('ok'),
};

describe.each(Object.entries(outside))('G-04 with a card in, %s', (_name, to) => {
	test('that nobody answers for 150 s asks for the card', () => {
		const kiosk = to().reader('present').waits(119_999);
		expect(kiosk.view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
		expect(kiosk.waits(29_999).view().cover).toBe('idleWarning');
		expect(kiosk.waits(1).view()).toMatchObject({screen: 'takeCard', cover: undefined});
		expect(kiosk.reader('empty').view().screen).toBe('idle');
	});

	test('that nobody answers without a card is idle', () => {
		expect(to().waits(150_000).view().screen).toBe('idle');
	});
});

test.each([
	['the menu', 'cancel'],
	['out of hours', 'ok'],
] as const)('G-04 with a card in, %s that is left by %s asks for the card', (name, button) => {
	expect(outside[name]?.().reader('present').presses(button).view().screen).toBe('takeCard');
});

test('G-04 a card that is to be taken is waited for without a warning', () => {
	const kiosk = inMenu().reader('present').presses('cancel').waits(150_000);
	expect(kiosk.view()).toMatchObject({screen: 'takeCard', cover: undefined});
});

test('T-23 a procedure left at a page with personal data leaves a menu that warns as a menu does', () => {
	const kiosk = walk.toConfirmImport(testKiosk()).presses('cancel').presses('cancel');
	expect(kiosk.view().screen).toBe('menu');
	expect(kiosk.waits(119_999).view().cover).toBeUndefined();
	expect(kiosk.waits(1).view().cover).toBe('idleWarning');
});

test('T-23 help that nobody closes does not lie over the next one’s screen', () => {
	const kiosk = inMenu().tells({type: 'user.help'});
	expect(kiosk.view().cover).toBe('help');
	kiosk.waits(150_000);
	expect(kiosk.view()).toMatchObject({screen: 'idle', cover: undefined});
	expect(kiosk.presses('ok').view()).toMatchObject({screen: 'menu', cover: undefined});
});

test.each(['user.help', 'user.language', 'user.staff'] as const)(
	'T-23 nor does it hide the resting screen from the next one: %s',
	type => {
		const kiosk = testKiosk().tells({type});
		expect(kiosk.waits(119_999).view()).toMatchObject({screen: 'idle', cover: type.slice('user.'.length)});
		expect(kiosk.waits(1).view()).toMatchObject({screen: 'idle', cover: undefined});
	},
);

test('G-01 whoever turns the slow mode on is there: the time begins anew', () => {
	const kiosk = inMenu().waits(119_000).tells({type: 'user.slow'}).waits(1_199_999);
	expect(kiosk.view()).toMatchObject({cover: undefined, isSlow: true});
	expect(kiosk.waits(1).view().cover).toBe('idleWarning');
});

test('G-01 whoever turns it off is there too', () => {
	const kiosk = inMenu()
		.tells({type: 'user.slow'})
		.waits(1_199_000)
		.tells({type: 'user.slow'})
		.waits(119_999);
	expect(kiosk.view()).toMatchObject({cover: undefined, isSlow: false});
	expect(kiosk.waits(1).view().cover).toBe('idleWarning');
});

test('a kiosk just started knows of no request that waits, no fault and nothing said', () => {
	expect(testKiosk().view()).toMatchObject({
		screen: 'idle',
		waiting: 0,
		fault: undefined,
		identity: undefined,
		unreachable: undefined,
		notice: undefined,
		lastStop: undefined,
		forgottenCards: 0,
		tones: 0,
		duty: undefined,
		isSlow: false,
		settingsFaults: [],
		service: {status: 'open'},
	});
});

describe('2.1.4 what becomes of a password that the card was sent', () => {
	const typed = (to: (kiosk: TestKiosk) => TestKiosk) =>
		to(testKiosk()).presses('ok').hears({type: 'password.wellFormed'});
	const ends: ReadonlyArray<[MachineEvent, string, string]> = [
		[{type: 'card.blocked'}, 'passwordCheckFailed', 'passwordCheckFailed'],
		[{type: 'card.changed'}, 'unexpectedError', 'cardChanged'],
		[{type: 'card.left'}, 'unexpectedError', 'unexpectedError'],
		[{type: 'card.absent', cause: 'noReader'}, 'unexpectedError', 'unexpectedError'],
		[{type: 'card.other', kind: 'other'}, 'unexpectedError', 'unexpectedError'],
		[{type: 'card.failed'}, 'unexpectedError', 'unexpectedError'],
		[{type: 'card.wrongPassword', triesLeft: 3}, 'wrongPassword', 'wrongPassword'],
	];

	test.each(ends)('%o leads to %s at the first, to %s at the second', (event, first, second) => {
		expect(
			typed(kiosk => walk.toLogin(kiosk))
				.hears(event)
				.view().screen,
		).toBe(first);
		expect(
			typed(kiosk => walk.toSecondLogin(kiosk))
				.hears(event)
				.view().screen,
		).toBe(second);
	});

	test('design 2: a card that does not answer is given up after 10 s, at either', () => {
		for (const to of [walk.toLogin, walk.toSecondLogin]) {
			const kiosk = typed(one => to(one)).waits(9999);
			expect(kiosk.view().screen).toBe('checkingPassword');
			expect(kiosk.waits(1).view().screen).toBe('unexpectedError');
		}
	});

	test('G-13 what was wrong with one password is not said of the next', () => {
		const kiosk = walk
			.toLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.malformed', fault: 'tooShort'});
		expect(kiosk.view()).toMatchObject({screen: 'login', passwordFault: 'tooShort'});
		kiosk.presses('ok').hears({type: 'password.wellFormed'}, {type: 'card.wrongPassword', triesLeft: 4});
		expect(kiosk.presses('ok').view()).toMatchObject({
			screen: 'login',
			passwordFault: undefined,
			triesLeft: 4,
		});
	});
});

describe('the certificate viewer', () => {
	const choosing = () => inMenu().reader('present').presses('viewer');

	test('forgets which card it was when another certificate is asked for', () => {
		const kiosk = choosing().presses('signing').hears({type: 'card.other', kind: 'juki'}).presses('ok');
		kiosk.presses('signing').hears({type: 'card.absent', cause: 'noCard'});
		expect(kiosk.view()).toMatchObject({screen: 'viewerNoCard', kind: undefined, absent: 'noCard'});
		kiosk.presses('ok').presses('signing').hears({type: 'card.other', kind: 'authOnly'});
		expect(kiosk.view()).toMatchObject({screen: 'viewerOtherCard', kind: 'authOnly', absent: undefined});
	});

	test.each<[MachineEvent, string]>([
		[{type: 'card.changed'}, 'viewerCardLeft'],
		[{type: 'card.absent', cause: 'noReader'}, 'viewerCardLeft'],
	])('%o at its password leads to %s', (event, screen) => {
		const kiosk = choosing().presses('signing').hears({type: 'card.ready', triesLeft: 5}).presses('ok');
		expect(kiosk.hears({type: 'password.wellFormed'}, event).view().screen).toBe(screen);
	});

	test('a card locked before its password is told as locked', () => {
		const kiosk = choosing().presses('signing').hears({type: 'card.blocked'});
		expect(kiosk.view()).toMatchObject({screen: 'viewerLocked', code: '2.2.7'});
	});
});

/** The manual's result sections, our own four, and what is no answer to that procedure: not believed. */
test.each([
	['accepted', 'accepted', 'outcomeUnknown'],
	['valid', 'outcomeUnknown', 'valid'],
	['malformed', 'formatError', 'formatError'],
	['unknown-issuer', 'issuerMismatch', 'issuerMismatch'],
	['certificate-unverified', 'certificateError', 'certificateError'],
	['not-yet-valid', 'notYetValid', 'notYetValid'],
	['expired', 'expired', 'expired'],
	['application-unverified', 'applicationError', 'applicationError'],
	['wrong-addressee', 'wrongAddressee', 'wrongAddressee'],
	['already-revoked', 'alreadyRevoked', 'alreadyRevoked'],
	['duplicate', 'duplicate', 'duplicate'],
	['status-unknown', 'outcomeUnknown', 'statusUnknown'],
	['not-received', 'notReceived', 'notReceived'],
] as const)(
	'X-23 the window’s %s is shown as %s in a revocation and as %s in a validity check',
	(result, ...screens) => {
		const shown = (['revocation', 'validity'] as const).map(procedure => {
			const kiosk = walk.toSending(testKiosk({procedures: [procedure]}), procedure);
			kiosk.hears({
				type: 'window.answered',
				notice: {result, receiptNumber: 'R', decidedAt: '2026-11-22T02:00:00Z'},
			});
			return kiosk.view().screen;
		});
		expect(shown).toEqual(screens);
	},
);
