import {type BirthDate, eraYearsOf, parseBirthDate} from './birthDate.ts';
import type {PasswordName} from './password.ts';

/** What a password may be, for one kind of card: data, so that another card's rules are another constant. */
export interface PasswordLimits {
	/** A new password's length in characters. */
	readonly shortest: number;
	readonly longest: number;
	readonly alphabet: 'digits' | 'alphanumeric';
	/** At least one letter and one digit. */
	readonly needsBoth: boolean;
	/** How often a wrong password may be given in a row, the blocking one included. */
	readonly mostTries: number;
	/** After so many wrong passwords in a row a reset is advised. */
	readonly adviseAfter: number;
	/** 123456, ABCDEF, QWERTY, and letters and digits that are such each for themselves. */
	readonly forbidsRuns: boolean;
	/** The date of birth, and numbers of the address, of the certificate that this password opens. */
	readonly forbidsPersonal: boolean;
}

/** The passwords of a My Number card (domain.md 1.1); their tries as in card-facts 1.6. */
export const passwordLimits: Readonly<Record<PasswordName, PasswordLimits>> = {
	signing: {
		shortest: 6,
		longest: 16,
		alphabet: 'alphanumeric',
		needsBoth: true,
		mostTries: 5,
		adviseAfter: 2,
		forbidsRuns: true,
		forbidsPersonal: true,
	},
	/** Nothing on the card tells whose it is without the signing password. */
	authentication: {
		shortest: 4,
		longest: 4,
		alphabet: 'digits',
		needsBoth: false,
		mostTries: 3,
		adviseAfter: 2,
		forbidsRuns: true,
		forbidsPersonal: false,
	},
};

/** The PIN of NDN's cards (seed 001: Q31-B, Q31-F). */
export const ndnPin: PasswordLimits = {
	shortest: 4,
	longest: 16,
	alphabet: 'alphanumeric',
	needsBoth: false,
	mostTries: 10,
	adviseAfter: 2,
	forbidsRuns: false,
	forbidsPersonal: false,
};

/** The most bytes of a password that a card takes; an old one is held to nothing else. */
export const cardPasswordBytes = 16;

/** Why a password is not taken before the card is asked for it. */
export type NewPasswordFault =
	| 'empty'
	| 'tooShort'
	| 'tooLong'
	| 'badCharacter'
	| 'noLetter'
	| 'noDigit'
	| 'repeated'
	| 'run'
	| 'sameAsOld'
	| 'birthDate'
	| 'address'
	/** The second time differs from the first. */
	| 'notEqual';

/** Judges the form of an old password: only what no card could take. */
export function oldPasswordFault(password: Uint8Array): NewPasswordFault | undefined {
	if (password.length === 0) return 'empty';
	return password.length > cardPasswordBytes ? 'tooLong' : undefined;
}

/**
 * Judges a new password in place, as bytes; answers with a code, never with characters.
 * @param old the password it replaces; empty where none is known
 */
export function newPasswordFault(
	password: Uint8Array,
	limits: PasswordLimits,
	old: Uint8Array,
): NewPasswordFault | undefined {
	if (password.length === 0) return 'empty';
	const isAllowed = limits.alphabet === 'digits' ? isDigit : isAlphanumeric;
	if (!password.every(isAllowed)) return 'badCharacter';
	if (password.length < limits.shortest) return 'tooShort';
	if (password.length > limits.longest) return 'tooLong';
	if (limits.needsBoth && !password.some(isLetter)) return 'noLetter';
	if (limits.needsBoth && !password.some(isDigit)) return 'noDigit';
	if (isRepeated(password, 0, password.length)) return 'repeated';
	if (limits.forbidsRuns && isRun(password)) return 'run';
	return isSamePassword(password, old) ? 'sameAsOld' : undefined;
}

/** Whose card it is, as the signing certificate says. */
export interface Holder {
	/** `EYYYYMMDD`. */
	readonly birthDate: string;
	readonly address: string;
}

/** Whether a new password tells what others may know of its holder (S001-022). */
export function personalFault(
	password: Uint8Array,
	{birthDate, address}: Holder,
): 'birthDate' | 'address' | undefined {
	const date = parseBirthDate(birthDate);
	if (date && holdsBirthDate(password, date)) return 'birthDate';
	return holdsAddress(password, address) ? 'address' : undefined;
}

/** Whether so few tries are left that a reset is advised (S001-040): the card counts, never we. */
export function isResetAdvised({mostTries, adviseAfter}: PasswordLimits, triesLeft: number): boolean {
	return mostTries - triesLeft >= adviseAfter;
}

