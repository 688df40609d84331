import {afterAll, beforeAll, expect, test} from 'vitest';
import {applicationText, views} from '../screens/views.ts';
import {cellsOf} from './cells.ts';
import {distance, emboldened, type Glyph, glyphOfFont, glyphOfPicture} from './glyph.ts';
import {misdrawn} from './misdrawn.ts';
import {openStage, type Stage} from './stage.ts';

const bold = '/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Bold.ttf';
const rare = '/usr/share/fonts/truetype/ipamj/ipamjm.ttf';
/** What foot-sized makes of 1080 rows of pixels. */
const size = 42;

let stage: Stage;
/** The signs of the application as the screen shows them. */
let glyphOf: (sign: string) => Glyph;

beforeAll(async () => {
	stage = await openStage(1920, 1080, 'large');
	const application = applicationText('revocation', {
		name: '辻\u{E0100}辻葛\u{E0100}葛𠮷吉',
		address: '東京都千代田区霞が関 コーポⅡ号棟Ⅰ号',
	});
	const shown = {view: {...views.confirmImport, application}, focus: 'ok', scroll: 8, trial: true};
	const grid = await stage.show(shown);
	const cells = cellsOf(shown, grid);
	let wrong: readonly string[] = [];
	const picture = await stage.display.captureUntil(each => {
		wrong = misdrawn(each, grid, cells);
		return wrong.length === 0;
	});
	expect(wrong).toEqual([]);
	const left = Math.floor((picture.width - grid.columns * grid.cellWidth) / 2);
	const top = Math.floor((picture.height - grid.rows * grid.cellHeight) / 2);
	glyphOf = sign => {
		const row = cells.findIndex(line => line.some(cell => cell.text === sign));
		const column = cells[row]?.findIndex(cell => cell.text === sign) ?? -1;
		if (column < 0) throw new Error(`${sign} is not on the screen`);
		return glyphOfPicture(
			picture,
			left + column * grid.cellWidth,
			top + row * grid.cellHeight,
			2 * grid.cellWidth,
			grid.cellHeight,
		);
	};
});
afterAll(() => stage?.close());

test.each([
	{sign: '辻\u{E0100}', font: bold, others: ['辻', '\u{10FFFD}']},
	{sign: '辻', font: bold, others: ['辻\u{E0100}', '\u{10FFFD}']},
	{sign: '葛\u{E0100}', font: bold, others: ['葛', '\u{10FFFD}']},
	{sign: '葛', font: bold, others: ['葛\u{E0100}', '\u{10FFFD}']},
	// This font has no bold of its own: it is made of the other.
	{sign: '𠮷', font: rare, others: ['吉', '\u{10FFFD}'], isEmboldened: true},
	{sign: 'Ⅱ', font: bold, others: ['Ⅰ', 'Ⅲ', '\u{10FFFD}']},
])(
	'$sign is drawn as HarfBuzz draws it, and not as $others.0',
	({sign, font, others, isEmboldened = false}) => {
		const ofFont = (text: string) => {
			const glyph = glyphOfFont(font, text, size);
			return isEmboldened ? emboldened(glyph) : glyph;
		};
		const drawn = glyphOf(sign);
		const right = distance(drawn, ofFont(sign));
		const wrong = Math.min(...others.map(other => distance(drawn, ofFont(other))));
		expect(right).toBeLessThan(wrong * 0.75);
	},
);
