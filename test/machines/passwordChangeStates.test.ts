import {describe, expect, test} from 'vitest';
import {createActor, fromCallback} from 'xstate';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {newPasswordMachine, showNewPassword} from '../../src/machines/newPassword.ts';
import {passwordChangeMachine, showPasswordChange} from '../../src/machines/passwordChange.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const toGuide = () => walk.toMenu(testKiosk()).reader('present').presses('passwordChange').presses('signing');
const toTyping = (triesLeft = 5) => toGuide().presses('ok').hears({type: 'card.ready', triesLeft});
const toChanging = (triesLeft = 5) => {
	const kiosk = toTyping(triesLeft);
	for (let nth = 0; nth < 3; nth++) kiosk.presses('ok').hears({type: 'password.wellFormed'});
	return kiosk;
};
const toTelling = () => toChanging().hears({type: 'card.changeUnknown'}).presses('ok');
const screen = (kiosk: TestKiosk) => kiosk.view().screen;

/** Whatever was not finished offers a new beginning first and the top for Escape. */
const open = {buttons: ['ok', 'cancel'], first: 'ok', escape: 'cancel'};
/** A last word has one way on. */
const last = {buttons: ['ok'], first: 'ok', escape: 'ok'};

describe('Q31-B every screen says its word and offers its ways', () => {
	test.each<[string, () => TestKiosk, object]>([
		['the guide', toGuide, {screen: 'changeGuide', first: 'ok', escape: 'cancel', code: undefined}],
		[
			'no card',
			() => toChanging().hears({type: 'card.absent', cause: 'noCard'}),
			{...open, screen: 'changeNoCard', absent: 'noCard', code: '2.2.5', behind: 'changeGuide'},
		],
		[
			'a card that fell silent',
			() => toGuide().presses('ok').hears({type: 'card.failed'}),
			{...open, screen: 'changeNoCard', absent: 'mute', behind: 'changeGuide'},
		],
		[
			'a card that does not answer in ten seconds',
			() => toGuide().presses('ok').waits(10_000),
			{...open, screen: 'changeNoCard', absent: 'mute'},
		],
		[
			'another kind of card, seen first',
			() => toGuide().presses('ok').hears({type: 'card.other', kind: 'juki'}),
			{...open, screen: 'changeOtherCard', kind: 'juki', absent: undefined, behind: 'changeGuide'},
		],
		[
			'another kind of card, seen at the change',
			() => toChanging().hears({type: 'card.other', kind: 'juki'}),
			{...open, screen: 'changeOtherCard', kind: 'juki'},
		],
		[
			'a card taken while it was looked for',
			() => toGuide().presses('ok').reader('empty'),
			{...open, screen: 'changeCardLeft', behind: 'changeGuide'},
		],
		[
			'another card at the change',
			() => toChanging().hears({type: 'card.changed'}),
			{...open, screen: 'changeCardLeft'},
		],
		[
			'a card that refuses the new password',
			() => toChanging().hears({type: 'card.passwordKept'}),
			{...open, screen: 'changeRefused', behind: 'changeGuide'},
		],
		[
			'the last try',
			() => toTyping(1),
			{
				...{screen: 'changeLastTry', buttons: ['ok', 'cancel'], first: 'cancel', escape: 'cancel'},
				...{behind: 'changeGuide', triesLeft: 1, isResetAdvised: true},
			},
		],
		[
			'a wrong password',
			() => toChanging().hears({type: 'card.wrongPassword', triesLeft: 4}),
			{...open, screen: 'changeWrong', behind: 'changeGuide'},
		],
		[
			'what is unknown',
			() => toChanging().hears({type: 'card.changeUnknown'}),
			{...open, screen: 'changeUnknown', code: 'S-14'},
		],
		[
			'the change',
			() => toChanging().hears({type: 'card.passwordChanged'}),
			{...last, screen: 'passwordChanged'},
		],
		[
			'the new one, told',
			() => toTelling().hears({type: 'card.passwordChanged'}),
			{...last, screen: 'newPasswordHolds', code: undefined},
		],
		[
			'the old one, told',
			() => toTelling().hears({type: 'card.passwordKept'}),
			{...last, screen: 'oldPasswordHolds', code: undefined},
		],
		[
			'what cannot be told: the card is locked',
			() => toTelling().hears({type: 'card.blocked'}),
			{...last, screen: 'passwordUntold', code: 'S-14'},
		],
		[
			'what cannot be told: no word in two minutes',
			() => toTelling().waits(120_000),
			{...last, screen: 'passwordUntold', code: 'S-14'},
		],
		['a locked card', () => toChanging().hears({type: 'card.blocked'}), {...last, screen: 'changeLocked'}],
	])('%s', (_, to, expected) => {
		expect(to().view()).toMatchObject(expected);
	});

	test.each<[string, () => TestKiosk]>([
		['another kind of card', () => toGuide().presses('ok').hears({type: 'card.other', kind: 'other'})],
		['no card', () => toGuide().presses('ok').hears({type: 'card.absent', cause: 'noCard'})],
		['a card that left', () => toTyping().reader('empty')],
		['a refusal', () => toChanging().hears({type: 'card.passwordKept'})],
	])('%s: [OK] begins anew without its reason, キャンセル leads up', (_, to) => {
		expect(to().presses('ok').view()).toMatchObject({
			...{screen: 'changeGuide', absent: undefined, kind: undefined, triesLeft: undefined},
		});
		expect(screen(to().presses('cancel'))).toBe('menu');
	});

	test('the last try: キャンセル leads up, and a card that leaves is noticed', () => {
		expect(screen(toTyping(1).presses('cancel'))).toBe('menu');
		expect(screen(toTyping(1).reader('empty'))).toBe('changeCardLeft');
	});

	test('a wrong password: キャンセル leads up, and a card that leaves is noticed', () => {
		const toWrong = () => toChanging().hears({type: 'card.wrongPassword', triesLeft: 2});
		expect(screen(toWrong().presses('cancel'))).toBe('menu');
		expect(screen(toWrong().reader('empty'))).toBe('changeCardLeft');
	});

	test.each<[MachineEvent, object]>([
		[
			{type: 'card.other', kind: 'juki'},
			{screen: 'changeUnknown', kind: 'other', absent: undefined},
		],
		[{type: 'card.failed'}, {screen: 'changeUnknown', kind: undefined, absent: 'mute'}],
		[
			{type: 'card.absent', cause: 'noCard'},
			{screen: 'changeUnknown', kind: undefined, absent: 'noCard'},
		],
	])('%j is no answer to which password holds', (event, expected) => {
		expect(toTelling().hears(event).view()).toMatchObject(expected);
		expect(toTelling().hears(event).presses('ok').view()).toMatchObject({
			...{screen: 'tellingPassword', kind: undefined, absent: undefined},
		});
	});
});