/** Compares without leaving early. */
export function isSamePassword(one: Uint8Array, other: Uint8Array): boolean {
	let difference = one.length ^ other.length;
	for (const [at, byte] of one.entries()) difference |= byte ^ (other[at] ?? 0);
	return difference === 0;
}

function isDigit(byte: number): boolean {
	return byte >= 0x30 && byte <= 0x39;
}

/** Passwords are folded: there are no small letters. */
function isLetter(byte: number): boolean {
	return byte >= 0x41 && byte <= 0x5a;
}

function isAlphanumeric(byte: number): boolean {
	return isDigit(byte) || isLetter(byte);
}

function isRepeated(password: Uint8Array, from: number, to: number): boolean {
	for (let at = from; at < to; at++) if (password[at] !== password[from]) return false;
	return true;
}

/** Rows in which one sign follows the other: the alphabet, the digits, and a keyboard's rows of letters. */
const rows = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', '01234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'].map(row =>
	new TextEncoder().encode(row),
);

/** Whether the letters and the digits that stand together are each a run or one sign, and at least three of them. */
function isRun(password: Uint8Array): boolean {
	let longest = 0;
	for (let from = 0; from < password.length; ) {
		const isOfSame = isDigit(password[from] as number) ? isDigit : isLetter;
		let to = from + 1;
		while (to < password.length && isOfSame(password[to] as number)) to++;
		if (!isRepeated(password, from, to) && !rows.some(row => isIn(row, password, from, to))) return false;
		longest = Math.max(longest, to - from);
		from = to;
	}
	return longest >= 3;
}

/** Whether a stretch stands in a row, forwards or backwards. */
function isIn(row: Uint8Array, password: Uint8Array, from: number, to: number): boolean {
	const length = to - from;
	for (let start = 0; start + length <= row.length; start++) {
		let isForwards = true;
		let isBackwards = true;
		for (let at = 0; at < length; at++) {
			isForwards &&= row[start + at] === password[from + at];
			isBackwards &&= row[start + at] === password[to - 1 - at];
		}
		if (isForwards || isBackwards) return true;
	}
	return false;
}

/**
 * Whether the digits of a password spell a date of birth: year, month and day, by the western year or the era's, in two
 * digits or four, with or without zeros, in any order that people write. A spelling of fewer than five digits, and the
 * year or the day alone, only where the password has no other digits: else too much would be refused that tells nothing.
 */
function holdsBirthDate(password: Uint8Array, date: BirthDate): boolean {
	const {year, month, day} = date;
	const years =
		year === undefined ? [] : [String(year), twoDigits(year), ...eraYearsOf(date).flatMap(spelled)];
	const months = month === undefined ? [] : spelled(month);
	const days = day === undefined ? [] : spelled(day);
	const dates = years.flatMap(y =>
		months.flatMap(m => days.flatMap(d => [`${y}${m}${d}`, `${m}${d}${y}`, `${d}${m}${y}`])),
	);
	const parts = [
		...(year === undefined ? [] : [String(year)]),
		...months.flatMap(m => days.flatMap(d => [`${m}${d}`, `${d}${m}`])),
	].filter(part => part.length === 4);
	return (
		dates.some(text => text.length >= 5 && digitsHold(password, text)) ||
		[...dates, ...parts].some(text => digitsAre(password, text))
	);
}

function spelled(number: number): string[] {
	return [String(number), twoDigits(number)];
}

function twoDigits(number: number): string {
	return String(number % 100).padStart(2, '0');
}

/** Whether all digits of a password, three at least, stand side by side in the numbers of an address. */
function holdsAddress(password: Uint8Array, address: string): boolean {
	const count = password.reduce((sum, byte) => sum + (isDigit(byte) ? 1 : 0), 0);
	const numbers = address.normalize('NFKC').replaceAll(/[^0-9]/g, '');
	if (count < 3) return false;
	for (let start = 0; start + count <= numbers.length; start++) {
		if (digitsAre(password, numbers.slice(start, start + count))) return true;
	}
	return false;
}

/** Whether the digits of a password, its letters passed over, are exactly this text. */
function digitsAre(password: Uint8Array, text: string): boolean {
	let at = 0;
	for (const byte of password) {
		if (!isDigit(byte)) continue;
		if (byte !== text.charCodeAt(at)) return false;
		at++;
	}
	return at === text.length;
}

/** Whether the digits of a password, its letters passed over, hold this text. */
function digitsHold(password: Uint8Array, text: string): boolean {
	for (let from = 0; from < password.length; from++) {
		let at = 0;
		for (let next = from; next < password.length && at < text.length; next++) {
			const byte = password[next] as number;
			if (!isDigit(byte)) continue;
			if (byte !== text.charCodeAt(at)) break;
			at++;
		}
		if (at === text.length) return true;
	}
	return false;
}
