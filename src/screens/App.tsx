import chalk, {type ChalkInstance} from 'chalk';
import {Box, Text} from 'ink';
import {memo, type ReactNode, useMemo} from 'react';
import type {View} from '../machines/view.ts';
import type {FrameWords} from '../words/words.ts';
import {Canvas, type Run} from './canvas.ts';
import {paintHeader} from './frame/header.ts';
import {paintKeyHints} from './frame/keyHints.ts';
import {paintBehind, paintPanel} from './frame/panel.ts';
import {paintTooSmall} from './frame/tooSmall.ts';
import {behindOf, type Layout, layoutOf} from './layout.ts';
import {paintSimulator, type SimulatorView} from './simulator/panel.ts';
import {isTooSmall, type Size} from './size.ts';
import {textsOf} from './texts.ts';
import type {Ink} from './theme.ts';

export interface AppProps {
	readonly view: View;
	readonly size: Size;
	/** The button under the marker; undefined in the password field. */
	readonly focus?: string | undefined;
	/** The first line of the body that is seen. */
	readonly scroll?: number;
	/** How many characters the password slot holds. */
	readonly typedCount?: number;
	/** Whether F4 is allowed here. */
	readonly canReveal?: boolean;
	/** Every screen carries the band 試験用 (T-14). */
	readonly trial?: boolean;
	/** The panel of the simulated reader, where it is open. */
	readonly simulator?: SimulatorView | undefined;
	/** F9 opens the simulator: the demo says so. */
	readonly hasSimulator?: boolean;
	/** The password of the simulated card, which is nobody's; the demo says it while it is asked for. */
	readonly demoPassword?: string | undefined;
}

/** The whole terminal for one view: exactly as many cells as it has. Props in, cells out; it holds nothing. */
export function App(props: AppProps): ReactNode {
	const {view, size, trial = false} = props;
	const {columns, rows} = size;
	// The same while a person types, scrolls and moves the focus, and gone with the view.
	const laid = useMemo(() => layThem(view, {columns, rows}, trial), [view, columns, rows, trial]);
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			{paint(props, laid).map((runs, index) => (
				<Row key={rowKey(index)} runs={coloured(runs)} />
			))}
		</Box>
	);
}

/** A screen's words and where they stand, and the page behind it. */
interface Laid {
	readonly frame: FrameWords;
	readonly layout: Layout;
	readonly behind: Layout | undefined;
}

function layThem(view: View, size: Size, trial: boolean): Laid {
	const texts = textsOf(view);
	const behind = behindOf(view);
	return {
		frame: texts.words.frame,
		layout: layoutOf(view, size, trial, texts),
		behind: behind && layoutOf(behind, size, trial),
	};
}

/** Everything of a screen, from the back to the front. */
function paint(props: AppProps, {frame, layout, behind}: Laid): Run[][] {
	const {view, size, focus, scroll = 0, typedCount = 0, canReveal = true} = props;
	const {trial = false, hasSimulator = false, demoPassword, simulator} = props;
	const canvas = new Canvas(size);
	if (isTooSmall(size)) {
		paintTooSmall(canvas, frame);
		return canvas.rows();
	}
	paintHeader(canvas, {view, trial, frame, hasSimulator, demoPassword});
	if (behind) paintBehind(canvas, behind);
	paintPanel(canvas, layout, {
		focus: view.cover === undefined ? focus : answerInFocus(view),
		scroll,
		typedCount,
		canReveal,
		canVeil: isPersonal(view) && view.cover === undefined,
		frame,
	});
	paintKeyHints(canvas, view, frame);
	if (simulator) paintSimulator(canvas, simulator);
	return canvas.rows();
}

/** One text a row, coloured beforehand: a node for each run would cost a frame more than all else. */
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

/** Whether the screen shows what F3 hides. */
function isPersonal({application, applicantName}: View): boolean {
	return application !== undefined || applicantName !== undefined;
}

/** What Enter answers to a cover. */
function answerInFocus({cover}: View): string {
	return cover === 'language' ? 'confirm' : 'close';
}
