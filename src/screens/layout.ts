import type {View} from '../machines/view.ts';
import type {Line} from './block.ts';
import {type ButtonHeight, type ButtonRow, layButtons} from './buttons.ts';
import {blocksOfCover, coverButtons} from './covers.ts';
import {headerHeight} from './frame/headerHeight.ts';
import {linesOf} from './lines.ts';
import {columnOf, isRoomy, isTooSmall, type Size} from './size.ts';
import {bodies} from './table.ts';
import {type Texts, textsOf} from './texts.ts';

/** A rectangle of cells; row and column count from 0 at the upper left. */
export interface Area {
	readonly column: number;
	readonly row: number;
	readonly columns: number;
	readonly rows: number;
}

/** Where everything of one screen stands, known without drawing it. */
export interface Layout {
	readonly isTooSmall: boolean;
	/** Between header and key hints. */
	readonly stage: Area;
	/** The page or the dialog's box, with its edge. */
	readonly panel: Area;
	/** The text column inside the panel. */
	readonly column: Area;
	readonly isDialog: boolean;
	readonly title: string;
	/** From the title to the text below it. */
	readonly titleRows: number;
	/** Lines that stay in place while the body scrolls. */
	readonly head: readonly Line[];
	readonly field: Area | undefined;
	/** What stands above it, where it is not the signing password's. */
	readonly fieldLabel: string | undefined;
	/** The first row of the body. */
	readonly bodyRow: number;
	readonly body: readonly Line[];
	/** How many lines the body has. */
	readonly lineCount: number;
	/** How many of them are seen at a time. */
	readonly pageSize: number;
	readonly isScrolled: boolean;
	readonly buttonRow: number;
	readonly buttons: readonly ButtonRow[];
	/** Whether the body is what the screen is about: neither covered nor veiled, and complete. */
	readonly isPlain: boolean;
}

/** A password field: a cell for each character the slot takes (32), a blank at each side, and the edge. */
const fieldSize = {columns: 36, rows: 3} as const;

const widestDialog = 84;

/** Lays a screen out: the same view, size and trial give the same cells, scrolled or not. */
export function layoutOf(view: View, size: Size, trial: boolean, texts: Texts = textsOf(view)): Layout {
	const stageRow = headerHeight(view, size, trial);
	const stage: Area = {
		column: 0,
		row: stageRow,
		columns: size.columns,
		rows: Math.max(size.rows - stageRow - 1, 1),
	};
	const isDialog = view.behind !== undefined && view.cover === undefined;
	const width = isDialog ? Math.min(columnOf(size).columns, widestDialog) : columnOf(size).columns;
	const inner = width - (isDialog ? 6 : 0);
	const parts =
		view.cover === undefined ? partsOfScreen(view, texts, inner) : partsOfCover(view, texts, inner);
	return arrange({size, stage, isDialog, width, inner, parts, view});
}

/** Whether the last line of the body has been on screen; never while it is covered or veiled. */
export function isReadToEnd(scroll: number, layout: Layout): boolean {
	return layout.isPlain && !layout.isTooSmall && scroll + layout.pageSize >= layout.lineCount;
}

/** The cell of the first password mark, counted from 0; undefined where no password field is seen. */
export function fieldPosition(
	view: View,
	size: Size,
	trial: boolean,
): {readonly column: number; readonly row: number} | undefined {
	const {field, isTooSmall} = layoutOf(view, size, trial);
	return field && !isTooSmall ? {column: field.column + 2, row: field.row + 1} : undefined;
}

interface Parts {
	readonly title: string;
	readonly head: readonly Line[];
	readonly body: (isAiry: boolean) => readonly Line[];
	readonly isIncomplete: boolean;
	readonly hasField: boolean;
	readonly fieldLabel: string | undefined;
	readonly buttons: (height: ButtonHeight) => readonly ButtonRow[];
}

function partsOfScreen(view: View, texts: Texts, inner: number): Parts {
	const {head, body, isList, isIncomplete} = bodies[view.screen](view, texts);
	const captions = view.buttons.map(name => ({name, caption: texts.screen.buttons[name] ?? name}));
	const isNumbered = view.field === undefined;
	return {
		title: texts.screen.title,
		head: linesOf(head ?? [], inner),
		body: isAiry => linesOf(body, inner, isAiry),
		isIncomplete: isIncomplete ?? false,
		hasField: view.field !== undefined,
		fieldLabel: texts.screen.fieldLabel,
		buttons: height => layButtons(captions, {width: inner, height, isNumbered, isList: isList ?? false}),
	};
}

