import type {FrameWords} from '../../words/words.ts';
import {boxLines, type Canvas} from '../canvas.ts';
import {buttonNames, type Layout} from '../layout.ts';
import {padTo, widthOf} from '../text/width.ts';
import {dimmed, shadow, theme} from '../theme.ts';
import {paintButtons} from './buttonRows.ts';
import {type FieldProps, paintField} from './field.ts';

export interface PanelProps extends Omit<FieldProps, 'isFocused' | 'label'> {
	readonly focus: string | undefined;
	readonly scroll: number;
	/** The page shows what F3 hides. */
	readonly canVeil: boolean;
}

/** A page of the manual, or a dialog in front of one: title, text, field, buttons. */
export function paintPanel(canvas: Canvas, layout: Layout, props: PanelProps): void {
	const {column, field, head, body, bodyRow, pageSize} = layout;
	const {focus, frame} = props;
	const first = firstLine(layout, props.scroll);
	if (layout.isDialog) paintDialogEdge(canvas, layout);
	else paintPageTitle(canvas, layout, props);
	canvas.writeLines(column.row + layout.titleRows, column.column, head);
	if (field) {
		const isFocused = focus === undefined || !buttonNames(layout).includes(focus);
		paintField(canvas, field, {...props, isFocused, label: layout.fieldLabel ?? frame.passwordLabel});
	}
	canvas.writeLines(bodyRow, column.column, body.slice(first, first + pageSize));
	if (layout.isScrolled) paintScrollLine(canvas, layout, first, frame);
	paintButtons(canvas, layout, focus);
}

/** The page that a dialog stands before: its title and text, dimmed, with nothing to press. */
export function paintBehind(canvas: Canvas, {stage, column, title, body, bodyRow, pageSize}: Layout): void {
	canvas.fill(stage, dimmed.ground);
	canvas.write(column.row, column.column, [{text: title, tone: 'title'}], {isDim: true});
	canvas.writeLines(bodyRow, column.column, body.slice(0, pageSize), {isDim: true});
}

function firstLine({lineCount, pageSize}: Layout, scroll: number): number {
	return Math.min(scroll, Math.max(lineCount - pageSize, 0));
}

/** A dialog's title is its upper edge; a shadow lifts it from the page. */
function paintDialogEdge(canvas: Canvas, {panel, stage, title}: Layout): void {
	const below = stage.row + stage.rows - panel.row - 1;
	const shadowed = {
		...panel,
		row: panel.row + 1,
		column: panel.column + 2,
		rows: Math.min(panel.rows, below),
	};
	canvas.fill(shadowed, shadow);
	canvas.fill(panel, theme.text.ground);
	canvas.frame(panel, boxLines.light, 'line');
	canvas.write(panel.row, panel.column, [{text: padTo(`   ${title}`, panel.columns), tone: 'headerStrong'}]);
}

function paintPageTitle(canvas: Canvas, {column, title}: Layout, {canVeil, frame}: PanelProps): void {
	canvas.write(column.row, column.column, [{text: title, tone: 'title'}]);
	canvas.write(column.row + 1, column.column, [{text: '━'.repeat(column.columns), tone: 'title'}]);
	if (!canVeil) return;
	const does = ` ${frame.keys.veil}`;
	canvas.write(column.row, column.column + column.columns - widthOf(does) - 4, [
		{text: ' F3 ', tone: 'key'},
		{text: does, tone: 'quiet'},
	]);
}

/** Which lines of how many are seen, and that there are more (nothing is ever cut). */
function paintScrollLine(canvas: Canvas, layout: Layout, first: number, frame: FrameWords): void {
	const {lineCount, pageSize, column, bodyRow} = layout;
	const end = first + pageSize;
	const where = frame.scroll(first + 1, end, lineCount);
	const more = end < lineCount ? ` ${frame.readOn} PgDn ` : '';
	const rule = column.columns - widthOf(where) - widthOf(more) - 2;
	canvas.write(bodyRow + pageSize, column.column, [
		{text: `${'─'.repeat(Math.max(rule, 0))} `, tone: 'line'},
		{text: `${where} `, tone: 'quiet'},
		{text: more, tone: 'key'},
	]);
}
