import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {FrameWords} from '../../words/words.ts';
import {buttonNames, type Layout} from '../layout.ts';
import {padTo, widthOf} from '../text/width.ts';
import {dimmed, shadow, theme} from '../theme.ts';
import {Buttons} from './Buttons.tsx';
import {Field} from './Field.tsx';
import {Ground, Row, Rows} from './Row.tsx';

interface Props {
	readonly layout: Layout;
	readonly focus: string | undefined;
	readonly scroll: number;
	readonly typedCount: number;
	readonly isRevealed: boolean;
	readonly frame: FrameWords;
}

/** A page of the manual, or a dialog in front of one: title, text, field, buttons. */
export function Panel({layout, focus, scroll, typedCount, isRevealed, frame}: Props): ReactNode {
	const {panel, column, field, head, body, bodyRow, pageSize} = layout;
	const first = Math.min(scroll, Math.max(layout.lineCount - pageSize, 0));
	return (
		<>
			{layout.isDialog && (
				<>
					<Ground {...panel} row={panel.row + 1} column={panel.column + 2} color={shadow} />
					<Box
						position="absolute"
						top={panel.row}
						left={panel.column}
						width={panel.columns}
						height={panel.rows}
						borderStyle="single"
						borderColor={theme.line.color}
						borderBackgroundColor={theme.line.ground}
						backgroundColor={theme.text.ground}
					/>
				</>
			)}
			<Title layout={layout} />
			<Rows row={column.row + layout.titleRows} column={column.column} lines={head} />
			{field && (
				<Field
					area={field}
					isFocused={focus === undefined || !buttonNames(layout).includes(focus)}
					typedCount={typedCount}
					isRevealed={isRevealed}
					frame={frame}
				/>
			)}
			<Rows row={bodyRow} column={column.column} lines={body.slice(first, first + pageSize)} />
			{layout.isScrolled && (
				<ScrollLine row={bodyRow + pageSize} layout={layout} first={first} frame={frame} />
			)}
			<Buttons rows={layout.buttons} row={layout.buttonRow} column={column.column} focus={focus} />
		</>
	);
}

/** The page that a dialog stands before: its title and text, dimmed, with nothing to press. */
export function Behind({layout, scroll}: Pick<Props, 'layout' | 'scroll'>): ReactNode {
	const {stage, column, body, bodyRow, pageSize} = layout;
	const first = Math.min(scroll, Math.max(layout.lineCount - pageSize, 0));
	return (
		<>
			<Ground {...stage} color={dimmed.ground} />
			<Row row={column.row} column={column.column} line={[{text: layout.title, tone: 'title'}]} isDim />
			<Rows row={bodyRow} column={column.column} lines={body.slice(first, first + pageSize)} isDim />
		</>
	);
}

function Title({layout: {isDialog, panel, column, title}}: Pick<Props, 'layout'>): ReactNode {
	if (isDialog) {
		const text = padTo(`  ${title}`, panel.columns - 2);
		return <Row row={panel.row + 1} column={panel.column + 1} line={[{text, tone: 'headerStrong'}]} />;
	}
	return (
		<>
			<Row row={column.row} column={column.column} line={[{text: title, tone: 'title'}]} />
			<Row
				row={column.row + 1}
				column={column.column}
				line={[{text: '━'.repeat(column.columns), tone: 'title'}]}
			/>
		</>
	);
}

interface ScrollProps extends Pick<Props, 'layout' | 'frame'> {
	readonly row: number;
	readonly first: number;
}

/** Which lines of how many are seen, and that there are more (nothing is ever cut). */
function ScrollLine({row, layout, first, frame}: ScrollProps): ReactNode {
	const {lineCount, pageSize, column} = layout;
	const end = first + pageSize;
	const where = frame.scroll(first + 1, end, lineCount);
	const more = end < lineCount ? ` ${frame.readOn} PgDn ` : '';
	const rule = column.columns - widthOf(where) - widthOf(more) - 2;
	return (
		<Row
			row={row}
			column={column.column}
			line={[
				{text: `${'─'.repeat(Math.max(rule, 0))} `, tone: 'line'},
				{text: where, tone: 'quiet'},
				{text: ' ', tone: 'quiet'},
				{text: more, tone: 'key'},
			]}
		/>
	);
}
