const graphemes = new Intl.Segmenter('ja', {granularity: 'grapheme'});

/** What a reader sees as one sign: a base with its combining marks and variation selectors. */
export function signsOf(text: string): string[] {
	return oneByOne.test(text) ? text.split('') : Array.from(graphemes.segment(text), ({segment}) => segment);
}

/** Printable ASCII, kana without combining marks, CJK punctuation and ideographs, full-width forms, box lines: almost all of our text. */
const oneByOne = /^[ -~\u2500-\u257F\u3000-\u3029\u3030-\u3098\u309B-\u30FF\u4E00-\u9FFF\uFF01-\uFF60]*$/;

/** How many terminal cells a text takes: wide signs two, combining marks none (Unicode UAX #11, ambiguous narrow). */
export function widthOf(text: string): number {
	return Bun.stringWidth(text);
}

/** The text followed by blanks up to this many cells; never cut. */
export function padTo(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
