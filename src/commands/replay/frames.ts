import type {Run as JournalRun} from '../../journal/read.ts';
import {type Moment, replay} from '../../journal/replay.ts';
import type {Run} from '../../screens/canvas.ts';
import {controlsFor} from '../../screens/controls.ts';
import {layScreen, paintScreen} from '../../screens/paint.ts';
import type {Size} from '../../screens/size.ts';

/** A screen as it was from an instant on. */
export interface Frame {
	/** Milliseconds since the first run began; a run follows at once on the one before it. */
	readonly at: number;
	readonly size: Size;
	readonly rows: readonly (readonly Run[])[];
	readonly moment: Moment;
}

/** Every screen of these runs that differs from the one before it, in the recorded size if none is given. */
export function* framesOf(runs: readonly JournalRun[], given?: Size): Generator<Frame> {
	let begunAt = 0;
	for (const run of runs) {
		const {columns, rows, isTrial} = run.header.screen;
		const size = given ?? {columns, rows};
		let shown = '';
		let lastAt = 0;
		for (const moment of replay(run)) {
			lastAt = moment.at;
			const painted = paint(moment, size, isTrial);
			const text = textOfRows(painted);
			if (text === shown) continue;
			shown = text;
			yield {at: begunAt + moment.at, size, rows: painted, moment};
		}
		begunAt += lastAt;
	}
}

/** A screen as plain text, blanks at the ends of its rows removed. */
export function textOfRows(rows: Frame['rows']): string {
	return rows
		.map(runs =>
			runs
				.map(({text}) => text)
				.join('')
				.trimEnd(),
		)
		.join('\n');
}

/** `MM:SS.mmm`, or with hours before it. */
export function clockTime(milliseconds: number): string {
	const [hours, rest] = [Math.floor(milliseconds / 3_600_000), milliseconds % 3_600_000];
	const text = new Date(rest).toISOString().slice(14, 23);
	return hours === 0 ? text : `${hours}:${text}`;
}

function paint({view}: Moment, size: Size, trial: boolean): Run[][] {
	const {focus, scroll} = controlsFor(view);
	return paintScreen({view, size, trial, focus, scroll}, layScreen(view, size, trial));
}
