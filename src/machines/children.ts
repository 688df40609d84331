import type {AnyStateMachine} from 'xstate';
import {assistedResetMachine, showAssistedReset} from './assistedReset.ts';
import {certificateViewerMachine, showViewer} from './certificateViewer.ts';
import {loginMachine, showLogin} from './login.ts';
import {newPasswordMachine, showNewPassword} from './newPassword.ts';
import {passwordChangeMachine, showPasswordChange} from './passwordChange.ts';
import type {Show} from './shown.ts';
import {showRequest, signedRequestMachine} from './signedRequest.ts';
import {showStaffDesk, staffDeskMachine} from './staffDesk.ts';
import {showStaffSignIn, staffSignInMachine} from './staffSignIn.ts';

/**
 * The machines that the kiosk's session may hand over to, one at a time, always as its child `procedure`. Each stands
 * here under the id of its machine, which is also its name among the kiosk's actors.
 */
export const sessionChildren = {
	signedRequest: {machine: signedRequestMachine, show: showRequest},
	certificateViewer: {machine: certificateViewerMachine, show: showViewer},
	passwordChange: {machine: passwordChangeMachine, show: showPasswordChange},
	staffDesk: {machine: staffDeskMachine, show: showStaffDesk},
	assistedReset: {machine: assistedResetMachine, show: showAssistedReset},
} as const satisfies Record<string, Child>;

/** The dialogues that a machine in the session's charge may open, each as a child of its own name. */
export const dialogues = {
	login: {machine: loginMachine, show: showLogin},
	newPassword: {machine: newPasswordMachine, show: showNewPassword},
	staffSignIn: {machine: staffSignInMachine, show: showStaffSignIn},
} as const satisfies Record<string, Child>;

interface Child {
	readonly machine: AnyStateMachine;
	readonly show: Show<never>;
}

export type SessionChildName = keyof typeof sessionChildren;
export type DialogueName = keyof typeof dialogues;

export function isDialogue(name: string): name is DialogueName {
	return Object.hasOwn(dialogues, name);
}
