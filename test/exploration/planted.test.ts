import {describe, expect, test} from 'vitest';
import {assign} from 'xstate';
import {readJournal} from '../../src/journal/read.ts';
import {type Moment, replay} from '../../src/journal/replay.ts';
import type {Records, Registry} from '../../src/window/registry.ts';
import {bent} from './bent.ts';
import type {MyNumberCard} from './environment.ts';
import {type Exploration, explore, exploreFrom} from './explorer.ts';
import type {Invariant} from './invariants.ts';
import {journalOf} from './journal.ts';
import {MachineSpace, type Machines, productMachines} from './machines.ts';
import type {Move} from './move.ts';
import type {StaffCard} from './officers.ts';
import type {RuleOfReset} from './resetDesk.ts';
import type {Scope} from './scope.ts';
import {calm, desk, passwords, reset, viewer} from './scopes.ts';
import {tabulateWindow} from './windowTable.ts';

const {login, signedRequest, passwordChange, certificateViewer, kiosk} = productMachines;
const {staffSignIn, staffDesk, assistedReset} = productMachines;
const adding = (more: object) => (state: object) => ({on: {...(state as {on?: object}).on, ...more}});

const soundWindow = tabulateWindow();

async function exploreBent({
	machines = {},
	registry,
	scope = calm,
	isOutboxIgnored = false,
}: {
	readonly machines?: Partial<Machines>;
	readonly registry?: (registry: Registry) => Registry;
	readonly scope?: Scope;
	readonly isOutboxIgnored?: boolean;
}): Promise<{readonly found: Exploration; readonly space: MachineSpace}> {
	const space = new MachineSpace({...productMachines, ...machines}, scope.procedures);
	return {
		found: explore({
			machines: space,
			window: await (registry ? tabulateWindow(registry) : soundWindow),
			scope,
			isOutboxIgnored,
		}),
		space,
	};
}

/** A counter-example as `replay` plays it: with the product's own machines. */
function played(space: MachineSpace, moves: readonly Move[]): Moment[] {
	const reading = readJournal(journalOf(space, moves) ?? '');
	const runs = reading.status === 'read' ? reading.runs : [];
	expect(runs).toHaveLength(1);
	return runs.flatMap(run => [...replay(run)]);
}

interface Planted {
	readonly fault: string;
	readonly machines: Partial<Machines>;
	readonly invariant: Invariant;
	readonly scope?: Scope;
}

