import type {DeskChoice, DeskReport} from '../../src/domain/staffDesk.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import type {StaffClaim} from '../../src/machines/staffSignIn.ts';
import {absentCause, departed, type Outcome} from './cardDesk.ts';
import type {Environment} from './environment.ts';
import {isStaffCard, officers, refusalOf, type StaffCard, signedBy} from './officers.ts';
import type {Scope} from './scope.ts';

/** What is lost of a staff card's tries is not kept: any of its PINs may be wrong, or the last. */
const triesOfStaff = 5;

/** What a look at a staff card can find; no PIN is sent. */
export function* looksAtStaffCard(
	environment: Environment,
	{hasWrongPasswords}: Pick<Scope, 'hasWrongPasswords'>,
): Generator<Outcome> {
	const absent = absentCause(environment);
	if (absent) return yield {answer: absent, environment};
	if (!isStaffCard(environment.card)) return yield {answer: 'otherCard', environment};
	yield {answer: `ready ${triesOfStaff}`, environment};
	if (hasWrongPasswords) yield {answer: 'blocked', environment};
}

/**
 * What one visit to a staff card can come to: a model of commands/kiosk/staffDevices.ts. The certificate is judged
 * before the PIN is sent, and the PIN is sent once.
 */
export function* outcomesOfStaffCard(
	environment: Environment,
	claim: StaffClaim,
	{hasWrongPasswords, hasReaderFaults}: Pick<Scope, 'hasWrongPasswords' | 'hasReaderFaults'>,
): Generator<Outcome> {
	const {card} = environment;
	const absent = absentCause(environment);
	if (absent) return yield {answer: absent, environment};
	if (!isStaffCard(card)) return yield {answer: 'otherCard', environment};
	const refusal = refusalOf(card, claim);
	if (refusal) return yield {answer: `staffRefused ${refusal}`, environment};
	const broken = environment.maySendPassword
		? undefined
		: 'S004-042 a password is sent that nobody confirmed';
	const sent = {...environment, maySendPassword: false};
	yield {answer: `signedIn ${card}`, environment: {...sent, admitted: {card, isHere: true}}, broken};
	yield {
		answer: 'left',
		environment: {...departed(sent), card: 'none'},
		what: 'the card is taken out as it signs',
		broken,
	};
	if (hasWrongPasswords) {
		yield {answer: `wrong ${triesOfStaff - 1}`, environment: sent, what: 'the PIN is wrong', broken};
		yield {answer: 'blocked', environment: sent, what: 'the PIN is wrong for the last time', broken};
	}
	if (hasReaderFaults) {
		yield {
			answer: 'failed',
			environment: {...departed(sent), reader: 'stuck'},
			what: 'the card does not answer',
			broken,
		};
	}
}

/** Who a number, a passphrase and a code can prove to be. */
export function* admittedByWords(
	environment: Environment,
	claim: StaffClaim,
	cards: Scope['cards'],
): Generator<Outcome> {
	for (const card of cards.filter(isStaffCard)) {
		const refusal = refusalOf(card, claim);
		yield refusal
			? {answer: `staffRefused ${refusal}`, environment}
			: {
					answer: `signedIn ${card}`,
					environment: {...environment, maySendPassword: false, admitted: {card, isHere: false}},
				};
	}
}

/** The sign-in as the machines hear it. */
export function signedInAs(card: StaffCard, claim: StaffClaim): MachineEvent {
	return {type: 'staff.signedIn', ...officers[card], ...signedBy(card, claim)};
}

/** What comes of something that is done at the desk. */
export function deskAnswer(doing: DeskChoice): MachineEvent {
	const report = deskReport(doing);
	return report
		? {type: 'desk.report', report: JSON.stringify(report)}
		: {type: 'desk.done', file: '', slip: 'none'};
}

function deskReport(doing: DeskChoice): DeskReport | undefined {
	switch (doing) {
		case 'readiness':
			return {kind: 'readiness', findings: []};
		case 'requests':
			return {kind: 'requests', waiting: [], unreadable: ['0123.json']};
		case 'removeFiles':
			return {kind: 'requests', waiting: [], unreadable: []};
		case 'lockouts':
			return {kind: 'lockouts', lockouts: [{id: '1001', seconds: 60, isOwn: false}]};
		case 'item1':
			return {kind: 'lockouts', lockouts: []};
		case 'deskSettings':
		case 'setLanguage':
		case 'setSlowMode':
		case 'setReveal':
			return {kind: 'settings', language: 'ja', isSlow: false, mayReveal: true, addressee: ''};
		default:
			return undefined;
	}
}
