import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {NewPasswordFault, PasswordLimits} from '../domain/newPassword.ts';
import type {PasswordFault, PasswordName} from '../domain/password.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Notice} from '../domain/receipt.ts';
import type {NoReceiptCause, UnreachableCause} from '../domain/site.ts';
import type {TerminalFault} from './events.ts';
import type {PasswordPart} from './newPassword.ts';
import type {ScreenMeta, ScreenName} from './screen.ts';

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
	readonly noReceipt: NoReceiptCause | undefined;
	readonly notice: Notice | undefined;
	/** The date that expired or has not come yet, ISO 8601. */
	readonly validity: string | undefined;
}

/** One machine's part of a view; `manual` where another section stands for the state than its meta says. */
export interface ShownPart extends Partial<Shown> {
	readonly manual?: ScreenMeta['manual'] | undefined;
}

/** What stands on the screen: the deepest state's screen, and what lies behind it. */
export interface Place {
	readonly screen: ScreenName;
	readonly behind: ScreenName | undefined;
}

/** Picks what a screen may show of a machine's context. */
export type Show<Context> = (context: Context, place: Place) => ShownPart;
