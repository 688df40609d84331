const date = {timeZone: 'Asia/Tokyo', day: 'numeric', month: 'long', year: 'numeric'} as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', date);
const timeFormat = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Asia/Tokyo',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});

const nearFormat = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Asia/Tokyo',
	weekday: 'long',
	day: 'numeric',
	month: 'long',
});

/** An instant (ISO 8601) near enough to do without its year, in Japan's time: `Sunday 22 November, 11:05`. */
export function momentInEnglish(iso: string): string {
	const instant = new Date(iso);
	return `${nearFormat.format(instant)}, ${timeFormat.format(instant)}`;
}

/** The day of an instant (ISO 8601) in Japan: `22 November 2026`. */
export function dayInEnglish(iso: string): string {
	return dayFormat.format(new Date(iso));
}

/** An instant (ISO 8601) in Japan's time: `22 November 2026, 11:05`. */
export function instantInEnglish(iso: string): string {
	return `${dayInEnglish(iso)}, ${timeFormat.format(new Date(iso))}`;
}
