/** What a member of staff may do at a terminal; each may all that those before may. */
export type StaffRole = 'helper' | 'resetOfficer' | 'operator';

export const staffRoles: readonly StaffRole[] = ['helper', 'resetOfficer', 'operator'];

/** Who signed in, by the staff number that may be shown; never a name. */
export interface Officer {
	readonly id: string;
	readonly role: StaffRole;
}

/** How staff show who they are; the settings say which are allowed. */
export type StaffMethod = 'card' | 'passphrase';

export const staffMethods: readonly StaffMethod[] = ['card', 'passphrase'];

/** Whether a role holds what is needed. */
export function hasRole(role: StaffRole, needed: StaffRole): boolean {
	return staffRoles.indexOf(role) >= staffRoles.indexOf(needed);
}

export function isStaffRole(value: unknown): value is StaffRole {
	return staffRoles.some(role => role === value);
}

/** A staff number: short, printable, and safe in a file, a line of a log and on a screen. */
export function isStaffId(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9A-Z][0-9A-Z-]{0,15}$/.test(value);
}

/** The PIN of a staff card, in digits. */
export const staffPin = {shortest: 6, longest: 12} as const;

/** A passphrase as the terminal takes one, in bytes as typed; the slot holds no more than 32 characters. */
export const staffPassphrase = {shortest: 12, longest: 128} as const;

/** The digits of a one-time code (RFC 6238). */
export const oneTimeCodeDigits = 6;

/** Why what staff typed cannot be right; told without asking card or roster, and counted as no failure. */
export type StaffTypingFault = 'empty' | 'notDigits' | 'tooShort' | 'tooLong';

/** Judges the form of a passphrase in its buffer: its length in bytes, nothing else (NIST SP 800-63B 5.1.1.2). */
export function passphraseFault(bytes: Uint8Array): StaffTypingFault | undefined {
	if (bytes.length === 0) return 'empty';
	if (bytes.length < staffPassphrase.shortest) return 'tooShort';
	return bytes.length > staffPassphrase.longest ? 'tooLong' : undefined;
}

/** Judges the form of a folded PIN in its buffer; a code, never characters. */
export function staffPinFault(bytes: Uint8Array): StaffTypingFault | undefined {
	return digitsFault(bytes, staffPin.shortest, staffPin.longest);
}

/** Judges the form of a folded one-time code in its buffer. */
export function oneTimeCodeFault(bytes: Uint8Array): StaffTypingFault | undefined {
	return digitsFault(bytes, oneTimeCodeDigits, oneTimeCodeDigits);
}

function digitsFault(bytes: Uint8Array, shortest: number, longest: number): StaffTypingFault | undefined {
	if (bytes.length === 0) return 'empty';
	if (!bytes.every(byte => byte >= 0x30 && byte <= 0x39)) return 'notDigits';
	if (bytes.length < shortest) return 'tooShort';
	return bytes.length > longest ? 'tooLong' : undefined;
}

/** What a staff card's signature is for; a signature for one purpose says nothing for another. */
export type StaffPurpose = 'signIn' | 'resetOrder';

/**
 * The text that a staff card signs: the purpose in front, so that no answer to a sign-in can be taken for an order.
 * @param text for `signIn` the kiosk's challenge in hex; for `resetOrder` the order as canonical JSON
 */
export function staffSignedText(purpose: StaffPurpose, text: string): string {
	return `madoguchi ${purpose === 'signIn' ? 'staff sign-in' : 'reset order'} v1\n${text}`;
}

/** How long a person waits after so many failures in a row, in milliseconds; the last holds for all further ones. */
const waitsMs = [0, 0, 60_000, 300_000, 900_000, 3_600_000] as const;

/** The wait after the nth failure in a row (from 1): none for the first two, an hour from the sixth on. */
export function waitAfterFailureMs(failures: number): number {
	if (failures < 1) return 0;
	return waitsMs[Math.min(failures, waitsMs.length) - 1] ?? 0;
}

/**
 * What is left of a wait that began at `failedAtMs`, all in milliseconds of the wall clock. A clock that was set back
 * counts as no time gone, so that it neither shortens the wait nor makes it longer than it was.
 */
export function waitLeftMs(
	{failedAtMs, waitMs}: {failedAtMs: number; waitMs: number},
	nowMs: number,
): number {
	return Math.max(0, waitMs - Math.max(0, nowMs - failedAtMs));
}

/** Why somebody whose card or words were right is not let in all the same. */
export type StaffRefusal =
	/** No staff card of this municipality. */
	| 'notStaff'
	/** Its time has not come, or is over. */
	| 'outOfDate'
	| 'revoked'
	/** A staff card that is not in this terminal's roster, or there in another role. */
	| 'notEnrolled'
	/** Somebody else is needed: whose role holds more. */
	| 'roleMissing'
	/** Somebody else is needed: this officer has signed already (T-21). */
	| 'sameOfficer';

/** What staff sign in for: the desk, or as the first or second officer of a reset. */
export type StaffTask = 'desk' | 'firstOfficer' | 'secondOfficer';