describe('S001-034 a locked password', () => {
	const toLocked = () =>
		walk
			.toMenu(testKiosk({hasPrinter: true}))
			.reader('present')
			.presses('passwordChange')
			.presses('authentication')
			.presses('ok')
			.hears({type: 'card.blocked'});
	const printed = (kiosk: TestKiosk) => kiosk.atWork().filter(({device}) => device === 'printSlip');

	test('has a slip that says where to go with it', () => {
		const kiosk = toLocked().presses('print');
		expect(printed(kiosk).map(({input}) => input)).toEqual([
			{password: 'authentication', reason: 'blocked', comer: 'holder', code: '2.2.7'},
		]);
		expect(kiosk.view()).toMatchObject({slip: 'printing', buttons: ['ok']});
	});

	test('has one slip at a time, and another one when it failed', () => {
		const kiosk = toLocked().presses('print');
		const {length: begun} = kiosk.done;
		kiosk.says({type: 'user.choose', choice: 'print'});
		expect(kiosk.done.slice(begun)).toEqual([]);
		expect(printed(kiosk)).toHaveLength(1);
		expect(kiosk.hears({type: 'slip.failed'}).view()).toMatchObject({
			slip: 'failed',
			buttons: ['ok', 'print'],
		});
		expect(printed(kiosk.presses('print'))).toHaveLength(1);
		expect(kiosk.hears({type: 'slip.printed'}).view()).toMatchObject({
			slip: 'printed',
			buttons: ['ok'],
		});
	});

	test('prints nothing by another key, and nothing for the next person', () => {
		expect(printed(toLocked().says({type: 'user.choose', choice: 'signing'}))).toEqual([]);
		const kiosk = toLocked().presses('print').presses('ok');
		expect(printed(kiosk)).toEqual([]);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', lastStop: 'passwordLocked'});
	});
});

