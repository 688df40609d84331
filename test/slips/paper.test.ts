import {execFileSync} from 'node:child_process';
import {beforeAll, describe, expect, test} from 'vitest';
import {maskName, type Slip} from '../../src/domain/slip.ts';
import type {Language} from '../../src/machines/kiosk.ts';
import {drawSlip} from '../../src/slips/paper.ts';
import {type Paper, papers} from '../../src/slips/papers.ts';
import {debianFonts, openTypefaces, type Typefaces} from '../../src/slips/typefaces.ts';
import {wordsIn} from '../../src/words/index.ts';
import {slips} from '../helpers/slips.ts';

const [gothic, mincho] = debianFonts;
let faces: Typefaces;

beforeAll(async () => {
	faces = await openTypefaces();
});

const drawn = (slip: Slip, {paper = 'A5' as Paper, language = 'ja' as Language, trial = true} = {}) => {
	const {frame, slip: words} = wordsIn(language);
	return drawSlip([words(slip)], {
		paper,
		faces,
		heading: frame.service,
		trial: trial ? frame.trial : undefined,
	});
};
const textOf = (pdf: Uint8Array) => execFileSync('pdftotext', ['-layout', '-', '-'], {input: pdf}).toString();
const bare = (text: string) => text.replaceAll(/\s/gu, '');

describe.each(['ja', 'en'] as const)('in %s', language => {
	test.each(Object.values(slips))('$kind says all its words, as another program reads them', async slip => {
		const pdf = await drawn(slip, {language});
		const text = bare(textOf(pdf));
		const {title, rows, list, sentences} = wordsIn(language).slip(slip);
		const wanted = [title, ...rows.flat(), ...(list ? [list.title, ...list.items] : []), ...sentences];
		for (const sentence of wanted) expect(text).toContain(bare(sentence));
	});
});

test.each(Object.entries(papers))(
	'%s is as large as it is, and nothing leaves it',
	async (paper, {width, height}) => {
		const pdf = await drawn(slips.closing, {paper: paper as Paper});
		const info = execFileSync('pdfinfo', ['-'], {input: pdf}).toString();
		const [, wide, high] = /Page size: +([\d.]+) x ([\d.]+) pts/.exec(info) ?? [];
		expect([Number(wide) / 72, Number(high) / 72].map(inch => Math.round(inch * 25.4))).toEqual([
			width,
			height,
		]);
		const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], {input: pdf}).toString();
		const right = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x));
		expect(right.length).toBeGreaterThan(5);
		expect(Math.max(...right)).toBeLessThan(Number(wide) - 10);
	},
);

test('T-14 the band 試験用 stands at both ends in a demo, and nowhere else', async () => {
	const bands = (text: string) => text.split('試験用').length - 1;
	expect(bands(textOf(await drawn(slips.acceptance)))).toBe(2);
	expect(bands(textOf(await drawn(slips.acceptance, {trial: false})))).toBe(0);
});

test.each(['acceptance', 'validity', 'unknownOutcome', 'reset'] as const)(
	'a citizen’s %s slip in both languages is one sheet of A5',
	async kind => {
		const pdf = await drawSlip(
			(['ja', 'en'] as const).map(language => wordsIn(language).slip(slips[kind])),
			{paper: 'A5', faces, heading: 'heading', trial: 'trial'},
		);
		expect(execFileSync('pdfinfo', ['-'], {input: pdf}).toString()).toMatch(/Pages: +1\n/);
	},
);

test('what does not fit on one sheet goes on with another', async () => {
	const counts = Array.from({length: 60}, (_, nth) => ({label: `書類${nth}`, count: nth}));
	const pdf = await drawn({...slips.closing, counts} as Slip, {paper: 'A6'});
	expect(execFileSync('pdfinfo', ['-'], {input: pdf}).toString()).toMatch(/Pages: +[2-9]/);
	expect(textOf(pdf)).toContain('書類59');
});

test('T-24 the file itself names nobody: no title, no author', async () => {
	const info = execFileSync('pdfinfo', ['-'], {input: await drawn(slips.validity)}).toString();
	expect(info).toMatch(/Title: +slip\n/);
	expect(info).not.toMatch(/Author|Subject|Keywords/);
});

describe('T-24 a masked name', () => {
	test.each([
		['吉田　太郎', '吉＊ 太＊'],
		['辻\u{E0101} 一', '辻\u{E0101} 一'],
		['𠮷村  がく', '𠮷＊ が＊'],
		['JOHN SMITH', 'J＊＊＊ S＊＊＊＊'],
	])('%s keeps the first character of each part: %s', (name, masked) => {
		expect(maskName(name)).toBe(masked);
	});
});

describe('the glyphs of a name', () => {
	/** HarfBuzz's word, which did not learn it from us. */
	const shaped = (font: string, text: string) =>
		(
			JSON.parse(
				execFileSync('hb-shape', ['--output-format=json', '--no-glyph-names', font, text]).toString(),
			) as Array<{g: number}>
		).map(({g}) => g);
	const ours = (text: string) =>
		faces.runsOf(text).map(({font, text: run}) => ({
			font: font.postscriptName,
			glyphs: font.layout(run).glyphs.map(({id}) => id),
		}));

	test.each(['辻', '辻\u{E0100}', '辻\u{E0101}', '葛', '葛\u{E0100}', '葛\u{E0101}', '祇\u{E0100}', '太郎'])(
		'%s are those that HarfBuzz chooses',
		text => {
			expect(ours(text)).toEqual([{font: faces.main.postscriptName, glyphs: shaped(gothic, text)}]);
		},
	);

	test('the selector changes the form at all', () => {
		expect(shaped(gothic, '辻\u{E0100}')).not.toEqual(shaped(gothic, '辻'));
	});

	test.each(['𠮷', '辻\u{E0102}'])('%s, which the first font has not, comes from the second', text => {
		const [run, ...rest] = ours(text);
		expect(rest).toEqual([]);
		expect(run?.font).not.toBe(faces.main.postscriptName);
		expect(run?.glyphs).toEqual(shaped(mincho, text));
		expect(run?.glyphs).not.toContain(0);
	});

	test('one that no font has is drawn as the first font draws what it lacks', () => {
		expect(ours('\u{1F600}')[0]?.font).toBe(faces.main.postscriptName);
	});
});

test('without any of its fonts nothing is drawn, and the reason is said', async () => {
	await expect(openTypefaces(['/nonexistent.ttf'])).rejects.toThrow('none of these fonts is installed');
});
