const graphemes = new Intl.Segmenter('ja', {granularity: 'grapheme'});

/** What a reader sees as one sign: a base with its combining marks and variation selectors. */
export function signsOf(text: string): string[] {
	return Array.from(graphemes.segment(text), ({segment}) => segment);
}

/** How many terminal cells a text takes: wide signs two, combining marks none (Unicode UAX #11, ambiguous narrow). */
export function widthOf(text: string): number {
	return Bun.stringWidth(text);
}

/** The text followed by blanks up to this many cells; never cut. */
export function padTo(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
