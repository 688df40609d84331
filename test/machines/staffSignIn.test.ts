import {describe, expect, test} from 'vitest';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type StaffSignInInput, showStaffSignIn, staffSignInMachine} from '../../src/machines/staffSignIn.ts';
import {alone, shown} from '../helpers/alone.ts';

type Context = Parameters<typeof showStaffSignIn>[0];

const signIn = (input: Partial<StaffSignInInput> = {}) =>
	alone<Context>(staffSignInMachine, {
		task: 'desk',
		methods: ['card', 'passphrase'],
		needed: 'helper',
		excluded: ['1001'],
		order: '',
		...input,
	});

const ok: MachineEvent = {type: 'user.ok'};
const typed: MachineEvent = {type: 'staff.typed'};
const ready: MachineEvent = {type: 'card.ready', triesLeft: 4};
const signedIn: MachineEvent = {
	type: 'staff.signedIn',
	id: '2002',
	role: 'resetOfficer',
	certificate: 'MIIC',
	signature: 'c2ln',
};
const claim = {needed: 'helper', excluded: ['1001'], order: ''};

const toInsert = (input?: Partial<StaffSignInInput>) =>
	signIn(input).hears({type: 'user.choose', choice: 'staffCard'});
const toLooking = () => toInsert().hears(ok);
const toPin = () => toLooking().hears(ready);
const toExamining = () => toPin().hears(ok);
const toCard = () => toExamining().hears(typed, shown('staffChecking'));
const toId = () => signIn().hears({type: 'user.choose', choice: 'staffPassphrase'});
const toPassphrase = () => toId().hears(ok, typed);
const toCode = () => toPassphrase().hears(ok, typed);
const toCheck = () => toCode().hears(ok, shown('staffChecking'));

const notice = {buttons: ['ok', 'cancel'], first: 'ok', escape: 'cancel', manual: 'T-21'};
const field = (screen: string, name: string) => ({...notice, screen, field: name});

describe('T-21 the screens of a sign-in', () => {
	test.each<[string, () => ReturnType<typeof signIn>, object]>([
		[
			'the way',
			() => signIn(),
			{
				screen: 'staffMethod',
				buttons: ['staffCard', 'staffPassphrase', 'cancel'],
				first: 'staffCard',
				escape: 'cancel',
			},
		],
		['the card', toInsert, {...notice, screen: 'staffInsertCard'}],
		['its reading', toLooking, {screen: 'staffReadingCard', manual: 'T-21'}],
		['its PIN', toPin, field('staffPin', 'staffPin')],
		['its check', toCard, {screen: 'staffChecking', manual: 'T-21'}],
		[
			'its taking',
			() => toCard().hears(signedIn),
			{screen: 'staffTakeCard', buttons: ['cancel'], first: 'cancel', escape: 'cancel'},
		],
		['the number', toId, field('staffId', 'staffId')],
		['the passphrase', toPassphrase, field('staffPassphrase', 'staffPassphrase')],
		['the code', toCode, field('staffCode', 'staffCode')],
		['the check of all three', toCheck, {screen: 'staffChecking', manual: 'T-21'}],
		['no card', () => toLooking().hears({type: 'card.left'}), {...notice, screen: 'staffNoCard'}],
		[
			'a wrong PIN',
			() => toCard().hears({type: 'card.wrongPassword', triesLeft: 2}),
			{...notice, screen: 'staffWrongPin'},
		],
		[
			'a locked card',
			() => toLooking().hears({type: 'card.blocked'}),
			{screen: 'staffPinBlocked', manual: 'T-21', buttons: ['ok'], first: 'ok', escape: 'ok'},
		],
		['something wrong', () => toCheck().hears({type: 'staff.wrong'}), {...notice, screen: 'staffWrong'}],
		[
			'a lock-out',
			() => toCheck().hears({type: 'staff.lockedOut', seconds: 60}),
			{...notice, screen: 'staffLockedOut'},
		],
		[
			'a refusal',
			() => toCard().hears({type: 'staff.refused', cause: 'roleMissing'}),
			{...notice, screen: 'staffRefused'},
		],
		['no roster', () => toCheck().hears({type: 'staff.failed'}), {...notice, screen: 'staffUnavailable'}],
	])('%s', (_, to, expected) => {
		expect(to().meta()).toMatchObject(expected);
	});

	test('every one of them can be left, and nobody is signed in then', () => {
		const screens = [signIn, toInsert, toPin, toId, toPassphrase, toCode];
		const noCard = () => toLooking().hears({type: 'card.failed'});
		const wrongPin = () => toCard().hears({type: 'card.wrongPassword', triesLeft: 2});
		const wrong = () => toCheck().hears({type: 'staff.wrong'});
		const out = () => toCheck().hears({type: 'staff.lockedOut', seconds: 60});
		const refused = () => toCheck().hears({type: 'staff.refused', cause: 'roleMissing'});
		const failed = () => toCard().hears({type: 'staff.failed'});
		const take = () => toCard().hears(signedIn);
		for (const to of [...screens, noCard, wrongPin, wrong, out, refused, failed, take])
			expect(to().hears({type: 'user.cancel'}).output()).toEqual({end: 'cancelled'});
		expect(toLooking().hears({type: 'card.blocked'}).hears(ok).output()).toEqual({end: 'cancelled'});
	});

	test('one way alone is not offered, and an order is signed by card', () => {
		expect(signIn({methods: ['card']}).meta().screen).toBe('staffInsertCard');
		expect(signIn({methods: ['passphrase']}).meta().screen).toBe('staffId');
		expect(signIn({order: '{"order":1}'}).meta().screen).toBe('staffInsertCard');
	});

	test('another key chooses no way', () => {
		expect(signIn().hears({type: 'user.choose', choice: 'readiness'}).meta().screen).toBe('staffMethod');
	});
});

