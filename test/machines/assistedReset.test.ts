import {describe, expect, test} from 'vitest';
import type {PasswordName} from '../../src/domain/password.ts';
import {defaultDocumentRules} from '../../src/domain/reset.ts';
import type {StaffRole} from '../../src/domain/staff.ts';
import type {AssistedResetInput} from '../../src/machines/assistedReset.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const office: AssistedResetInput = {canUnblock: true, documentRules: defaultDocumentRules};

const signedIn = (
	id: string,
	role: StaffRole = 'resetOfficer',
	signature = `signed by ${id}`,
): MachineEvent => ({
	type: 'staff.signedIn',
	id,
	role,
	certificate: `certificate of ${id}`,
	signature,
});

/** An officer's card: in, the PIN, the signature, out again. */
const signs = (kiosk: TestKiosk, id: string, role?: StaffRole, signature?: string) =>
	kiosk
		.reader('present')
		.presses('ok')
		.hears({type: 'card.ready', triesLeft: 5})
		.presses('ok')
		.hears({type: 'staff.typed'}, signedIn(id, role, signature))
		.reader('empty');

const toChoosing = (input = office, hasPrinter = false) => {
	const kiosk = walk.toMenu(testKiosk({resets: input, hasPrinter}));
	kiosk.tells({type: 'user.staff'}).tells({type: 'cover.confirm'}).presses('staffCard');
	return signs(kiosk, '9001').presses('assistedReset');
};
const toCard = (password: PasswordName = 'signing', input?: AssistedResetInput, hasPrinter?: boolean) =>
	toChoosing(input, hasPrinter).presses(password);
const toLooking = (password?: PasswordName) => toCard(password).reader('present').presses('ok');
const toWho = (password?: PasswordName, input?: AssistedResetInput, hasPrinter?: boolean) =>
	toCard(password, input, hasPrinter)
		.reader('present')
		.presses('ok')
		.hears({type: 'card.blocked'})
		.reader('empty');
const toDocuments = (password?: PasswordName, hasPrinter?: boolean) =>
	toWho(password, office, hasPrinter).presses('holder');
const toDrawing = (password?: PasswordName, hasPrinter?: boolean) =>
	toDocuments(password, hasPrinter).presses('item1').presses('ok');
const toFirst = (password?: PasswordName, hasPrinter?: boolean) =>
	toDrawing(password, hasPrinter).hears({type: 'reset.drawn', order: 'order of the first'});
const toSummary = (password?: PasswordName, hasPrinter?: boolean) =>
	signs(toFirst(password, hasPrinter), '1001');
const toSecond = (password?: PasswordName, hasPrinter?: boolean) =>
	toSummary(password, hasPrinter).presses('ok').hears({type: 'reset.drawn', order: 'order of the second'});
const toAsking = (password?: PasswordName, hasPrinter?: boolean) =>
	signs(toSecond(password, hasPrinter), '2002');
const toAlone = (password?: PasswordName, hasPrinter?: boolean) =>
	toAsking(password, hasPrinter).hears({type: 'reset.granted'});
const toInserting = (password?: PasswordName, hasPrinter?: boolean) => {
	const kiosk = toAlone(password, hasPrinter).presses('ok');
	for (let nth = 0; nth < 2; nth++) kiosk.presses('ok').hears({type: 'password.wellFormed'});
	return kiosk;
};
const toResetting = (password?: PasswordName, hasPrinter?: boolean) =>
	toInserting(password, hasPrinter).reader('present').presses('ok');
const toUnknown = (password?: PasswordName) => toResetting(password).hears({type: 'card.changeUnknown'});
const toTelling = (password?: PasswordName) => toUnknown(password).presses('ok');

const screen = (kiosk: TestKiosk) => kiosk.view().screen;
const path = (kiosk: TestKiosk) => kiosk.view().path;
const atWork = (kiosk: TestKiosk, device: string) => kiosk.atWork().find(each => each.device === device);
const timesDone = (kiosk: TestKiosk, type: string) => kiosk.done.filter(each => each.type === type).length;
const noted = (kiosk: TestKiosk) =>
	kiosk.done.filter(each => each.type === 'noteEnd').map(({params}) => params);
/** Somebody is there for so long, and presses nothing that matters. */
function stays(kiosk: TestKiosk, seconds: number): TestKiosk {
	for (let left = seconds; left > 0; left -= 30)
		kiosk.tells({type: 'user.active'}).waits(Math.min(left, 30) * 1000);
	return kiosk;
}
const isHeld = (kiosk: TestKiosk) => !kiosk.view().canSignIn;

