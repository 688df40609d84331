import type {ReactNode} from 'react';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import type {Area} from '../layout.ts';
import type {Tone} from '../theme.ts';
import {Row, Rows} from './Row.tsx';

interface Props {
	readonly area: Area;
	readonly isFocused: boolean;
	readonly typedCount: number;
	/** The slot's owner draws over the marks: they are left out. */
	readonly isRevealed: boolean;
	/** F4 is allowed, and said beside the field. */
	readonly canReveal: boolean;
	readonly frame: FrameWords;
}

/** The password field: a label above, one mark a character, how many there are beside it; never a character. */
export function Field({area, isFocused, typedCount, isRevealed, canReveal, frame}: Props): ReactNode {
	const {row, column, columns} = area;
	const inner = columns - 2;
	const marks = isRevealed ? '' : '*'.repeat(Math.min(typedCount, inner - 2));
	const cursor = isFocused && !isRevealed && marks.length < inner - 2 ? '_' : '';
	const edge: Tone = isFocused ? 'title' : 'line';
	const lines: Line[] = isFocused
		? [
				[{text: `┏${'━'.repeat(inner)}┓`, tone: edge}],
				[
					{text: '┃ ', tone: edge},
					{text: (marks + cursor).padEnd(inner - 1), tone: 'strong'},
					{text: '┃', tone: edge},
				],
				[{text: `┗${'━'.repeat(inner)}┛`, tone: edge}],
			]
		: [
				[{text: `┌${'─'.repeat(inner)}┐`, tone: edge}],
				[
					{text: '│ ', tone: edge},
					{text: marks.padEnd(inner - 1), tone: 'strong'},
					{text: '│', tone: edge},
				],
				[{text: `└${'─'.repeat(inner)}┘`, tone: edge}],
			];
	return (
		<>
			<Row
				row={row - 1}
				column={column}
				line={[
					{text: `${isFocused ? '> ' : '  '}${frame.passwordLabel}`, tone: isFocused ? 'title' : 'strong'},
				]}
			/>
			<Rows row={row} column={column} lines={lines} />
			<Row row={row} column={column + columns + 2} line={[{text: frame.typed(typedCount), tone: 'quiet'}]} />
			{canReveal && (
				<Row
					row={row + 1}
					column={column + columns + 2}
					line={[
						{text: ' F4 ', tone: 'key'},
						{text: ` ${frame.keys.reveal}`, tone: 'quiet'},
					]}
				/>
			)}
		</>
	);
}
