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
	const lines: string[] = [];
	let line: string[] = [];
	for (const sign of signsOf(text)) {
		line.push(sign);
		while (cellsOf(withoutEndBlanks(line)) > width) {
			const at = breakBefore(line, width);
			lines.push(withoutEndBlanks(line.slice(0, at)).join(''));
			line = line.slice(at);
			while (line[0] === ' ') line.shift();
		}
	}
	lines.push(withoutEndBlanks(line).join(''));
	return lines;
}

/** Where the overfull line is broken: the last allowed place, else the last that fits. */
function breakBefore(line: readonly string[], width: number): number {
	let fitting = line.length - 1;
	while (fitting > 1 && cellsOf(line.slice(0, fitting)) > width) fitting--;
	for (let at = fitting; at > 0; at--) {
		if (isBreak(line[at - 1] ?? '', line[at] ?? '')) return at;
	}
	return Math.max(fitting, 1);
}

function isBreak(before: string, after: string): boolean {
	if (after === ' ' || neverFirst.has(after) || neverLast.has(before)) return false;
	return before === ' ' || widthOf(before) === 2 || widthOf(after) === 2;
}

function cellsOf(signs: readonly string[]): number {
	return widthOf(signs.join(''));
}

function withoutEndBlanks(signs: readonly string[]): readonly string[] {
	let end = signs.length;
	while (end > 0 && signs[end - 1] === ' ') end--;
	return end === signs.length ? signs : signs.slice(0, end);
}
