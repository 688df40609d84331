import {widthOf} from './text/width.ts';
import {wrapText} from './text/wrap.ts';

/** A button where it stands in its row. */
export interface PlacedButton {
	readonly name: string;
	/** Its number and words, one entry a row of text. */
	readonly lines: readonly string[];
	/** With its edge. */
	readonly columns: number;
}

/** One row, or with an edge above and below, or with a blank row inside the edge as well. */
export type ButtonHeight = 'flat' | 'tall' | 'large';

export interface ButtonRow {
	readonly buttons: readonly PlacedButton[];
	readonly rows: number;
	readonly height: ButtonHeight;
}

export interface ButtonCaption {
	readonly name: string;
	readonly caption: string;
}

interface Wishes {
	readonly width: number;
	readonly height: ButtonHeight;
	/** Numbered from 1; not where a text field takes the digits. */
	readonly isNumbered: boolean;
	/** One below the other, all of one width: a choice. */
	readonly isList: boolean;
}

/** Cells left and right of a caption: the edge, a blank, the marker of the focus and a blank; a blank and the edge. */
const sides = {left: 4, right: 3} as const;
/** Blank cells between buttons side by side. */
export const buttonGap = 2;

/** Puts the buttons side by side while they fit, else one below the other; words that are too long go on below. */
export function layButtons(captions: readonly ButtonCaption[], wishes: Wishes): ButtonRow[] {
	if (captions.length === 0) return [];
	const {width, height, isNumbered, isList} = wishes;
	const texts = captions.map(({caption}, index) => (isNumbered ? `${index + 1} ${caption}` : caption));
	const natural = texts.map(text => widthOf(text) + sides.left + sides.right);
	const together = natural.reduce((sum, columns) => sum + columns, buttonGap * (natural.length - 1));
	const edges = {flat: 0, tall: 2, large: 4}[height];
	const buttons = captions.map(({name}, index) => {
		const text = texts[index] ?? '';
		const widest = isList ? width : Math.min(Math.max(...natural), width);
		const columns = isList || together > width ? widest : (natural[index] ?? 0);
		return {name, columns, lines: wrapText(text, columns - sides.left - sides.right)};
	});
	if (!isList && together <= width) return [{buttons, rows: 1 + edges, height}];
	return buttons.map(button => ({buttons: [button], rows: button.lines.length + edges, height}));
}
