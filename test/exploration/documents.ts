import type {Procedure} from '../../src/domain/procedure.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {applicationFor} from '../helpers/kiosk.ts';
import type {MyNumberCard} from './environment.ts';

/** Stands in every certificate, so that a context that holds one can be told. */
export const certificateMark = 'certificate of ';

/** The certificate that is imported from a card. */
export function certificateOf(card: MyNumberCard): string {
	return `${certificateMark}${card}`;
}

/** The application of a request, as it stands in the machines' context; the slot stands in its requestId. */
export function applicationOf(procedure: Procedure, slot: number): string {
	return applicationFor(procedure).replace(/"requestId":"[^"]*"/, `"requestId":"${requestIdOf(slot)}"`);
}

/** Whose application a text is. */
export function slotOfText(application: unknown): number | undefined {
	const found = /"requestId":"([0-9a-f]{32})"/.exec(String(application ?? ''));
	return found?.[1] === undefined ? undefined : Number.parseInt(found[1], 16);
}

/** The same application, signed. */
export function signedOf(slot: number): string {
	return `signed ${requestIdOf(slot)}`;
}

export function slotOfSigned(signed: unknown): number | undefined {
	const found = /^signed ([0-9a-f]{32})$/.exec(String(signed ?? ''));
	return found?.[1] === undefined ? undefined : Number.parseInt(found[1], 16);
}

function requestIdOf(slot: number): string {
	return slot.toString(16).padStart(32, '0');
}

/** A believed receipt, as the machines hear it. */
export function answeredWith(
	result: Extract<MachineEvent, {type: 'window.answered'}>['notice']['result'],
): MachineEvent {
	return {
		type: 'window.answered',
		notice: {result, receiptNumber: 'R-1', decidedAt: '2026-11-22T02:05:00.000Z'},
	};
}
