import {assign, forwardTo, setup, spawnChild, stopChild} from 'xstate';
import type {AbsentCause, CardKind} from '../domain/card.ts';
import {type Stop, stopCode} from '../domain/codes.ts';
import {
	isResetAdvised,
	type NewPasswordFault,
	type PasswordLimits,
	passwordLimits,
} from '../domain/newPassword.ts';
import type {PasswordName} from '../domain/password.ts';
import type {Guidance} from '../domain/slip.ts';
import {absentCause, changedKind, muteCause, otherKind} from './cardAnswers.ts';
import type {CardEvent, PasswordEvent, ScreenEvent, SlipEvent, UserEvent} from './events.ts';
import {type NewPasswordInput, type NewPasswordOutput, newPasswordMachine} from './newPassword.ts';
import type {ScreenMeta, ScreenName} from './screen.ts';
import {
	byEnd,
	byPassword,
	type ChargeEvent,
	endOfChild,
	finishedEnd,
	onceShown,
	overForGood,
	type SessionEnd,
	tellParent,
	whileInDialogue,
} from './sessionChild.ts';
import type {Show, Shown} from './shown.ts';
import {silent} from './silent.ts';
import {isPrintAsked, isToBeHad, slipIsTold} from './slips.ts';

interface PasswordChangeContext {
	/** The rules of each password, as the card's profile has them. */
	readonly limits: Readonly<Record<PasswordName, PasswordLimits>>;
	readonly password: PasswordName;
	readonly triesLeft: number;
	/** Why the new password was not taken in the card's visit; the old one is kept meanwhile. */
	readonly fault: NewPasswordFault | undefined;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	readonly stop: Stop | undefined;
	readonly hasPrinter: boolean;
	/** How far the slip of a locked password is, once it was asked for. */
	readonly slip: Shown['slip'];
}

export interface PasswordChangeInput {
	readonly limits?: PasswordChangeContext['limits'];
	/** Whether slips can be printed here. */
	readonly hasPrinter?: boolean;
}

type PasswordChangeEvent = UserEvent | ScreenEvent | CardEvent | PasswordEvent | SlipEvent | ChargeEvent;

const nothing = {triesLeft: 0, fault: undefined} as const;
const noReason = {absent: undefined, kind: undefined} as const;

const base = setup({
	types: {
		context: {} as PasswordChangeContext,
		input: {} as PasswordChangeInput,
		output: {} as SessionEnd,
		events: {} as PasswordChangeEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold' | 'result',
	},
	actors: {
		newPassword: newPasswordMachine,
		/** Which card is it, and how many tries has this password left? */
		lookForPassword: silent<{readonly password: PasswordName}>(),
		/** One visit: the old password, the rules that need the certificate, the new password. */
		changePassword: silent<{readonly password: PasswordName; readonly limits: PasswordLimits}>(),
		/** Asks the same card, put in again, which of the two passwords it holds. */
		tellPassword: silent<{readonly password: PasswordName}>(),
		/** Prints where to go with a locked password; leaving gives it up. */
		printSlip: silent<Guidance>(),
	},
	actions: {
		/** Empties slot and vault and powers the card down. */
		endVisit: () => undefined,
		/** Empties the vault. */
		emptyVault: () => undefined,
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		forget: assign(nothing),
		forgetReason: assign(noReason),
		choose: assign((_, {password}: {readonly password: PasswordName}) => ({password, ...noReason})),
		rememberTries: assign((_, {triesLeft}: {readonly triesLeft: number}) => ({triesLeft})),
		rememberFault: assign((_, {fault}: {readonly fault: NewPasswordFault}) => ({fault})),
		forgetFault: assign({fault: undefined}),
		rememberAbsent: assign((_, {cause}: {readonly cause: AbsentCause}) => ({...noReason, absent: cause})),
		rememberKind: assign((_, {kind}: {readonly kind: CardKind}) => ({...noReason, kind})),
		rememberStop: assign((_, {stop}: {readonly stop: Stop | undefined}) => ({stop})),
		rememberSlip: assign((_, {slip}: {readonly slip: Shown['slip']}) => ({slip})),
		passToDialogue: forwardTo('newPassword'),
	},
	guards: {
		isPrintAsked,
		isStuck: ({context}) => context.stop === 'readerStuck',
		isLastTry: ({context}) => context.triesLeft === 1,
	},
	delays: {
		cardDeadline: 10_000,
		/** Longer than all commands of the visit that may each take ten seconds: the driver's own word comes first. */
		changeDeadline: 120_000,
	},
});

