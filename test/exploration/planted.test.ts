import {describe, expect, test} from 'vitest';
import {assign} from 'xstate';
import {readJournal} from '../../src/journal/read.ts';
import {replay} from '../../src/journal/replay.ts';
import type {Records, Registry} from '../../src/window/registry.ts';
import {bent} from './bent.ts';
import {type Exploration, explore} from './explorer.ts';
import type {Invariant} from './invariants.ts';
import {journalOf} from './journal.ts';
import {MachineSpace, type Machines, productMachines} from './machines.ts';
import type {Scope} from './scope.ts';
import {calm, passwords, viewer} from './scopes.ts';
import {tabulateWindow} from './windowTable.ts';

const {login, signedRequest, passwordChange, certificateViewer, kiosk} = productMachines;
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
		const reading = readJournal(journalOf(space, found.broken?.moves ?? []) ?? '');
		const runs = reading.status === 'read' ? reading.runs : [];
		expect(runs).toHaveLength(1);
		const moments = runs.flatMap(run => [...replay(run)]);
		expect(moments.filter(({isSame}) => !isSame)).toEqual([]);
		expect(moments.at(-1)?.view.screen).toBe('notReceived');
	});
});
