import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/**
 * The end of a procedure, or a place where it stopped: the code to read out to staff, why and what to do now,
 * and what the window answered, if it did.
 */
export const outcome: Screen = (view, {screen, words: {frame}}) => ({
	body: [
		...codeOf(view, frame),
		lead(screen),
		...applicantOf(view, frame),
		...noticeOf(view, frame),
		...remarks(screen),
	],
});

function codeOf({code}: View, frame: FrameWords): Block[] {
	return code === undefined ? [] : [{kind: 'sign', label: frame.code, value: code}];
}

/** Whom the result is about, beside the procedure it came from (S004-238, S004-240). */
function applicantOf({applicantName, procedure, isVeiled}: View, frame: FrameWords): Block[] {
	if (applicantName === undefined || procedure === undefined) return [];
	return [
		{
			kind: 'fields',
			rows: [
				[frame.procedureLabel, frame.procedureName[procedure]],
				[frame.applicantName, isVeiled ? frame.hidden : applicantName],
			],
		},
	];
}

/** The receipt number stands out where there is no code to be read out. */
function noticeOf({notice, code}: View, frame: FrameWords): Block[] {
	if (!notice) return [];
	const number: readonly [string, string] = [frame.receiptNumber, notice.receiptNumber];
	const times: Array<readonly [string, string]> = [[frame.decidedAt, frame.instant(notice.decidedAt)]];
	if (notice.effectiveAt !== undefined) times.push([frame.effectiveAt, frame.instant(notice.effectiveAt)]);
	if (code !== undefined) return [{kind: 'fields', rows: [number, ...times]}];
	return [
		{kind: 'sign', label: number[0], value: number[1]},
		{kind: 'fields', rows: times},
	];
}
