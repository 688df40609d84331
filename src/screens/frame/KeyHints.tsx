import type {ReactNode} from 'react';
import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import type {Layout} from '../layout.ts';
import type {Size} from '../size.ts';
import {widthOf} from '../text/width.ts';
import {theme} from '../theme.ts';
import {Ground, Row} from './Row.tsx';

interface Props {
	readonly view: View;
	readonly layout: Layout;
	readonly size: Size;
	readonly frame: FrameWords;
	readonly hasSimulator: boolean;
	readonly canReveal: boolean;
}

/** One line of the keys that work now, at the foot of every screen. */
export function KeyHints({size, frame, ...given}: Props): ReactNode {
	const hints = fitting(hintsOf({frame, ...given}), size.columns - 2);
	const line: Line = hints.flatMap(([key, does]) => [
		{text: ` ${key} `, tone: 'key'},
		{text: ` ${does}  `, tone: 'keys'},
	]);
	return (
		<>
			<Ground row={size.rows - 1} column={0} columns={size.columns} rows={1} color={theme.keys.ground} />
			<Row row={size.rows - 1} column={1} line={line} />
		</>
	);
}

type Hint = readonly [key: string, does: string];

function hintsOf({view, layout, frame, hasSimulator, canReveal}: Omit<Props, 'size'>): Hint[] {
	const {keys} = frame;
	const scroll: Hint[] = layout.isScrolled ? [['PgDn', keys.scroll]] : [];
	if (view.cover !== undefined) return scroll;
	const hasButtons = view.buttons.length > 0;
	return [
		...scroll,
		...(view.buttons.length > 1 ? [['Tab', keys.move] as const] : []),
		...(hasButtons ? [['Enter', keys.press] as const] : []),
		...(view.escape === undefined ? [] : [['Esc', keys.escape] as const]),
		...(view.field !== undefined && canReveal ? [['F4', keys.reveal] as const] : []),
		['F1', keys.help],
		['F10', keys.staff],
		['F2', keys.language],
		...(view.application === undefined ? [] : [['F3', keys.veil] as const]),
		...(hasSimulator ? [['F9', keys.simulator] as const] : []),
	];
}

/** As many as the line holds, the most needed first. */
function fitting(hints: readonly Hint[], width: number): Hint[] {
	let left = width;
	return hints.filter(([key, does]) => {
		const cells = widthOf(key) + widthOf(does) + 5;
		if (cells > left + 2) return false;
		left -= cells;
		return true;
	});
}