const planted: readonly Planted[] = [
	{
		fault: 'a bare 404 read as not received',
		machines: {
			signedRequest: bent(
				signedRequest,
				['inquiring'],
				adding({
					'window.noReceipt': {
						guard: ({event}: {event: {cause: string}}) => event.cause === 'serviceError',
						target: 'notReceived',
					},
				}),
			),
		},
		invariant: 'T-01 受理されていません is said of a request that is stored',
	},
	{
		fault: 'any answer read as accepted',
		machines: {signedRequest: bent(signedRequest, ['answered'], () => ({always: 'accepted'}))},
		invariant: 'S004-083 the screen tells another result than the window stored',
	},
	{
		fault: 'no 署名確認 before the second login',
		machines: {
			signedRequest: bent(
				signedRequest,
				['confirmImport', 'reading'],
				adding({'user.ok': '#signedRequest.preparingSecond'}),
			),
		},
		invariant: 'S004-070 a signature is made without 了解 of 署名確認',
	},
	{
		fault: 'a signature sent as soon as it is made',
		machines: {
			signedRequest: bent(
				signedRequest,
				['signing'],
				adding({
					'card.signed': {
						target: 'sending',
						actions: {
							type: 'rememberSigned',
							params: ({event}: {event: {signed: string}}) => ({signed: event.signed}),
						},
					},
				}),
			),
		},
		invariant: 'S004-079 a request is sent without 了解 of 送信確認',
	},
	{
		fault: 'a wrong password sent once more',
		machines: {
			signedRequest: signedRequest.provide({
				actors: {login: bent(login, ['wrong'], () => ({always: 'checking'}))},
			}),
			login: bent(login, ['wrong'], () => ({always: 'checking'})),
		},
		invariant: 'S004-042 a password is sent that nobody confirmed',
		scope: {...calm, hasWrongPasswords: true},
	},
	{
		fault: 'a card that leaves the confirmation unheard',
		machines: {signedRequest: bent(signedRequest, ['confirmImport'], adding({'card.left': {}}))},
		invariant: 'T-11 personal data stays on screen after the card left',
	},
	{
		fault: 'the document asked about after everything was forgotten',
		machines: {
			signedRequest: bent(signedRequest, ['inquiring'], () => ({
				entry: ['forgetSubmission', 'endVisit', 'tellHeld'],
			})),
		},
		invariant: 'T-01 the window is asked about nothing',
	},
	{
		fault: 'a name kept for the reminder to take the card',
		machines: {
			kiosk: kiosk.provide({
				actions: {rememberEnd: assign({lastNotice: () => ({applicantName: '吉田'}) as never})},
			}),
		},
		invariant: 'S004-089 personal data is kept where nobody is served',
	},
	{
		fault: 'a wrong old password sent once more',
		machines: {passwordChange: bent(passwordChange, ['wrong'], () => ({entry: [], always: 'changing'}))},
		invariant: 'S001-029 a password is tried that nobody typed for it',
		scope: {...passwords, hasWrongPasswords: true},
	},
	{
		fault: 'a card that leaves in the change read as nothing changed',
		machines: {
			passwordChange: bent(passwordChange, ['changing'], adding({'card.left': '#passwordChange.cardLeft'})),
		},
		invariant: 'S001-027 the screen tells that the old password holds, and the new one does',
		scope: passwords,
	},
	{
		fault: 'a change given up read as done',
		machines: {
			passwordChange: bent(passwordChange, ['unknown'], () => ({always: 'newHolds'})),
		},
		invariant: 'S001-026 the screen tells that the new password holds, and the old one does',
		scope: passwords,
	},
	{
		fault: 'a certificate left on screen after its card',
		machines: {certificateViewer: bent(certificateViewer, ['basic'], adding({'card.left': {}}))},
		invariant: 'T-11 personal data stays on screen after the card left',
		scope: viewer,
	},
];

describe('the explorer finds what is planted in the machines', () => {
	test.each(planted)('$fault', async ({machines, invariant, scope}) => {
		const {found} = await exploreBent({machines, ...(scope && {scope})});
		expect(found.broken?.invariant).toBe(invariant);
	});

	test('T-01 a document sent again where no receipt came, and the outbox that keeps even this from harm', async () => {
		const again = bent(
			signedRequest,
			['sending'],
			adding({'window.noReceipt': {target: 'sending', reenter: true}}),
		);
		const machines = {signedRequest: again};
		const careless = await exploreBent({machines, isOutboxIgnored: true});
		expect(careless.found.broken?.invariant).toBe('T-01 a request is sent again');
		const careful = await exploreBent({machines});
		expect(careful.found.broken).toBeUndefined();
		expect(careful.found.isComplete).toBe(true);
	});

	test('G-01 a procedure that idleness does not end', async () => {
		const {found} = await exploreBent({
			machines: {signedRequest: bent(signedRequest, [], () => ({on: {}}))},
		});
		expect(found.broken).toBeUndefined();
		expect(found.stranded).toBeUndefined();
		expect(found.abandoned?.moves.at(-1)?.heard.at(-1)?.event.type).toBe('terminal.ready');
	});

	test('a card reminder that is never left: nobody who left idle comes back', async () => {
		const {found} = await exploreBent({
			machines: {kiosk: bent(kiosk, ['session', 'takeCard'], () => ({always: []}))},
		});
		expect(found.broken).toBeUndefined();
		expect(found.stranded?.moves.at(-1)?.heard.at(-1)?.event.type).toBe('user.ok');
	});
});