describe('T-21 an officer follows the steps of a reset', () => {
	test.each<[string, () => TestKiosk, object]>([
		[
			'the password',
			toChoosing,
			{screen: 'resetChoose', buttons: ['signing', 'authentication', 'cancel'], first: 'signing'},
		],
		['the card', toCard, {screen: 'resetInsertCard', buttons: ['ok', 'back', 'cancel'], first: 'ok'}],
		['its reading', toLooking, {screen: 'resetLooking', buttons: []}],
		[
			'who came',
			toWho,
			{screen: 'resetWho', buttons: ['holder', 'representative', 'agent', 'back', 'cancel'], first: 'holder'},
		],
		[
			'what was seen',
			toDocuments,
			{
				screen: 'resetDocuments',
				buttons: ['item1', 'item2', 'item3', 'item4', 'item5', 'item6', 'ok', 'back', 'cancel'],
				first: 'item1',
			},
		],
		['the order is drawn up', toDrawing, {screen: 'resetWorking', buttons: []}],
		[
			'the first officer',
			toFirst,
			{screen: 'staffInsertCard', staff: {task: 'firstOfficer', needed: 'resetOfficer'}},
		],
		[
			'what the second sees, the harmless answer first',
			toSummary,
			{screen: 'resetSummary', buttons: ['ok', 'back', 'cancel'], first: 'back'},
		],
		[
			'the second officer',
			toSecond,
			{screen: 'staffInsertCard', staff: {task: 'secondOfficer', needed: 'resetOfficer'}},
		],
		['the window is asked', toAsking, {screen: 'resetWorking', buttons: []}],
		['it is handed over', toAlone, {screen: 'resetHandOver', buttons: ['ok', 'cancel'], first: 'ok'}],
		[
			'the new password',
			() => toAlone().presses('ok'),
			{
				screen: 'newPassword',
				manual: 'S001-016, S001-018, S001-021, S001-025',
				asksCurrent: false,
				passwordPart: 'next',
			},
		],
		[
			'the card again',
			toInserting,
			{screen: 'resetInsertAgain', buttons: ['ok', 'back', 'cancel'], first: 'ok'},
		],
		['the reset', toResetting, {screen: 'resettingPassword', buttons: []}],
		[
			'the card was gone too early',
			toUnknown,
			{screen: 'resetUnknown', code: 'S-14', buttons: ['ok', 'cancel'], first: 'ok'},
		],
		['asking which password holds', toTelling, {screen: 'resettingPassword', buttons: []}],
	])('%s', (_, to, shown) => {
		expect(to().view()).toMatchObject({manual: 'T-21', code: undefined, ...shown});
	});

	test.each([
		[toChoosing, 'menu'],
		[toCard, 'menu'],
		[toWho, 'menu'],
		[toDocuments, 'menu'],
		[toSummary, 'menu'],
		[toAlone, 'menu'],
		[toInserting, 'menu'],
	] as const)('cancelling leads to the top from everywhere, by Escape as well', (to, screenAfter) => {
		expect(to().view().escape).toBe('cancel');
		const kiosk = to().presses('cancel');
		expect(screen(kiosk)).toBe(screenAfter);
		expect(noted(kiosk)).toEqual([]);
	});

	test.each([
		[toCard, 'resetChoose'],
		[toWho, 'resetInsertCard'],
		[toDocuments, 'resetWho'],
		[toSummary, 'resetDocuments'],
		[toInserting, 'resetHandOver'],
	] as const)('back leads one step back', (to, before) => {
		expect(screen(to().presses('back'))).toBe(before);
	});

	test('each password is looked for, drawn up and set as the one that was chosen', () => {
		for (const password of ['signing', 'authentication'] as const) {
			expect(atWork(toLooking(password), 'lookForReset')?.input).toEqual({password});
			expect(atWork(toDrawing(password), 'drawUpOrder')?.input).toMatchObject({password});
			expect(toAlone(password).presses('ok').view()).toMatchObject({password});
			expect(atWork(toResetting(password), 'resetPassword')?.input).toMatchObject({password});
			expect(atWork(toTelling(password), 'tellReset')?.input).toEqual({password});
		}
	});

	test('the authentication password has four digits, the signing password six to sixteen signs', () => {
		expect(toAlone('authentication').presses('ok').view().limits).toMatchObject({shortest: 4, longest: 4});
		expect(toAlone('signing').presses('ok').view().limits).toMatchObject({shortest: 6, longest: 16});
	});

	test('whatever key is said, only a password of the two begins', () => {
		const kiosk = toChoosing().says({type: 'user.choose', choice: 'readiness'});
		expect(screen(kiosk)).toBe('resetChoose');
	});

	test('a card in the reader says nothing to the pages of the officer, and may be taken', () => {
		for (const to of [toChoosing, toCard, toWho, toDocuments, toSummary, toAlone, toInserting]) {
			const kiosk = to();
			const before = path(kiosk);
			expect(path(kiosk.reader('present').reader('empty')), before).toBe(before);
		}
	});
});

