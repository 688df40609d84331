import {assign, setup} from 'xstate';
import type {PasswordFault} from '../domain/password.ts';
import type {CardEvent, PasswordEvent, ScreenEvent, UserEvent} from './events.ts';
import type {ScreenMeta} from './screen.ts';
import {onceShown, tellParent} from './sessionChild.ts';
import type {Show} from './shown.ts';
import {silent} from './silent.ts';

/** Which of the two visits that begin with VERIFY: reading the certificate (2.1.4) or signing (2.1.7). */
export type VisitKind = 'import' | 'sign';

export interface LoginInput {
	readonly visit: VisitKind;
	/** As read from the card just before; the card counts, never we. */
	readonly triesLeft: number;
	/** Where the password is typed, if not on the keyboard: on the keys of the reader. */
	readonly typedOn?: 'pad' | undefined;
}

export type LoginOutput =
	| 'verified'
	| 'cancelled'
	| 'blocked'
	/** The card left before a password was sent to it. */
	| 'cardLeft'
	/** Another card, or the same one put back, since the import; no password was sent. */
	| 'cardChanged'
	/** The card left or failed while it was asked. */
	| 'unexpected';

type LoginEvent = UserEvent | ScreenEvent | CardEvent | PasswordEvent;

interface LoginContext extends LoginInput {
	readonly fault: PasswordFault | undefined;
}

const base = setup({
	types: {
		context: {} as LoginContext,
		input: {} as LoginInput,
		output: {} as LoginOutput,
		events: {} as LoginEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold',
	},
	actors: {
		/** Judges the form of what was typed, without the card. */
		examinePassword: silent<undefined>(),
		/** Sends one VERIFY and answers what the card said. */
		checkPassword: silent<{readonly visit: VisitKind}>(),
		/** Lets the person type on the reader, which sends one VERIFY, and answers what came of it. */
		checkOnPad: silent<{readonly visit: VisitKind}>(),
	},
	actions: {
		/** Empties the slot: leaving the dialog by any edge empties it. */
		emptySlot: () => undefined,
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		rememberFault: assign((_, {fault}: {readonly fault: PasswordFault}) => ({fault})),
		rememberTries: assign((_, {triesLeft}: {readonly triesLeft: number}) => ({triesLeft})),
		forgetFault: assign({fault: undefined}),
	},
	guards: {
		isLastTry: ({context}) => context.triesLeft === 1,
		isOnPad: ({context}) => context.typedOn === 'pad',
	},
	delays: {
		/** A card that does not answer within this is given up (design 2). */
		cardDeadline: 10_000,
		/** The reader ends the typing after a minute by itself; its driver waits 90 s for it, our port 100 s. */
		padDeadline: 110_000,
	},
});

/** Where the password is typed. */
const toTyping = [
	{guard: 'isOnPad' as const, target: '#login.typingOnPad'},
	{target: '#login.typing'},
] as const;

type WrongPassword = Extract<CardEvent, {readonly type: 'card.wrongPassword'}>;

/** What the card, or the want of it, makes of a password that was sent. */
const judged = {
	'card.verified': '#login.verified',
	'card.wrongPassword': {
		target: '#login.wrong',
		actions: {
			type: 'rememberTries' as const,
			params: ({event}: {event: WrongPassword}) => ({triesLeft: event.triesLeft}),
		},
	},
	'card.blocked': '#login.blocked',
	'card.changed': '#login.cardChanged',
	'card.left': '#login.unexpected',
	'card.absent': '#login.unexpected',
	'card.other': '#login.unexpected',
	'card.failed': '#login.unexpected',
} as const;

/**
 * The ログイン dialog, used twice (2.1.4, 2.1.7). It never sees a password: the slot's owner does, or nobody here where it is
 * typed on the reader. What it lies over, and at which step, the state says that opens it.
 */
