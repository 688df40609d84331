import type {ReactNode} from 'react';
import type {Line} from '../block.ts';
import {type ButtonHeight, type ButtonRow, buttonGap, type PlacedButton} from '../buttons.ts';
import {padTo} from '../text/width.ts';
import {Rows} from './Row.tsx';

interface Props {
	readonly rows: readonly ButtonRow[];
	readonly row: number;
	readonly column: number;
	readonly focus: string | undefined;
}

/** The buttons; the one in focus is filled and carries a marker, so that colour alone says nothing. */
export function Buttons({rows, row, column, focus}: Props): ReactNode {
	let top = row;
	return rows.flatMap(({buttons, height, rows: count}) => {
		const at = top;
		let left = column;
		top += count;
		return buttons.map(button => {
			const place = left;
			left += button.columns + buttonGap;
			return (
				<Rows
					key={button.name}
					row={at}
					column={place}
					lines={linesOfButton(button, height, button.name === focus)}
				/>
			);
		});
	});
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
