import {assign, setup} from 'xstate';
import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {
	Officer,
	StaffMethod,
	StaffRefusal,
	StaffRole,
	StaffTask,
	StaffTypingFault,
} from '../domain/staff.ts';
import {absentCause, goneCause, muteCause, otherKind} from './cardAnswers.ts';
import type {CardEvent, ScreenEvent, StaffEvent, UserEvent} from './events.ts';
import type {ScreenMeta, ScreenName} from './screen.ts';
import {onceShown, tellParent} from './sessionChild.ts';
import type {Show} from './shown.ts';
import {silent} from './silent.ts';

export interface StaffSignInInput {
	readonly task: StaffTask;
	/** As the settings allow; an order can be signed by card alone. */
	readonly methods: readonly StaffMethod[];
	/** The role that is needed, or one that holds more. */
	readonly needed: StaffRole;
	/** The staff numbers of officers who may not be this one (T-21). */
	readonly excluded: readonly string[];
	/** What the officer signs with the card in the same visit, as canonical JSON; empty for nothing but the sign-in. */
	readonly order: string;
}

/** A card's signature over an order. */
export interface StaffAuthorisation {
	/** DER in base64. */
	readonly certificate: string;
	/** PKCS#1 v1.5 with SHA-256 over the text of the purpose `resetOrder`, in base64. */
	readonly signature: string;
}

export type StaffSignInOutput =
	| {
			readonly end: 'signedIn';
			readonly officer: Officer;
			/** Where an order was to be signed. */
			readonly authorisation: StaffAuthorisation | undefined;
	  }
	| {readonly end: 'cancelled'};

type StaffSignInEvent = UserEvent | ScreenEvent | CardEvent | StaffEvent;

interface StaffSignInContext extends StaffSignInInput {
	readonly triesLeft: number | undefined;
	readonly fault: StaffTypingFault | undefined;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	readonly refusal: StaffRefusal | undefined;
	readonly lockedSeconds: number | undefined;
	readonly officer: Officer | undefined;
	readonly authorisation: StaffAuthorisation | undefined;
}

/** What the devices of a sign-in are told of it. */
export type StaffClaim = Pick<StaffSignInInput, 'needed' | 'excluded' | 'order'>;

const claimOf = ({
	context: {needed, excluded, order},
}: {
	readonly context: StaffSignInContext;
}): StaffClaim => ({
	needed,
	excluded,
	order,
});

const manual = 'T-21';

const base = setup({
	types: {
		context: {} as StaffSignInContext,
		input: {} as StaffSignInInput,
		output: {} as StaffSignInOutput,
		events: {} as StaffSignInEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold',
	},
	actors: {
		/** Is it a staff card, and how many tries are left? */
		lookAtStaffCard: silent<undefined>(),
		/** Judges the form of the PIN, without the card. */
		examineStaffPin: silent<undefined>(),
		/** One visit: certificate, PIN, signature over the challenge and the order. */
		checkStaffCard: silent<StaffClaim>(),
		/** Takes the staff number out of the slot. */
		takeStaffId: silent<undefined>(),
		/** Takes the passphrase out of the slot; nothing is said of it before the code. */
		takePassphrase: silent<undefined>(),
		/** Judges number, passphrase and one-time code together. */
		checkCode: silent<StaffClaim>(),
	},
	actions: {
		/** Empties the slot: leaving a field by any edge empties it. */
		emptySlot: () => undefined,
		/** Forgets what was typed so far. */
		forgetAttempt: () => undefined,
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		rememberTries: assign((_, {triesLeft}: {readonly triesLeft: number}) => ({triesLeft})),
		rememberFault: assign((_, {fault}: {readonly fault: StaffTypingFault}) => ({fault})),
		forgetFault: assign({fault: undefined}),
		rememberAbsent: assign((_, {cause}: {readonly cause: AbsentCause}) => ({absent: cause, kind: undefined})),
		rememberKind: assign((_, {kind}: {readonly kind: CardKind}) => ({absent: undefined, kind})),
		rememberRefusal: assign((_, {cause}: {readonly cause: StaffRefusal}) => ({refusal: cause})),
		rememberWait: assign((_, {seconds}: {readonly seconds: number}) => ({lockedSeconds: seconds})),
		rememberOfficer: assign(
			(_, {event}: {readonly event: Extract<StaffEvent, {type: 'staff.signedIn'}>}) => ({
				officer: {id: event.id, role: event.role},
				authorisation:
					event.signature === '' ? undefined : {certificate: event.certificate, signature: event.signature},
			}),
		),
	},
	guards: {
		isCardAlone: ({context: {methods, order}}) => order !== '' || !methods.includes('passphrase'),
		isPassphraseAlone: ({context: {methods}}) => !methods.includes('card'),
	},
	delays: {
		cardDeadline: 10_000,
		/** Argon2id takes a good part of a second, more on a slow machine. */
		checkDeadline: 30_000,
	},
});

