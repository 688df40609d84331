import chalk, {type ChalkInstance} from 'chalk';
import {Box, Text} from 'ink';
import {memo, type ReactNode, useMemo, useRef} from 'react';
import type {Run} from './canvas.ts';
import {layScreen, paintScreen, type ScreenProps} from './paint.ts';
import type {Ink} from './theme.ts';

/** The whole terminal for one view: exactly as many cells as it has. Props in, cells out; it holds nothing. */
export function App(props: ScreenProps): ReactNode {
	const {view, size, trial = false} = props;
	const {columns, rows} = size;
	// The same while a person types, scrolls and moves the focus, and gone with the view.
	const laid = useMemo(() => layScreen(view, {columns, rows}, trial), [view, columns, rows, trial]);
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			{paintScreen(props, laid).map((runs, index) => (
				<Row key={rowKey(index)} runs={coloured(runs)} />
			))}
		</Box>
	);
}

/**
 * Ink would write only what changed of a row, from the first changed cell on. foot 1.13 then draws the cell before
 * that one again, too, and of a wide sign that ends there only the right half, which is blank. So a changed row also
 * changes in its first cell, in a way that nobody sees, and is written as a whole.
 */
const Row = memo(function Row({runs}: {readonly runs: string}): ReactNode {
	const turns = useRef({runs, isOdd: false});
	if (turns.current.runs !== runs) turns.current = {runs, isOdd: !turns.current.isOdd};
	return <Text wrap="truncate">{turns.current.isOdd ? leaning(runs) : runs}</Text>;
});

function coloured(runs: readonly Run[]): string {
	return runs.map(({text, ink}) => brushOf(ink)(text)).join('');
}

/** Its first blank in italics: no run of ours is, and no eye sees it. */
function leaning(runs: string): string {
	return runs.replace(' ', '\x1b[3m \x1b[23m');
}

const brushes = new Map<Ink, ChalkInstance>();

function brushOf(ink: Ink): ChalkInstance {
	let brush = brushes.get(ink);
	if (!brush) {
		const flat = chalk.hex(ink.color).bgHex(ink.ground);
		brush = ink.bold ? flat.bold : flat;
		brushes.set(ink, brush);
	}
	return brush;
}

/** A row is its place: there is no other name for it. */
function rowKey(index: number): string {
	return `row ${index}`;
}