describe('T-21 the citizen’s card', () => {
	test.each<[MachineEvent, object]>([
		[
			{type: 'card.absent', cause: 'held'},
			{absent: 'held', kind: undefined},
		],
		[
			{type: 'card.absent', cause: 'mute'},
			{absent: 'mute', kind: undefined},
		],
		[
			{type: 'card.other', kind: 'juki'},
			{absent: undefined, kind: 'juki'},
		],
		[{type: 'card.changed'}, {absent: undefined, kind: 'other'}],
		[{type: 'card.failed'}, {absent: 'mute', kind: undefined}],
		[{type: 'card.left'}, {absent: 'noCard', kind: undefined}],
	])('%o is said where it is put in', (event, said) => {
		expect(toLooking().hears(event).view()).toMatchObject({screen: 'resetInsertCard', ...said});
	});

	test('what was said of a card is gone when the next one is looked at', () => {
		const kiosk = toLooking().hears({type: 'card.other', kind: 'juki'}).presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'resetLooking', kind: undefined, absent: undefined});
		kiosk.hears({type: 'card.absent', cause: 'held'});
		expect(kiosk.view()).toMatchObject({absent: 'held', kind: undefined});
	});

	test('what was said of a card is gone for the next reset', () => {
		const kiosk = toLooking().hears({type: 'card.other', kind: 'juki'}).presses('back');
		expect(kiosk.presses('signing').view()).toMatchObject({kind: undefined, absent: undefined});
	});

	test('a card that does not answer in ten seconds is given up', () => {
		const kiosk = toLooking().waits(9999);
		expect(screen(kiosk)).toBe('resetLooking');
		expect(kiosk.waits(1).view()).toMatchObject({screen: 'resetInsertCard', absent: 'mute'});
		expect(atWork(kiosk, 'lookForReset')).toBeUndefined();
	});

	test('a blocked password has no tries left to tell of, another one has', () => {
		expect(toLooking().hears({type: 'card.blocked'}).view().triesLeft).toBeUndefined();
		const kiosk = toLooking().hears({type: 'card.ready', triesLeft: 3});
		expect(kiosk.view()).toMatchObject({screen: 'resetWho', triesLeft: 3, reset: {triesLeft: 3}});
		const again = kiosk.presses('back').presses('ok').hears({type: 'card.blocked'});
		expect(again.view()).toMatchObject({triesLeft: undefined, reset: {triesLeft: undefined}});
	});

	test('a card that never answers ends it, whatever it was at, and the code says why', () => {
		for (const to of [toWho, toDocuments, toSummary, toAlone]) {
			const kiosk = to().reader('present').reader('stuck');
			expect(screen(kiosk)).toBe('takeCard');
			expect(kiosk.view()).toMatchObject({code: 'S-12', lastStop: 'readerStuck'});
		}
	});

	test('a reset begins with nothing of the one before', () => {
		const kiosk = toSummary().presses('back').presses('back').presses('back').presses('back');
		expect(screen(kiosk)).toBe('resetChoose');
		for (const beginning of [kiosk, toChoosing()])
			expect(beginning.requestContext()).toMatchObject({
				order: '',
				signed: [],
				seen: [],
				needsOperator: false,
				secondsLeft: 0,
				refusal: undefined,
				absent: undefined,
				kind: undefined,
				slip: undefined,
				stop: undefined,
			});
	});

	test('which card is meant is forgotten where a reset begins, and the visit ends with its end', () => {
		expect(timesDone(toChoosing(), 'endVisit')).toBe(1);
		const kiosk = toCard().presses('back');
		expect(timesDone(kiosk, 'endVisit')).toBe(2);
		const done = toResetting();
		const before = timesDone(done, 'endVisit');
		done.hears({type: 'card.passwordChanged'});
		expect(timesDone(done, 'endVisit')).toBe(before + 1);
	});
});