/** What is told of an officer's card, from 職員証を入れて to its being taken out. */
const signs = (card: StaffCard) => [
	'presses ok',
	`card ${card} is put in`,
	'the desk finds: ready 5',
	'hears ready 5',
	'presses ok',
	'what was typed is sound',
	'the frame is out',
	`the desk finds: signedIn ${card}`,
	`hears signedIn ${card}`,
	'the reader tells present',
	'the card is taken out',
	'the reader tells empty',
];
const toDesk = ['presses F10', 'presses F10 again', 'presses staffCard', ...signs('officer1')];
const toDocuments = (card: MyNumberCard) => [
	...toDesk,
	'presses assistedReset',
	'presses signing',
	`card ${card} is put in`,
	'presses ok',
	'the desk finds: blocked',
	'hears blocked',
	'the card is taken out',
	'presses holder',
	'presses item1',
];
const toSummary = (card: MyNumberCard) => [
	...toDocuments(card),
	'presses ok',
	'the order is put before the first officer',
	...signs('officer1'),
];
const toSecond = (card: MyNumberCard) => [
	...toSummary(card),
	'presses ok',
	'the order is put before the second officer',
];
const toAlone = (card: MyNumberCard = 'A') => [
	...toSecond(card),
	...signs('officer2'),
	'the frame is out',
	'the window rules',
];
const toCard = (card: MyNumberCard = 'A') => [
	...toAlone(card),
	'presses ok',
	'presses ok',
	'the field is sound',
	'presses ok',
	'the field is sound',
	`card ${card} is put in`,
];

interface PlantedForStaff {
	readonly fault: string;
	readonly machines?: Partial<Machines>;
	readonly ruleOfReset?: RuleOfReset;
	readonly invariant: Invariant;
	readonly scope?: Scope;
	/** What happens before it is looked for. */
	readonly told?: readonly string[];
}

const plantedForStaff: readonly PlantedForStaff[] = [
	{
		fault: 'the first officer let sign as the second',
		machines: {
			assistedReset: bent(assistedReset, ['confirming', 'secondOfficer'], state => {
				const invoke = state.invoke as {input: (of: object) => object};
				return {invoke: {...invoke, input: (of: object) => ({...invoke.input(of), excluded: []})}};
			}),
		},
		invariant: 'T-21 one officer signs as the first and as the second',
		told: [...toSecond('A'), ...signs('officer1').slice(0, 7)],
	},
	{
		fault: 'a card of the officer’s own, and a window that does not look',
		ruleOfReset: () => undefined,
		invariant: 'T-21 a password is set without the word of two officers',
		scope: {...reset, cards: ['B', 'officer1', 'officer2'], blocked: ['B']},
		told: toCard('B'),
	},
	{
		fault: 'a window that looks at no clock',
		ruleOfReset: () => undefined,
		invariant: 'T-21 a password is set too long after the officers’ word',
		told: [...toAlone(), 'the second officer’s word is three minutes old'],
	},
	{
		fault: 'an officer left signed in while the citizen is alone',
		machines: {assistedReset: assistedReset.provide({actions: {tellDutyEnded: () => undefined}})},
		invariant: 'T-21 staff are signed in while the citizen is alone',
		told: [...toSecond('A'), ...signs('officer2')],
	},
	{
		fault: 'a card that leaves in the reset read as reset',
		machines: {assistedReset: bent(assistedReset, ['resetting'], adding({'card.changeUnknown': 'done'}))},
		invariant: 'T-21 the screen tells that the password was reset, and it was not',
		told: toCard(),
	},
	{
		fault: 'a card that leaves in the reset read as not reset',
		machines: {assistedReset: bent(assistedReset, ['resetting'], adding({'card.changeUnknown': 'failed'}))},
		invariant: 'T-21 the screen tells that the password was not reset, and it was',
		told: toCard(),
	},
	{
		fault: 'a new password tried that was emptied out of the vault',
		machines: {assistedReset: bent(assistedReset, ['unknown'], () => ({entry: 'emptyVault'}))},
		invariant: 'S001-029 a password is tried that nobody typed for it',
		told: toCard(),
	},
	{
		fault: 'an end noted before it is known',
		machines: {
			assistedReset: bent(assistedReset, ['unknown'], () => ({
				entry: {type: 'noteEnd', params: {result: 'failed'}},
			})),
		},
		invariant: 'T-22 the audit says of a reset another end than it had',
		told: toCard(),
	},
	{
		fault: 'an end noted on the way to it, and at it',
		machines: {
			assistedReset: bent(assistedReset, ['unknown'], () => ({
				entry: {type: 'noteEnd', params: {result: 'unknown'}},
			})),
		},
		invariant: 'T-22 a reset ends twice in the audit',
		told: toCard(),
	},
	{
		fault: 'a new password kept after the reset was left',
		machines: {kiosk: bent(kiosk, ['session', 'reset'], () => ({exit: []}))},
		invariant: 'S004-089 a password is kept where nobody is served',
		told: toCard(),
	},
	{
		fault: 'staff called in the middle of the card’s visit',
		machines: {kiosk: kiosk.provide({guards: {isCallHeard: () => true}})},
		invariant: 'T-21 the staff desk takes the place of a step that waits for card or window',
		told: toCard(),
	},
	{
		fault: 'a reset that nobody has to begin',
		machines: {
			assistedReset: bent(assistedReset, ['alone', 'inserting'], () => ({
				always: '#assistedReset.resetting',
			})),
		},
		invariant: 'T-23 what cannot be taken back begins behind the call for staff',
		told: [...toAlone(), 'presses ok', 'presses ok', 'the field is sound'],
	},
	{
		fault: 'an officer signed in before the card is taken',
		machines: {
			staffSignIn: bent(staffSignIn, ['takeCard'], () => ({always: 'signedIn'})),
		},
		invariant: 'T-21 staff are signed in who did not take their card',
		scope: desk,
	},
	{
		fault: 'a reset that a helper may begin',
		machines: {
			staffDesk: bent(staffDesk, ['menu'], adding({'user.choose': 'reset'})),
		},
		invariant: 'T-21 a reset is begun by somebody who may not',
		scope: desk,
	},
	{
		fault: 'a sign-out that is not audited',
		machines: {kiosk: bent(kiosk, ['duty', 'on'], adding({'duty.ended': 'off'}))},
		invariant: 'T-22 somebody is signed out, and the audit does not say it',
		scope: desk,
	},
	{
		fault: 'a veil that is not drawn for staff',
		machines: {kiosk: bent(kiosk, ['veil'], adding({'duty.begun': {}}))},
		invariant: 'T-23 personal data is shown while staff are signed in',
		scope: desk,
	},
];

