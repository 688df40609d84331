import {createHash} from 'node:crypto';
import type {AnyStateMachine} from 'xstate';
import {certificateViewerMachine} from '../machines/certificateViewer.ts';
import {kioskMachine} from '../machines/kiosk.ts';
import {loginMachine} from '../machines/login.ts';
import {signedRequestMachine} from '../machines/signedRequest.ts';
import type {MachineId} from './format.ts';

/** The certificate viewer hears under the name of the procedure, whose place it takes. */
type DefinedId = MachineId | 'viewer';

/** The machines whose events a journal holds. */
export const machines: Readonly<Record<DefinedId, AnyStateMachine>> = {
	kiosk: kioskMachine,
	procedure: signedRequestMachine,
	login: loginMachine,
	viewer: certificateViewerMachine,
};

/** What a machine is recognised by: SHA-256 of its definition, the first 16 hex digits. */
export type Definitions = Readonly<Record<DefinedId, string>>;

/**
 * The definitions of this build: states, transitions, the names of guards, actions and delays, and fixed delays.
 * The text of functions is left out: the same build reads differently from source and compiled.
 */
export function definitionsNow(): Definitions {
	return {
		kiosk: digestOf(machines.kiosk),
		procedure: digestOf(machines.procedure),
		login: digestOf(machines.login),
		viewer: digestOf(machines.viewer),
	};
}

/** The machines that are not as they were when a journal was recorded. */
export function changedSince(recorded: Definitions): DefinedId[] {
	const now = definitionsNow();
	return (Object.keys(now) as DefinedId[]).filter(id => now[id] !== recorded[id]);
}

function digestOf(machine: AnyStateMachine): string {
	return createHash('sha256')
		.update(JSON.stringify([machine.definition, machine.implementations.delays]))
		.digest('hex')
		.slice(0, 16);
}