describe('T-21 who came, and what was seen', () => {
	test.each([
		['holder', 'resetDocuments', 'holder'],
		['representative', 'resetDocuments', 'representative'],
	] as const)('%s is served on the day', (comer, next, of) => {
		const kiosk = toWho().presses(comer);
		expect(kiosk.view()).toMatchObject({screen: next, reset: {comer, of, seen: []}});
	});

	test('an agent comes twice: there is guidance, and no reset', () => {
		const kiosk = toWho().presses('agent');
		expect(kiosk.view()).toMatchObject({screen: 'resetGuidance', reset: {comer: 'agent'}});
		expect(noted(kiosk)).toEqual([{result: 'guided', cause: undefined}]);
	});

	test.each(['holder', 'representative', 'agent'] as const)(
		'where nobody can unblock a card %s finds guidance',
		comer => {
			const kiosk = toWho('signing', {...office, canUnblock: false});
			expect(kiosk.view().reset).toMatchObject({canUnblock: false});
			expect(kiosk.presses(comer).view()).toMatchObject({screen: 'resetGuidance', reset: {comer}});
		},
	);

	test('who came after all is who was said last, and nothing is seen of them yet', () => {
		const kiosk = toWho().presses('representative').presses('item1').presses('back').presses('holder');
		expect(kiosk.view().reset).toMatchObject({comer: 'holder', of: 'holder', seen: []});
	});

	test('no other key says who came', () => {
		expect(screen(toWho().says({type: 'user.choose', choice: 'item1'}))).toBe('resetWho');
	});

	test('of the holder one document does; without any it is said what is lacking', () => {
		const kiosk = toDocuments().presses('ok');
		expect(kiosk.view()).toMatchObject({
			screen: 'resetLacking',
			behind: 'resetDocuments',
			buttons: ['ok', 'back', 'cancel'],
			first: 'back',
			escape: 'back',
		});
		expect(screen(kiosk.presses('back'))).toBe('resetDocuments');
		expect(screen(kiosk.presses('item5').presses('ok'))).toBe('resetWorking');
		expect(screen(toDocuments().presses('ok').presses('ok'))).toBe('resetGuidance');
		expect(screen(toDocuments().presses('ok').presses('cancel'))).toBe('menu');
	});

	test('a tick is taken back by the same key, and another key ticks nothing', () => {
		const kiosk = toDocuments().presses('item1').presses('item3');
		expect(kiosk.view().reset?.seen).toEqual([
			{of: 'holder', kind: 'drivingLicence'},
			{of: 'holder', kind: 'residenceCard'},
		]);
		expect(kiosk.presses('item1').view().reset?.seen).toEqual([{of: 'holder', kind: 'residenceCard'}]);
		expect(kiosk.says({type: 'user.choose', choice: 'agent'}).view().reset?.seen).toHaveLength(1);
		expect(screen(kiosk)).toBe('resetDocuments');
	});

	test('a representative shows their own, the holder’s and the authority, page by page and back', () => {
		const kiosk = toWho().presses('representative').presses('item1').presses('ok');
		expect(screen(kiosk)).toBe('resetLacking');
		kiosk.presses('back').presses('item5').presses('ok');
		expect(kiosk.view().reset).toMatchObject({of: 'holder'});
		kiosk.presses('item1').presses('ok');
		expect(kiosk.view()).toMatchObject({
			screen: 'resetDocuments',
			reset: {of: 'authority', kinds: ['familyRegister', 'guardianRegister', 'sameHousehold']},
			buttons: ['item1', 'item2', 'item3', 'ok', 'back', 'cancel'],
		});
		expect(kiosk.presses('back').view().reset).toMatchObject({of: 'holder'});
		expect(kiosk.presses('back').view().reset).toMatchObject({of: 'representative'});
		expect(screen(kiosk.presses('back'))).toBe('resetWho');
		kiosk.presses('representative');
		expect(kiosk.view().reset).toMatchObject({of: 'representative', seen: []});
	});

	test('the officer signs all that was seen, of everybody', () => {
		const kiosk = toWho().presses('representative').presses('item1').presses('item2').presses('ok');
		kiosk.presses('item5').presses('ok').presses('item1').presses('ok');
		expect(atWork(kiosk, 'drawUpOrder')?.input).toEqual({
			password: 'signing',
			comer: 'representative',
			documents: [
				{of: 'representative', kind: 'drivingLicence'},
				{of: 'representative', kind: 'passport'},
				{of: 'holder', kind: 'insuranceCertificate'},
				{of: 'authority', kind: 'familyRegister'},
			],
			part: 'first',
		});
	});

	test('a municipality that wants nothing of the holder asks the representative for the rest alone', () => {
		const {representative} = defaultDocumentRules;
		const {representative: own = [], authority = []} = representative;
		const rules = {...defaultDocumentRules, representative: {representative: own, authority}};
		const kiosk = toWho('signing', {canUnblock: true, documentRules: rules}).presses('representative');
		kiosk.presses('item1').presses('item2').presses('ok');
		expect(kiosk.view().reset).toMatchObject({of: 'authority'});
	});
});

