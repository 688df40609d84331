import type {ReactNode} from 'react';
import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import type {Layout} from '../layout.ts';
import {columnOf, type Size} from '../size.ts';
import {widthOf} from '../text/width.ts';
import {theme} from '../theme.ts';
import {Ground, Row} from './Row.tsx';

interface Props {
	readonly view: View;
	readonly layout: Layout;
	readonly size: Size;
	readonly frame: FrameWords;
}

/** One line of the keys that work now, at the foot of every screen; the closer set the more there are. */
export function KeyHints({size, ...given}: Props): ReactNode {
	const hints = hintsOf(given);
	const {column} = columnOf(size);
	const line = [airy, even, tight]
		.map(set => hints.flatMap(set))
		.find(spans => cellsOf(spans) <= size.columns);
	return (
		<>
			<Ground row={size.rows - 1} column={0} columns={size.columns} rows={1} color={theme.keys.ground} />
			{line && (
				<Row row={size.rows - 1} column={Math.min(column, size.columns - cellsOf(line))} line={line} />
			)}
		</>
	);
}

const airy = ([key, does]: Hint): Line => [
	{text: ` ${key} `, tone: 'key'},
	{text: ` ${does}   `, tone: 'keys'},
];
const even = ([key, does]: Hint): Line => [
	{text: ` ${key} `, tone: 'key'},
	{text: ` ${does} `, tone: 'keys'},
];
const tight = ([key, does]: Hint): Line => [
	{text: key, tone: 'key'},
	{text: ` ${does} `, tone: 'keys'},
];

function cellsOf(line: Line): number {
	return line.reduce((sum, {text}) => sum + widthOf(text), 0);
}

type Hint = readonly [key: string, does: string];

function hintsOf({view, layout, frame}: Omit<Props, 'size'>): Hint[] {
	const {keys} = frame;
	if (view.cover !== undefined) return [];
	const hasButtons = view.buttons.length > 0;
	const moves = hasButtons && (view.buttons.length > 1 || layout.field !== undefined);
	return [
		...(moves ? [['Tab', keys.move] as const] : []),
		...(hasButtons ? [['Enter', keys.press] as const] : []),
		// Where Esc only presses the one button there is, Enter says it already.
		...(view.escape === undefined || view.buttons.length === 1 ? [] : [['Esc', keys.escape] as const]),
		['F1', keys.help],
		['F2', keys.language],
		['F10', keys.staff],
	];
}
