import {cellsOf} from '../../kiosk/picture/cells.ts';
import type {View} from '../../src/machines/view.ts';
import type {PictureCell} from '../../src/screens/picture.ts';

// chalk looks at this once, when it is first imported: without it no colour reaches the cells.
process.env.FORCE_COLOR = '3';
const {renderToString} = await import('ink');
const {App} = await import('../../src/screens/App.tsx');

export type AppProps = Omit<Parameters<typeof App>[0], 'view' | 'size'>;

export interface Drawn {
	/** The bytes for the terminal. */
	readonly output: string;
	readonly cells: readonly (readonly PictureCell[])[];
	/** The rows as text, blanks at their ends removed. */
	readonly rows: readonly string[];
}

/** Draws a view as the kiosk does and reads the cells of a terminal of that size. */
export async function draw(
	view: View,
	size: {readonly columns: number; readonly rows: number},
	props: AppProps = {},
): Promise<Drawn> {
	const output = renderToString(<App view={view} size={size} focus={view.first} {...props} />, {
		columns: size.columns,
	});
	const cells = await cellsOf(output.replaceAll('\n', '\r\n'), size.columns, size.rows);
	const rows = cells.map(row =>
		row
			.map(({text, width}) => (width === 0 ? '' : text || ' '))
			.join('')
			.trimEnd(),
	);
	return {output, cells, rows};
}