describe('T-21 one insider is not enough', () => {
	test('the first signs the order that was drawn up, by card alone', () => {
		const kiosk = toFirst();
		expect(kiosk.view()).toMatchObject({screen: 'staffInsertCard'});
		kiosk.reader('present').presses('ok').hears({type: 'card.ready', triesLeft: 5}).presses('ok');
		kiosk.hears({type: 'staff.typed'});
		expect(atWork(kiosk, 'checkStaffCard')?.input).toEqual({
			needed: 'resetOfficer',
			excluded: [],
			order: 'order of the first',
		});
		expect(isHeld(kiosk)).toBe(true);
		expect(isHeld(kiosk.hears(signedIn('1001')))).toBe(false);
	});

	test('the second is somebody else, and signs an order of their own', () => {
		const kiosk = toSummary().presses('ok');
		expect(atWork(kiosk, 'drawUpOrder')?.input).toMatchObject({part: 'second', comer: 'holder'});
		kiosk.hears({type: 'reset.drawn', order: 'order of the second'});
		kiosk.reader('present').presses('ok').hears({type: 'card.ready', triesLeft: 5}).presses('ok');
		kiosk.hears({type: 'staff.typed'});
		expect(atWork(kiosk, 'checkStaffCard')?.input).toEqual({
			needed: 'resetOfficer',
			excluded: ['1001'],
			order: 'order of the second',
		});
	});

	test('the second sees what the first entered, and who that was', () => {
		expect(toSummary().view().reset).toMatchObject({
			comer: 'holder',
			seen: [{of: 'holder', kind: 'drivingLicence'}],
			officers: ['1001'],
		});
	});

	test('the window and the card get both orders, each with its signature', () => {
		const signed = [
			{
				officer: {id: '1001', role: 'resetOfficer'},
				text: 'order of the first',
				certificate: 'certificate of 1001',
				signature: 'signed by 1001',
			},
			{
				officer: {id: '2002', role: 'resetOfficer'},
				text: 'order of the second',
				certificate: 'certificate of 2002',
				signature: 'signed by 2002',
			},
		];
		expect(atWork(toAsking(), 'askWindow')?.input).toEqual({password: 'signing', signed});
		expect(atWork(toResetting(), 'resetPassword')?.input).toEqual({password: 'signing', signed});
	});

	test.each<[string, StaffRole, string]>([
		['a helper', 'helper', 'signed by 1001'],
		['nobody’s signature', 'resetOfficer', ''],
	])('%s is no officer’s word', (_, role, signature) => {
		const first = signs(toFirst(), '1001', role, signature);
		expect(first.view()).toMatchObject({screen: 'resetDocuments', reset: {officers: []}});
		const second = signs(toSecond(), '2002', role, signature);
		expect(second.view()).toMatchObject({screen: 'resetSummary', reset: {officers: ['1001']}});
	});

	test('whoever leaves the signing signed nothing', () => {
		expect(toFirst().presses('cancel').view()).toMatchObject({
			screen: 'resetDocuments',
			reset: {officers: []},
		});
		expect(toSecond().presses('cancel').view()).toMatchObject({
			screen: 'resetSummary',
			reset: {officers: ['1001']},
		});
	});

	test('the card in the reader is the signing officer’s affair', () => {
		const kiosk = toFirst().reader('present').presses('ok').hears({type: 'card.ready', triesLeft: 5});
		expect(screen(kiosk.reader('empty'))).toBe('staffNoCard');
	});

	test('going back to the documents takes the first officer’s word back', () => {
		const kiosk = toSummary().presses('back');
		expect(kiosk.view().reset).toMatchObject({officers: []});
		expect(kiosk.view().reset?.seen).toHaveLength(1);
	});

	test('five minutes after the first it is too late for the second, wherever they are', () => {
		for (const to of [toSummary, toSecond]) {
			const kiosk = stays(to(), 299);
			expect(screen(kiosk)).not.toBe('resetRefused');
			stays(kiosk, 1);
			expect(kiosk.view()).toMatchObject({screen: 'resetRefused', reset: {refusal: 'tooLate'}});
			expect(noted(kiosk)).toEqual([{result: 'refused', cause: 'tooLate'}]);
		}
	});

	test('an order that cannot be drawn up ends it, at once or after five seconds', () => {
		for (const to of [toDrawing, () => toSummary().presses('ok')]) {
			expect(screen(to().hears({type: 'reset.noAnswer'}))).toBe('resetUnavailable');
			expect(screen(to().waits(4999))).toBe('resetWorking');
			expect(screen(to().waits(5000))).toBe('resetUnavailable');
		}
	});

	test('the window is asked once its screen is out, and holds the kiosk until it says', () => {
		const kiosk = toAsking();
		expect(isHeld(kiosk)).toBe(true);
		expect(isHeld(kiosk.hears({type: 'reset.granted'}))).toBe(false);
		expect(atWork(kiosk, 'askWindow')).toBeUndefined();
	});

	test('a window that says nothing for half a minute authorises nothing', () => {
		expect(screen(toAsking().waits(29_999))).toBe('resetWorking');
		const kiosk = toAsking().waits(30_000);
		expect(kiosk.view()).toMatchObject({screen: 'resetUnavailable'});
		expect(noted(kiosk)).toEqual([{result: 'failed', cause: undefined}]);
		expect(screen(toAsking().hears({type: 'reset.noAnswer'}))).toBe('resetUnavailable');
	});

	test('what the window refuses is told with its cause, and noted', () => {
		const kiosk = toAsking().hears({type: 'reset.refused', cause: 'sameOfficer'});
		expect(kiosk.view()).toMatchObject({screen: 'resetRefused', reset: {refusal: 'sameOfficer'}});
		expect(noted(kiosk)).toEqual([{result: 'refused', cause: 'sameOfficer'}]);
	});

	test('a second reset of one card takes an operator in the second officer’s place', () => {
		const kiosk = toAsking().hears({type: 'reset.refused', cause: 'operatorNeeded'});
		expect(kiosk.view()).toMatchObject({
			screen: 'resetOperator',
			buttons: ['ok', 'cancel'],
			first: 'ok',
			escape: 'cancel',
			reset: {officers: ['1001']},
		});
		kiosk.presses('ok');
		expect(screen(kiosk)).toBe('resetSummary');
		kiosk.presses('ok').hears({type: 'reset.drawn', order: 'order of the operator'});
		expect(kiosk.view()).toMatchObject({staff: {task: 'secondOfficer', needed: 'operator'}});
		signs(kiosk, '9001', 'operator');
		expect(atWork(kiosk, 'askWindow')?.input).toMatchObject({
			signed: [
				{officer: {id: '1001'}, text: 'order of the first'},
				{officer: {id: '9001'}, text: 'order of the operator'},
			],
		});
		const left = toAsking().hears({type: 'reset.refused', cause: 'operatorNeeded'}).presses('cancel');
		expect(screen(left)).toBe('menu');
	});

	test('where the first was an operator, any other officer is enough', () => {
		const kiosk = signs(toFirst(), '9001', 'operator').presses('ok');
		signs(kiosk.hears({type: 'reset.drawn', order: 'order of the second'}), '2002');
		kiosk.hears({type: 'reset.refused', cause: 'operatorNeeded'}).presses('ok').presses('ok');
		kiosk.hears({type: 'reset.drawn', order: 'another order'});
		expect(kiosk.view().staff).toMatchObject({needed: 'resetOfficer'});
	});

	test('an operator is asked for that reset alone', () => {
		const kiosk = toAsking().hears({type: 'reset.refused', cause: 'operatorNeeded'});
		kiosk.presses('ok').presses('back').presses('ok').hears({type: 'reset.drawn', order: 'anew'});
		signs(kiosk, '1001').presses('ok').hears({type: 'reset.drawn', order: 'anew'});
		expect(kiosk.view().staff).toMatchObject({needed: 'resetOfficer'});
	});
});

