import {createHash} from 'node:crypto';
import type {AnyStateMachine} from 'xstate';
import {kioskMachine} from '../machines/kiosk.ts';
import {loginMachine} from '../machines/login.ts';
import {signedRequestMachine} from '../machines/signedRequest.ts';
import type {MachineId} from './format.ts';

/** The machines whose events a journal holds. */
export const machines: Readonly<Record<MachineId, AnyStateMachine>> = {
	kiosk: kioskMachine,
	procedure: signedRequestMachine,
	login: loginMachine,
};

/** What a machine is recognised by: SHA-256 of its definition, the first 16 hex digits. */
export type Definitions = Readonly<Record<MachineId, string>>;

/**
 * The definitions of this build: states, transitions, the names of guards, actions and delays, and fixed delays.
 * The text of functions is left out: the same build reads differently from source and compiled.
 */
export function definitionsNow(): Definitions {
	return {
		kiosk: digestOf(machines.kiosk),
		procedure: digestOf(machines.procedure),
		login: digestOf(machines.login),
	};
}

/** The machines that are not as they were when a journal was recorded. */
export function changedSince(recorded: Definitions): MachineId[] {
	const now = definitionsNow();
	return (Object.keys(now) as MachineId[]).filter(id => now[id] !== recorded[id]);
}

function digestOf(machine: AnyStateMachine): string {
	return createHash('sha256')
		.update(JSON.stringify([machine.definition, machine.implementations.delays]))
		.digest('hex')
		.slice(0, 16);
}
