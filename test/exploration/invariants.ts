import {isResult} from '../../src/domain/receipt.ts';
import {hasRole} from '../../src/domain/staff.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {Environment, Request, WindowRecord} from './environment.ts';
import type {MachineFacts} from './facts.ts';
import {officers} from './officers.ts';
import type {Stimulus} from './stimulus.ts';

/** What must never be, whatever happens in whatever order. */
export type Invariant =
	| 'T-01 a request is entered twice'
	| 'T-04 a certificate is entered twice'
	| 'T-01 受理されていません is said of a request that is stored'
	| 'T-01 a request is stored of which 受理されていません was said'
	| 'S004-083 the screen tells another result than the window stored'
	| 'S004-070 a signature is made without 了解 of 署名確認'
	| 'S004-079 a request is sent without 了解 of 送信確認'
	| 'T-01 a request is sent again'
	| 'T-01 the window is asked about nothing'
	| 'T-07 what is sent is not what was shown'
	| 'T-12 a signature is made by another card than the imported one'
	| 'S004-042 a password is sent that nobody confirmed'
	| 'S001-029 a password is tried that nobody typed for it'
	| 'G-03 the last try is spent unasked'
	| 'S001-026 the screen tells that the new password holds, and the old one does'
	| 'S001-027 the screen tells that the old password holds, and the new one does'
	| 'T-11 personal data stays on screen after the card left'
	| 'S004-089 personal data is kept where nobody is served'
	| 'S004-089 a password is kept where nobody is served'
	| 'T-21 a password is set without the word of two officers'
	| 'T-21 a password is set too long after the officers’ word'
	| 'T-21 one officer signs as the first and as the second'
	| 'T-21 the screen tells that the password was reset, and it was not'
	| 'T-21 the screen tells that the password was not reset, and it was'
	| 'T-21 a reset is begun by somebody who may not'
	| 'T-21 staff are signed in who did not take their card'
	| 'T-21 staff are signed in while the citizen is alone'
	| 'T-21 the staff desk takes the place of a step that waits for card or window'
	| 'T-22 a reset ends twice in the audit'
	| 'T-22 the audit says of a reset another end than it had'
	| 'T-22 somebody is signed out, and the audit does not say it'
	| 'T-23 what cannot be taken back begins behind the call for staff'
	| 'T-23 personal data is shown while staff are signed in'
	| 'a state has no screen or no section of the manual';

/** What is wrong with a state of the machines by itself. */
export function brokenBy(facts: MachineFacts): Invariant | undefined {
	if (!facts.screen || !facts.manual) return 'a state has no screen or no section of the manual';
	if (isUnserved(facts) && facts.holdsPersonalData)
		return 'S004-089 personal data is kept where nobody is served';
	if (facts.officer && isCitizenAlone(facts)) return 'T-21 staff are signed in while the citizen is alone';
	if (facts.officer && !facts.isVeiled) return 'T-23 personal data is shown while staff are signed in';
	const ids = facts.orders.map(({officer}) => officer.id);
	if (new Set(ids).size < ids.length) return 'T-21 one officer signs as the first and as the second';
	return undefined;
}

/** From the two officers' word on, until the citizen has read what became of it. */
function isCitizenAlone({path}: MachineFacts): boolean {
	return /^reset\.(alone|resetting|unknown|telling|done|failed|untold)/.test(path);
}

/** What is wrong with a state of the machines in its environment. */
export function brokenAround(facts: MachineFacts, {passwords}: Environment): Invariant | undefined {
	const isKept = passwords.hasNext || passwords.current !== 'none';
	return isKept && isUnserved(facts) ? 'S004-089 a password is kept where nobody is served' : undefined;
}

/** Screens on which nobody is served, or not yet. */
function isUnserved({screen}: MachineFacts): boolean {
	return ['idle', 'menu', 'takeCard', 'cardUnseen'].includes(screen);
}

