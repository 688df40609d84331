import type {View} from '../../machines/view.ts';
import {isRoomy, type Size} from '../size.ts';

/** The rows of the header's parts, from above. */
export interface HeaderRows {
	readonly band: number;
	/** Who of the staff is signed in. */
	readonly duty: number;
	/** The service and the procedure on their blue ground. */
	readonly name: number;
	readonly steps: number;
}

/** The band 試験用, the service, the procedure and its steps where there is one. */
export function headerRows(view: View, size: Size, trial: boolean): HeaderRows {
	const hasSteps = view.procedure !== undefined && view.step !== undefined;
	const names = view.procedure === undefined ? 1 : 2;
	return {
		band: trial ? 1 : 0,
		duty: view.duty ? 1 : 0,
		// Above the names there is air; below them only where the steps' own air does not follow.
		name: names + (isRoomy(size) ? (hasSteps ? 1 : 2) : 0),
		steps: hasSteps ? (isRoomy(size) ? 3 : 1) : 0,
	};
}

export function headerHeight(view: View, size: Size, trial: boolean): number {
	const {band, duty, name, steps} = headerRows(view, size, trial);
	return band + duty + name + steps;
}
