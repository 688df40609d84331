import PDFDocument from 'pdfkit';
import type {SlipText} from '../words/words.ts';
import {type Paper, papers} from './papers.ts';
import type {Typefaces} from './typefaces.ts';

export interface PaperOptions {
	readonly paper: Paper;
	readonly faces: Typefaces;
	/** What stands above every slip: the service. */
	readonly heading: string;
	/** The band of a demo, top and bottom (T-14); none in production. */
	readonly trial: string | undefined;
}

const pointsPerMm = 72 / 25.4;
const sizes = {heading: 9, title: 15, label: 9, value: 12, sentence: 10.5, band: 12} as const;
const leading = 1.5;

/** Draws a slip as PDF, its texts one below the other; what does not fit goes on another sheet. */
export async function drawSlip(
	texts: readonly SlipText[],
	{paper, faces, heading, trial}: PaperOptions,
): Promise<Uint8Array> {
	const {width, height} = papers[paper];
	const page = {width: width * pointsPerMm, height: height * pointsPerMm};
	const margin = Math.max(10, width / 12) * pointsPerMm;
	const document = new PDFDocument({
		size: [page.width, page.height],
		margin: 0,
		font: faces.main as never,
		info: {Title: 'slip', Producer: 'madoguchi', Creator: 'madoguchi'},
	});
	const whole = collect(document);
	const bandHeight = trial === undefined ? 0 : sizes.band * 2;
	const bottom = page.height - margin - bandHeight;
	let y = 0;

	const widthOf = (line: string, size: number) =>
		faces
			.runsOf(line)
			.reduce((sum, run) => sum + document.font(run.font as never, size).widthOfString(run.text), 0);
	const write = (line: string, x: number, baseline: number, size: number) => {
		let at = x;
		for (const run of faces.runsOf(line)) {
			document.font(run.font as never, size);
			document.text(run.text, at, baseline, {lineBreak: false, baseline: 'alphabetic'});
			at += document.widthOfString(run.text);
		}
	};
	const band = (top: number) => {
		if (trial === undefined) return;
		document.rect(0, top, page.width, bandHeight).fill('black');
		document.fillColor('white');
		write(trial, (page.width - widthOf(trial, sizes.band)) / 2, top + bandHeight * 0.68, sizes.band);
		document.fillColor('black');
	};
	const begin = () => {
		band(0);
		band(page.height - bandHeight);
		y = bandHeight + margin;
	};
	/** To the baseline of the next line, on another sheet where this one is full. */
	const advance = (size: number) => {
		if (y + size * leading > bottom) {
			document.addPage();
			begin();
		}
		y += size * leading;
	};
	/** A name and its value side by side. */
	const row = (label: string, value: string) => {
		const room = page.width - 2 * margin;
		const column = room * 0.32;
		const names = linesOf(label, column - sizes.label, piece => widthOf(piece, sizes.label));
		const values = linesOf(value, room - column, piece => widthOf(piece, sizes.value));
		for (let nth = 0; nth < Math.max(names.length, values.length); nth++) {
			advance(sizes.value);
			write(names[nth] ?? '', margin, y, sizes.label);
			write(values[nth] ?? '', margin + column, y, sizes.value);
		}
		y += sizes.label / 3;
	};
	const block = (words: string, size: number, indent = 0) => {
		const room = page.width - 2 * margin - indent;
		for (const line of linesOf(words, room, piece => widthOf(piece, size))) {
			advance(size);
			write(line, margin + indent, y, size);
		}
	};

	begin();
	block(heading, sizes.heading);
	for (const [nth, text] of texts.entries()) {
		if (nth > 0) y += sizes.title;
		block(text.title, sizes.title);
		y += sizes.title / 2;
		for (const [label, value] of text.rows) row(label, value);
		if (text.list) {
			block(text.list.title, sizes.label);
			for (const item of text.list.items) block(`・${item}`, sizes.value, sizes.label);
		}
		y += sizes.label;
		for (const sentence of text.sentences) block(sentence, sizes.sentence);
	}
	document.end();
	return whole;
}

/** Signs that must not begin a line (JIS X 4051). */
const neverFirst = /^[、。，．,.」』）)】・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const graphemes = new Intl.Segmenter('ja');

/** The text in lines no wider than the room: between any two characters of Japanese, but between words of others. */
function linesOf(text: string, room: number, widthOf: (piece: string) => number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const piece of piecesOf(text)) {
		const isFull = line !== '' && widthOf(line + piece) > room;
		// One sign may stand out into the margin rather than begin a line.
		if (isFull && !neverFirst.test(piece)) {
			lines.push(line.trimEnd());
			line = piece.trimStart();
		} else line += piece;
	}
	if (line !== '' || lines.length === 0) lines.push(line);
	return lines;
}

/** Latin words and numbers stay whole while they are short enough to; a digest is cut anywhere. */
function piecesOf(text: string): string[] {
	return text
		.split(/(?<=\s)|(?<![\u0021-\u007e])(?=[\u0021-\u007e])|(?<=[\u0021-\u007e])(?![\u0021-\u007e])/u)
		.flatMap(word =>
			/^[\u0021-\u007e]{1,24}\s?$/u.test(word)
				? [word]
				: [...graphemes.segment(word)].map(({segment}) => segment),
		);
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	return new Promise((resolve, reject) => {
		document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
		document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
		document.on('error', reject);
	});
}
