import type {Procedure} from '../../src/domain/procedure.ts';
import type {Registry} from '../../src/window/registry.ts';
import type {MyNumberCard, Revoked, WindowRecord} from './environment.ts';
import {LiveWindow, type WindowEvent, type WindowReply} from './liveWindow.ts';

/** What the window's records say of one request and of its certificate. */
export interface WindowCase {
	readonly procedure: Procedure;
	readonly card: MyNumberCard;
	readonly record: WindowRecord;
	/** Of certificate A; that of card B is never entered. */
	readonly revoked: Revoked;
}

/** What the window did, and what its records say then. */
export type WindowStep = WindowReply & Pick<WindowCase, 'record' | 'revoked'>;

export type WindowTable = (before: WindowCase, event: WindowEvent) => WindowStep;

const events: readonly WindowEvent[] = ['document', 'inquiry', 'otherTerminal', 'midnight'];

/**
 * The window as a table, made by asking the product in every state that documents, inquiries, another terminal and
 * midnight lead to: nothing of the window is modelled. That requests of other slots change nothing but `revoked`,
 * windowTable.test.ts holds against whole windows.
 * @param bend gives the window another registry, to see a fault found
 */
export async function tabulateWindow(bend?: (registry: Registry) => Registry): Promise<WindowTable> {
	const steps = new Map<string, WindowStep>();
	for (const procedure of ['revocation', 'validity'] as const) {
		for (const card of ['A', 'B'] as const) {
			const histories: WindowEvent[][] = [[]];
			const seen = new Set([keyOf({procedure, card, record: 'none', revoked: 'no'})]);
			for (const history of histories) {
				const before = keyOf({procedure, card, ...(await lived(bend, {procedure, card}, history))});
				for (const event of events) {
					const after = await lived(bend, {procedure, card}, [...history, event]);
					steps.set(`${before} ${event}`, after);
					const key = keyOf({procedure, card, ...after});
					if (seen.has(key)) continue;
					seen.add(key);
					histories.push([...history, event]);
				}
			}
		}
	}
	return (before, event) => {
		const step = steps.get(`${keyOf(before)} ${event}`);
		if (!step) throw new Error(`the window was never in the state ${keyOf(before)}`);
		return step;
	};
}

function keyOf({procedure, card, record, revoked}: WindowCase): string {
	return `${procedure} ${card} ${record} ${card === 'A' ? revoked : ''}`;
}

/** Lets a new window live through a history, and tells what its last event did. */
async function lived(
	bend: ((registry: Registry) => Registry) | undefined,
	{procedure, card}: Pick<WindowCase, 'procedure' | 'card'>,
	history: readonly WindowEvent[],
): Promise<WindowStep> {
	const window = await LiveWindow.open(bend);
	try {
		const request = window.sign(procedure, card);
		let reply: WindowReply = {receipt: undefined, entered: 0};
		for (const event of history) reply = await window.happens(event, request);
		return {...reply, record: await window.recordOf(request), revoked: await window.revoked()};
	} finally {
		await window.close();
	}
}
