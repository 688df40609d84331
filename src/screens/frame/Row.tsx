import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import type {Line} from '../block.ts';
import {dimmed, type Tone, theme} from '../theme.ts';

interface Place {
	readonly row: number;
	readonly column: number;
}

interface Props extends Place {
	readonly line: Line;
	/** Behind a dialog every tone gives way to one. */
	readonly isDim?: boolean;
}

/** One row of text at its place on the screen. */
export function Row({line, row, column, isDim = false}: Props): ReactNode {
	if (line.length === 0) return null;
	return (
		<Box position="absolute" top={row} left={column}>
			<Text wrap="truncate">
				{line.map((span, index) => (
					<Text key={index} {...attributes(span.tone, isDim)}>
						{span.text}
					</Text>
				))}
			</Text>
		</Box>
	);
}

/** Rows one below the other. */
export function Rows({
	lines,
	row,
	column,
	isDim = false,
}: Place & {readonly lines: readonly Line[]; readonly isDim?: boolean}): ReactNode {
	return lines.map((line, index) => (
		<Row key={index} line={line} row={row + index} column={column} isDim={isDim} />
	));
}

/** A rectangle of one ground. */
export function Ground({
	row,
	column,
	columns,
	rows,
	color,
}: Place & {readonly columns: number; readonly rows: number; readonly color: string}): ReactNode {
	return (
		<Box position="absolute" top={row} left={column} width={columns} height={rows} backgroundColor={color} />
	);
}

function attributes(tone: Tone, isDim: boolean) {
	const ink = isDim ? dimmed : theme[tone];
	return {
		color: ink.color,
		backgroundColor: ink.ground,
		bold: 'bold' in ink && ink.bold,
	};
}
