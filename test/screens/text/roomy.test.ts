import {expect, test} from 'vitest';
import {roomy} from '../../../src/screens/text/roomy.ts';

test.each([
	['a number of a building', 'コーポⅡ 3号', 'コーポⅡ  3号'],
	['a circled digit', '①番', '① 番'],
	['the × of a window', '「×」ボタン', '「× 」ボタン'],
	['Greek and Cyrillic letters', 'αЖ', 'α Ж '],
])('what a font draws wider than the terminal gets room: %s', (_what, text, roomyText) => {
	expect(roomy(text)).toBe(roomyText);
});

test.each([
	['kanji, kana and full-width signs', '東京都　霞が関２丁目１番地～（甲）ー々〇・'],
	['letters and digits', 'Doe, John José 2-1'],
	['half-width kana', 'ﾃｽﾄ'],
	['rare kanji and variation selectors', '𠮷田 辻\u{E0100} 葛\u{E0101}'],
	['combining voice marks', 'か\u3099'],
])('what is as wide in the font as in the terminal stays: %s', (_what, text) => {
	expect(roomy(text)).toBe(text);
});
