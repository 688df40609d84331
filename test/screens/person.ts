import type {View} from '../../src/machines/view.ts';
import {layoutOf} from '../../src/screens/layout.ts';
import {draw} from './draw.tsx';

/** Large enough that no screen of the manual has to scroll. */
const size = {columns: 120, rows: 80};

/** What a person reads: the whole of the screen or dialog, and the header above it, without blanks and lines. */
export interface Read {
	readonly header: string;
	readonly panel: string;
}

/** Draws a view as the kiosk does and reads it; of what lies dimmed behind a dialog nothing is read. */
export async function read(view: View): Promise<Read> {
	const {cells, rows} = await draw(view, size);
	const {panel, stage, isScrolled} = layoutOf(view, size, false);
	if (isScrolled) throw new Error(`${view.path} does not fit in ${size.columns} x ${size.rows}`);
	const within = cells
		.slice(panel.row, panel.row + panel.rows)
		.map(row => row.slice(panel.column, panel.column + panel.columns));
	const text = within.map(row => row.map(({text, width}) => (width === 0 ? '' : text)).join('')).join('');
	return {header: wordsOf(rows.slice(0, stage.row).join('')), panel: wordsOf(text)};
}

/** Without blanks, and the lines that frames, sheets and quotes are drawn with: what is left are the words. */
export function wordsOf(text: string): string {
	return text.replaceAll(/[\s│┌┐└┘─━┃┏┓┗┛]/g, '');
}
