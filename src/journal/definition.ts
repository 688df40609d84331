import {createHash} from 'node:crypto';
import type {AnyStateMachine} from 'xstate';
import {type DialogueName, dialogues, type SessionChildName, sessionChildren} from '../machines/children.ts';
import {kioskMachine} from '../machines/kiosk.ts';

export type MachineName = 'kiosk' | SessionChildName | DialogueName;

/** The machines whose events a journal holds, by their ids. */
export const machines = Object.fromEntries<AnyStateMachine>([
	['kiosk', kioskMachine],
	...Object.entries({...sessionChildren, ...dialogues}).map(([name, {machine}]) => [name, machine] as const),
]) as Readonly<Record<MachineName, AnyStateMachine>>;

/**
 * What the machines of a build are recognised by: SHA-256 of each definition, the first 16 hex digits. Another build
 * may have other machines.
 */
export type Definitions = Readonly<Record<string, string>>;

/**
 * The definitions of this build: states, transitions, the names of guards, actions and delays, and fixed delays.
 * The text of functions is left out: the same build reads differently from source and compiled.
 */
export function definitionsNow(): Definitions {
	return Object.fromEntries(Object.entries(machines).map(([name, machine]) => [name, digestOf(machine)]));
}

/** The machines that are not as they were when a journal was recorded. */
export function changedSince(recorded: Definitions): string[] {
	return Object.entries(definitionsNow())
		.filter(([name, digest]) => recorded[name] !== digest)
		.map(([name]) => name);
}

function digestOf(machine: AnyStateMachine): string {
	return createHash('sha256')
		.update(JSON.stringify([machine.definition, machine.implementations.delays]))
		.digest('hex')
		.slice(0, 16);
}
