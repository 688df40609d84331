import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {CertificateChoice} from '../domain/certificate.ts';
import type {NewPasswordFault} from '../domain/newPassword.ts';
import type {PasswordFault} from '../domain/password.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Notice} from '../domain/receipt.ts';
import type {ResetComer} from '../domain/reset.ts';
import type {ResetRefusal} from '../domain/resetRules.ts';
import type {Service} from '../domain/serviceHours.ts';
import type {NoReceiptCause, SiteIdentity, UnreachableCause} from '../domain/site.ts';
import type {StaffRefusal, StaffRole, StaffTypingFault} from '../domain/staff.ts';
import type {DeskChoice, DeskSlip} from '../domain/staffDesk.ts';

/**
 * Everything the machines can hear, one typed and serialisable vocabulary. Devices answer in events, never
 * in promise outputs, so that a journal of events replays in exact order.
 */
export type MachineEvent =
	| UserEvent
	| ScreenEvent
	| CardEvent
	| PasswordEvent
	| DocumentEvent
	| WindowEvent
	| TerminalEvent
	| ServiceEvent
	| StaffEvent
	| ResetEvent
	| SlipEvent;

/** What a person says with the keyboard. */
export type UserEvent =
	| {readonly type: 'user.ok'}
	/** Leaves or breaks off: the screen's Esc (申請中止, 署名中止, 送信中止, キャンセル). */
	| {readonly type: 'user.cancel'}
	/** 取込み画面に戻る. */
	| {readonly type: 'user.back'}
	| {readonly type: 'user.choose'; readonly choice: Choice}
	/** Somebody is there: sent with keys, but no oftener than every five seconds, so that it tells no password's length. */
	| {readonly type: 'user.active'}
	| {readonly type: 'user.help'}
	| {readonly type: 'user.language'}
	| {readonly type: 'user.staff'}
	/** F3: hides or shows personal data. */
	| {readonly type: 'user.veil'}
	/** Slow mode on or off: ten times as long for everything that waits for a person. */
	| {readonly type: 'user.slow'}
	/** The two answers to what covers the screen (help, language, staff). */
	| {readonly type: 'cover.confirm'}
	| {readonly type: 'cover.close'};

/** What can be chosen: on the top screen, in the certificate viewer, and at the staff desk. */
export type Choice =
	| Procedure
	| 'siteIdentity'
	| 'viewer'
	| 'passwordChange'
	| 'slow'
	| 'print'
	| CertificateChoice
	| DeskChoice
	| ResetComer;

/** What came of a slip that was to be printed. */
export type SlipEvent = {readonly type: 'slip.printed'} | {readonly type: 'slip.failed'};

export type ScreenEvent =
	/** The frame of this state is out on the terminal: effects that matter start now. */
	| {readonly type: 'screen.shown'; readonly screen: string}
	/** Every line of a long text has been on screen. */
	| {readonly type: 'screen.readToEnd'}
	/** The terminal became too small, or large enough again. */
	| {readonly type: 'screen.tooSmall'}
	| {readonly type: 'screen.fits'};

/** What the reader and the card answer. */
export type CardEvent =
	| {readonly type: 'reader.present'}
	| {readonly type: 'reader.empty'}
	/** No reader, or no PC/SC service. */
	| {readonly type: 'reader.lost'}
	/** A command was never answered; until its late answer or the removal nothing can be asked. */
	| {readonly type: 'reader.stuck'}
	/** The application was found, the password can be asked for. */
	| {
			readonly type: 'card.ready';
			readonly triesLeft: number;
			/** Where the password is typed, if not on the keyboard: on the keys of the reader. */
			readonly typedOn?: 'pad';
	  }
	| {readonly type: 'card.absent'; readonly cause: AbsentCause}
	| {readonly type: 'card.other'; readonly kind: CardKind}
	| {readonly type: 'card.blocked'}
	/** Another card, or the same one taken out and put back, since the import. */
	| {readonly type: 'card.changed'}
	| {readonly type: 'card.verified'}
	| {readonly type: 'card.wrongPassword'; readonly triesLeft: number}
	/** The person pressed the cancel key of the reader; no try was spent. */
	| {readonly type: 'card.padCancelled'}
	/** Nothing that could be a password was typed on the reader in its time; no try was spent. */
	| {readonly type: 'card.notTyped'}
	| {readonly type: 'card.imported'; readonly certificate: string}
	/** The certificate could not be read, or is none. */
	| {readonly type: 'card.unreadable'}
	/** The signed application: CMS SignedData in base64, its signature verified with the imported key. */
	| {readonly type: 'card.signed'; readonly signed: string}
	| {readonly type: 'card.signFailed'}
	/** The new password holds. */
	| {readonly type: 'card.passwordChanged'}
	/** The card did not take the new password: the old one holds. */
	| {readonly type: 'card.passwordKept'}
	/** The card left with the new password on its way, and was not asked since: either may hold. */
	| {readonly type: 'card.changeUnknown'}
	/** The card left the reader, was reset or lost power: an outcome in every state. */
	| {readonly type: 'card.left'}
	/** The card answered what no state expects. */
	| {readonly type: 'card.failed'};

