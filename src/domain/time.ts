const japan = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
	timeZone: 'Asia/Tokyo',
	era: 'long',
	year: 'numeric',
	month: 'long',
	day: 'numeric',
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

/** Hours and minutes in Japan: `11:05`. */
function formatTime(instant: Date): string {
	return clock.format(instant);
}
