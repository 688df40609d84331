import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {wrapSentence, wrapText} from '../../../src/screens/text/wrap.ts';

describe('line breaking (JLREQ 3.1)', () => {
	test.each([
		['between wide signs', 'あいうえお', 4, ['あい', 'うえ', 'お']],
		['a full stop does not begin a line', 'あいう。え', 6, ['あい', 'う。え']],
		['nor a closing bracket', 'あ「い」う', 6, ['あ', '「い」', 'う']],
		['an opening bracket does not end a line', 'あい「う」', 6, ['あい', '「う」']],
		['nor does a long sound begin one', 'カタカナー', 8, ['カタカ', 'ナー']],
		['small kana stay behind their sound', 'いまちゃう', 6, ['いま', 'ちゃう']],
		['words of letters stay whole', 'the card is here', 9, ['the card', 'is here']],
		['a run longer than the line is cut at its edge', 'ABCDEFGH', 3, ['ABC', 'DEF', 'GH']],
		['letters may follow wide signs on the next line', '番号ABC', 6, ['番号', 'ABC']],
		['a voiced mark stays with its kana', 'か\u3099き\u3099', 2, ['か\u3099', 'き\u3099']],
		[
			'a variation selector stays with its character',
			'辻\u{E0100}葛\u{E0101}',
			2,
			['辻\u{E0100}', '葛\u{E0101}'],
		],
		['an empty text is one empty line', '', 8, ['']],
	])('%s', (_what, text, width, lines) => {
		expect(wrapText(text, width)).toEqual(lines);
	});

	test('no line is too wide and no sign is lost', () => {
		const sign = fc.constantFrom(
			'あ',
			'漢',
			'A',
			'1',
			' ',
			'。',
			'「',
			'」',
			'ー',
			'辻\u{E0100}',
			'か\u3099',
			'ｶ',
		);
		fc.assert(
			fc.property(fc.array(sign, {maxLength: 60}), fc.integer({min: 2, max: 20}), (signs, width) => {
				const lines = wrapText(signs.join(''), width);
				for (const line of lines) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
				expect(lines.join('').replaceAll(' ', '')).toBe(signs.join('').replaceAll(' ', ''));
			}),
		);
	});
});

describe('a sentence leaves no scrap for its last line', () => {
	test.each([
		['one line stays one', 'あいう。', 8, ['あいう。']],
		['a last line that is long enough stays', 'あいうえおか', 8, ['あいうえ', 'おか']],
		['lines end after a clause', 'あいうえおかきく、けこさし。', 26, ['あいうえおかきく、', 'けこさし。']],
		[
			'where there is none, no earlier than needed',
			'あいうえおかきくけこさし。',
			22,
			['あいうえおかきくけこ', 'さし。'],
		],
		[
			'words of letters stay whole',
			'insert your card in the reader now',
			31,
			['insert your card in the', 'reader now'],
		],
	])('%s', (_what, text, width, lines) => {
		expect(wrapSentence(text, width)).toEqual(lines);
	});

	test('it never takes more lines, loses a sign or is too wide', () => {
		const sign = fc.constantFrom('あ', 'A', ' ', '、', '。', '「', '」', 'ー', '漢');
		fc.assert(
			fc.property(fc.array(sign, {maxLength: 80}), fc.integer({min: 2, max: 24}), (signs, width) => {
				const text = signs.join('');
				const lines = wrapSentence(text, width);
				expect(lines.length).toBe(wrapText(text, width).length);
				for (const line of lines) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
				expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			}),
		);
	});
});
