import chalk, {type ChalkInstance} from 'chalk';
import {Box, Text} from 'ink';
import {memo, type ReactNode, useMemo} from 'react';
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

const Row = memo(function Row({runs}: {readonly runs: string}): ReactNode {
	return <Text wrap="truncate">{runs}</Text>;
});

function coloured(runs: readonly Run[]): string {
	return runs.map(({text, ink}) => brushOf(ink)(text)).join('');
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
