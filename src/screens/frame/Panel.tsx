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
	readonly canReveal: boolean;
	/** The page shows what F3 hides. */
	readonly canVeil: boolean;
	readonly frame: FrameWords;
}

/** A page of the manual, or a dialog in front of one: title, text, field, buttons. */
export function Panel(props: Props): ReactNode {
	const {layout, focus, scroll, typedCount, isRevealed, canReveal, canVeil, frame} = props;
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
						borderTop={false}
						borderColor={theme.line.color}
						borderBackgroundColor={theme.line.ground}
						backgroundColor={theme.text.ground}
					/>
				</>
			)}
			<Title layout={layout} />
			{canVeil && !layout.isDialog && <VeilHint layout={layout} frame={frame} />}
			<Rows row={column.row + layout.titleRows} column={column.column} lines={head} />
			{field && (
				<Field
					area={field}
					isFocused={focus === undefined || !buttonNames(layout).includes(focus)}
					typedCount={typedCount}
					isRevealed={isRevealed}
					canReveal={canReveal}
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
		const text = padTo(`   ${title}`, panel.columns);
		return <Row row={panel.row} column={panel.column} line={[{text, tone: 'headerStrong'}]} />;
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

/** F3, beside the title of the page whose personal data it hides and shows. */
function VeilHint({layout: {column}, frame}: Pick<Props, 'layout' | 'frame'>): ReactNode {
	const does = ` ${frame.keys.veil}`;
	return (
		<Row
			row={column.row}
			column={column.column + column.columns - widthOf(does) - 4}
			line={[
				{text: ' F3 ', tone: 'key'},
				{text: does, tone: 'quiet'},
			]}
		/>
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