type EventOf<Type extends CardEvent['type']> = Extract<CardEvent, {readonly type: Type}>;

const toNoCard = {target: '#passwordChange.noCard', actions: absentCause} as const;
const toMuteCard = {target: '#passwordChange.noCard', actions: muteCause} as const;
const toOtherCard = {target: '#passwordChange.otherCard', actions: otherKind} as const;
const withTries = {
	type: 'rememberTries' as const,
	params: ({event}: {event: EventOf<'card.ready'> | EventOf<'card.wrongPassword'>}) => ({
		triesLeft: event.triesLeft,
	}),
};

/** The reader is needed no more, or its device tells what became of the card. */
const readerIsTold = {'reader.stuck': {}, 'card.left': {}} as const;

/** Where the fields of the dialogue lead. */
const ends = byEnd<NewPasswordOutput>({
	typed: '#passwordChange.changing',
	cancelled: '#passwordChange.guide',
	cardLeft: '#passwordChange.cardLeft',
});

function inputOf(
	{password, limits, fault}: PasswordChangeContext,
	from: NewPasswordInput['from'],
): NewPasswordInput {
	return {password, limits: limits[password], asksCurrent: true, from, fault};
}

/** Nothing was changed, and why; leads back to the card, or up to the top. */
const stopped = (screen: ScreenName, manual: string, stop: Stop) =>
	base.createStateConfig({
		meta: {
			screen,
			manual,
			stop,
			buttons: ['ok', 'cancel'],
			first: 'ok',
			escape: 'cancel',
			behind: 'changeGuide',
		},
		entry: ['forget', 'endVisit'],
		on: {'user.ok': 'guide', 'user.cancel': 'top'},
	});

/** How it ended; 終わる is the only way on, to the reminder to take the card. */
const lastWord = (screen: ScreenName, manual: string, stop?: Stop) =>
	base.createStateConfig({
		tags: 'result',
		meta: {screen, manual, buttons: ['ok'], first: 'ok', escape: 'ok', ...(stop && {stop})},
		entry: ['forget', 'endVisit', {type: 'rememberStop', params: {stop}}],
		on: {'user.ok': 'finished', ...readerIsTold},
	});

/** Locked: where to go with it can be taken along on paper. */
const locked = () => {
	const state = lastWord('changeLocked', 'S001-033, S001-034, S001-037', 'passwordLocked');
	return base.createStateConfig({
		...state,
		meta: {...state.meta, buttons: ['ok', 'print']},
		exit: stopChild('slip'),
		on: {
			...state.on,
			'user.choose': {
				guard: 'isPrintAsked',
				actions: [
					{type: 'rememberSlip', params: {slip: 'printing'}},
					stopChild('slip'),
					spawnChild('printSlip', {id: 'slip', input: ({context}) => guidanceOf(context)}),
				],
			},
			...slipIsTold,
		},
	});
};

function guidanceOf({password}: PasswordChangeContext): Guidance {
	const code = stopCode('passwordLocked', 'revocation');
	return {password, reason: 'blocked', comer: 'holder', code};
}

/**
 * The change of a password that the citizen knows (seed 001, Q31-B). All or nothing: where the card leaves with the new
 * password on its way, the same card is asked again which one it holds.
 */