test.each<[string, () => TestKiosk, string | undefined]>([
	['a change', () => toChanging().hears({type: 'card.passwordChanged'}), undefined],
	['a new password that holds', () => toTelling().hears({type: 'card.passwordChanged'}), undefined],
	['an old password that holds', () => toTelling().hears({type: 'card.passwordKept'}), undefined],
	['what could not be told', () => toTelling().hears({type: 'card.changeUnknown'}), 'changeUnknown'],
	['a locked password', () => toChanging().hears({type: 'card.blocked'}), 'passwordLocked'],
])('%s: what stopped it, if anything, is said while the card is taken', (_, to, lastStop) => {
	expect(to().presses('ok').view()).toMatchObject({screen: 'takeCard', lastStop});
});

test.each<[string, () => TestKiosk]>([
	['a result', () => toChanging().hears({type: 'card.passwordChanged'})],
	['a card that left', () => toChanging().hears({type: 'card.changed'})],
	['a refusal', () => toChanging().hears({type: 'card.passwordKept'})],
	['the guide, after typing was left', () => toTyping().presses('cancel')],
])('%s keeps neither tries nor fault', (_, to) => {
	expect(to().requestContext()).toMatchObject({triesLeft: 0, fault: undefined});
});

test('a fault of one password is not said of the next one', () => {
	const kiosk = toChanging().hears({type: 'password.refused', fault: 'birthDate'});
	expect(kiosk.view().newPasswordFault).toBe('birthDate');
	for (let nth = 0; nth < 2; nth++) kiosk.presses('ok').hears({type: 'password.wellFormed'});
	expect(kiosk.requestContext()).toMatchObject({fault: undefined});
	kiosk.hears({type: 'card.wrongPassword', triesLeft: 3}).presses('ok');
	expect(kiosk.view()).toMatchObject({
		screen: 'newPassword',
		newPasswordFault: undefined,
		passwordPart: 'current',
	});
});

describe('T-12 a card that never answers', () => {
	test('ends the choice, and its reason is said with the card', () => {
		expect(toGuide().presses('ok').reader('stuck').view()).toMatchObject({
			...{screen: 'takeCard', lastStop: 'readerStuck'},
		});
	});

	test.each<[string, (kiosk: TestKiosk) => TestKiosk, string]>([
		['a result', kiosk => kiosk.hears({type: 'card.passwordChanged'}), 'passwordChanged'],
		['what is unknown', kiosk => kiosk.hears({type: 'card.changeUnknown'}), 'changeUnknown'],
	])('leaves %s to be read', (_, to, expected) => {
		expect(screen(to(toChanging()).reader('stuck'))).toBe(expected);
		expect(screen(to(toChanging()).reader('empty'))).toBe(expected);
	});

	test('leaves the question which password holds to the device', () => {
		expect(screen(toTelling().reader('stuck'))).toBe('tellingPassword');
		expect(screen(toTelling().reader('empty'))).toBe('tellingPassword');
	});
});

/** The machine by itself, with what it asks of its devices. */
function alone(input = {}) {
	const asked: unknown[] = [];
	const done: string[] = [];
	const ask = (name: string) => fromCallback(({input: given}) => void asked.push([name, given]));
	const actor = createActor(
		passwordChangeMachine.provide({
			actors: {
				lookForPassword: ask('look') as never,
				changePassword: ask('change') as never,
				tellPassword: ask('tell') as never,
				newPassword: newPasswordMachine.provide({
					actors: {examinePart: ask('examine') as never},
					actions: {emptySlot: () => void done.push('emptySlot')},
				}),
			},
			actions: {
				endVisit: () => void done.push('endVisit'),
				emptyVault: () => void done.push('emptyVault'),
				tellHeld: () => void done.push('held'),
				tellReleased: () => void done.push('released'),
			},
		}),
		{input},
	).start();
	const during = (...events: (MachineEvent | {readonly type: 'procedure.expired'})[]) => {
		done.length = 0;
		for (const event of events) actor.send(event as never);
		return [...done];
	};
	const types = (fields: number) => {
		const dialogue = () => actor.getSnapshot().children.newPassword;
		for (let nth = 0; nth < fields; nth++) {
			dialogue()?.send({type: 'user.ok'});
			dialogue()?.send({type: 'password.wellFormed'});
		}
	};
	return {actor, asked, during, types};
}

