import {describe, expect, test} from 'vitest';
import {createActor} from 'xstate';
import {ndnPin, newPasswordFault} from '../../src/domain/newPassword.ts';
import {passwordChangeMachine, showPasswordChange} from '../../src/machines/passwordChange.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const toChoice = (kiosk = testKiosk()) => walk.toMenu(kiosk).reader('present').presses('passwordChange');
const toGuide = (kiosk?: TestKiosk, password: 'signing' | 'authentication' = 'signing') =>
	toChoice(kiosk).presses(password);
const toTyping = (triesLeft = 5) => toGuide().presses('ok').hears({type: 'card.ready', triesLeft});
/** Types a field that is sound. */
const fills = (kiosk: TestKiosk, fields = 1) => {
	for (let nth = 0; nth < fields; nth++) kiosk.presses('ok').hears({type: 'password.wellFormed'});
	return kiosk;
};
const toChanging = (triesLeft = 5) => fills(toTyping(triesLeft), 3);
const toUnknown = () => toChanging().hears({type: 'card.changeUnknown'});
const toTelling = () => toUnknown().presses('ok');
const screen = (kiosk: TestKiosk) => kiosk.view().screen;

describe('the steps of seed 001, Q31-B', () => {
	test('S001-013 the top screen offers the change, of either password', () => {
		const kiosk = toChoice();
		expect(kiosk.view()).toMatchObject({
			screen: 'choosePassword',
			buttons: ['signing', 'authentication', 'cancel'],
		});
	});

	test('S001-014 S001-015 [OK] of the guide leads to the fields', () => {
		const kiosk = toGuide();
		expect(kiosk.view()).toMatchObject({screen: 'changeGuide', buttons: ['ok', 'back', 'cancel']});
		kiosk.presses('ok').hears({type: 'card.ready', triesLeft: 5});
		expect(screen(kiosk)).toBe('newPassword');
	});

	test('S001-011 without a card nothing is typed; the card put in leads on', () => {
		const kiosk = toGuide().presses('ok').hears({type: 'card.absent', cause: 'noCard'});
		expect(kiosk.view()).toMatchObject({screen: 'changeNoCard', absent: 'noCard', code: '2.2.5'});
		kiosk.presses('ok').reader('present').presses('ok').hears({type: 'card.ready', triesLeft: 5});
		expect(screen(kiosk)).toBe('newPassword');
	});

	test('S001-016 S001-017 S001-018 S001-021 S001-025 three fields on one screen, each with its [OK], in this order', () => {
		const kiosk = toTyping();
		const seen: unknown[] = [];
		for (let nth = 0; nth < 3; nth++) {
			const {screen: at, passwordPart, field, buttons} = kiosk.view();
			seen.push([at, passwordPart, field, buttons.includes('ok')]);
			fills(kiosk);
		}
		expect(seen).toEqual([
			['newPassword', 'current', 'password', true],
			['newPassword', 'next', 'password', true],
			['newPassword', 'again', 'password', true],
		]);
		expect(screen(kiosk)).toBe('changingPassword');
	});

	test('S001-026 S001-027 the third [OK] changes it; [OK] of the result ends the change', () => {
		const kiosk = toChanging().hears({type: 'card.passwordChanged'});
		expect(kiosk.view()).toMatchObject({screen: 'passwordChanged', buttons: ['ok'], code: undefined});
		expect(screen(kiosk.presses('ok'))).toBe('takeCard');
	});

	test('S001-004 it may be changed as often as one likes', () => {
		const kiosk = toChanging().hears({type: 'card.passwordChanged'}).presses('ok').reader('empty');
		toChoice(kiosk.presses('ok').presses('cancel'));
		expect(screen(kiosk)).toBe('choosePassword');
	});

	test('the user authentication password goes the same way with its own rules', () => {
		const kiosk = toGuide(testKiosk(), 'authentication')
			.presses('ok')
			.hears({type: 'card.ready', triesLeft: 3});
		expect(kiosk.view()).toMatchObject({
			password: 'authentication',
			limits: {shortest: 4, longest: 4, alphabet: 'digits'},
			triesLeft: 3,
		});
	});
});

