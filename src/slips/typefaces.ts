import {readFile} from 'node:fs/promises';
import {create, type Font} from 'fontkit';

/** Fonts that stand in for one another, in the order they are tried. */
export interface Typefaces {
	/** The text in runs of one font each: the first font that has a character, in the form its selector asks for. */
	runsOf(text: string): readonly Run[];
	/** The first font, by which lines are measured out. */
	readonly main: Font;
}

export interface Run {
	readonly font: Font;
	readonly text: string;
}

/** Debian's fonts-morisawa-bizud-gothic, and fonts-ipamj-mincho for the characters of family registers. */
export const debianFonts = [
	'/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf',
	'/usr/share/fonts/truetype/ipamj/ipamjm.ttf',
] as const;

/** Opens the fonts that are there, TrueType each. Throws where none is. */
export async function openTypefaces(paths: readonly string[] = debianFonts): Promise<Typefaces> {
	const fonts: Font[] = [];
	for (const path of paths) {
		const bytes = await readFile(path).catch(() => undefined);
		if (bytes) fonts.push(mended(create(bytes) as Font));
	}
	const [main] = fonts;
	if (!main) throw new Error(`none of these fonts is installed: ${paths.join(', ')}`);
	return {main, runsOf: text => runsOf(text, fonts, main)};
}

const graphemes = new Intl.Segmenter('ja');

function runsOf(text: string, fonts: readonly Font[], main: Font): Run[] {
	const runs: Array<{font: Font; text: string}> = [];
	for (const {segment} of graphemes.segment(text)) {
		const font = fontFor(segment, fonts) ?? main;
		const last = runs.at(-1);
		if (last?.font === font) last.text += segment;
		else runs.push({font, text: segment});
	}
	return runs;
}

/** A font that has the very form comes before one that has the character only. */
function fontFor(grapheme: string, fonts: readonly Font[]): Font | undefined {
	const [base = 0, selector] = [...grapheme].map(sign => sign.codePointAt(0) ?? 0);
	const able = fonts.filter(font => font.hasGlyphForCodePoint(base));
	const isSelected = selector !== undefined && isSelector(selector);
	return (isSelected && able.find(font => hasForm(font, base, selector))) || able[0];
}

function isSelector(point: number): boolean {
	return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

/** The part of a font's cmap that says which glyph a variation selector asks for (OpenType, cmap format 14). */
interface VariationSequences {
	readonly varSelectors: {
		toArray(): ReadonlyArray<{
			readonly varSelector: number;
			/** Where the selector asks for the character's usual glyph. */
			readonly defaultUVS?: ReadonlyArray<{
				readonly startUnicodeValue: number;
				readonly additionalCount: number;
			}>;
			readonly nonDefaultUVS?: ReadonlyArray<{readonly unicodeValue: number; readonly glyphID: number}>;
		}>;
	};
}

interface CmapProcessor {
	readonly uvs?: VariationSequences | null;
	getVariationSelector(point: number, selector: number): number;
}

function cmapOf(font: Font): CmapProcessor {
	return (font as Font & {readonly _cmapProcessor: CmapProcessor})._cmapProcessor;
}

function hasForm(font: Font, point: number, selector: number): boolean {
	return formOf(cmapOf(font).uvs, point, selector) !== undefined;
}

/** The glyph of a sequence; 0 for the character's usual one, undefined where the font does not know the sequence. */
function formOf(
	uvs: VariationSequences | null | undefined,
	point: number,
	selector: number,
): number | undefined {
	const forms = uvs?.varSelectors.toArray().find(({varSelector}) => varSelector === selector);
	const isUsual = forms?.defaultUVS?.some(
		({startUnicodeValue: from, additionalCount}) => point >= from && point <= from + additionalCount,
	);
	if (isUsual) return 0;
	return forms?.nonDefaultUVS?.find(({unicodeValue}) => unicodeValue === point)?.glyphID;
}

/** fontkit 2.0.4 takes a sequence for unknown where a font has other usual ones, and draws the usual form instead. */
function mended(font: Font): Font {
	const cmap = cmapOf(font);
	cmap.getVariationSelector = (point, selector) => formOf(cmap.uvs, point, selector) ?? 0;
	return font;
}