const shown = (name: string) => ({type: 'screen.shown', screen: name}) as MachineEvent;

describe('T-11 the passwords of a change', () => {
	function changing(choice: 'signing' | 'authentication' = 'signing') {
		const machine = alone();
		machine.during({type: 'user.choose', choice}, {type: 'user.ok'}, {type: 'card.ready', triesLeft: 5});
		machine.types(3);
		return machine;
	}

	test.each(['signing', 'authentication'] as const)('the devices are asked about the %s password', choice => {
		const {asked, during} = changing(choice);
		const limits = passwordLimits[choice];
		during(shown('takeCard'));
		expect(asked).toEqual([
			['look', {password: choice}],
			...['current', 'next', 'again'].map(part => ['examine', {part, limits}]),
		]);
		during({type: 'user.ok'});
		expect(asked).toHaveLength(4);
		during(shown('changingPassword'));
		expect(asked.at(-1)).toEqual(['change', {password: choice, limits}]);
		during({type: 'card.changeUnknown'}, {type: 'user.ok'}, shown('changingPassword'));
		expect(asked).toHaveLength(5);
		during(shown('tellingPassword'));
		expect(asked.at(-1)).toEqual(['tell', {password: choice}]);
	});

	test('T-12 do not go to a card that left before the screen said so', () => {
		const {actor, during} = changing();
		during({type: 'card.left'});
		expect(actor.getSnapshot().value).toBe('cardLeft');
	});

	test('T-12 a reader that answered after all is not called stuck when the next card is gone', () => {
		const {actor, during, types} = changing();
		during({type: 'reader.stuck'}, {type: 'card.wrongPassword', triesLeft: 4}, {type: 'user.ok'});
		types(3);
		during({type: 'card.failed'});
		expect(actor.getSnapshot().value).toBe('cardLeft');
	});

	test('キャンセル of the choice leads up to the top', () => {
		const {actor, during} = alone();
		during({type: 'user.cancel'});
		expect(actor.getSnapshot().output).toEqual({end: 'top'});
	});

	test('are not to be disturbed on their way to the card, nor the question after it', () => {
		const {actor, during} = changing();
		expect(actor.getSnapshot().hasTag('hold')).toBe(true);
		during({type: 'card.changeUnknown'});
		expect(actor.getSnapshot().hasTag('hold')).toBe(false);
		during({type: 'user.ok'});
		expect(actor.getSnapshot().hasTag('hold')).toBe(true);
		during({type: 'card.passwordKept'});
		expect([actor.getSnapshot().hasTag('hold'), actor.getSnapshot().hasTag('result')]).toEqual([false, true]);
	});

	test('are emptied with the visit at every end but the one that asks again', () => {
		expect(changing().during({type: 'card.passwordChanged'})).toEqual(['released', 'endVisit']);
		expect(changing().during({type: 'card.blocked'})).toEqual(['released', 'endVisit']);
		expect(changing().during({type: 'card.passwordKept'})).toEqual(['released', 'endVisit']);
		expect(changing().during({type: 'card.changed'})).toEqual(['released', 'endVisit']);
		expect(changing().during({type: 'card.wrongPassword', triesLeft: 3})).toEqual(['released', 'emptyVault']);
		const machine = changing();
		expect(machine.during({type: 'card.changeUnknown'})).toEqual(['released']);
		expect(machine.during({type: 'user.ok'})).toEqual(['held']);
		expect(machine.during({type: 'card.changeUnknown'})).toEqual(['released', 'endVisit']);
	});

	test('are emptied at the choice, at the guide, before the first field and whenever the change is left', () => {
		const {during} = alone();
		expect(during({type: 'user.choose', choice: 'signing'})).toEqual(['endVisit']);
		expect(during({type: 'user.back'})).toEqual(['endVisit']);
		during({type: 'user.choose', choice: 'signing'}, {type: 'user.ok'});
		expect(during({type: 'card.ready', triesLeft: 5})).toEqual(['emptyVault']);
		expect(during({type: 'procedure.expired'})).toContain('endVisit');
	});

	test('only the new one is typed again after the certificate forbade it: the old one stays kept', () => {
		const {during, actor} = changing();
		expect(during({type: 'password.refused', fault: 'birthDate'})).toEqual(['released']);
		expect(actor.getSnapshot().children.newPassword?.getSnapshot()).toMatchObject({
			context: {part: 'next', fault: 'birthDate', asksCurrent: true},
		});
	});

	test('tries are shown as long as there are some, and advice from the profile on', () => {
		const show = (triesLeft: number) =>
			showPasswordChange(
				{
					...{limits: passwordLimits, password: 'signing', triesLeft, fault: undefined},
					...{absent: 'noCard', kind: undefined, stop: undefined, hasPrinter: false, slip: undefined},
				},
				{screen: 'newPassword', behind: undefined},
			);
		expect(show(0)).toMatchObject({
			...{password: 'signing', limits: passwordLimits.signing, triesLeft: undefined},
			...{isResetAdvised: false, absent: 'noCard', kind: undefined},
		});
		expect(show(1)).toMatchObject({triesLeft: 1, isResetAdvised: true});
		expect(show(5)).toMatchObject({triesLeft: 5, isResetAdvised: false});
	});
});

