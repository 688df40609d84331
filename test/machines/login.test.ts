import {describe, expect, test} from 'vitest';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type LoginInput, loginMachine, showLogin} from '../../src/machines/login.ts';
import {alone, shown} from '../helpers/alone.ts';

/** The dialog by itself. */
const login = (input: Partial<LoginInput> = {}) =>
	alone<{triesLeft: number; fault: unknown}>(loginMachine, {visit: 'import', triesLeft: 5, ...input});

const typed: MachineEvent[] = [{type: 'user.ok'}, {type: 'password.wellFormed'}];
const last = shown('checkingPassword');

describe('2.1.4 a password typed on the keyboard', () => {
	test('is judged, and goes to the card once the screen says so', () => {
		const dialog = login({visit: 'sign'});
		expect(dialog.devices()).toEqual([]);
		dialog.hears({type: 'user.ok'});
		expect(dialog.devices()).toEqual([{device: 'examinePassword', input: undefined}]);
		dialog.hears({type: 'password.wellFormed'}, shown('login'));
		expect(dialog.devices()).toEqual([]);
		dialog.hears(last);
		expect(dialog.devices()).toEqual([{device: 'checkPassword', input: {visit: 'sign'}}]);
	});

	test('T-11 is emptied from the slot when its form does not do, when the card has judged it, and at every end', () => {
		const faulty = login();
		faulty.hears({type: 'user.ok'}, {type: 'password.malformed', fault: 'tooShort'});
		expect([faulty.meta().screen, faulty.context().fault, faulty.times('emptySlot')]).toEqual([
			'login',
			'tooShort',
			1,
		]);
		const wrong = login();
		wrong.hears(...typed, last, {type: 'card.wrongPassword', triesLeft: 3});
		expect([wrong.meta().screen, wrong.context().triesLeft, wrong.times('emptySlot')]).toEqual([
			'wrongPassword',
			3,
			1,
		]);
		const left = login();
		left.hears({type: 'user.cancel'});
		expect([left.output(), left.times('emptySlot')]).toEqual(['cancelled', 1]);
	});

	test('holds the kiosk while the card is asked, and no longer', () => {
		const dialog = login();
		dialog.hears(...typed);
		expect(dialog.isHeld()).toBe(true);
		dialog.hears(last, {type: 'card.wrongPassword', triesLeft: 3});
		expect([dialog.isHeld(), dialog.times('tellReleased')]).toEqual([false, 1]);
	});

	test('says no more of the last fault while the next one is judged', () => {
		const dialog = login();
		dialog.hears({type: 'user.ok'}, {type: 'password.malformed', fault: 'tooShort'}, {type: 'user.ok'});
		expect(dialog.context().fault).toBeUndefined();
	});
});

describe('S004-035 a password typed on the reader', () => {
	const pad = (input: Partial<LoginInput> = {}) => login({typedOn: 'pad', visit: 'sign', ...input});

	test('is asked for once the screen says so, in the visit that is meant', () => {
		const dialog = pad();
		dialog.hears(shown('login'));
		expect(dialog.devices()).toEqual([]);
		dialog.hears(shown('typingOnPad'));
		expect(dialog.devices()).toEqual([{device: 'checkOnPad', input: {visit: 'sign'}}]);
		expect(dialog.isHeld()).toBe(true);
		dialog.hears({type: 'card.notTyped'});
		expect(dialog.isHeld()).toBe(false);
	});

	test('may take longer than the reader’s own minute, and not for ever', () => {
		const dialog = pad();
		dialog.hears(shown('typingOnPad'));
		dialog.waits(100_000);
		expect(dialog.output()).toBeUndefined();
		dialog.waits(10_000);
		expect(dialog.output()).toBe('unexpected');
	});

	test('G-13 where nothing was typed it is asked again, or left', () => {
		const dialog = pad();
		dialog.hears(shown('typingOnPad'), {type: 'card.notTyped'});
		expect(dialog.meta().screen).toBe('notTyped');
		dialog.hears({type: 'user.ok'});
		expect(dialog.meta().screen).toBe('typingOnPad');
		dialog.hears(shown('typingOnPad'), {type: 'card.notTyped'}, {type: 'user.cancel'});
		expect(dialog.output()).toBe('cancelled');
	});

	test('G-03 the last try is asked about before the reader asks', () => {
		const dialog = pad({triesLeft: 1});
		expect(dialog.meta().screen).toBe('askLastTry');
		dialog.hears({type: 'user.ok'});
		expect(dialog.meta().screen).toBe('typingOnPad');
	});
});

test.each<[MachineEvent, unknown]>([
	[{type: 'card.verified'}, 'verified'],
	[{type: 'card.blocked'}, 'blocked'],
	[{type: 'card.changed'}, 'cardChanged'],
	[{type: 'card.left'}, 'unexpected'],
	[{type: 'card.absent', cause: 'noCard'}, 'unexpected'],
	[{type: 'card.other', kind: 'juki'}, 'unexpected'],
	[{type: 'card.failed'}, 'unexpected'],
])('T-12 %o is the end, wherever the password was typed', (event, end) => {
	const onKeyboard = login();
	onKeyboard.hears(...typed, last, event);
	const onPad = login({typedOn: 'pad'});
	onPad.hears(shown('typingOnPad'), event);
	expect([onKeyboard.output(), onPad.output()]).toEqual([end, end]);
});

test('T-12 a card that says nothing for ten seconds is given up', () => {
	const dialog = login();
	dialog.hears(...typed, last);
	dialog.waits(9999);
	expect(dialog.output()).toBeUndefined();
	dialog.waits(1);
	expect(dialog.output()).toBe('unexpected');
});

test('T-12 a card that leaves before its password went to it is another end than one that leaves then', () => {
	for (const before of [[], [{type: 'user.ok'} as const]]) {
		const dialog = login();
		dialog.hears(...before, {type: 'card.left'});
		expect(dialog.output()).toBe('cardLeft');
	}
});

test('S004-042 after a wrong password it is typed again, or left', () => {
	const wrong = () => {
		const dialog = login();
		dialog.hears(...typed, last, {type: 'card.wrongPassword', triesLeft: 2});
		return dialog;
	};
	const again = wrong();
	again.hears({type: 'user.ok'});
	expect(again.meta().screen).toBe('login');
	const left = wrong();
	left.hears({type: 'user.cancel'});
	expect(left.output()).toBe('cancelled');
});

test('the second login is the manual’s 2.1.7 and 3.1.7, but for a wrong password', () => {
	const context = {visit: 'sign', triesLeft: 5, fault: undefined} as const;
	const place = {behind: undefined} as const;
	const manual = {revocation: '2.1.7', validity: '3.1.7'};
	expect(showLogin(context, {screen: 'login', ...place})).toMatchObject({manual});
	expect(showLogin(context, {screen: 'wrongPassword', ...place})).not.toHaveProperty('manual');
	expect(showLogin({...context, visit: 'import'}, {screen: 'login', ...place})).not.toHaveProperty('manual');
});
