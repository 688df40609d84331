const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** Japan has kept UTC+9 without daylight saving time since 1952. */
const japanMs = 9 * hourMs;

/**
 * When the next certificate revocation list is issued: the first full hour `hourJst` in Japan strictly
 * after `now`, since the list of that very instant holds only what was accepted before it (S004-090, T-10).
 * @param hourJst 0 to 23
 */
export function nextCrlAt(now: Date, hourJst: number): Date {
	const sinceCut = now.getTime() + japanMs - hourJst * hourMs;
	return new Date((Math.floor(sinceCut / dayMs) + 1) * dayMs - japanMs + hourJst * hourMs);
}
