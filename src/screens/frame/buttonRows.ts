import type {Line} from '../block.ts';
import {type ButtonHeight, buttonGap, type PlacedButton} from '../buttons.ts';
import type {Canvas} from '../canvas.ts';
import type {Layout} from '../layout.ts';
import {padTo} from '../text/width.ts';

/** The buttons; the one in focus is filled and carries a marker, so that colour alone says nothing. */
export function paintButtons(
	canvas: Canvas,
	{buttonRow, column, buttons}: Layout,
	focus: string | undefined,
): void {
	let top = buttonRow;
	for (const row of buttons) {
		let left = column.column;
		for (const button of row.buttons) {
			canvas.writeLines(top, left, linesOfButton(button, row.height, button.name === focus));
			left += button.columns + buttonGap;
		}
		top += row.rows;
	}
}

function linesOfButton({lines, columns}: PlacedButton, height: ButtonHeight, isFocused: boolean): Line[] {
	const inner = columns - 2;
	const between = (left: string, text: string, right: string) =>
		isFocused ? ` ${text} ` : `${left}${text}${right}`;
	const texts = lines.map((text, index) => padTo((isFocused && index === 0 ? ' > ' : '   ') + text, inner));
	const blank = height === 'large' ? [' '.repeat(inner)] : [];
	const edge = isFocused ? ' '.repeat(inner) : '─'.repeat(inner);
	const rows =
		height === 'flat'
			? texts.map(text => between('[', text, ']'))
			: [
					between('┌', edge, '┐'),
					...[...blank, ...texts, ...blank].map(text => between('│', text, '│')),
					between('└', edge, '┘'),
				];
	return rows.map(text => [{text, tone: isFocused ? 'buttonFocused' : 'button'}]);
}
