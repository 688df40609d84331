import {parseBirthDate} from '../domain/birthDate.ts';
import type {Validity} from './jpkiProfile.ts';

const dayMs = 86_400_000;

/** Ten years from that many years ago, ending with a day in Japan as JPKI's roots do (card-facts 3.1). */
export function authorityValidity(now: Date, yearsAgo: number): Validity {
	const notBefore = wholeSecond(new Date(now));
	notBefore.setUTCFullYear(notBefore.getUTCFullYear() - yearsAgo);
	const end = new Date(notBefore);
	end.setUTCFullYear(end.getUTCFullYear() + 10);
	return {notBefore, notAfter: endOfDayInJapan(end.getUTCFullYear(), end.getUTCMonth(), end.getUTCDate())};
}

/** From issue to the end of the fifth birthday after it (card-facts 3.2); an unknown birthday counts as 1 January. */
export function citizenValidity(issued: Date, birthDate: string): Validity {
	const birthday = parseBirthDate(birthDate);
	const month = (birthday?.month ?? 1) - 1;
	const day = birthday?.day ?? 1;
	const birthdayThisYear = endOfDayInJapan(issued.getUTCFullYear(), month, day);
	const first = issued.getUTCFullYear() + (birthdayThisYear > issued ? 0 : 1);
	return {notBefore: wholeSecond(issued), notAfter: endOfDayInJapan(first + 4, month, day)};
}

/** The same time of day that many days earlier. */
export function daysBefore(now: Date, days: number): Date {
	return new Date(now.getTime() - days * dayMs);
}

/** 23:59:59 in Japan is 14:59:59 in UTC. */
function endOfDayInJapan(year: number, month: number, day: number): Date {
	return new Date(Date.UTC(year, month, day, 14, 59, 59));
}

/** UTCTime counts seconds. */
function wholeSecond(instant: Date): Date {
	return new Date(Math.floor(instant.getTime() / 1000) * 1000);
}
