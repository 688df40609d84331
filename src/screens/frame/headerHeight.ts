import type {View} from '../../machines/view.ts';
import type {Size} from '../size.ts';

/** Whether there is room for air around the header and between paragraphs. */
export function isRoomy({rows}: Size): boolean {
	return rows >= 36;
}

/** The rows above the stage: the band 試験用, the service, the procedure and its steps where there is one. */
export function headerHeight(view: View, size: Size, trial: boolean): number {
	const air = isRoomy(size) ? 2 : 0;
	return (trial ? 1 : 0) + air + 1 + (view.procedure === undefined ? 0 : 1) + (hasSteps(view) ? 1 : 0);
}

export function hasSteps(view: View): boolean {
	return view.procedure !== undefined && view.step !== undefined;
}
