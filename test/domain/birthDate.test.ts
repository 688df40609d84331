import {describe, expect, test} from 'vitest';
import {type BirthDate, formatBirthDate, parseBirthDate} from '../../src/domain/birthDate.ts';

const shown = (certified: string) => {
	const date = parseBirthDate(certified);
	return date && formatBirthDate(date);
};

/** Era by digit (card-facts 3.3), with its days by ICU's own Japanese calendar. */
const eras = [
	{digit: '2', name: '大正', first: '1912-07-30', last: '1926-12-24'},
	{digit: '3', name: '昭和', first: '1926-12-25', last: '1989-01-07'},
	{digit: '4', name: '平成', first: '1989-01-08', last: '2019-04-30'},
	{digit: '5', name: '令和', first: '2019-05-01', last: '2026-11-22'},
];
const icu = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
	timeZone: 'UTC',
	era: 'long',
	year: 'numeric',
	month: 'long',
	day: 'numeric',
});

describe('S004-056 a date of birth in wareki', () => {
	test.each(eras)('$name from its first day to its last is what ICU says', ({digit, first, last}) => {
		for (const day of [first, last])
			expect(shown(digit + day.replaceAll('-', ''))).toBe(icu.format(new Date(`${day}T00:00:00Z`)));
	});

	test.each(eras.slice(1))(
		'$name a day too early shows the Gregorian date as well',
		({digit, name, first}) => {
			const before = new Date(Date.parse(`${first}T00:00:00Z`) - 86_400_000);
			const [year, month, day] = [before.getUTCFullYear(), before.getUTCMonth() + 1, before.getUTCDate()];
			expect(shown(digit + before.toISOString().slice(0, 10).replaceAll('-', ''))).toBe(
				`${name}${year === Number(first.slice(0, 4)) ? '元' : 0}年${month}月${day}日(西暦${year}年${month}月${day}日)`,
			);
		},
	);

	test.each([
		// 明治 is counted from the first day of its lunar year, 25 January 1868.
		['118680125', '明治元年1月25日'],
		['119120729', '明治45年7月29日'],
		['119120730', '明治45年7月30日(西暦1912年7月30日)'],
		['118680124', '明治元年1月24日(西暦1868年1月24日)'],
		['300000000', '昭和(年月日不明)'],
		['000000000', '不明'],
		['219260000', '大正15年(月日不明)'],
		['319580800', '昭和33年8月(日不明)'],
		['019580810', '1958年8月10日'],
		['019580000', '1958年(月日不明)'],
	])('%s is %s', (certified, expected) => {
		expect(shown(certified)).toBe(expected);
	});
});

describe('card-facts 3.3 a date of birth is read', () => {
	test.each<[string, BirthDate]>([
		['319580810', {year: 1958, month: 8, day: 10, era: '昭和'}],
		['000000000', {year: undefined, month: undefined, day: undefined, era: undefined}],
		['020001231', {year: 2000, month: 12, day: 31, era: undefined}],
		['320000229', {year: 2000, month: 2, day: 29, era: '昭和'}],
		['500000229', {year: undefined, month: 2, day: 29, era: '令和'}],
		['319580031', {year: 1958, month: undefined, day: 31, era: '昭和'}],
		['319581200', {year: 1958, month: 12, day: undefined, era: '昭和'}],
	])('%s', (certified, expected) => {
		expect(parseBirthDate(certified)).toEqual(expected);
	});

	test.each([
		['an era that is none', '619580810'],
		['too few digits', '31958081'],
		['too many digits', '3195808100'],
		['something before it', ' 319580810'],
		['a letter', '31958081O'],
		['a thirteenth month', '319581310'],
		['a thirteenth month without a day', '319581300'],
		['a 32nd', '319580832'],
		['a 32nd of an unknown month', '319580032'],
		['31 April', '319580431'],
		['29 February of no leap year', '319590229'],
		['30 February of an unknown year', '300000230'],
	])('not with %s', (_what, certified) => {
		expect(parseBirthDate(certified)).toBeUndefined();
	});
});
