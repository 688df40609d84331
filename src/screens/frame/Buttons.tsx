import type {ReactNode} from 'react';
import type {Line} from '../block.ts';
import {type ButtonRow, buttonGap, type PlacedButton} from '../buttons.ts';
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
	return rows.flatMap(({buttons, isTall, rows: height}) => {
		const at = top;
		let left = column;
		top += height;
		return buttons.map(button => {
			const place = left;
			left += button.columns + buttonGap;
			return (
				<Rows
					key={button.name}
					row={at}
					column={place}
					lines={linesOfButton(button, isTall, button.name === focus)}
				/>
			);
		});
	});
}

function linesOfButton({lines, columns}: PlacedButton, isTall: boolean, isFocused: boolean): Line[] {
	const tone = isFocused ? 'buttonFocused' : 'button';
	const inner = columns - 2;
	const [left, right] = isTall ? ['│', '│'] : ['[', ']'];
	const texts = lines.map((text, index) => {
		const marker = isFocused && index === 0 ? ' > ' : '   ';
		return `${left}${padTo(marker + text, inner)}${right}`;
	});
	const edged = isTall ? [`┌${'─'.repeat(inner)}┐`, ...texts, `└${'─'.repeat(inner)}┘`] : texts;
	return edged.map(text => [{text, tone}]);
}
