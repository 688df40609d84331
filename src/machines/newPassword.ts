import {assign, setup} from 'xstate';
import type {NewPasswordFault, PasswordLimits} from '../domain/newPassword.ts';
import type {PasswordName} from '../domain/password.ts';
import type {CardEvent, PasswordEvent, ScreenEvent, UserEvent} from './events.ts';
import type {ScreenMeta} from './screen.ts';
import type {Show} from './shown.ts';
import {silent} from './silent.ts';

/** The fields of a new password, in their order: the old one, the new one, and the new one again. */
export type PasswordPart = 'current' | 'next' | 'again';

export interface NewPasswordInput {
	readonly password: PasswordName;
	readonly limits: PasswordLimits;
	/** Whether the old password is one of the fields: not where the authority sets a new one. */
	readonly asksCurrent: boolean;
	/** Where to begin: at the new password when the old one is kept already. */
	readonly from: 'current' | 'next';
	/** Why the last one was not taken, to be said first. */
	readonly fault?: NewPasswordFault | undefined;
}

export type NewPasswordOutput =
	/** Every field is sound and kept by the vault. */
	'typed' | 'cancelled' | 'cardLeft';

type NewPasswordEvent = UserEvent | ScreenEvent | CardEvent | PasswordEvent;

interface NewPasswordContext extends NewPasswordInput {
	readonly fault: NewPasswordFault | undefined;
	/** The active field. */
	readonly part: PasswordPart;
}

/** The rows of seed 001 that ask for the fields; T-21 for a reset. */
const manual = 'S001-016, S001-018, S001-021, S001-025';

const base = setup({
	types: {
		context: {} as NewPasswordContext,
		input: {} as NewPasswordInput,
		output: {} as NewPasswordOutput,
		events: {} as NewPasswordEvent,
		meta: {} as ScreenMeta,
	},
	actors: {
		/** Judges what was typed into a field, keeps it in the vault when it is sound, and empties the slot. */
		examinePart: silent<{readonly part: PasswordPart; readonly limits: PasswordLimits}>(),
	},
	actions: {
		/** Empties the slot: what is kept stays kept. */
		emptySlot: () => undefined,
		rememberFault: assign((_, {fault}: {readonly fault: NewPasswordFault}) => ({fault})),
		forgetFault: assign({fault: undefined}),
		enter: assign((_, {part}: {readonly part: PasswordPart}) => ({part})),
	},
	guards: {
		isFromCurrent: ({context}) => context.from === 'current',
		asksCurrent: ({context}) => context.asksCurrent,
	},
});

/** One field, and the examination of what was typed into it. */
const field = (part: PasswordPart, sound: string, unsound: string) =>
	base.createStateConfig({
		entry: {type: 'enter', params: {part}},
		initial: 'typing',
		states: {
			typing: {
				meta: {
					screen: 'newPassword',
					manual,
					buttons: part === 'current' ? ['ok', 'cancel'] : ['ok', 'back', 'cancel'],
					first: 'ok',
					escape: 'cancel',
					field: 'password',
				},
				on: {'user.ok': 'examining', 'user.cancel': '#newPassword.cancelled'},
			},
			examining: {
				meta: {screen: 'newPassword', manual},
				entry: 'forgetFault',
				invoke: {src: 'examinePart', input: ({context}) => ({part, limits: context.limits})},
				on: {
					'password.wellFormed': sound,
					'password.refused': {
						target: unsound,
						actions: {type: 'rememberFault', params: ({event}) => ({fault: event.fault})},
					},
				},
			},
		},
	});

/** Begins an earlier field anew. */
const back = ['emptySlot', 'forgetFault'] as const;

/**
 * The fields of a new password on one screen, one active at a time: the old one where it is asked for, the new one, the
 * new one again. It never sees a password: the slot's owner judges and keeps it. What is kept is for whoever opened it.
 */
export const newPasswordMachine = base.createMachine({
	id: 'newPassword',
	context: ({input}) => ({...input, fault: input.fault, part: input.from}),
	initial: 'opening',
	exit: 'emptySlot',
	output: ({event}) => (event as unknown as {output: NewPasswordOutput}).output,
	on: {'card.left': '.cardLeft'},
	states: {
		opening: {
			meta: {screen: 'newPassword', manual},
			always: [{guard: 'isFromCurrent', target: 'current'}, {target: 'next'}],
		},
		current: field('current', '#newPassword.next', '#newPassword.current'),
		next: {
			...field('next', '#newPassword.again', '#newPassword.next'),
			on: {
				'user.back': [{guard: 'asksCurrent', target: 'current', actions: back}, {target: 'cancelled'}],
			},
		},
		/** Where the two differ nobody knows which one is meant: both are typed anew. */
		again: {
			...field('again', '#newPassword.typed', '#newPassword.next'),
			on: {'user.back': {target: 'next', actions: back}},
		},
		typed: {type: 'final', output: 'typed' as const},
		cancelled: {type: 'final', output: 'cancelled' as const},
		cardLeft: {type: 'final', output: 'cardLeft' as const},
	},
});

export const showNewPassword: Show<NewPasswordContext> = ({password, limits, asksCurrent, fault, part}) => ({
	password,
	passwordPart: part,
	limits,
	asksCurrent,
	newPasswordFault: fault,
});