describe('a field that does not do', () => {
	test.each([
		['S001-023', 'A7K', 'tooShort'],
		['S001-023', 'K7M2X9P4Q8R1S5T3V', 'tooLong'],
		['S001-024', '111111', 'repeated'],
	] as const)('%s %s is typed again: %s', (_row, text, fault) => {
		const found = newPasswordFault(new TextEncoder().encode(text), ndnPin, new Uint8Array());
		expect(found).toBe(fault);
		const kiosk = fills(toTyping()).presses('ok').hears({type: 'password.refused', fault});
		expect(kiosk.view()).toMatchObject({passwordPart: 'next', newPasswordFault: fault, field: 'password'});
	});

	test('is typed again, with its reason, before any command', () => {
		const kiosk = fills(toTyping()).presses('ok').hears({type: 'password.refused', fault: 'noDigit'});
		expect(kiosk.view()).toMatchObject({
			passwordPart: 'next',
			newPasswordFault: 'noDigit',
			field: 'password',
		});
	});

	test('S001-025 where the two differ, both are typed anew', () => {
		const kiosk = fills(toTyping(), 2).presses('ok').hears({type: 'password.refused', fault: 'notEqual'});
		expect(kiosk.view()).toMatchObject({passwordPart: 'next', newPasswordFault: 'notEqual'});
		expect(screen(fills(kiosk, 2))).toBe('changingPassword');
	});

	test('S001-022 one that the certificate forbids is typed again; the old one is not', () => {
		const kiosk = toChanging().hears({type: 'password.refused', fault: 'birthDate'});
		expect(kiosk.view()).toMatchObject({
			screen: 'newPassword',
			passwordPart: 'next',
			newPasswordFault: 'birthDate',
		});
		expect(screen(fills(kiosk, 2))).toBe('changingPassword');
	});

	test('back goes a field back, and from the new one to the old one', () => {
		const kiosk = fills(toTyping(), 2).presses('back');
		expect(kiosk.view().passwordPart).toBe('next');
		expect(kiosk.presses('back').view().passwordPart).toBe('current');
		expect(kiosk.view().buttons).toEqual(['ok', 'cancel']);
	});

	test.each([1, 2, 3])('キャンセル in field %i leads back to the guide', nth => {
		expect(screen(fills(toTyping(), nth - 1).presses('cancel'))).toBe('changeGuide');
	});
});

describe('a wrong old password', () => {
	test('S001-029 S001-030 is said with the tries left; all is typed anew', () => {
		const kiosk = toChanging().hears({type: 'card.wrongPassword', triesLeft: 4});
		expect(kiosk.view()).toMatchObject({screen: 'changeWrong', triesLeft: 4, isResetAdvised: false});
		expect(kiosk.presses('ok').view()).toMatchObject({
			screen: 'newPassword',
			passwordPart: 'current',
			triesLeft: 4,
		});
	});

	test('S001-040 the second one brings the advice to have it reset', () => {
		const kiosk = toChanging(4).hears({type: 'card.wrongPassword', triesLeft: 3});
		expect(kiosk.view().isResetAdvised).toBe(true);
	});

	test('G-03 the last try is asked for first', () => {
		const kiosk = toChanging(2).hears({type: 'card.wrongPassword', triesLeft: 1}).presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'changeLastTry', first: 'cancel', escape: 'cancel'});
		expect(screen(kiosk.presses('ok'))).toBe('newPassword');
		expect(screen(toGuide().presses('ok').hears({type: 'card.ready', triesLeft: 1}))).toBe('changeLastTry');
	});

	test('S001-006 S001-032 S001-033 S001-034 S001-037 S001-039 the last one locks it: what to do then', () => {
		const kiosk = toGuide().presses('ok').hears({type: 'card.ready', triesLeft: 1}).presses('ok');
		fills(kiosk, 3).hears({type: 'card.blocked'});
		expect(kiosk.view()).toMatchObject({screen: 'changeLocked', code: '2.2.7'});
	});

	test('S001-007 the card counts on, whoever leaves and comes again', () => {
		const kiosk = toChanging().hears({type: 'card.wrongPassword', triesLeft: 4}).presses('cancel');
		kiosk
			.presses('passwordChange')
			.presses('signing')
			.presses('ok')
			.hears({type: 'card.ready', triesLeft: 4});
		expect(kiosk.view()).toMatchObject({screen: 'newPassword', triesLeft: 4});
	});

	test('S001-008 a locked one is known before anybody types', () => {
		expect(screen(toGuide().presses('ok').hears({type: 'card.blocked'}))).toBe('changeLocked');
	});
});

