const hourMs = 60 * 60 * 1000;
/** Japan has kept UTC+9 without daylight saving time since 1952. */
const japanMs = 9 * hourMs;

/** When revocation lists are issued. */
export interface CrlCalendar {
	/** An hour of the day in Japan at which one is issued, 0 to 23. */
	readonly hourJst: number;
	/** From one list to the next; a divisor of 24, so that each day has the same hours. */
	readonly periodHours: number;
}

export const crlPeriods: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 24];

/**
 * When the next certificate revocation list is issued: the first hour of the calendar strictly after `now`,
 * since the list of that very instant holds only what was accepted before it (S004-090, T-10).
 */
export function nextCrlAt(now: Date, calendar: CrlCalendar): Date {
	return new Date(lastCrlAt(now, calendar).getTime() + calendar.periodHours * hourMs);
}

/** The instant up to which the list in force at `now` speaks. */
export function lastCrlAt(now: Date, {hourJst, periodHours}: CrlCalendar): Date {
	const origin = hourJst * hourMs - japanMs;
	const periodMs = periodHours * hourMs;
	return new Date(Math.floor((now.getTime() - origin) / periodMs) * periodMs + origin);
}

/**
 * Until when a list may be relied on (RFC 5280 5.1.2.5): an hour beyond the next one, in which that one
 * is signed and fetched. After it nothing is known (T-10).
 */
export function crlEndsAt(thisUpdate: Date, {periodHours}: CrlCalendar): Date {
	return new Date(thisUpdate.getTime() + (periodHours + 1) * hourMs);
}
