const japan = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
	timeZone: 'Asia/Tokyo',
	era: 'long',
	year: 'numeric',
	month: 'long',
	day: 'numeric',
});
const near = new Intl.DateTimeFormat('ja-JP', {
	timeZone: 'Asia/Tokyo',
	month: 'long',
	day: 'numeric',
	weekday: 'short',
});
const clock = new Intl.DateTimeFormat('ja-JP', {
	timeZone: 'Asia/Tokyo',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});

/** An instant as a citizen reads it, in Japan's time: `令和8年11月22日 11時05分`. */
export function formatInstant(iso: string): string {
	const instant = new Date(iso);
	return `${japan.format(instant)} ${formatTime(instant).replace(':', '時')}分`;
}

/** The day of an instant in Japan, in wareki: `令和8年11月22日`. */
export function formatDay(iso: string): string {
	return japan.format(new Date(iso));
}

/** An instant (ISO 8601) near enough to do without its year, in Japan's time: `11月22日(日) 11時05分`. */
export function formatMoment(iso: string): string {
	const instant = new Date(iso);
	return `${near.format(instant)} ${formatTime(instant).replace(':', '時')}分`;
}

/** Hours and minutes in Japan: `11:05`. */
function formatTime(instant: Date): string {
	return clock.format(instant);
}
