import type {BirthDate} from '../domain/birthDate.ts';
import type {CertificateChoice, CertificateField} from '../domain/certificate.ts';
import type {CheckTopic, Finding} from '../domain/finding.ts';
import type {PasswordName} from '../domain/password.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {DocumentKind, DocumentOf, ResetComer} from '../domain/reset.ts';
import type {Slip} from '../domain/slip.ts';
import type {StaffRole} from '../domain/staff.ts';
import type {DeskListPoint} from '../domain/staffDesk.ts';
import type {Language} from '../machines/kiosk.ts';
import type {PasswordPart} from '../machines/newPassword.ts';
import type {ButtonName, ScreenName} from '../machines/screen.ts';
import type {Cover, View} from '../machines/view.ts';

/** A sentence of the manual in Japanese, unchanged, and what it says in the language of the screen, if another. */
export interface Quote {
	readonly original: string;
	readonly translation: string | undefined;
}

/** Every sentence of one screen, in one language, chosen for what the view says (procedure, cause, tries left). */
export interface ScreenWords {
	readonly title: string;
	/** What to do or know now, short and polite, one sentence an entry; the screen leads with these. */
	readonly plain: readonly string[];
	/** The manual's own sentences, where there are some; shown in full below. */
	readonly legal: readonly Quote[];
	/** What else a careful reader wants: consequences, whom to call, what to bring. */
	readonly notes: readonly string[];
	readonly buttons: Partial<Readonly<Record<ButtonName, string>>>;
	/** What stands above the password field, where it is not the signing password's. */
	readonly fieldLabel?: string;
	/** F1: help for this screen in our words. */
	readonly help: readonly string[];
	/** F1: all that the manual says about this state, shown below our help. */
	readonly manual: readonly Quote[];
}

/** What the sentences depend on: the view, and the procedure whose terms they use. */
export type Situation = View & {readonly procedure: Procedure};

/** What a language says of one screen; the manual's own stand apart, in manual.ts. */
export type ScreenText = Pick<ScreenWords, 'title' | 'plain' | 'help'> &
	Partial<Pick<ScreenWords, 'notes' | 'buttons' | 'fieldLabel'>>;

/** The screens of a language: one that is missing does not compile. */
export type ScreenTexts = Readonly<Record<ScreenName, (at: Situation) => ScreenText>>;

export interface CoverWords {
	readonly title: string;
	readonly plain: readonly string[];
	/** What the two answers do; `confirm` only where there is something to confirm. */
	readonly close: string;
	readonly confirm?: string;
}

/** A certificate's facts by name, each with what it means. */
export interface CertificateWords {
	readonly names: Readonly<Record<CertificateChoice, string>>;
	readonly fields: Readonly<Record<CertificateField, {readonly label: string; readonly meaning: string}>>;
	readonly critical: string;
}

/** What stands in the tables of a staff-assisted reset. */
export interface ResetWords {
	readonly passwords: Readonly<Record<PasswordName, string>>;
	readonly comers: Readonly<Record<ResetComer, string>>;
	readonly pages: Readonly<Record<DocumentOf, string>>;
	readonly documents: Readonly<Record<DocumentKind, string>>;
	readonly labels: Readonly<Record<'password' | 'card' | 'comer' | 'officers' | 'none' | 'form', string>>;
	readonly blocked: string;
	readonly triesLeft: (tries: number) => string;
	readonly seconds: (left: number) => string;
}

/** What stands in the tables of the staff desk. */
export interface DeskWords {
	readonly roles: Readonly<Record<StaffRole, string>>;
	readonly points: Readonly<Record<DeskListPoint, string>>;
	readonly ticked: string;
	/** What the closing slip counts. */
	readonly counts: {readonly ticked: string; readonly missing: string; readonly waiting: string};
	readonly open: string;
	readonly findings: Readonly<Record<Finding['status'], string>>;
	/** What was checked, and what staff do where it is not well: undefined where only support can help. */
	readonly checks: Readonly<Record<CheckTopic, {readonly name: string; readonly remedy?: string}>>;
	readonly well: string;
	readonly notChecked: string;
	readonly callSupport: string;
	/** What support wants to be told: the finding as the command `check` words it. */
	readonly technical: (found: string, remedy: string) => string;
	readonly age: (minutes: number) => string;
	readonly wait: (seconds: number) => string;
	readonly lift: (who: string) => string;
	readonly nobody: string;
	readonly unreadable: string;
	readonly language: {readonly label: string; readonly names: Readonly<Record<Language, string>>};
	readonly slowMode: string;
	readonly reveal: string;
	readonly yes: string;
	readonly no: string;
}

