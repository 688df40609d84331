import {signsOf, widthOf} from './width.ts';

/** Signs that never begin a line (行頭禁則, JIS X 4051 / JLREQ cl-02 to cl-11, the ones our sentences use). */
const neverFirst = new Set(
	'、。，．,.:;!?！？：；)]}）］｝〕〉》」』】ゝゞ々ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ・%％',
);
/** Signs that never end a line (行末禁則, JLREQ cl-01). */
const neverLast = new Set('([{（［｛〔〈《「『【');

/**
 * Breaks a text into lines of at most `width` cells (two or more): between wide signs, after blanks, and only
 * where the line-start and line-end rules allow; a run that offers no such place is cut at the edge. No sign
 * is lost but the blanks at a break.
 */
export function wrapText(text: string, width: number): string[] {
	return breakLines(measured(text), width);
}

/**
 * Breaks a sentence like `wrapText`, into as many lines; but where only a scrap would be left for the last one,
 * lines end earlier, after a clause if they can.
 */
export function wrapSentence(text: string, width: number): string[] {
	const signs = measured(text);
	const widest = breakLines(signs, width);
	const least = width / 4;
	if (widest.length === 1 || lastWidth(widest) >= least) return widest;
	let best = widest;
	for (let narrower = width - 1; narrower >= width * shortestShare; narrower--) {
		const lines = breakLines(signs, narrower);
		if (lines.length > widest.length) break;
		if (lastWidth(lines) < least) continue;
		if (best === widest || clauseEnds(lines) > clauseEnds(best)) best = lines;
	}
	return best;
}

/** A line may end this far before the edge to leave more for the last one. */
const shortestShare = 0.6;

const lastWidth = (lines: readonly string[]) => widthOf(lines.at(-1) ?? '');
const clauseEnds = (lines: readonly string[]) =>
	lines.slice(0, -1).filter(line => /[、。,;:.]$/u.test(line)).length;

interface Sign {
	readonly text: string;
	readonly width: number;
}

function measured(text: string): Sign[] {
	return signsOf(text).map(sign => ({text: sign, width: widthOf(sign)}));
}

function breakLines(signs: readonly Sign[], width: number): string[] {
	const lines: string[] = [];
	let line: Sign[] = [];
	let cells = 0;
	for (const sign of signs) {
		line.push(sign);
		cells += sign.width;
		// Blanks at the end may stand out over the edge: they are left off.
		while (cells > width && sign.text !== ' ') {
			const at = breakBefore(line, width);
			lines.push(joined(line.slice(0, at)));
			line = withoutFirstBlanks(line.slice(at));
			cells = cellsOf(line);
		}
	}
	lines.push(joined(line));
	return lines;
}

/** Where the overfull line is broken: the last allowed place, else the last that fits. */
function breakBefore(line: readonly Sign[], width: number): number {
	let fitting = 0;
	for (let cells = 0; fitting < line.length; fitting++) {
		cells += line[fitting]?.width ?? 0;
		if (cells > width) break;
	}
	for (let at = fitting; at > 0; at--) {
		if (isBreak(line[at - 1], line[at])) return at;
	}
	return Math.max(fitting, 1);
}

function isBreak(before: Sign | undefined, after: Sign | undefined): boolean {
	if (!before || !after) return false;
	if (after.text === ' ' || neverFirst.has(after.text) || neverLast.has(before.text)) return false;
	return before.text === ' ' || before.width === 2 || after.width === 2;
}

function cellsOf(signs: readonly Sign[]): number {
	return signs.reduce((sum, {width}) => sum + width, 0);
}

function joined(signs: readonly Sign[]): string {
	return signs
		.map(({text}) => text)
		.join('')
		.replace(/ +$/, '');
}

function withoutFirstBlanks(signs: Sign[]): Sign[] {
	const first = signs.findIndex(({text}) => text !== ' ');
	return first <= 0 ? signs : signs.slice(first);
}
