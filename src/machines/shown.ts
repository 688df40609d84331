import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {NewPasswordFault, PasswordLimits} from '../domain/newPassword.ts';
import type {PasswordFault, PasswordName} from '../domain/password.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Notice} from '../domain/receipt.ts';
import type {DocumentKind, DocumentOf, ResetComer, SeenDocument} from '../domain/reset.ts';
import type {ResetRefusal} from '../domain/resetRules.ts';
import type {NoReceiptCause, UnreachableCause} from '../domain/site.ts';
import type {StaffRefusal, StaffRole, StaffTask, StaffTypingFault} from '../domain/staff.ts';
import type {DeskChoice, DeskItem, DeskSlip} from '../domain/staffDesk.ts';
import type {TerminalFault} from './events.ts';
import type {PasswordPart} from './newPassword.ts';
import type {ButtonName, ScreenMeta, ScreenName} from './screen.ts';

/** What of the contexts of the machines below the kiosk may reach a screen. Each machine's file says which it gives. */
export interface Shown {
	readonly procedure: Procedure | undefined;
	readonly triesLeft: number | undefined;
	readonly passwordFault: PasswordFault | undefined;
	/** Which password a change or a reset is about, and its rules. */
	readonly password: PasswordName | undefined;
	readonly limits: PasswordLimits | undefined;
	/** The active field of a new password, and why the last one was not taken. */
	readonly passwordPart: PasswordPart | undefined;
	readonly newPasswordFault: NewPasswordFault | undefined;
	/** Whether the old password is one of the fields. */
	readonly asksCurrent: boolean;
	/** So many wrong passwords were given that a reset is advised (S001-040). */
	readonly isResetAdvised: boolean;
	/** The application as canonical JSON text, on the screens that show it. */
	readonly application: string | undefined;
	/** The certificate as JSON text, on the pages of the viewer. */
	readonly certificate: string | undefined;
	/** Whom the result 有効 is about, only there. */
	readonly applicantName: string | undefined;
	readonly isRead: boolean;
	readonly isReadingAsked: boolean;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	/** Why no procedure can begin: found before this one, or while the kiosk was idle. */
	readonly fault: TerminalFault | undefined;
	readonly unreachable: UnreachableCause | undefined;
	/** How far the slip of this result is, once it was asked for. */
	readonly slip: 'printing' | 'printed' | 'failed' | undefined;
	readonly noReceipt: NoReceiptCause | undefined;
	readonly notice: Notice | undefined;
	/** The date that expired or has not come yet, ISO 8601. */
	readonly validity: string | undefined;
	/** What staff see at their desk and while they sign in. */
	readonly staff: StaffShown | undefined;
	/** How far a staff-assisted reset has come. */
	readonly reset: ResetShown | undefined;
}

/** The part of a view that is for staff; no personal data. */
export interface StaffShown {
	/** What they sign in for, and the role it needs. */
	readonly task?: StaffTask;
	readonly needed?: StaffRole;
	readonly typingFault?: StaffTypingFault | undefined;
	readonly refusal?: StaffRefusal | undefined;
	readonly lockedSeconds?: number | undefined;
	/** What the desk is about: a page, a list, or something to be done. */
	readonly doing?: DeskChoice | undefined;
	/** A page of the desk, as JSON text (domain/staffDesk.ts). */
	readonly report?: string | undefined;
	/** The items ticked off on a list. */
	readonly ticked?: readonly DeskItem[] | undefined;
	/** The file that was written. */
	readonly file?: string | undefined;
	readonly slip?: DeskSlip;
}

/** What officers and the citizen see of a reset; documents by kind, officers by number. */
export interface ResetShown {
	readonly canUnblock: boolean;
	readonly comer: ResetComer;
	readonly seen: readonly SeenDocument[];
	/** Whose documents are ticked off, and the kinds there are. */
	readonly of: DocumentOf;
	readonly kinds: readonly DocumentKind[];
	/** Within how many minutes the second officer follows the first. */
	readonly minutesBetween: number;
	/** Of the password to be reset; undefined for a blocked one. */
	readonly triesLeft: number | undefined;
	readonly officers: readonly string[];
	readonly refusal: ResetRefusal | undefined;
	/** For how long two officers' word still holds; 0 before that. */
	readonly secondsLeft: number;
}

/** One machine's part of a view. */
export interface ShownPart extends Partial<Shown> {
	/** Where another section stands for the state than its meta says. */
	readonly manual?: ScreenMeta['manual'] | undefined;
	/** Buttons of the state that are not offered to whoever is there. */
	readonly withheld?: readonly ButtonName[];
}

/** What stands on the screen: the deepest state's screen, and what lies behind it. */
export interface Place {
	readonly screen: ScreenName;
	readonly behind: ScreenName | undefined;
}

/** Picks what a screen may show of a machine's context. */
export type Show<Context> = (context: Context, place: Place) => ShownPart;
