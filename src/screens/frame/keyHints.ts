import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import type {Canvas} from '../canvas.ts';
import {columnOf} from '../size.ts';
import {widthOf} from '../text/width.ts';
import {theme} from '../theme.ts';

/** One line of the keys that work now, at the foot of every screen; the closer set the more there are. */
export function paintKeyHints(canvas: Canvas, view: View, frame: FrameWords): void {
	const {size} = canvas;
	const row = size.rows - 1;
	const hints = hintsOf(view, frame);
	const line = [airy, even, tight]
		.map(set => hints.flatMap(set))
		.find(spans => cellsOf(spans) <= size.columns);
	canvas.fill({row, column: 0, columns: size.columns, rows: 1}, theme.keys.ground);
	if (line) canvas.write(row, Math.min(columnOf(size).column, size.columns - cellsOf(line)), line);
}

const airy = ([key, does]: Hint): Line => [
	{text: ` ${key} `, tone: 'key'},
	{text: ` ${does}   `, tone: 'keys'},
];
const even = ([key, does]: Hint): Line => [
	{text: ` ${key} `, tone: 'key'},
	{text: ` ${does} `, tone: 'keys'},
];
const tight = ([key, does]: Hint): Line => [
	{text: key, tone: 'key'},
	{text: ` ${does} `, tone: 'keys'},
];

function cellsOf(line: Line): number {
	return line.reduce((sum, {text}) => sum + widthOf(text), 0);
}

type Hint = readonly [key: string, does: string];

function hintsOf(view: View, frame: FrameWords): Hint[] {
	const {keys} = frame;
	// Nobody hears a key where the kiosk could not be set up.
	if (view.cover !== undefined || view.trouble !== undefined) return [];
	const hasButtons = view.buttons.length > 0;
	const moves = hasButtons && (view.buttons.length > 1 || view.field !== undefined);
	return [
		...(moves ? [['Tab', keys.move] as const] : []),
		...(hasButtons ? [['Enter', keys.press] as const] : []),
		// Where Esc only presses the one button there is, Enter says it already.
		...(view.escape === undefined || view.buttons.length === 1 ? [] : [['Esc', keys.escape] as const]),
		['F1', keys.help],
		['F2', keys.language],
		['F10', keys.staff],
	];
}