describe('T-21 the citizen alone', () => {
	test('nobody of the staff stays signed in', () => {
		expect(toAsking().view().duty).toBeDefined();
		expect(toAlone().view().duty).toBeUndefined();
		const signedOut = toAlone().done.filter(({type}) => type === 'noteSignOut');
		expect(signedOut.map(({params}) => params)).toEqual([
			{officer: {id: '9001', role: 'resetOfficer'}, cause: 'asked'},
		]);
	});

	test('what was typed before is forgotten where it is handed over', () => {
		const kiosk = toAlone();
		const before = timesDone(kiosk, 'emptyVault');
		expect(before).toBeGreaterThan(0);
		kiosk.presses('ok').presses('cancel');
		expect(timesDone(kiosk, 'emptyVault')).toBe(before + 1);
	});

	test('whoever leaves the typing is back where it was handed over', () => {
		const kiosk = toAlone().presses('ok');
		expect(screen(kiosk.presses('cancel'))).toBe('resetHandOver');
	});

	test('three minutes after the second officer it is too late, wherever the citizen is', () => {
		for (const to of [toAlone, () => toAlone().presses('ok'), toInserting]) {
			const kiosk = stays(to(), 179);
			expect(kiosk.view().path).toContain('alone');
			stays(kiosk, 1);
			expect(kiosk.view()).toMatchObject({screen: 'resetRefused', reset: {refusal: 'tooLate'}});
			expect(noted(kiosk)).toEqual([{result: 'refused', cause: 'tooLate'}]);
			expect(atWork(kiosk, 'countDown')).toBeUndefined();
		}
	});

	test('how long it still holds is told, and nothing is left at nought', () => {
		const kiosk = toAlone();
		expect(atWork(kiosk, 'countDown')).toBeDefined();
		kiosk.hears({type: 'reset.secondsLeft', seconds: 60});
		expect(kiosk.view()).toMatchObject({screen: 'resetHandOver', reset: {secondsLeft: 60}});
		kiosk.hears({type: 'reset.secondsLeft', seconds: 1});
		expect(kiosk.view()).toMatchObject({screen: 'resetHandOver', reset: {secondsLeft: 1}});
		expect(kiosk.hears({type: 'reset.secondsLeft', seconds: 0}).view()).toMatchObject({
			screen: 'resetRefused',
			reset: {refusal: 'tooLate'},
		});
	});

	test('a card that is taken while the citizen types leads back, not on', () => {
		const kiosk = toAlone().presses('ok').reader('present').reader('empty');
		expect(screen(kiosk)).toBe('resetHandOver');
	});
});

