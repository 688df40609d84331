import type {DialogueName} from '../../src/machines/children.ts';
import type {MachineEvent} from '../../src/machines/events.ts';

/** Who hears an event. */
export type Hearer = 'kiosk' | 'procedure' | DialogueName;

/** A deadline of a state, by the name XState gives to its event. */
export type Deadline = `xstate.after.${string}`;

/** Something the machines hear: an event from outside, or a deadline of theirs. Equal ones are one object. */
export interface Stimulus {
	readonly to: Hearer;
	readonly event: MachineEvent | {readonly type: Deadline};
	/** How often, with nothing between: the seconds of a countdown differ in nothing but their number. */
	readonly times: number;
}

/** The devices of a procedure; those of the kiosk itself change nothing that is explored here. */
export const procedureDevices = [
	'selfCheck',
	'lookAtCard',
	'importCertificate',
	'drawUpApplication',
	'lookAgain',
	'signApplication',
	'sendApplication',
	'inquire',
] as const;

/** The devices of a login. */
export const loginDevices = ['examinePassword', 'checkPassword', 'checkOnPad'] as const;

/** The devices of a change of passwords, and of its fields. */
export const passwordChangeDevices = ['lookForPassword', 'changePassword', 'tellPassword'] as const;
export const newPasswordDevices = ['examinePart'] as const;

/** The devices of the certificate viewer. */
export const viewerDevices = ['lookAtCard', 'readCertificate'] as const;

/** The devices of a staff sign-in, of the staff desk and of a reset; that of its countdown has no end to wait for. */
export const staffSignInDevices = [
	'lookAtStaffCard',
	'examineStaffPin',
	'checkStaffCard',
	'takeStaffId',
	'takePassphrase',
	'checkCode',
] as const;
export const staffDeskDevices = ['workAtDesk'] as const;
export const resetDevices = [
	'lookForReset',
	'drawUpOrder',
	'askWindow',
	'resetPassword',
	'tellReset',
] as const;

export type DeviceName =
	| (typeof procedureDevices)[number]
	| (typeof loginDevices)[number]
	| (typeof passwordChangeDevices)[number]
	| (typeof newPasswordDevices)[number]
	| (typeof viewerDevices)[number]
	| (typeof staffSignInDevices)[number]
	| (typeof staffDeskDevices)[number]
	| (typeof resetDevices)[number];

const known = new Map<string, Stimulus>();

export function stimulus(to: Hearer, event: Stimulus['event'], times = 1): Stimulus {
	const name = `${times} ${to} ${JSON.stringify(event)}`;
	let found = known.get(name);
	if (!found) {
		found = {to, event, times};
		known.set(name, found);
	}
	return found;
}
