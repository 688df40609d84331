import {isResult} from '../../src/domain/receipt.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {Environment, Request, WindowRecord} from './environment.ts';
import type {MachineFacts} from './facts.ts';
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
	| 'a state has no screen or no section of the manual';

/** What is wrong with a state of the machines by itself. */
export function brokenBy(facts: MachineFacts): Invariant | undefined {
	if (!facts.screen || !facts.manual) return 'a state has no screen or no section of the manual';
	const isAlone = ['idle', 'menu', 'takeCard', 'cardUnseen'].includes(facts.screen);
	if (isAlone && facts.holdsPersonalData) return 'S004-089 personal data is kept where nobody is served';
	return undefined;
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
	const hasLeft = before.reader === 'present' && after.reader !== 'present';
	if (stimulus.event.type.startsWith('reader.') && hasLeft && after.isPersonal && after.screen !== 'valid') {
		return 'T-11 personal data stays on screen after the card left';
	}
	return undefined;
}

/** Whether the window keeps a decision about a document that came. */
export function isStored({record}: Pick<Request, 'record'>): boolean {
	return isResult(record) && record !== 'not-received';
}
