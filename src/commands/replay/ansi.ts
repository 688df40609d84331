import type {Run} from '../../screens/canvas.ts';
import type {Ink} from '../../screens/theme.ts';
import type {Frame} from './frames.ts';

/** Takes over the terminal: the alternate screen, no cursor. */
export const enterScreen = '\x1b[?1049h\x1b[?25l\x1b[2J';

/** Gives it back. */
export const leaveScreen = '\x1b[0m\x1b[?25h\x1b[?1049l';

/** A frame as a terminal draws it (ECMA-48; colours as in ITU-T T.416, direct RGB). */
export function drawn(rows: Frame['rows']): string {
	return rows.map((runs, index) => `\x1b[${index + 1};1H${runs.map(drawnRun).join('')}`).join('');
}

function drawnRun({text, ink}: Run): string {
	return `\x1b[${styleOf(ink)}m${text}`;
}

function styleOf({color, ground, bold}: Ink): string {
	return [0, ...(bold ? [1] : []), 38, 2, ...rgb(color), 48, 2, ...rgb(ground)].join(';');
}

function rgb(color: string): readonly number[] {
	return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16));
}