describe('the explorer finds what is planted in the staff desk, in the reset and in the window that rules on it', () => {
	test.each(plantedForStaff)(
		'$fault',
		async ({machines, ruleOfReset, invariant, scope = reset, told = []}) => {
			const space = new MachineSpace({...productMachines, ...machines}, scope.procedures);
			const world = {machines: space, window: await soundWindow, scope, ...(ruleOfReset && {ruleOfReset})};
			const broken = exploreFrom(world, told);
			expect(broken?.invariant).toBe(invariant);
			// Until the bend shows, the product's own machines play the same.
			const moments = played(space, broken?.moves ?? []);
			expect(moments.length).toBeGreaterThan(5);
			expect(moments.slice(0, -2).filter(({isSame}) => !isSame)).toEqual([]);
		},
	);
});

describe('the explorer finds what is planted in the window', () => {
	test('T-04 a store that enters a revocation twice', async () => {
		const registry = (store: Registry): Registry => ({
			...store,
			settle: (request, arrival, decide) =>
				store.settle(request, arrival, (records, receiptNumber) =>
					decide({...records, revocationOf: async () => undefined, enter: async () => true}, receiptNumber),
				),
		});
		const {found} = await exploreBent({registry});
		expect(found.broken?.invariant).toBe('T-04 a certificate is entered twice');
	});

	/** An inquiry that closes nothing: what was not there may still come. */
	const forgettingInquiries = (registry: Registry): Registry => ({
		...registry,
		settle: async (request, arrival, decide) => {
			if (arrival === 'submission') return registry.settle(request, arrival, decide);
			const known = await registry.recall(request, arrival);
			if (known) return known;
			// An inquiry reads nothing of the records.
			return {status: 'answered', ...(await decide({} as Records, 'R-0'))};
		},
	});

	test('T-01 an inquiry that does not close the request, with a journal that plays', async () => {
		const {found, space} = await exploreBent({registry: forgettingInquiries});
		expect(found.broken?.invariant).toBe('T-01 a request is stored of which 受理されていません was said');
		const moments = played(space, found.broken?.moves ?? []);
		expect(moments.filter(({isSame}) => !isSame)).toEqual([]);
		expect(moments.at(-1)?.view.screen).toBe('notReceived');
	});
});