/** What the slot's owner says of a typed password: a code, never characters. */
export type PasswordEvent =
	| {readonly type: 'password.wellFormed'}
	| {readonly type: 'password.malformed'; readonly fault: PasswordFault}
	/** A field of a new password does not do, or the new password does not do for this card's holder. */
	| {readonly type: 'password.refused'; readonly fault: NewPasswordFault};

export type DocumentEvent =
	/** The application as canonical JSON text: exactly what is shown, and exactly what is signed. */
	| {readonly type: 'application.drawn'; readonly application: string}
	| {readonly type: 'certificate.expired'; readonly notAfter: string}
	| {readonly type: 'certificate.notYetValid'; readonly notBefore: string}
	| {readonly type: 'certificate.unreadable'}
	/** What a certificate says, as JSON text (domain/certificate.ts). */
	| {readonly type: 'certificate.described'; readonly description: string};

export type WindowEvent =
	| {readonly type: 'window.identified'; readonly identity: SiteIdentity}
	| {readonly type: 'window.unreachable'; readonly cause: UnreachableCause}
	| {readonly type: 'window.answered'; readonly notice: Notice}
	| {readonly type: 'window.noReceipt'; readonly cause: NoReceiptCause}
	/** So many requests that were, or may have been, sent have no receipt yet (T-01). */
	| {readonly type: 'outbox.counted'; readonly waiting: number};

/** The self-diagnosis at the beginning of a procedure, and a clock that is set in its course (T-09). */
export type TerminalEvent =
	| {readonly type: 'terminal.ready'}
	| {
			readonly type: 'terminal.failed';
			readonly cause: TerminalFault;
			/** Why, when the cause is the window. */
			readonly unreachable?: UnreachableCause;
	  };

/** Whether a procedure may begin, whenever that changes; instants are ISO 8601 in UTC (G-10). */
export type ServiceEvent = ServiceEventOf<Service>;

type ServiceEventOf<Of extends Service> = Of extends Service
	? Omit<Of, 'status'> & {readonly type: `service.${Of['status']}`}
	: never;

export type TerminalFault =
	| 'terminal'
	| 'software'
	| 'readerService'
	| 'clock'
	| 'window'
	| 'busy'
	| 'serviceError';

/** What is found of staff who sign in, and what the devices of the staff desk answer. */
export type StaffEvent =
	/** What stands in the field has the right form, and was taken where it is to be kept. */
	| {readonly type: 'staff.typed'}
	| {readonly type: 'staff.mistyped'; readonly fault: StaffTypingFault}
	| {
			readonly type: 'staff.signedIn';
			readonly id: string;
			readonly role: StaffRole;
			/** Where an order was signed: certificate and signature in base64, else empty. */
			readonly certificate: string;
			readonly signature: string;
	  }
	/** Number, passphrase or code is wrong; which of them is not told. */
	| {readonly type: 'staff.wrong'}
	| {readonly type: 'staff.lockedOut'; readonly seconds: number}
	| {readonly type: 'staff.refused'; readonly cause: StaffRefusal}
	/** Roster, audit or another file could not be used. */
	| {readonly type: 'staff.failed'}
	/** A page of the desk, as JSON text (domain/staffDesk.ts). */
	| {readonly type: 'desk.report'; readonly report: string}
	/** It is done; the name of the file that was written, or nothing, and what became of a slip. */
	| {readonly type: 'desk.done'; readonly file: string; readonly slip: DeskSlip}
	| {readonly type: 'desk.failed'};

/** What the devices of a staff-assisted reset answer; which password the card holds is said by CardEvent. */
export type ResetEvent =
	/** The order as it is put before an officer (domain/reset.ts); no personal data. */
	| {readonly type: 'reset.drawn'; readonly order: string}
	/** The window would authorise it. */
	| {readonly type: 'reset.granted'}
	| {readonly type: 'reset.refused'; readonly cause: ResetRefusal}
	/** Nobody answered who could authorise it, or the audit could not be written. */
	| {readonly type: 'reset.noAnswer'}
	/** For so long two officers' word still holds. */
	| {readonly type: 'reset.secondsLeft'; readonly seconds: number};