/** Labels and short texts of the frame and of fields, one entry a concept. */
export interface FrameWords {
	readonly service: string;
	readonly trial: string;
	readonly secure: string;
	readonly notSecure: string;
	readonly stepNames: readonly [string, string, string, string, string, string];
	readonly step: (at: number, of: number) => string;
	readonly procedureName: {readonly revocation: string; readonly validity: string};
	readonly procedureLabel: string;
	readonly code: string;
	readonly hidden: string;
	readonly triesLeft: (tries: number) => string;
	readonly typed: (count: number) => string;
	readonly passwordLabel: string;
	/** The fields of a new password, and how far they are filled. */
	readonly passwordParts: Readonly<Record<PasswordPart, string>>;
	readonly filled: {readonly done: string; readonly now: string; readonly later: string};
	/** Who of the staff is signed in, for the band on every screen. */
	readonly duty: (id: string, role: string, secondsLeft: number) => string;
	readonly desk: DeskWords;
	readonly reset: ResetWords;
	readonly scroll: (from: number, to: number, of: number) => string;
	readonly readOn: string;
	/** Heads the manual's sentences in the help. */
	readonly fromManual: string;
	/** How far a slip is; that it failed is told by what became of the procedure, and what to write down instead. */
	readonly slipState: {
		readonly printing: string;
		readonly printed: string;
		readonly failed: {
			/** It came to its end, with a receipt number. */
			readonly received: readonly string[];
			/** It came to its end, and there is nothing to write down. */
			readonly done: readonly string[];
			/** There is a code to tell staff. */
			readonly code: readonly string[];
			/** What to do stands on the screen. */
			readonly guided: readonly string[];
		};
	};
	readonly receiptNumber: string;
	readonly decidedAt: string;
	readonly effectiveAt: string;
	readonly addressee: string;
	readonly name: string;
	/** As a result names the person (S004-240). */
	readonly applicantName: string;
	readonly address: string;
	readonly sex: string;
	readonly sexes: {readonly male: string; readonly female: string; readonly unstated: string};
	readonly birthDate: string;
	readonly substitutes: string;
	readonly certificateIssuer: string;
	readonly certificateSerial: string;
	readonly createdAt: string;
	/** What the application says above its fields, where it is not in the language of the screen. */
	readonly documentMeans: Readonly<Record<Procedure, readonly string[]>>;
	readonly certificate: CertificateWords;
	readonly subject: string;
	readonly issuer: string;
	readonly validFrom: string;
	readonly validTo: string;
	readonly fingerprint: string;
	readonly protocol: string;
	readonly host: string;
	readonly keys: {
		readonly move: string;
		readonly press: string;
		readonly escape: string;
		readonly scroll: string;
		readonly help: string;
		readonly language: string;
		readonly veil: string;
		readonly staff: string;
		readonly reveal: string;
		readonly simulator: string;
	};
	/** An instant (ISO 8601), in Japan's time, as this language writes it. */
	readonly instant: (iso: string) => string;
	/** A certified date of birth in wareki, and what that is where people do not count so. */
	readonly birthDay: (date: BirthDate) => string;
	/** The day of an instant in Japan, as this language writes it. */
	readonly day: (iso: string) => string;
	readonly tooSmall: (columns: number, rows: number) => string;
	readonly noUtf8: string;
}

/** What stands on a slip: its title, its labelled rows, a list where there is one, and what to do. */
export interface SlipText {
	readonly title: string;
	readonly rows: ReadonlyArray<readonly [label: string, value: string]>;
	readonly list?: {readonly title: string; readonly items: readonly string[]};
	readonly sentences: readonly string[];
}

export interface Words {
	readonly frame: FrameWords;
	readonly slip: (slip: Slip) => SlipText;
	readonly covers: Readonly<Record<Exclude<Cover, 'idleWarning' | 'staff'>, CoverWords>> & {
		readonly idleWarning: (secondsLeft: number) => CoverWords;
		/**
		 * @param waiting requests that are still asked about
		 * @param forgottenCards cards that became a matter for staff
		 * @param settingsFaults keys of the settings that are not used as given, or undefined
		 * @param canSignIn whether staff may sign in from here
		 */
		readonly staff: (
			waiting: number,
			forgottenCards: number,
			settingsFaults: string | undefined,
			canSignIn: boolean,
		) => CoverWords;
	};
}