describe('T-11 the fields of a new password', () => {
	function fields(asksCurrent: boolean, from: 'current' | 'next') {
		const done: string[] = [];
		const actor = createActor(
			newPasswordMachine.provide({actions: {emptySlot: () => void done.push('emptySlot')}}),
			{input: {password: 'signing', limits: passwordLimits.signing, asksCurrent, from, fault: 'tooShort'}},
		).start();
		const sends = (...events: MachineEvent[]) => {
			done.length = 0;
			for (const event of events) actor.send(event as never);
			const {context, output} = actor.getSnapshot();
			return {part: context.part, fault: context.fault, output, emptied: done.length};
		};
		return {actor, sends};
	}

	test('back empties the slot and begins the field before, without its fault', () => {
		const {sends} = fields(true, 'next');
		sends({type: 'user.ok'}, {type: 'password.wellFormed'});
		sends({type: 'user.ok'}, {type: 'password.refused', fault: 'notEqual'});
		sends({type: 'user.ok'}, {type: 'password.wellFormed'});
		expect(sends({type: 'user.back'})).toMatchObject({part: 'next', fault: undefined, emptied: 1});
		expect(sends({type: 'user.back'})).toMatchObject({part: 'current', fault: undefined, emptied: 1});
	});

	test('a fault of the new one is not said of the old one', () => {
		expect(fields(true, 'next').sends({type: 'user.back'})).toMatchObject({
			part: 'current',
			fault: undefined,
		});
	});

	test('S001-016 an old one whose form does not do is typed again, with its reason', () => {
		const {actor, sends} = fields(true, 'current');
		expect(sends({type: 'user.ok'}, {type: 'password.refused', fault: 'tooLong'})).toMatchObject({
			part: 'current',
			fault: 'tooLong',
		});
		expect(actor.getSnapshot().value).toEqual({current: 'typing'});
	});

	test('where the authority sets the new one, back from it is a cancel', () => {
		const {sends} = fields(false, 'next');
		expect(sends({type: 'user.back'})).toMatchObject({output: 'cancelled', emptied: 1});
	});

	test('a fault is said until the next examination, and the field keeps its buttons', () => {
		const {actor, sends} = fields(true, 'next');
		expect(sends()).toMatchObject({part: 'next', fault: 'tooShort'});
		expect(showNewPassword(actor.getSnapshot().context, {screen: 'newPassword', behind: undefined})).toEqual({
			...{password: 'signing', passwordPart: 'next', limits: passwordLimits.signing},
			...{asksCurrent: true, newPasswordFault: 'tooShort'},
		});
		expect(sends({type: 'user.ok'})).toMatchObject({fault: undefined});
	});

	test.each([
		['user.cancel', 'cancelled'],
		['card.left', 'cardLeft'],
	] as const)('%s ends them: %s', (type, output) => {
		expect(fields(true, 'current').sends({type})).toMatchObject({output, emptied: 1});
	});

	test('first and Escape in a field are [OK] and キャンセル', () => {
		expect(toTyping().view()).toMatchObject({first: 'ok', escape: 'cancel', field: 'password'});
	});
});
