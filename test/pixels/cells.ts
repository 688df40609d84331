import {layScreen, paintScreen} from '../../src/screens/paint.ts';
import {cellsOfRows, type PictureCell} from '../../src/screens/picture.ts';
import type {Grid, Shown} from './stage.ts';

/** The cells that the kiosk means to show. */
export function cellsOf(shown: Shown, {columns, rows}: Grid): PictureCell[][] {
	const size = {columns, rows};
	return cellsOfRows(paintScreen({...shown, size}, layScreen(shown.view, size, shown.trial ?? false)));
}
