import {expect, test} from 'vitest';
import {type BirthDate, parseBirthDate} from '../../src/domain/birthDate.ts';
import {wordsIn} from '../../src/words/index.ts';

/** The era and Gregorian date as the certificate has them (card-facts 3.3). */
test.each([
	['319580810', '昭和33年8月10日 (10 August 1958)'],
	['520190501', '令和元年5月1日 (1 May 2019)'],
	['219260000', '大正15年(月日不明) (1926, month and day not known)'],
	['319580800', '昭和33年8月(日不明) (August 1958, day not known)'],
	['000000000', '不明 (year not known)'],
])('S004-056 an English screen shows %s in wareki and with the Gregorian date beside', (certified, shown) => {
	const date = parseBirthDate(certified) as BirthDate;
	expect(wordsIn('en').frame.birthDay(date)).toBe(shown);
	expect(shown.startsWith(`${wordsIn('ja').frame.birthDay(date)} (`)).toBe(true);
});
