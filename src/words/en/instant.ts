const date = {timeZone: 'Asia/Tokyo', day: 'numeric', month: 'long', year: 'numeric'} as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', date);
const timeFormat = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Asia/Tokyo',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});

/** The day of an instant (ISO 8601) in Japan: `22 November 2026`. */
export function dayInEnglish(iso: string): string {
	return dayFormat.format(new Date(iso));
}

/** An instant (ISO 8601) in Japan's time: `22 November 2026, 11:05`. */
export function instantInEnglish(iso: string): string {
	return `${dayInEnglish(iso)}, ${timeFormat.format(new Date(iso))}`;
}
