import {drawn} from './ansi.ts';
import type {Frame} from './frames.ts';

/** Waits longer than this are shortened by players. */
const idleSeconds = 3;

/**
 * The frames as asciicast v2, one JSON value a line (docs.asciinema.org/manual/asciicast/v2).
 * @param speed how many times faster than recorded
 */
export function asciicast(frames: Iterable<Frame>, speed: number): string {
	const lines: string[] = [];
	for (const {at, size, rows} of frames) {
		if (lines.length === 0) {
			const {columns: width, rows: height} = size;
			lines.push(
				JSON.stringify({version: 2, width, height, idle_time_limit: idleSeconds, title: 'madoguchi'}),
				JSON.stringify([at / 1000 / speed, 'o', '\x1b[?25l\x1b[2J']),
			);
		}
		lines.push(JSON.stringify([at / 1000 / speed, 'o', drawn(rows)]));
	}
	return lines.map(line => `${line}\n`).join('');
}
