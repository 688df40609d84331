import type {SlipEvent} from './events.ts';
import type {Shown} from './shown.ts';

/**
 * What came of a slip, for a state whose setup has the action `rememberSlip`. Printing never holds such a state, and
 * leaving it gives the slip up: nothing may come out for the next person.
 */
export const slipIsTold = {
	'slip.printed': {actions: {type: 'rememberSlip', params: {slip: 'printed'}}},
	'slip.failed': {actions: {type: 'rememberSlip', params: {slip: 'failed'}}},
} as const satisfies Record<SlipEvent['type'], unknown>;

/** Whether a slip is not on its way or in the person's hand. */
export function isToBeHad(slip: Shown['slip']): boolean {
	return slip === undefined || slip === 'failed';
}

/** Whether an event asks for the slip, and none is on its way: a guard of the machines that print. */
export function isPrintAsked({
	context,
	event,
}: {
	readonly context: {readonly slip: Shown['slip']};
	readonly event: {readonly type: string; readonly choice?: unknown};
}): boolean {
	return event.type === 'user.choose' && event.choice === 'print' && context.slip !== 'printing';
}