describe('T-21 the reset itself', () => {
	test('begins when its screen is out, and is not to be disturbed', () => {
		const kiosk = toResetting();
		expect(atWork(kiosk, 'resetPassword')).toBeDefined();
		expect(isHeld(kiosk)).toBe(true);
		expect(isHeld(kiosk.hears({type: 'card.passwordChanged'}))).toBe(false);
		const telling = toTelling();
		expect(atWork(telling, 'tellReset')).toBeDefined();
		expect(isHeld(telling)).toBe(true);
		expect(isHeld(telling.hears({type: 'card.passwordKept'}))).toBe(false);
	});

	test('another screen that is out does not begin it', () => {
		for (const to of [toAsking, toResetting, toTelling]) {
			const kiosk = to();
			const running = kiosk.atWork().length;
			kiosk.says({type: 'screen.shown', screen: 'idle'});
			expect(kiosk.atWork()).toHaveLength(running);
		}
	});

	test.each<[MachineEvent, string, object, object]>([
		[{type: 'card.passwordChanged'}, 'resetDone', {code: undefined}, {result: 'reset'}],
		[{type: 'card.passwordKept'}, 'resetFailed', {code: 'S-16'}, {result: 'failed'}],
		[{type: 'reset.noAnswer'}, 'resetUnavailable', {code: 'S-17'}, {result: 'failed'}],
		[
			{type: 'reset.refused', cause: 'tooLate'},
			'resetRefused',
			{code: 'S-15', reset: {refusal: 'tooLate'}},
			{result: 'refused', cause: 'tooLate'},
		],
	])('%o is the last word, with its code', (event, name, said, ending) => {
		const kiosk = toResetting();
		const emptied = timesDone(kiosk, 'emptyVault');
		kiosk.hears(event);
		expect(kiosk.view()).toMatchObject({screen: name, first: 'ok', escape: 'ok', manual: 'T-21', ...said});
		expect(noted(kiosk)).toEqual([{cause: undefined, ...ending}]);
		expect(timesDone(kiosk, 'emptyVault')).toBe(emptied + 1);
		expect(screen(kiosk.presses('ok'))).toBe('takeCard');
	});

	test.each<[MachineEvent, object]>([
		[
			{type: 'card.absent', cause: 'noCard'},
			{absent: 'noCard', kind: undefined},
		],
		[
			{type: 'card.other', kind: 'juki'},
			{absent: undefined, kind: 'juki'},
		],
		[{type: 'card.changed'}, {absent: undefined, kind: 'other'}],
		[{type: 'card.failed'}, {absent: 'mute', kind: undefined}],
	])('%o asks for the card again while the officers’ word holds', (event, said) => {
		const kiosk = toResetting().hears(event);
		expect(kiosk.view()).toMatchObject({screen: 'resetInsertAgain', ...said});
		expect(kiosk.presses('ok').view()).toMatchObject({
			screen: 'resettingPassword',
			absent: undefined,
			kind: undefined,
		});
	});

	test('a card that is pulled or silent is the device’s to tell of', () => {
		for (const to of [toResetting, toTelling])
			for (const change of ['empty', 'stuck'] as const)
				expect(screen(to().reader(change))).toBe('resettingPassword');
		for (const change of ['empty', 'stuck'] as const)
			expect(screen(toUnknown().reader(change))).toBe('resetUnknown');
	});

	test('after two minutes without a word either password may hold', () => {
		expect(screen(toResetting().waits(119_999))).toBe('resettingPassword');
		expect(screen(toResetting().waits(120_000))).toBe('resetUnknown');
		expect(screen(toTelling().waits(119_999))).toBe('resettingPassword');
		expect(screen(toTelling().waits(120_000))).toBe('resetUntold');
	});

	test('the same card, put in again, says which password it holds', () => {
		expect(screen(toTelling().hears({type: 'card.passwordChanged'}))).toBe('resetDone');
		expect(screen(toTelling().hears({type: 'card.passwordKept'}))).toBe('resetFailed');
		expect(screen(toTelling().hears({type: 'card.blocked'}))).toBe('resetFailed');
		expect(screen(toTelling().hears({type: 'card.changeUnknown'}))).toBe('resetUntold');
		const other = toTelling().hears({type: 'card.changed'});
		expect(other.view()).toMatchObject({screen: 'resetUnknown', kind: 'other'});
		expect(other.presses('ok').view()).toMatchObject({screen: 'resettingPassword', kind: undefined});
	});

	test('what nobody could find out is the end, and noted so', () => {
		const kiosk = toUnknown().presses('cancel');
		expect(kiosk.view()).toMatchObject({screen: 'resetUntold', code: 'S-14', buttons: ['ok']});
		expect(noted(kiosk)).toEqual([{result: 'unknown', cause: undefined}]);
	});

	test('why it stopped stays said while the card is taken; of a reset there is nothing to say', () => {
		const refused = toAsking().hears({type: 'reset.refused', cause: 'sameOfficer'}).reader('present');
		expect(refused.presses('ok').view()).toMatchObject({screen: 'takeCard', lastStop: 'resetRefused'});
		const set = toResetting().hears({type: 'card.passwordChanged'}).presses('ok');
		expect(set.view()).toMatchObject({screen: 'takeCard', lastStop: undefined});
	});

	test('a last word keeps its screen while the card comes and goes', () => {
		for (const name of ['card.passwordChanged', 'card.passwordKept'] as const) {
			const kiosk = toResetting().hears({type: name});
			const last = screen(kiosk);
			expect(screen(kiosk.reader('empty').reader('present').reader('stuck'))).toBe(last);
		}
	});
});