describe('all or nothing', () => {
	test('while it is changed, a card that is gone is only what the device makes of it', () => {
		const kiosk = toChanging().reader('empty');
		expect(screen(kiosk)).toBe('changingPassword');
		expect(screen(kiosk.hears({type: 'card.changeUnknown'}))).toBe('changeUnknown');
	});

	test('before it is changed, a card that is gone has changed nothing', () => {
		expect(screen(toTyping().reader('empty'))).toBe('changeCardLeft');
		expect(screen(toChanging().hears({type: 'card.failed'}))).toBe('changeCardLeft');
	});

	test.each([
		['card.passwordChanged', 'newPasswordHolds'],
		['card.passwordKept', 'oldPasswordHolds'],
		['card.changeUnknown', 'passwordUntold'],
	] as const)('the same card put in again says %s: %s', (type, expected) => {
		expect(screen(toTelling().hears({type}))).toBe(expected);
	});

	test('another card, or none, is asked nothing, and the question stays', () => {
		const kiosk = toTelling().hears({type: 'card.changed'});
		expect(kiosk.view()).toMatchObject({screen: 'changeUnknown', kind: 'other'});
		kiosk.presses('ok').hears({type: 'card.absent', cause: 'noCard'});
		expect(kiosk.view()).toMatchObject({screen: 'changeUnknown', kind: undefined, absent: 'noCard'});
	});

	test('whoever does not want to know is told that nobody knows', () => {
		expect(toUnknown().presses('cancel').view()).toMatchObject({screen: 'passwordUntold', code: 'S-14'});
	});

	test('a device that never answers has changed nobody knows what', () => {
		expect(screen(toChanging().waits(120_000))).toBe('changeUnknown');
	});

	test('a card that fell silent before it was changed ends the change, and says so with the card', () => {
		const kiosk = toChanging().reader('stuck').hears({type: 'card.failed'});
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', lastStop: 'readerStuck', code: 'S-12'});
	});

	test('whoever goes away from what is unknown finds it said with the card', () => {
		expect(toUnknown().waits(150_000).view()).toMatchObject({screen: 'takeCard', lastStop: 'changeUnknown'});
	});

	test('a card that fell silent is not asked again before it was out, and what is unknown stays said', () => {
		const kiosk = toChanging().reader('stuck').hears({type: 'card.changeUnknown'});
		expect(screen(kiosk)).toBe('changeUnknown');
	});
});

describe('with the rules of NDN as data', () => {
	const advised = (triesLeft: number) => {
		const actor = createActor(passwordChangeMachine, {
			input: {limits: {signing: ndnPin, authentication: ndnPin}},
		}).start();
		for (const event of [
			{type: 'user.choose', choice: 'signing'},
			{type: 'user.ok'},
			{type: 'card.ready', triesLeft},
		] as const) {
			actor.send(event);
		}
		const shown = showPasswordChange(actor.getSnapshot().context, {screen: 'newPassword', behind: undefined});
		actor.stop();
		return shown;
	};

	test('S001-032 the same machine shows ten tries and sixteen characters', () => {
		expect(advised(10).limits).toMatchObject({mostTries: 10, shortest: 4, longest: 16});
		expect([10, 9, 8, 7].map(left => advised(left).isResetAdvised)).toEqual([false, false, true, true]);
	});
});

describe('leaving', () => {
	test.each([
		['the choice', () => toChoice()],
		['the guide', () => toGuide()],
	])('%s leads up to the top', (_place, to) => {
		expect(screen(to().presses('cancel'))).toBe('menu');
	});

	test.each<[string, () => TestKiosk]>([
		['the fields', () => toTyping()],
		['the unknown end', () => toUnknown()],
		['a wrong password', () => toChanging().hears({type: 'card.wrongPassword', triesLeft: 4})],
	])('nobody answers at %s: all is forgotten, and the card is to be taken', (_place, to) => {
		const kiosk = to();
		const before = kiosk.effects.get('forgetEverything') ?? 0;
		kiosk.waits(60_000 + 60_000 + 30_000);
		expect(screen(kiosk)).toBe('takeCard');
		expect(kiosk.effects.get('forgetEverything')).toBe(before + 1);
	});

	test('a change that runs is not broken off by idleness', () => {
		expect(screen(toChanging().waits(119_000))).toBe('changingPassword');
	});
});