export const loginMachine = base.createMachine({
	id: 'login',
	context: ({input}) => ({...input, fault: undefined}),
	initial: 'opening',
	exit: 'emptySlot',
	output: ({event}) => (event as unknown as {output: LoginOutput}).output,
	on: {'card.left': '.cardLeft'},
	states: {
		opening: {
			meta: {screen: 'login', manual: {revocation: '2.1.4', validity: '3.1.4'}},
			always: [{guard: 'isLastTry', target: 'askLastTry'}, ...toTyping],
		},
		askLastTry: {
			meta: {
				screen: 'askLastTry',
				manual: 'G-03',
				buttons: ['ok', 'cancel'],
				first: 'cancel',
				escape: 'cancel',
			},
			on: {'user.ok': toTyping, 'user.cancel': 'cancelled'},
		},
		typing: {
			meta: {
				screen: 'login',
				manual: {revocation: '2.1.4', validity: '3.1.4'},
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
				field: 'password',
			},
			on: {'user.ok': 'examining', 'user.cancel': 'cancelled'},
		},
		examining: {
			meta: {screen: 'login', manual: 'G-13'},
			entry: 'forgetFault',
			invoke: {src: 'examinePassword'},
			on: {
				'password.wellFormed': 'checking',
				'password.malformed': {
					target: 'typing',
					actions: ['emptySlot', {type: 'rememberFault', params: ({event}) => ({fault: event.fault})}],
				},
			},
		},
		checking: {
			tags: 'hold',
			meta: {
				screen: 'checkingPassword',
				manual: {revocation: '2.1.4', validity: '3.1.4'},
			},
			initial: 'showing',
			entry: 'tellHeld',
			exit: ['emptySlot', 'tellReleased'],
			on: judged,
			states: {
				showing: onceShown('checkingPassword', 'asking'),
				asking: {
					invoke: {src: 'checkPassword', input: ({context}) => ({visit: context.visit})},
					after: {cardDeadline: '#login.unexpected'},
				},
			},
		},
		/** The dialog without a field: what is typed on the reader goes from there to the card. */
		typingOnPad: {
			tags: 'hold',
			meta: {
				screen: 'typingOnPad',
				manual: {revocation: '2.1.4', validity: '3.1.4'},
			},
			initial: 'showing',
			entry: 'tellHeld',
			exit: 'tellReleased',
			on: {...judged, 'card.padCancelled': 'cancelled', 'card.notTyped': 'notTyped'},
			states: {
				showing: onceShown('typingOnPad', 'asking'),
				asking: {
					invoke: {src: 'checkOnPad', input: ({context}) => ({visit: context.visit})},
					after: {padDeadline: '#login.unexpected'},
				},
			},
		},
		/** The reader's time was over, or it was too little or too much to be a password. */
		notTyped: {
			meta: {
				screen: 'notTyped',
				manual: 'G-13',
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
			},
			on: {'user.ok': 'opening', 'user.cancel': 'cancelled'},
		},
		wrong: {
			meta: {
				screen: 'wrongPassword',
				manual: 'S004-042',
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
			},
			on: {
				'user.ok': 'opening',
				'user.cancel': 'cancelled',
			},
		},
		verified: {type: 'final', output: 'verified' as const},
		cancelled: {type: 'final', output: 'cancelled' as const},
		blocked: {type: 'final', output: 'blocked' as const},
		cardLeft: {type: 'final', output: 'cardLeft' as const},
		cardChanged: {type: 'final', output: 'cardChanged' as const},
		unexpected: {type: 'final', output: 'unexpected' as const},
	},
});

/** The login as the child of a procedure, which hears when it holds. Devices are provided to this one. */
export const loginChild = loginMachine.provide({actions: tellParent()});

export const showLogin: Show<LoginContext> = ({visit, triesLeft, fault}, {screen}) => ({
	triesLeft,
	passwordFault: fault,
	...(visit === 'sign' && screen !== 'wrongPassword' && {manual: secondLogin}),
});

const secondLogin = {revocation: '2.1.7', validity: '3.1.7'} as const;