describe('T-21 the citizen gets a slip', () => {
	const printed = (kiosk: TestKiosk) => atWork(kiosk, 'printSlip')?.input;

	test('of a reset: which password, with the order of the second officer', () => {
		const kiosk = toResetting('authentication', true).hears({type: 'card.passwordChanged'});
		expect(kiosk.view().buttons).toEqual(['ok', 'print']);
		kiosk.presses('print');
		expect(printed(kiosk)).toEqual({
			result: 'reset',
			password: 'authentication',
			order: 'order of the second',
		});
		expect(kiosk.view()).toMatchObject({slip: 'printing', buttons: ['ok']});
	});

	test.each<[MachineEvent, 'blocked' | 'forgotten']>([
		[{type: 'card.blocked'}, 'blocked'],
		[{type: 'card.ready', triesLeft: 2}, 'forgotten'],
	])('of guidance: who came, and why, after %o', (event, reason) => {
		const kiosk = toCard('signing', office, true)
			.reader('present')
			.presses('ok')
			.hears(event)
			.presses('agent');
		expect(printed(kiosk.presses('print'))).toEqual({
			result: 'guided',
			password: 'signing',
			reason,
			comer: 'agent',
		});
	});

	test('not where nothing prints, and not of a failure', () => {
		expect(toResetting().hears({type: 'card.passwordChanged'}).view().buttons).toEqual(['ok']);
		expect(toResetting('signing', true).hears({type: 'card.passwordKept'}).view().buttons).toEqual(['ok']);
	});

	test('one at a time; one that failed may be asked for again', () => {
		const kiosk = toResetting('signing', true).hears({type: 'card.passwordChanged'}).presses('print');
		const print: MachineEvent = {type: 'user.choose', choice: 'print' as ButtonName as never};
		const spawned = timesDone(kiosk, 'xstate.spawnChild');
		kiosk.says(print);
		expect(timesDone(kiosk, 'xstate.spawnChild')).toBe(spawned);
		expect(kiosk.hears({type: 'slip.failed'}).view()).toMatchObject({
			slip: 'failed',
			buttons: ['ok', 'print'],
		});
		kiosk.presses('print');
		expect(kiosk.atWork().filter(({device}) => device === 'printSlip')).toHaveLength(1);
		expect(kiosk.hears({type: 'slip.printed'}).view()).toMatchObject({slip: 'printed', buttons: ['ok']});
	});

	test('leaving gives it up: nothing comes out for the next person', () => {
		const kiosk = toResetting('signing', true).hears({type: 'card.passwordChanged'}).presses('print');
		expect(printed(kiosk.presses('ok'))).toBeUndefined();
	});

	test('no other key prints', () => {
		const kiosk = toResetting('signing', true).hears({type: 'card.passwordChanged'});
		expect(printed(kiosk.says({type: 'user.choose', choice: 'holder'}))).toBeUndefined();
	});
});

test('G-01: a reset whose time runs out while the second officer’s card is read is idle again by itself', () => {
	const kiosk = stays(toSecond(), 295).reader('present').presses('ok');
	expect(isHeld(kiosk)).toBe(true);
	kiosk.waits(5000).reader('empty');
	expect([screen(kiosk), isHeld(kiosk)]).toEqual(['resetRefused', false]);
	expect(kiosk.waits(150_000).view()).toMatchObject({screen: 'idle', duty: undefined});
});

test('T-23 the receipt of the last person is not said to the next one, by way of a reset that was left', () => {
	const kiosk = walk.toSending(testKiosk({procedures: ['revocation'], resets: office}));
	kiosk.hears({
		type: 'window.answered',
		notice: {result: 'accepted', receiptNumber: 'R-1', decidedAt: '2026-11-22T02:05:00.000Z'} as never,
	});
	kiosk
		.presses('ok')
		.tells({type: 'user.staff'})
		.tells({type: 'cover.confirm'})
		.presses('staffCard')
		.reader('empty');
	signs(kiosk, '9001').presses('assistedReset').presses('cancel');
	kiosk
		.presses('revocation')
		.hears({type: 'terminal.ready'})
		.reader('present')
		.presses('ok')
		.hears({type: 'card.blocked'});
	expect(kiosk.view()).toMatchObject({screen: 'passwordLocked', notice: undefined});
});