const toMuteCard = {target: '#staffSignIn.noCard', actions: muteCause} as const;

/** The card could not be spoken to: what it said, or that it said nothing. */
const toNoCard = {
	'card.absent': {target: '#staffSignIn.noCard', actions: absentCause},
	'card.other': {target: '#staffSignIn.noCard', actions: otherKind},
	'card.left': {target: '#staffSignIn.noCard', actions: goneCause},
	'card.failed': toMuteCard,
} as const;

const toRefused = {
	target: '#staffSignIn.refused',
	actions: {
		type: 'rememberRefusal',
		params: ({event}: {event: Extract<StaffEvent, {type: 'staff.refused'}>}) => ({cause: event.cause}),
	},
} as const;

const rememberSignedIn = {
	type: 'rememberOfficer' as const,
	params: ({event}: {event: Extract<StaffEvent, {type: 'staff.signedIn'}>}) => ({event}),
};

/** A field: OK has it judged, Esc leaves. */
const field = (screen: ScreenName, name: NonNullable<ScreenMeta['field']>) =>
	({
		screen,
		manual,
		buttons: ['ok', 'cancel'],
		first: 'ok',
		escape: 'cancel',
		field: name,
	}) satisfies ScreenMeta;

/** Says what stands in the way; OK tries again. */
const notice = (screen: ScreenName, again: '#staffSignIn.insertCard' | '#staffSignIn.opening') =>
	base.createStateConfig({
		meta: {screen, manual, buttons: ['ok', 'cancel'], first: 'ok', escape: 'cancel'},
		on: {'user.ok': again, 'user.cancel': '#staffSignIn.cancelled'},
	});

/** Judges what was typed into a field and goes on, or back to the field. */
const taking = (
	screen: ScreenName,
	src: 'examineStaffPin' | 'takeStaffId' | 'takePassphrase',
	next: string,
	back: string,
) =>
	base.createStateConfig({
		meta: {screen, manual},
		entry: 'forgetFault',
		invoke: {src},
		on: {
			'staff.typed': next,
			'staff.mistyped': {
				target: back,
				actions: ['emptySlot', {type: 'rememberFault', params: ({event}) => ({fault: event.fault})}],
			},
			'staff.failed': '#staffSignIn.unavailable',
		},
	});

/**
 * The sign-in of one member of staff, by card or by passphrase and one-time code. It never sees a PIN, passphrase or
 * code: the slot's owner does. With one reader the citizen's card goes out before, and the staff card after.
 */
