import type {FrameWords} from '../../words/words.ts';
import {boxLines, type Canvas} from '../canvas.ts';
import type {Area} from '../layout.ts';

export interface FieldProps {
	readonly label: string;
	readonly isFocused: boolean;
	readonly typedCount: number;
	/** F4 is allowed, and said beside the field. */
	readonly canReveal: boolean;
	readonly frame: FrameWords;
}

/** The password field: a label above, one mark a character, how many there are beside it; never a character. */
export function paintField(canvas: Canvas, area: Area, props: FieldProps): void {
	const {label, isFocused, typedCount, canReveal, frame} = props;
	const {row, column, columns} = area;
	const room = columns - 4;
	const marks = '*'.repeat(Math.min(typedCount, room));
	const cursor = isFocused && marks.length < room ? '_' : '';
	const beside = column + columns + 2;
	canvas.write(row - 1, column, [
		{text: `${isFocused ? '> ' : '  '}${label}`, tone: isFocused ? 'title' : 'strong'},
	]);
	canvas.frame(area, isFocused ? boxLines.heavy : boxLines.light, isFocused ? 'title' : 'line');
	canvas.write(row + 1, column + 2, [{text: marks + cursor, tone: 'strong'}]);
	canvas.write(row, beside, [{text: frame.typed(typedCount), tone: 'quiet'}]);
	if (canReveal) {
		canvas.write(row + 1, beside, [
			{text: ' F4 ', tone: 'key'},
			{text: ` ${frame.keys.reveal}`, tone: 'quiet'},
		]);
	}
}
