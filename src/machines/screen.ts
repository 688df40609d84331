import type {Stop} from '../domain/codes.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Choice} from './events.ts';

/** Every screen there is; one file in screens/ and one entry in words/ a name. */
export type ScreenName =
	| 'idle'
	| 'menu'
	| 'siteIdentity'
	| 'serverCertificate'
	| 'starting'
	| 'importPrompt'
	| 'preparingCard'
	| 'cardNotReady'
	| 'notThisCard'
	| 'askLastTry'
	| 'login'
	| 'typingOnPad'
	| 'notTyped'
	| 'checkingPassword'
	| 'wrongPassword'
	| 'importing'
	| 'confirmImport'
	| 'askCancel'
	| 'signConfirm'
	| 'signing'
	| 'signFailed'
	| 'cardChanged'
	| 'sendConfirm'
	| 'sending'
	| 'inquiring'
	| 'outcomeUnknown'
	| 'notReceived'
	| 'accepted'
	| 'passwordCheckFailed'
	| 'passwordLocked'
	| 'unexpectedError'
	| 'importError'
	| 'formatError'
	| 'certificateError'
	| 'applicationError'
	| 'expired'
	| 'notYetValid'
	| 'wrongAddressee'
	| 'issuerMismatch'
	| 'alreadyRevoked'
	| 'duplicate'
	| 'statusUnknown'
	| 'valid'
	| 'notInService'
	| 'serviceBusy'
	| 'serviceError'
	| 'takeCard'
	| 'cardUnseen'
	| 'outOfHours'
	| 'choosePassword'
	| 'changeGuide'
	| 'changeLooking'
	| 'changeLastTry'
	| 'newPassword'
	| 'changingPassword'
	| 'passwordChanged'
	| 'changeWrong'
	| 'changeLocked'
	| 'changeNoCard'
	| 'changeOtherCard'
	| 'changeCardLeft'
	| 'changeRefused'
	| 'changeUnknown'
	| 'tellingPassword'
	| 'newPasswordHolds'
	| 'oldPasswordHolds'
	| 'passwordUntold'
	| 'chooseCertificate'
	| 'readingCertificate'
	| 'certificateBasic'
	| 'certificateDetail'
	| 'viewerNoCard'
	| 'viewerOtherCard'
	| 'viewerLocked'
	| 'viewerUnreadable'
	| 'viewerCardLeft'
	| 'staffMethod'
	| 'staffInsertCard'
	| 'staffReadingCard'
	| 'staffNoCard'
	| 'staffPin'
	| 'staffChecking'
	| 'staffWrongPin'
	| 'staffPinBlocked'
	| 'staffTakeCard'
	| 'staffId'
	| 'staffPassphrase'
	| 'staffCode'
	| 'staffWrong'
	| 'staffLockedOut'
	| 'staffRefused'
	| 'staffUnavailable'
	| 'staffMenu'
	| 'staffReadiness'
	| 'staffRequests'
	| 'staffLockouts'
	| 'staffSettings'
	| 'staffLists'
	| 'staffList'
	| 'staffListMissing'
	| 'staffUpkeep'
	| 'staffConfirm'
	| 'staffWorking'
	| 'staffDone'
	| 'staffFailed'
	| 'resetChoose'
	| 'resetInsertCard'
	| 'resetLooking'
	| 'resetWho'
	| 'resetDocuments'
	| 'resetLacking'
	| 'resetWorking'
	| 'resetSummary'
	| 'resetOperator'
	| 'resetHandOver'
	| 'resetInsertAgain'
	| 'resettingPassword'
	| 'resetUnknown'
	| 'resetDone'
	| 'resetGuidance'
	| 'resetRefused'
	| 'resetFailed'
	| 'resetUnavailable'
	| 'resetUntold';

/** A button of a screen: its name is what pressing it says (`user.NAME`), or a choice. */
export type ButtonName = 'ok' | 'cancel' | 'back' | Choice;

/** What is typed where nobody may read along; the slot holds it. */
export type FieldName = 'password' | 'staffPin' | 'staffId' | 'staffPassphrase' | 'staffCode';

/** What every state says of itself, for the screen that shows it, for tests and for the drawn statecharts. */
export interface ScreenMeta {
	readonly screen: ScreenName;
	/** The manual's section for each procedure, or the rows or threats that ask for the state. */
	readonly manual: string | Record<Procedure, string>;
	/** The place at which the procedure stopped; it gives the code. */
	readonly stop?: Stop;
	/** In the order they are numbered. */
	readonly buttons?: readonly ButtonName[];
	/** The harmless button, focused first. */
	readonly first?: ButtonName;
	/** What Esc presses. */
	readonly escape?: ButtonName;
	readonly field?: FieldName;
	/** The screen that lies dimmed behind a dialog. */
	readonly behind?: ScreenName;
	/** Where the procedure stands: 1 card, 2 login, 3 contents, 4 signature, 5 sending, 6 result. */
	readonly step?: 1 | 2 | 3 | 4 | 5 | 6;
}

export const stepCount = 6;