export const passwordChangeMachine = base.createMachine({
	id: 'passwordChange',
	context: ({input}) => ({
		...nothing,
		...noReason,
		limits: input?.limits ?? passwordLimits,
		password: 'signing',
		stop: undefined,
		hasPrinter: input?.hasPrinter ?? false,
		slip: undefined,
	}),
	initial: 'choosing',
	exit: 'endVisit',
	output: endOfChild,
	on: overForGood,
	states: {
		choosing: {
			meta: {
				screen: 'choosePassword',
				manual: 'S001-013',
				buttons: ['signing', 'authentication', 'cancel'],
				first: 'signing',
				escape: 'cancel',
			},
			entry: ['forget', 'endVisit'],
			on: {
				'user.choose': byPassword('guide'),
				'user.cancel': 'top',
			},
		},
		guide: {
			meta: {
				screen: 'changeGuide',
				manual: 'S001-014, S001-015',
				buttons: ['ok', 'back', 'cancel'],
				first: 'ok',
				escape: 'cancel',
			},
			entry: ['forget', 'forgetReason', 'endVisit'],
			on: {'user.ok': 'looking', 'user.back': 'choosing', 'user.cancel': 'top'},
		},
		looking: {
			meta: {screen: 'changeLooking', manual: 'S001-015'},
			invoke: {src: 'lookForPassword', input: ({context}) => ({password: context.password})},
			after: {cardDeadline: toMuteCard},
			on: {
				'card.ready': [
					{guard: ({event}) => event.triesLeft === 1, target: 'lastTry', actions: withTries},
					{target: 'typing', actions: withTries},
				],
				'card.absent': toNoCard,
				'card.failed': toMuteCard,
				'card.other': toOtherCard,
				'card.blocked': 'locked',
				'card.left': 'cardLeft',
			},
		},
		lastTry: {
			meta: {
				screen: 'changeLastTry',
				manual: 'G-03',
				buttons: ['ok', 'cancel'],
				first: 'cancel',
				escape: 'cancel',
				behind: 'changeGuide',
			},
			on: {'user.ok': 'typing', 'user.cancel': 'top', 'card.left': 'cardLeft'},
		},
		typing: {
			meta: {screen: 'newPassword', manual: 'S001-016'},
			initial: 'all',
			on: whileInDialogue,
			states: {
				all: {
					meta: {screen: 'newPassword', manual: 'S001-016'},
					entry: 'emptyVault',
					invoke: {
						id: 'newPassword',
						src: 'newPassword',
						input: ({context}) => inputOf(context, 'current'),
						onDone: ends,
					},
				},
				/** The old password was right and is kept: only the new one is typed again. */
				nextOnly: {
					meta: {screen: 'newPassword', manual: 'S001-022'},
					invoke: {
						id: 'newPassword',
						src: 'newPassword',
						input: ({context}) => inputOf(context, 'next'),
						onDone: ends,
					},
				},
			},
		},
		changing: {
			tags: 'hold',
			meta: {screen: 'changingPassword', manual: 'S001-017'},
			entry: ['forgetFault', {type: 'rememberStop', params: {stop: undefined}}, 'tellHeld'],
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'card.passwordChanged': 'changed',
				'card.passwordKept': 'refused',
				'card.changeUnknown': 'unknown',
				'password.refused': {
					target: 'typing.nextOnly',
					actions: {type: 'rememberFault', params: ({event}) => ({fault: event.fault})},
				},
				'card.wrongPassword': {target: 'wrong', actions: withTries},
				'card.blocked': 'locked',
				'card.absent': toNoCard,
				'card.other': toOtherCard,
				'card.changed': 'cardLeft',
				/** The device's word that the card is gone or silent, and that nothing was changed. */
				'card.failed': [{guard: 'isStuck', target: 'finished'}, {target: 'cardLeft'}],
				/** Whether that was before or after the change, only the device knows. */
				'card.left': {},
				'reader.stuck': {actions: {type: 'rememberStop', params: {stop: 'readerStuck'}}},
			},
			states: {
				showing: {
					on: {
						...onceShown('changingPassword', 'working').on,
						/** Nothing was sent yet. */
						'card.left': '#passwordChange.cardLeft',
					},
				},
				working: {
					invoke: {
						src: 'changePassword',
						input: ({context: {password, limits}}) => ({password, limits: limits[password]}),
					},
					after: {changeDeadline: '#passwordChange.unknown'},
				},
			},
		},
		wrong: {
			meta: {
				screen: 'changeWrong',
				manual: 'S001-029, S001-030, S001-040',
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
				behind: 'changeGuide',
			},
			entry: 'emptyVault',
			on: {
				'user.ok': [{guard: 'isLastTry', target: 'lastTry'}, {target: 'typing'}],
				'user.cancel': 'top',
				'card.left': 'cardLeft',
			},
		},
		/** The new password was on its way when the card left: either may hold. Both stay in the vault to be asked about. */
		unknown: {
			meta: {
				screen: 'changeUnknown',
				manual: 'S001-027',
				stop: 'changeUnknown',
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
			},
			/** Whoever goes away without an answer is reminded of it with the card. */
			entry: {type: 'rememberStop', params: {stop: 'changeUnknown'}},
			on: {'user.ok': 'telling', 'user.cancel': 'untold', ...readerIsTold},
		},
		telling: {
			tags: 'hold',
			meta: {screen: 'tellingPassword', manual: 'S001-027'},
			entry: ['forgetReason', 'tellHeld'],
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'card.passwordChanged': 'newHolds',
				'card.passwordKept': 'oldHolds',
				/** Nothing more can be asked without a try of its own. */
				'card.changeUnknown': 'untold',
				'card.blocked': 'untold',
				/** Another card: this one is not asked. */
				'card.changed': {target: 'unknown', actions: changedKind},
				'card.other': {target: 'unknown', actions: changedKind},
				'card.absent': {target: 'unknown', actions: absentCause},
				'card.failed': {target: 'unknown', actions: muteCause},
				...readerIsTold,
			},
			states: {
				showing: onceShown('tellingPassword', 'working'),
				working: {
					invoke: {src: 'tellPassword', input: ({context}) => ({password: context.password})},
					after: {changeDeadline: '#passwordChange.untold'},
				},
			},
		},
		changed: lastWord('passwordChanged', 'S001-026, S001-027'),
		newHolds: lastWord('newPasswordHolds', 'S001-027'),
		oldHolds: lastWord('oldPasswordHolds', 'S001-027'),
		untold: lastWord('passwordUntold', 'S001-027', 'changeUnknown'),
		locked: locked(),
		refused: stopped('changeRefused', 'S001-029', 'changeRefused'),
		noCard: stopped('changeNoCard', 'S001-011', 'cardNotReady'),
		otherCard: stopped('changeOtherCard', 'G-02', 'notThisCard'),
		cardLeft: stopped('changeCardLeft', 'T-12', 'cardChanged'),
		/** Back to the top screen. */
		top: {type: 'final', output: {end: 'top'} satisfies SessionEnd},
		/** Over for good: the card is to be taken. */
		finished: {type: 'final', output: finishedEnd},
	},
});

/** The change as the child of the kiosk, which hears when it holds. Devices are provided to this one. */
export const passwordChangeChild = passwordChangeMachine.provide({actions: tellParent()});

export const showPasswordChange: Show<PasswordChangeContext> = ({
	limits,
	password,
	triesLeft,
	absent,
	kind,
	hasPrinter,
	slip,
}) => ({
	slip,
	withheld: hasPrinter && isToBeHad(slip) ? [] : ['print'],
	password,
	limits: limits[password],
	triesLeft: triesLeft > 0 ? triesLeft : undefined,
	isResetAdvised: triesLeft > 0 && isResetAdvised(limits[password], triesLeft),
	absent,
	kind,
});