/** Screens that tell the window's answer, with what its records must say. */
const toldResults: Readonly<Record<string, WindowRecord>> = {
	accepted: 'accepted',
	valid: 'valid',
	duplicate: 'duplicate',
	alreadyRevoked: 'already-revoked',
	certificateError: 'certificate-unverified',
};

/** Screens that tell that a password was changed, and those that tell that it was not. */
const toldNew: ReadonlySet<string> = new Set<ScreenName>(['passwordChanged', 'newPasswordHolds']);
const toldOld: ReadonlySet<string> = new Set<ScreenName>([
	'oldPasswordHolds',
	'changeWrong',
	'changeLocked',
	'changeRefused',
	'changeNoCard',
	'changeOtherCard',
	'changeCardLeft',
]);

/** The same of a reset. */
const toldUnset: ReadonlySet<string> = new Set<ScreenName>([
	'resetGuidance',
	'resetRefused',
	'resetFailed',
	'resetUnavailable',
]);

/** What is wrong with what the machines made of an event. */
export function brokenByHearing({
	stimulus,
	before,
	after,
	environment,
}: {
	readonly stimulus: Stimulus;
	readonly before: MachineFacts;
	readonly after: MachineFacts;
	/** Before anything was forgotten. */
	readonly environment: Environment;
}): Invariant | undefined {
	const isNew = after.screen !== before.screen;
	const sent = environment.parcel === undefined ? undefined : environment.requests[environment.parcel];
	if (isNew && after.screen === 'notReceived' && (!sent || isStored(sent))) {
		return 'T-01 受理されていません is said of a request that is stored';
	}
	const told = toldResults[after.screen];
	if (isNew && told !== undefined && sent?.record !== told) {
		return 'S004-083 the screen tells another result than the window stored';
	}
	if (isNew && toldNew.has(after.screen) && !environment.passwords.isNewHeld) {
		return 'S001-026 the screen tells that the new password holds, and the old one does';
	}
	if (isNew && toldOld.has(after.screen) && environment.passwords.isNewHeld) {
		return 'S001-027 the screen tells that the old password holds, and the new one does';
	}
	if (isNew && after.screen === 'resetDone' && !environment.reset.isSet) {
		return 'T-21 the screen tells that the password was reset, and it was not';
	}
	if (isNew && toldUnset.has(after.screen) && environment.reset.isSet) {
		return 'T-21 the screen tells that the password was not reset, and it was';
	}
	const broken = brokenByStaff({stimulus, before, after, environment});
	if (broken) return broken;
	const hasLeft = before.reader === 'present' && after.reader !== 'present';
	if (stimulus.event.type.startsWith('reader.') && hasLeft && after.isPersonal && after.screen !== 'valid') {
		return 'T-11 personal data stays on screen after the card left';
	}
	return undefined;
}

/** What is wrong with how somebody of the staff came to their desk, to a reset or to a signature. */
function brokenByStaff({
	stimulus,
	before,
	after,
	environment: {admitted},
}: Parameters<typeof brokenByHearing>[0]): Invariant | undefined {
	const isCalled = stimulus.event.type === 'cover.confirm' && after.path.startsWith('desk');
	if (isCalled && before.isHeld) {
		return 'T-21 the staff desk takes the place of a step that waits for card or window';
	}
	const isBegun = after.path.startsWith('reset.') && !before.path.startsWith('reset.');
	if (isBegun && !(before.officer && hasRole(before.officer.role, 'resetOfficer'))) {
		return 'T-21 a reset is begun by somebody who may not';
	}
	const signer = after.orders.length > before.orders.length ? after.orders.at(-1)?.officer : undefined;
	const newcomer = (before.officer ? undefined : after.officer) ?? signer;
	const isProven =
		admitted.card !== 'none' && !admitted.isHere && officers[admitted.card].id === newcomer?.id;
	return newcomer && !isProven ? 'T-21 staff are signed in who did not take their card' : undefined;
}

/** Whether the window keeps a decision about a document that came. */
export function isStored({record}: Pick<Request, 'record'>): boolean {
	return isResult(record) && record !== 'not-received';
}
