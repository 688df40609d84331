import {visibleText} from '../../domain/text.ts';
import {boxLines, type Canvas} from '../canvas.ts';
import {padTo, widthOf} from '../text/width.ts';
import {wrapText} from '../text/wrap.ts';
import {theme} from '../theme.ts';

export interface SimulatedCardView {
	readonly name: string;
	/** What is special about it, and its password: this is the demo. */
	readonly note: string;
	readonly isIn: boolean;
}

export interface SimulatorView {
	readonly title: string;
	/** The keys, in the language of the screen. */
	readonly hint: string;
	readonly cards: readonly SimulatedCardView[];
	/** The index of the card under the marker. */
	readonly selected: number;
}

const widest = 56;
const noteRows = 2;
/** Title, a blank before and after the note, the hint, and the two edges. */
const otherRows = 6;

/** The reader of the demo (F9): choose a card, put it in, pull it out; painted over the right of the screen. */
export function paintSimulator(canvas: Canvas, {title, hint, cards, selected}: SimulatorView): void {
	const {size} = canvas;
	const columns = Math.min(widest, size.columns - 4);
	const inner = columns - 4;
	const shown = Math.min(cards.length, size.rows - otherRows - noteRows - 2);
	const rows = shown + noteRows + otherRows;
	const area = {row: Math.floor((size.rows - rows) / 2), column: size.columns - columns - 2, columns, rows};
	const first = Math.min(Math.max(selected - Math.floor(shown / 2), 0), cards.length - shown);
	const put = (row: number, text: string, tone: 'trial' | 'key' = 'trial') =>
		canvas.write(area.row + row, area.column + 2, [{text, tone}]);
	canvas.fill(area, theme.trial.ground);
	canvas.frame(area, boxLines.double, 'trial');
	put(1, oneLine(title, inner));
	for (const [index, {name, isIn}] of cards.slice(first, first + shown).entries()) {
		const isSelected = first + index === selected;
		const text = `${isSelected ? '>' : ' '} ${isIn ? '[*]' : '[ ]'} ${visibleText(name)}`;
		put(2 + index, padTo(oneLine(text, inner), inner), isSelected ? 'key' : 'trial');
	}
	const note = wrapText(visibleText(cards[selected]?.note ?? ''), inner).slice(0, noteRows);
	for (const [index, line] of note.entries()) put(3 + shown + index, line);
	put(rows - 2, oneLine(hint, inner));
}

function oneLine(text: string, width: number): string {
	return widthOf(text) <= width ? text : (wrapText(text, width)[0] ?? '');
}
