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
		...slipOf(view, frame),
		lead(screen),
		...noticeOf(view, frame),
		...remarks(screen),
	],
});

type Row = readonly [label: string, value: string];

function codeOf({code}: View, frame: FrameWords): Block[] {
	return code === undefined ? [] : [{kind: 'sign', label: frame.code, value: code}];
}

/** How far the slip is. That it failed is one thing, and what became of the procedure another. */
export function slipOf(view: View, {slipState}: FrameWords): Block[] {
	const {slip} = view;
	if (slip === undefined) return [];
	const sentences = slip === 'failed' ? slipState.failed[endOf(view)] : [slipState[slip]];
	return [{kind: 'text', sentences, tone: slip === 'failed' ? 'warning' : 'strong'}];
}

function endOf({screen, notice, code}: View): keyof FrameWords['slipState']['failed'] {
	if (screen === 'resetDone') return 'done';
	if (notice && screen !== 'outcomeUnknown' && screen !== 'notReceived') return 'received';
	return code === undefined ? 'guided' : 'code';
}

/** The receipt number stands out where there is no code to be read out. */
function noticeOf(view: View, frame: FrameWords): Block[] {
	const {notice, code} = view;
	if (!notice) return [];
	const number: Row = [frame.receiptNumber, notice.receiptNumber];
	const rows: Row[] = [...subjectOf(view, frame), [frame.decidedAt, frame.instant(notice.decidedAt)]];
	if (notice.effectiveAt !== undefined) rows.push([frame.effectiveAt, frame.instant(notice.effectiveAt)]);
	if (code !== undefined) return [{kind: 'fields', rows: [number, ...rows]}];
	return [
		{kind: 'sign', label: number[0], value: number[1]},
		{kind: 'fields', rows},
	];
}

/** Whom the result is about, after the procedure it comes from, as the manual lists them (S004-238, S004-240). */
function subjectOf({applicantName, procedure, isVeiled}: View, frame: FrameWords): Row[] {
	if (applicantName === undefined || procedure === undefined) return [];
	return [
		[frame.procedureLabel, frame.procedureName[procedure]],
		[frame.applicantName, isVeiled ? frame.hidden : applicantName],
	];
}
