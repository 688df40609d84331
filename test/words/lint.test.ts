import {describe, expect, test} from 'vitest';
import {legalSentencesIn, ownSentences, screenSentences} from './sentences.ts';
import {languages} from './views.ts';

/** Signs whose East Asian width is ambiguous (UAX #11): two cells in Japanese fonts, one for the terminal. */
function ambiguousSigns(text: string): readonly string[] {
	return [...text].filter(
		sign =>
			Bun.stringWidth(sign, {ambiguousIsNarrow: false}) !== Bun.stringWidth(sign, {ambiguousIsNarrow: true}),
	);
}

/** kiosk-stack A, Fonts: what overlapped its neighbour, and what may stand for it. */
test('the lint knows the signs that overlap in Japanese fonts', () => {
	const overlapping = '○①※…―→▶☆×°“”§';
	expect(ambiguousSigns(overlapping).join('')).toBe(overlapping);
	expect(ambiguousSigns('〇・～「」（）：？あ漢A1-')).toEqual([]);
});

describe.each(languages)('every sentence of our own (%s)', language => {
	test('has no sign of ambiguous width', () => {
		expect(ownSentences(language).filter(sentence => ambiguousSigns(sentence).length > 0)).toEqual([]);
	});

	test('is one line without blanks around it', () => {
		expect(ownSentences(language).filter(sentence => !/^\S(?:.*\S)?$/u.test(sentence))).toEqual([]);
	});

	test('never speaks of a PIN, and never fills a gap with "undefined"', () => {
		expect(ownSentences(language).filter(sentence => /\bPIN\b|undefined|NaN|Invalid/.test(sentence))).toEqual(
			[],
		);
	});
});

test('the manual has a sign of ambiguous width only where it names the × of a window', () => {
	const signs = legalSentencesIn('ja').flatMap(ambiguousSigns);
	expect(new Set(signs)).toEqual(new Set(['×']));
});

test('a Japanese sentence holds at most 60 characters', () => {
	expect(screenSentences('ja').filter(sentence => [...sentence].length > 60)).toEqual([]);
});

describe('one word a concept (design 2, X-18, X-33, X-37)', () => {
	test.each([
		['カード読取り機', /(?<!フ)リーダ|カードライタ/],
		['職員', /係員|係の者|スタッフ/],
		['署名用パスワード', /暗証番号|パスフレーズ/],
		['手続', /手続き/],
		['取込み', /取り込み(?!ま)|取りこみ/],
		['終わる', /ブラウザ|ウィンドウ|ウインドウ|画面を閉じ/],
		['押す', /クリック|タップ/],
		['端末', /パソコン|PC\b|コンピュータ/],
		['残り回数', /残回数|残り試行/],
		['窓口', /センター|サービスデスク/],
	])('%s', (_word, other) => {
		expect(ownSentences('ja').filter(sentence => other.test(sentence))).toEqual([]);
	});

	test.each([
		['staff', /\b(clerk|officer|attendant)s?\b/i],
		['signing password', /\b(passcode|passphrase)s?\b/i],
		['press', /\b(click|tap|hit)\b/i],
		['window', /\b(browser|server desk|service desk)\b/i],
	])('%s', (_word, other) => {
		expect(ownSentences('en').filter(sentence => other.test(sentence))).toEqual([]);
	});
});
