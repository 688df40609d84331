import type {FrameWords} from '../../words/words.ts';
import type {Canvas} from '../canvas.ts';
import {smallest} from '../size.ts';
import {wrapText} from '../text/wrap.ts';

/** All that a terminal under 80x24 shows: that it is too small, and how large it should be (S-11). */
export function paintTooSmall(canvas: Canvas, frame: FrameWords): void {
	const text = frame.tooSmall(smallest.columns, smallest.rows);
	const lines = wrapText(text, Math.max(canvas.size.columns, 2));
	canvas.writeLines(
		0,
		0,
		lines.map(line => [{text: line, tone: 'strong'}]),
	);
}
