import type {Block, Line} from './block.ts';
import {roomy} from './text/roomy.ts';
import {padTo, widthOf} from './text/width.ts';
import {wrapSentence, wrapText} from './text/wrap.ts';
import type {Tone} from './theme.ts';

/**
 * Breaks blocks into lines of at most `width` cells, with an empty line between blocks
 * and, where it is airy, between the sentences that lead. Every text passes the
 * gate for signs that must not reach a terminal (threats T-13), ours as well: it costs nothing.
 */
export function linesOf(blocks: readonly Block[], width: number, isAiry = false): Line[] {
	return blocks
		.map(block => linesOfBlock(block, width, isAiry))
		.filter(lines => lines.length > 0)
		.flatMap((lines, index) => (index === 0 ? lines : [[], ...lines]));
}

function linesOfBlock(block: Block, width: number, isAiry: boolean): Line[] {
	switch (block.kind) {
		case 'text':
			return block.sentences.flatMap((sentence, index) => [
				...(isAiry && index > 0 ? [[]] : []),
				...said(sentence, width, block.tone),
			]);
		case 'quote':
			return block.quotes.flatMap(({original, translation}) => [
				...quoted(original, width, 'quiet'),
				...(translation === undefined ? [] : quoted(translation, width, 'text')),
			]);
		case 'list':
			return block.sentences.flatMap(sentence => beside('・', 'quiet', said(sentence, width - 2, 'quiet')));
		case 'fields':
			return linesOfFields(block.rows, width);
		case 'sign':
			return linesOfSign(block.label, block.value, width, isAiry);
		case 'sheet':
			return linesOfSheet(block.title, block.blocks, width);
		default:
			return block satisfies never;
	}
}

function wrapped(text: string, width: number, tone: Tone): Line[] {
	return wrapText(roomy(text), width).map(line => [{text: line, tone}]);
}

/** A sentence, evenly broken: a value of the application is broken at the edge only, as `wrapped` does. */
function said(sentence: string, width: number, tone: Tone): Line[] {
	return wrapSentence(roomy(sentence), width).map(line => [{text: line, tone}]);
}

/** A text with a line at its side. */
function quoted(text: string, width: number, tone: Tone): Line[] {
	return said(text, width - 2, tone).map(line => [{text: '│ ', tone: 'line'}, ...line]);
}

/** A text beside its lead, its further lines set in by the lead's width. */
function hanging(lead: string, leadTone: Tone, text: string, width: number, tone: Tone): Line[] {
	return beside(lead, leadTone, wrapped(text, width - widthOf(lead), tone));
}

function beside(lead: string, tone: Tone, lines: readonly Line[]): Line[] {
	const blank = ' '.repeat(widthOf(lead));
	return lines.map((line, index) => [{text: index === 0 ? lead : blank, tone}, ...line]);
}

function linesOfFields(rows: ReadonlyArray<readonly [string, string]>, width: number): Line[] {
	const labelWidth = Math.max(...rows.map(([label]) => widthOf(label))) + 2;
	// Beside a long label too little would be left for the value: then it stands below.
	if (labelWidth > width / 2) {
		return rows.flatMap(([label, value]) => [
			...wrapped(label, width, 'label'),
			...hanging('  ', 'text', value, width, 'strong'),
		]);
	}
	return rows.flatMap(([label, value]) =>
		hanging(padTo(roomy(label), labelWidth), 'label', value, width, 'strong'),
	);
}

/** A filled box, with a blank row above and below its text where it is airy. */
function linesOfSign(label: string, value: string, width: number, isAiry: boolean): Line[] {
	const texts = wrapText(roomy(`${label}  ${value}`), width - 6);
	const inner = Math.max(...texts.map(widthOf));
	const filled = (text: string): Line => [{text: `   ${padTo(text, inner)}   `, tone: 'code'}];
	return (isAiry ? ['', ...texts, ''] : texts).map(filled);
}

function linesOfSheet(title: string, blocks: readonly Block[], width: number): Line[] {
	const inner = width - 6;
	const edge = (left: string, right: string): Line => [
		{text: `${left}${'─'.repeat(width - 2)}${right}`, tone: 'line'},
	];
	const row = (line: Line): Line => {
		const cells = line.reduce((sum, span) => sum + widthOf(span.text), 0);
		return [{text: '│  ', tone: 'line'}, ...line, {text: `${' '.repeat(inner - cells)}  │`, tone: 'line'}];
	};
	const head = wrapped(title, inner, 'strong').map(line => centred(line, inner));
	const body = linesOf(blocks, inner);
	return [edge('┌', '┐'), ...head.map(row), row([]), ...body.map(row), edge('└', '┘')];
}

function centred(line: Line, width: number): Line {
	const cells = line.reduce((sum, span) => sum + widthOf(span.text), 0);
	return [{text: ' '.repeat(Math.floor((width - cells) / 2)), tone: 'text'}, ...line];
}
