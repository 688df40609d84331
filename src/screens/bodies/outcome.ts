import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/**
 * The end of a procedure, or a place where it stopped: the code to read out to staff, why and what to do now,
 * and what the window answered, if it did.
 */
export const outcome: Screen = (view, {screen, words: {frame}}) => ({
	body: [...codeOf(view, frame), lead(screen), ...noticeOf(view, frame), ...remarks(screen)],
});

function codeOf({code}: View, frame: FrameWords): Block[] {
	return code === undefined ? [] : [{kind: 'sign', label: frame.code, value: code}];
}

function noticeOf({notice}: View, frame: FrameWords): Block[] {
	if (!notice) return [];
	const effective: Array<readonly [string, string]> =
		notice.effectiveAt === undefined ? [] : [[frame.effectiveAt, frame.instant(notice.effectiveAt)]];
	return [
		{
			kind: 'fields',
			rows: [
				[frame.receiptNumber, notice.receiptNumber],
				[frame.decidedAt, frame.instant(notice.decidedAt)],
				...effective,
			],
		},
	];
}