function partsOfCover(view: View, texts: Texts, inner: number): Parts {
	const {title, blocks} = blocksOfCover(view, texts);
	return {
		title,
		head: [],
		body: isAiry => linesOf(blocks, inner, isAiry),
		isIncomplete: false,
		hasField: false,
		fieldLabel: undefined,
		buttons: height =>
			layButtons(coverButtons(view, texts), {width: inner, height, isNumbered: false, isList: false}),
	};
}

interface Given {
	readonly size: Size;
	readonly stage: Area;
	readonly isDialog: boolean;
	readonly width: number;
	readonly inner: number;
	readonly parts: Parts;
	readonly view: View;
}

/** Large buttons and airy text where all of it fits, tall buttons where that fits, else flat ones beside a text that scrolls. */
function arrange(given: Given): Layout {
	const sizes: readonly ButtonHeight[] = isRoomy(given.size) ? ['large', 'tall', 'flat'] : ['tall', 'flat'];
	const placed = sizes.map(height => place(given, height));
	const fitting = placed.find(layout => !layout.isScrolled) ?? placed.at(-1);
	if (!fitting) throw new Error('there is always a smallest size');
	return fitting;
}

function place({size, stage, isDialog, width, inner, parts, view}: Given, height: ButtonHeight): Layout {
	const {title, head, hasField} = parts;
	const body = parts.body(height === 'large');
	const buttons = parts.buttons(height);
	const buttonRows = buttons.reduce((sum, row) => sum + row.rows, 0);
	const air = isRoomy(size) ? 1 : 0;
	// A page stands a row below the header; a dialog's title is its upper edge.
	const above = isDialog ? 0 : 1;
	const below = isDialog ? 1 + air : 0;
	const titleRows = 2 + (isDialog ? 0 : air);
	const headRows = head.length + (head.length > 0 && body.length > 0 ? 1 : 0);
	const fieldRows = hasField ? 1 + fieldSize.rows + (body.length > 0 ? air : 0) : 0;
	const fixed = above + below + titleRows + headRows + fieldRows + (buttonRows > 0 ? buttonRows + 1 : 0);
	const room = Math.max(stage.rows - fixed, 1);
	const isScrolled = body.length > stage.rows - fixed;
	const pageSize = isScrolled ? Math.max(room - 1, 1) : body.length;
	const rows = Math.min(fixed + pageSize + (isScrolled ? 1 : 0), stage.rows);
	const spare = stage.rows - rows;
	const panel: Area = {
		column: Math.floor((size.columns - width) / 2),
		row: stage.row + (isDialog ? Math.floor(spare / 2) : Math.min(Math.floor(spare / 4), 4)),
		columns: width,
		rows,
	};
	const column: Area = {
		column: panel.column + (width - inner) / 2,
		row: panel.row + above,
		columns: inner,
		rows: rows - above - below,
	};
	const headRow = column.row + titleRows;
	const fieldRow = headRow + headRows;
	const bodyRow = fieldRow + fieldRows;
	const bodyEnd = bodyRow + pageSize + (isScrolled ? 1 : 0);
	return {
		isTooSmall: isTooSmall(size),
		stage,
		panel,
		column,
		isDialog,
		title,
		titleRows,
		head,
		field: hasField ? {column: column.column, row: fieldRow + 1, ...fieldSize} : undefined,
		fieldLabel: parts.fieldLabel,
		bodyRow,
		body,
		lineCount: body.length,
		pageSize,
		isScrolled,
		buttonRow: bodyEnd + (buttonRows > 0 ? 1 : 0),
		buttons,
		isPlain: view.cover === undefined && !view.isVeiled && !parts.isIncomplete,
	};
}

/** The buttons in the order they are numbered. */
export function buttonNames(layout: Layout): string[] {
	return layout.buttons.flatMap(row => row.buttons.map(button => button.name));
}

/** The view of the page that lies dimmed behind a dialog; nothing lies behind a cover (T-23). */
export function behindOf(view: View): View | undefined {
	if (view.behind === undefined || view.cover !== undefined) return undefined;
	return {...view, screen: view.behind, behind: undefined, field: undefined, buttons: [], code: undefined};
}
