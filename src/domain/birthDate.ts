/**
 * A date of birth as the signing certificate carries it: `EYYYYMMDD`, era digit and Gregorian date
 * (card-facts 3.3). Year, month and day are undefined where the certificate has zeros: unknown.
 */
export interface BirthDate {
	readonly year: number | undefined;
	readonly month: number | undefined;
	readonly day: number | undefined;
	/** The era digit as written: 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和, 0 unknown. */
	readonly era: Era | undefined;
}

export type Era = '明治' | '大正' | '昭和' | '平成' | '令和';

/** First day of each era, Gregorian; an era ends where the next begins, and its first year is 元年. */
const eras: ReadonlyArray<{readonly name: Era; readonly digit: string; readonly from: number}> = [
	{name: '令和', digit: '5', from: 20190501},
	{name: '平成', digit: '4', from: 19890108},
	{name: '昭和', digit: '3', from: 19261225},
	{name: '大正', digit: '2', from: 19120730},
	{name: '明治', digit: '1', from: 18680125},
];

/** Reads `EYYYYMMDD`; undefined when it is not of that form or names a day that does not exist. */
export function parseBirthDate(text: string): BirthDate | undefined {
	const match = /^([0-5])(\d{4})(\d{2})(\d{2})$/.exec(text);
	if (!match) return undefined;
	const [, digit, year, month, day] = match as unknown as [string, string, string, string, string];
	const date: BirthDate = {
		year: Number(year) || undefined,
		month: Number(month) || undefined,
		day: Number(day) || undefined,
		era: eras.find(era => era.digit === digit)?.name,
	};
	return exists(date) ? date : undefined;
}

/**
 * The date as a citizen reads it, in wareki: `昭和50年3月21日`, `令和元年5月1日`, `大正15年(月日不明)`.
 * The era is the one the certificate names; on a day on which that era did not run, the Gregorian
 * date is shown as well, so that a clerk sees the contradiction instead of a silent correction.
 */
export function formatBirthDate(date: BirthDate): string {
	if (date.year === undefined) return date.era ? `${date.era}(年月日不明)` : '不明';
	const year = date.era ? `${date.era}${yearOfEra(date.era, date.year)}年` : `${date.year}年`;
	if (date.month === undefined) return `${year}(月日不明)`;
	if (date.day === undefined) return `${year}${date.month}月(日不明)`;
	const shown = `${year}${date.month}月${date.day}日`;
	return date.era && eraOf(date) !== date.era
		? `${shown}(西暦${date.year}年${date.month}月${date.day}日)`
		: shown;
}

/** The year as its eras count it: the era that is named, and the one in which the day fell, where they differ. */
export function eraYearsOf(date: BirthDate): number[] {
	const {year, era} = date;
	if (year === undefined) return [];
	const names = new Set([era, eraOf(date)].filter(name => name !== undefined));
	return [...names].map(name => nthYearOf(name, year)).filter(nth => nth > 0);
}

/** The era in which a fully known day falls; undefined before Meiji or when a part is unknown. */
function eraOf(date: BirthDate): Era | undefined {
	if (date.year === undefined || date.month === undefined || date.day === undefined) return undefined;
	const day = date.year * 10_000 + date.month * 100 + date.day;
	return eras.find(era => day >= era.from)?.name;
}

function yearOfEra(name: Era, year: number): string {
	const nth = nthYearOf(name, year);
	return nth === 1 ? '元' : String(nth);
}

function nthYearOf(name: Era, year: number): number {
	const first = eras.find(era => era.name === name)?.from ?? 0;
	return year - Math.floor(first / 10_000) + 1;
}

function exists({year, month, day}: BirthDate): boolean {
	if (month !== undefined && month > 12) return false;
	if (day === undefined) return true;
	if (day > 31) return false;
	if (month === undefined) return true;
	// 2000 is a leap year: an unknown year must not refuse 29 February.
	const probe = new Date(Date.UTC(year ?? 2000, month - 1, day));
	return probe.getUTCMonth() === month - 1;
}