export const staffSignInMachine = base.createMachine({
	id: 'staffSignIn',
	context: ({input}) => ({
		...input,
		triesLeft: undefined,
		fault: undefined,
		absent: undefined,
		kind: undefined,
		refusal: undefined,
		lockedSeconds: undefined,
		officer: undefined,
		authorisation: undefined,
	}),
	initial: 'opening',
	exit: ['emptySlot', 'forgetAttempt'],
	output: ({event}) => (event as unknown as {output: StaffSignInOutput}).output,
	states: {
		opening: {
			meta: {screen: 'staffMethod', manual},
			entry: ['emptySlot', 'forgetAttempt'],
			always: [
				{guard: 'isCardAlone', target: 'insertCard'},
				{guard: 'isPassphraseAlone', target: 'naming'},
				{target: 'choosing'},
			],
		},
		choosing: {
			meta: {
				screen: 'staffMethod',
				manual,
				buttons: ['staffCard', 'staffPassphrase', 'cancel'],
				first: 'staffCard',
				escape: 'cancel',
			},
			on: {
				'user.choose': [
					{guard: ({event}) => event.choice === 'staffCard', target: 'insertCard'},
					{guard: ({event}) => event.choice === 'staffPassphrase', target: 'naming'},
				],
				'user.cancel': 'cancelled',
			},
		},
		/** The citizen's card out, the staff card in. */
		insertCard: {
			meta: {screen: 'staffInsertCard', manual, buttons: ['ok', 'cancel'], first: 'ok', escape: 'cancel'},
			on: {'user.ok': 'looking', 'user.cancel': 'cancelled'},
		},
		looking: {
			tags: 'hold',
			meta: {screen: 'staffReadingCard', manual},
			entry: 'tellHeld',
			exit: 'tellReleased',
			invoke: {src: 'lookAtStaffCard'},
			after: {cardDeadline: toMuteCard},
			on: {
				...toNoCard,
				'card.ready': {
					target: 'pin',
					actions: {type: 'rememberTries', params: ({event}) => ({triesLeft: event.triesLeft})},
				},
				'card.blocked': 'blocked',
			},
		},
		noCard: {...notice('staffNoCard', '#staffSignIn.insertCard')},
		/** The tries left are shown before typing. */
		pin: {
			meta: field('staffPin', 'staffPin'),
			on: {'user.ok': 'examiningPin', 'user.cancel': 'cancelled', 'card.left': toNoCard['card.left']},
		},
		examiningPin: {...taking('staffPin', 'examineStaffPin', '#staffSignIn.checkingCard', '#staffSignIn.pin')},
		checkingCard: {
			tags: 'hold',
			meta: {screen: 'staffChecking', manual},
			initial: 'showing',
			entry: 'tellHeld',
			exit: ['emptySlot', 'tellReleased'],
			on: {
				...toNoCard,
				'staff.signedIn': {target: 'takeCard', actions: rememberSignedIn},
				'staff.refused': toRefused,
				'staff.failed': 'unavailable',
				'card.wrongPassword': {
					target: 'wrongPin',
					actions: {type: 'rememberTries', params: ({event}) => ({triesLeft: event.triesLeft})},
				},
				'card.blocked': 'blocked',
			},
			states: {
				showing: onceShown('staffChecking', 'asking'),
				asking: {
					invoke: {src: 'checkStaffCard', input: claimOf},
					after: {cardDeadline: toMuteCard},
				},
			},
		},
		wrongPin: {
			...notice('staffWrongPin', '#staffSignIn.insertCard'),
			on: {'user.ok': 'looking', 'user.cancel': 'cancelled'},
		},
		/** Only whoever issues the card can help. */
		blocked: {
			meta: {screen: 'staffPinBlocked', manual, buttons: ['ok'], first: 'ok', escape: 'ok'},
			on: {'user.ok': 'cancelled'},
		},
		/** Nobody is signed in whose card still lies there for the next person. */
		takeCard: {
			meta: {screen: 'staffTakeCard', manual, buttons: ['cancel'], first: 'cancel', escape: 'cancel'},
			on: {'card.left': 'signedIn', 'user.cancel': 'cancelled'},
		},
		naming: {
			meta: field('staffId', 'staffId'),
			on: {'user.ok': 'takingId', 'user.cancel': 'cancelled'},
		},
		takingId: {...taking('staffId', 'takeStaffId', '#staffSignIn.passphrase', '#staffSignIn.naming')},
		passphrase: {
			meta: field('staffPassphrase', 'staffPassphrase'),
			on: {'user.ok': 'takingPassphrase', 'user.cancel': 'cancelled'},
		},
		takingPassphrase: {
			...taking('staffPassphrase', 'takePassphrase', '#staffSignIn.code', '#staffSignIn.passphrase'),
		},
		code: {
			meta: field('staffCode', 'staffCode'),
			on: {'user.ok': 'checkingCode', 'user.cancel': 'cancelled'},
		},
		checkingCode: {
			tags: 'hold',
			meta: {screen: 'staffChecking', manual},
			initial: 'showing',
			entry: 'tellHeld',
			exit: ['emptySlot', 'tellReleased'],
			on: {
				'staff.signedIn': {target: 'signedIn', actions: rememberSignedIn},
				'staff.mistyped': {
					target: 'code',
					actions: {type: 'rememberFault', params: ({event}) => ({fault: event.fault})},
				},
				'staff.wrong': 'wrong',
				'staff.lockedOut': {
					target: 'lockedOut',
					actions: {type: 'rememberWait', params: ({event}) => ({seconds: event.seconds})},
				},
				'staff.refused': toRefused,
				'staff.failed': 'unavailable',
			},
			states: {
				showing: onceShown('staffChecking', 'asking'),
				asking: {
					invoke: {src: 'checkCode', input: claimOf},
					after: {checkDeadline: '#staffSignIn.unavailable'},
				},
			},
		},
		wrong: {...notice('staffWrong', '#staffSignIn.opening')},
		lockedOut: {...notice('staffLockedOut', '#staffSignIn.opening')},
		refused: {...notice('staffRefused', '#staffSignIn.opening')},
		/** Roster or audit cannot be used. */
		unavailable: {...notice('staffUnavailable', '#staffSignIn.opening')},
		signedIn: {
			type: 'final',
			output: ({context: {officer, authorisation}}): StaffSignInOutput =>
				officer ? {end: 'signedIn', officer, authorisation} : {end: 'cancelled'},
		},
		cancelled: {type: 'final', output: {end: 'cancelled'} satisfies StaffSignInOutput},
	},
});

/** The sign-in as a dialogue, whose opener hears when it holds. Devices are provided to this one. */
export const staffSignInChild = staffSignInMachine.provide({actions: tellParent()});

export const showStaffSignIn: Show<StaffSignInContext> = context => ({
	triesLeft: context.triesLeft,
	absent: context.absent,
	kind: context.kind,
	staff: {
		task: context.task,
		needed: context.needed,
		typingFault: context.fault,
		refusal: context.refusal,
		lockedSeconds: context.lockedSeconds,
	},
});
