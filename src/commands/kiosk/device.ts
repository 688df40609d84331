import {fromCallback} from 'xstate';
import type {MachineEvent} from '../../machines/events.ts';

/** A way to answer the machine that asked; after the state was left, nothing is heard any more. */
export type Answer = (event: MachineEvent) => void;

/**
 * A device as an actor of the state that asks it. Answers come in a turn of their own, never within the
 * asking, so that a journal sees each event settle before the next.
 * @param onFault what the device says when the work throws: a bug, told as the outcome that claims least
 */
export function device<Input>(
	work: (input: Input, answer: Answer, left: AbortSignal) => Promise<void> | void,
	onFault: MachineEvent,
	report: (error: unknown) => void,
) {
	return fromCallback<MachineEvent, Input>(({input, sendBack}) => {
		const leaving = new AbortController();
		const answer: Answer = event =>
			queueMicrotask(() => {
				if (!leaving.signal.aborted) sendBack(event);
			});
		void (async () => {
			try {
				await work(input, answer, leaving.signal);
			} catch (error) {
				report(error);
				answer(onFault);
			}
		})();
		return () => leaving.abort();
	});
}