describe('T-21 by card', () => {
	test('the card is looked at, its PIN judged, and asked once the screen says so', () => {
		expect(toInsert().devices()).toEqual([]);
		expect(toLooking().devices()).toEqual([{device: 'lookAtStaffCard', input: undefined}]);
		expect(toPin().context().triesLeft).toBe(4);
		expect(toExamining().devices()).toEqual([{device: 'examineStaffPin', input: undefined}]);
		const early = toExamining().hears(typed, shown('staffPin'));
		expect(early.devices()).toEqual([]);
		expect(toCard().devices()).toEqual([{device: 'checkStaffCard', input: claim}]);
	});

	test.each<[MachineEvent, object]>([
		[
			{type: 'card.absent', cause: 'held'},
			{absent: 'held', kind: undefined},
		],
		[
			{type: 'card.other', kind: 'juki'},
			{absent: undefined, kind: 'juki'},
		],
		[{type: 'card.left'}, {absent: 'noCard', kind: undefined}],
		[{type: 'card.failed'}, {absent: 'mute', kind: undefined}],
	])('%o is told, and the card can be put in again', (event, said) => {
		for (const to of [toLooking, toCard]) {
			const dialog = to().hears(event);
			expect([dialog.meta().screen, dialog.context()]).toMatchObject(['staffNoCard', said]);
			expect(dialog.isHeld()).toBe(false);
			expect(dialog.hears(ok).meta().screen).toBe('staffInsertCard');
		}
	});

	test('a card that says nothing for ten seconds is given up', () => {
		for (const to of [toLooking, toCard]) {
			expect(to().waits(9999).meta().screen).not.toBe('staffNoCard');
			const dialog = to().waits(10_000);
			expect([dialog.meta().screen, dialog.context().absent]).toEqual(['staffNoCard', 'mute']);
		}
	});

	test('a card that is taken while its PIN is typed ends that', () => {
		expect(toPin().hears({type: 'card.left'}).meta().screen).toBe('staffNoCard');
	});

	test('a PIN of a wrong form is emptied and typed again', () => {
		const dialog = toExamining();
		const before = dialog.times('emptySlot');
		dialog.hears({type: 'staff.mistyped', fault: 'tooShort'});
		expect([dialog.meta().screen, dialog.context().fault]).toEqual(['staffPin', 'tooShort']);
		expect(dialog.times('emptySlot')).toBe(before + 1);
		expect(dialog.hears(ok).context().fault).toBeUndefined();
	});

	test('a wrong PIN tells the tries left, and the card is looked at anew', () => {
		const dialog = toCard();
		const before = dialog.times('emptySlot');
		dialog.hears({type: 'card.wrongPassword', triesLeft: 2});
		expect([dialog.meta().screen, dialog.context().triesLeft]).toEqual(['staffWrongPin', 2]);
		expect(dialog.times('emptySlot')).toBe(before + 1);
		expect(dialog.hears(ok).meta().screen).toBe('staffReadingCard');
	});

	test('a card that locks itself is told as locked', () => {
		expect(toCard().hears({type: 'card.blocked'}).meta().screen).toBe('staffPinBlocked');
	});

	test('the kiosk is held while the card is asked, and no longer', () => {
		expect([toInsert().isHeld(), toLooking().isHeld(), toPin().isHeld()]).toEqual([false, true, false]);
		expect([toCard().isHeld(), toCard().hears(signedIn).isHeld()]).toEqual([true, false]);
	});

	test('nobody is signed in before their card is out', () => {
		const dialog = toCard().hears(signedIn);
		expect(dialog.output()).toBeUndefined();
		expect(dialog.hears({type: 'card.left'}).output()).toEqual({
			end: 'signedIn',
			officer: {id: '2002', role: 'resetOfficer'},
			authorisation: {certificate: 'MIIC', signature: 'c2ln'},
		});
	});

	test('where nothing was signed there is no authorisation', () => {
		const dialog = toCard().hears({...signedIn, signature: ''} as MachineEvent, {type: 'card.left'});
		expect(dialog.output()).toEqual({
			end: 'signedIn',
			officer: {id: '2002', role: 'resetOfficer'},
			authorisation: undefined,
		});
	});

	test('a refusal says why, and begins anew', () => {
		const dialog = toCard().hears({type: 'staff.refused', cause: 'roleMissing'});
		expect(dialog.context().refusal).toBe('roleMissing');
		expect(dialog.hears(ok).meta().screen).toBe('staffMethod');
		expect(toCard().hears({type: 'staff.failed'}).meta().screen).toBe('staffUnavailable');
	});
});

describe('T-21 by number, passphrase and code', () => {
	test('each is taken where it is to be kept, and all are judged once the screen says so', () => {
		expect(toId().hears(ok).devices()).toEqual([{device: 'takeStaffId', input: undefined}]);
		expect(toPassphrase().hears(ok).devices()).toEqual([{device: 'takePassphrase', input: undefined}]);
		expect(toCode().hears(ok, shown('staffCode')).devices()).toEqual([]);
		expect(toCheck().devices()).toEqual([{device: 'checkCode', input: claim}]);
		expect([toCode().isHeld(), toCheck().isHeld()]).toEqual([false, true]);
	});

	test('who is believed is signed in at once', () => {
		const dialog = toCheck().hears({...signedIn, signature: ''} as MachineEvent);
		expect(dialog.output()).toMatchObject({end: 'signedIn', officer: {id: '2002'}});
		expect(dialog.isHeld()).toBe(false);
	});

	test.each([
		['staffId', toId],
		['staffPassphrase', toPassphrase],
	] as const)('what has not the form of %s is emptied and typed again', (screen, to) => {
		const dialog = to().hears(ok);
		const before = dialog.times('emptySlot');
		dialog.hears({type: 'staff.mistyped', fault: 'tooShort'});
		expect([dialog.meta().screen, dialog.meta().field, dialog.context().fault]).toEqual([
			screen,
			screen,
			'tooShort',
		]);
		expect(dialog.times('emptySlot')).toBe(before + 1);
		expect(to().hears(ok, {type: 'staff.failed'}).meta().screen).toBe('staffUnavailable');
	});

	test('a code of a wrong form is emptied and typed again', () => {
		const dialog = toCheck();
		const before = dialog.times('emptySlot');
		dialog.hears({type: 'staff.mistyped', fault: 'tooShort'});
		expect([dialog.meta().field, dialog.context().fault]).toEqual(['staffCode', 'tooShort']);
		expect(dialog.times('emptySlot')).toBe(before + 1);
	});

	test('what is wrong is not said, and everything is forgotten before it is typed again', () => {
		for (const event of [
			{type: 'staff.wrong'},
			{type: 'staff.lockedOut', seconds: 60},
			{type: 'staff.refused', cause: 'roleMissing'},
			{type: 'staff.failed'},
		] as const) {
			const dialog = toCheck().hears(event);
			const before = [dialog.times('emptySlot'), dialog.times('forgetAttempt')].map(times => times + 1);
			expect(dialog.hears(ok).meta().screen).toBe('staffMethod');
			expect([dialog.times('emptySlot'), dialog.times('forgetAttempt')]).toEqual(before);
		}
	});

	test('a lock-out says how long', () => {
		expect(toCheck().hears({type: 'staff.lockedOut', seconds: 60}).context().lockedSeconds).toBe(60);
	});

	test('a check that says nothing for half a minute is no sign-in', () => {
		expect(toCheck().waits(29_999).meta().screen).toBe('staffChecking');
		expect(toCheck().waits(30_000).meta().screen).toBe('staffUnavailable');
	});

	test('the slot is emptied and the attempt forgotten at the beginning and at every end', () => {
		const dialog = signIn();
		expect([dialog.times('emptySlot'), dialog.times('forgetAttempt')]).toEqual([1, 1]);
		dialog.hears({type: 'user.cancel'});
		expect([dialog.times('emptySlot'), dialog.times('forgetAttempt')]).toEqual([2, 2]);
	});
});

test('a screen of it is told what is known, and no more', () => {
	const context = toCheck().hears({type: 'staff.lockedOut', seconds: 60}).context();
	expect(showStaffSignIn(context, {screen: 'staffLockedOut', behind: undefined})).toEqual({
		triesLeft: undefined,
		absent: undefined,
		kind: undefined,
		staff: {
			task: 'desk',
			needed: 'helper',
			typingFault: undefined,
			refusal: undefined,
			lockedSeconds: 60,
		},
	});
});

test('a card of another kind is told by its kind', () => {
	const context = toLooking().hears({type: 'card.other', kind: 'juki'}).context();
	expect(showStaffSignIn(context, {screen: 'staffNoCard', behind: undefined})).toMatchObject({kind: 'juki'});
});
