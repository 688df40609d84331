import {assign, forwardTo, sendParent, setup, spawnChild, stopChild} from 'xstate';
import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {Stop} from '../domain/codes.ts';
import {passwordLimits} from '../domain/newPassword.ts';
import type {PasswordName} from '../domain/password.ts';
import {
	type DocumentOf,
	type DocumentRules,
	documentsOf,
	missingDocuments,
	type ResetComer,
	type ResetOrder,
	type ResettableComer,
	type SeenDocument,
	toggled,
} from '../domain/reset.ts';
import {defaultResetLimits, type ResetRefusal, type ResetTimes} from '../domain/resetRules.ts';
import type {ResetEnd} from '../domain/slip.ts';
import {hasRole, type Officer} from '../domain/staff.ts';
import {type DeskItem, deskItems} from '../domain/staffDesk.ts';
import {absentCause, changedKind, goneCause, muteCause, otherKind} from './cardAnswers.ts';
import type {
	CardEvent,
	PasswordEvent,
	ResetEvent,
	ScreenEvent,
	SlipEvent,
	StaffEvent,
	UserEvent,
} from './events.ts';
import {type NewPasswordOutput, newPasswordMachine} from './newPassword.ts';
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
import type {DutyEvent} from './staffDesk.ts';
import {type StaffSignInInput, type StaffSignInOutput, staffSignInChild} from './staffSignIn.ts';

export interface AssistedResetInput {
	/** Whether anybody is there who can unblock a card: else it ends in guidance. */
	readonly canUnblock: boolean;
	/** Which documents the municipality asks for. */
	readonly documentRules: DocumentRules;
	/** How long the officers' word holds here; the longest if not given. */
	readonly times?: ResetTimes;
	/** Whether slips can be printed here. */
	readonly hasPrinter?: boolean;
}

/** An order as an officer signed it. */
export interface SignedOrder {
	readonly officer: Officer;
	/** What was signed (domain/reset.ts). */
	readonly text: string;
	/** DER in base64. */
	readonly certificate: string;
	/** Base64. */
	readonly signature: string;
}

/** What the devices need to draw the order up. */
export type OrderParts = Pick<ResetOrder, 'password' | 'comer' | 'documents'> & {
	readonly part: 'first' | 'second';
};

/** What the window and the card need: two officers' word. */
export interface OrderedReset {
	readonly password: PasswordName;
	readonly signed: readonly SignedOrder[];
}

/** How a reset ended, for the audit. */
export interface ResetEnding {
	readonly result: 'reset' | 'guided' | 'refused' | 'failed' | 'unknown';
	readonly cause?: string | undefined;
}

interface AssistedResetContext extends AssistedResetInput {
	readonly password: PasswordName;
	/** Undefined for a blocked password. */
	readonly triesLeft: number | undefined;
	readonly comer: ResetComer;
	readonly seen: readonly SeenDocument[];
	/** Whose documents are ticked off now. */
	readonly of: DocumentOf;
	/** What is before an officer to be signed. */
	readonly order: string;
	readonly signed: readonly SignedOrder[];
	/** The window wants an operator among the two. */
	readonly needsOperator: boolean;
	readonly secondsLeft: number;
	readonly refusal: ResetRefusal | undefined;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	readonly stop: Stop | undefined;
	/** How far the slip of the end is, once it was asked for. */
	readonly slip: Shown['slip'];
}

type AssistedResetEvent =
	| UserEvent
	| ScreenEvent
	| CardEvent
	| PasswordEvent
	| StaffEvent
	| ResetEvent
	| SlipEvent
	| ChargeEvent;

const nothing = {order: '', signed: [], needsOperator: false, secondsLeft: 0, refusal: undefined} as const;
const noReason = {absent: undefined, kind: undefined} as const;
const manual = 'T-21';

const base = setup({
	types: {
		context: {} as AssistedResetContext,
		input: {} as AssistedResetInput,
		output: {} as SessionEnd,
		events: {} as AssistedResetEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold' | 'result',
	},
	actors: {
		staffSignIn: staffSignInChild,
		newPassword: newPasswordMachine,
		/** Which card is it, and is this password blocked? From here on only this card is meant. */
		lookForReset: silent<{readonly password: PasswordName}>(),
		/** Puts the order before an officer: with its number and the time. */
		drawUpOrder: silent<OrderParts>(),
		/** Would the window authorise it? Uses nothing up. */
		askWindow: silent<OrderedReset>(),
		/** Says how long the two officers' word still holds. */
		countDown: silent<undefined>(),
		/** One visit: the card's challenge, the window's answer to it, the new password. */
		resetPassword: silent<OrderedReset>(),
		/** Asks the same card, put in again, which password it holds. */
		tellReset: silent<{readonly password: PasswordName}>(),
		/** Prints the slip of how it ended; leaving gives it up. */
		printSlip: silent<ResetEnd>(),
	},
	actions: {
		/** Empties slot and vault and powers the card down; which card it is stays known. */
		endVisit: () => undefined,
		/** Empties the vault. */
		emptyVault: () => undefined,
		/** How it ended, on disk before anybody reads it. */
		noteEnd: (_, _ending: ResetEnding) => undefined,
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		/** The citizen is alone now: nobody of the staff stays signed in. */
		tellDutyEnded: () => undefined,
		passToSignIn: forwardTo('staffSignIn'),
		passToDialogue: forwardTo('newPassword'),
		forget: assign({...nothing, seen: []}),
		forgetReason: assign(noReason),
		forgetSigned: assign(nothing),
		choose: assign((_, {password}: {readonly password: PasswordName}) => ({password})),
		rememberTries: assign((_, {triesLeft}: {readonly triesLeft: number | undefined}) => ({triesLeft})),
		rememberAbsent: assign((_, {cause}: {readonly cause: AbsentCause}) => ({...noReason, absent: cause})),
		rememberKind: assign((_, {kind}: {readonly kind: CardKind}) => ({...noReason, kind})),
		rememberComer: assign((_, {comer}: {readonly comer: ResetComer}) => ({
			comer,
			seen: [],
			of: firstOf(comer),
		})),
		tick: assign(({context: {seen, of}}, {item}: {readonly item: DeskItem}) => ({
			seen: toggled(seen, of, deskItems.indexOf(item)),
		})),
		turnTo: assign((_, {of}: {readonly of: DocumentOf}) => ({of})),
		rememberOrder: assign((_, {order}: {readonly order: string}) => ({order})),
		rememberSigned: assign(({context: {signed, order}}, {output}: {readonly output: StaffSignInOutput}) => ({
			signed:
				output.end === 'signedIn' && output.authorisation
					? [...signed, {officer: output.officer, text: order, ...output.authorisation}]
					: signed,
		})),
		/** The second officer's word is taken back: an operator gives theirs. */
		askForOperator: assign(({context: {signed}}) => ({signed: signed.slice(0, 1), needsOperator: true})),
		rememberRefusal: assign((_, {cause}: {readonly cause: ResetRefusal}) => ({refusal: cause})),
		rememberSeconds: assign((_, {seconds}: {readonly seconds: number}) => ({secondsLeft: seconds})),
		rememberStop: assign((_, {stop}: {readonly stop: Stop | undefined}) => ({stop})),
		rememberSlip: assign((_, {slip}: {readonly slip: Shown['slip']}) => ({slip})),
	},
	guards: {
		/** That it is another officer than the first, the sign-in has seen to, and the window sees to it again. */
		isSignedIn: (_, {output}: {readonly output: StaffSignInOutput}) =>
			output.end === 'signedIn' &&
			output.authorisation !== undefined &&
			hasRole(output.officer.role, 'resetOfficer'),
		isPrintAsked,
		isLastPage: ({context}) => pageAfter(context) === undefined,
		isFirstPage: ({context}) => pageBefore(context) === undefined,
		lacksHere: ({context}) => lacksHere(context),
	},
	delays: {
		cardDeadline: 10_000,
		/** Drawing up is at hand; the window and the card's visit have their own deadlines below these. */
		drawingDeadline: 5000,
		windowDeadline: 30_000,
		resetDeadline: 120_000,
		/** Between the two officers (T-21). */
		betweenDeadline: ({context}) => timesOf(context).minutesBetween * 60_000,
		/** From the second officer to the card (T-21). */
		grantDeadline: ({context}) => timesOf(context).secondsAfter * 1000,
	},
});

/** Why the citizen's card could not be looked at, said where it is put in. */
const toCardAgain = (target: string) =>
	({
		'card.absent': {target, actions: absentCause},
		'card.other': {target, actions: otherKind},
		'card.changed': {target, actions: changedKind},
		'card.failed': {target, actions: muteCause},
	}) as const;

/** Cards come and go: the citizen's out, an officer's in. Whoever needs one looks for itself. */
const cardsMayLeave = {'card.left': {}} as const;
/** The device tells what became of the card. */
const readerIsTold = {'card.left': {}, 'reader.stuck': {}} as const;

const page = {first: 'ok', escape: 'cancel'} as const;

/** An officer signs: the dialogue passes on who it was, and what the card signed. */
const signing = (task: 'firstOfficer' | 'secondOfficer', signedIn: string, cancelled: string) =>
	base.createStateConfig({
		meta: {screen: 'staffInsertCard', manual},
		invoke: {
			id: 'staffSignIn',
			src: 'staffSignIn',
			input: ({context}) => signInInput(context, task),
			onDone: [
				{
					guard: {type: 'isSignedIn', params: ({event}) => ({output: event.output})},
					target: signedIn,
					actions: {type: 'rememberSigned', params: ({event}) => ({output: event.output})},
				},
				{target: cancelled},
			],
		},
		// Where a deadline ends it, the dialogue is stopped and cannot tell that it holds no more.
		exit: 'tellReleased',
		on: {
			'procedure.held': {actions: 'tellHeld'},
			'procedure.released': {actions: 'tellReleased'},
			'card.left': {actions: 'passToSignIn'},
		},
	});

const drawing = (part: 'first' | 'second', drawn: string) =>
	base.createStateConfig({
		meta: {screen: 'resetWorking', manual},
		invoke: {src: 'drawUpOrder', input: ({context}) => orderParts(context, part)},
		after: {drawingDeadline: '#assistedReset.unavailable'},
		on: {
			'reset.drawn': {
				target: drawn,
				actions: {type: 'rememberOrder', params: ({event}) => ({order: event.order})},
			},
			'reset.noAnswer': '#assistedReset.unavailable',
			...cardsMayLeave,
		},
	});

/** How it ended; 終わる is the only way on, to the reminder to take the card. */
const lastWord = (screen: ScreenName, result: ResetEnding['result'], stop?: Stop) =>
	base.createStateConfig({
		tags: 'result',
		meta: {screen, manual, buttons: ['ok'], first: 'ok', escape: 'ok', ...(stop && {stop})},
		entry: [
			'emptyVault',
			'endVisit',
			{type: 'rememberStop', params: {stop}},
			{type: 'noteEnd', params: ({context}) => ({result, cause: context.refusal})},
		],
		on: {'user.ok': 'finished', ...readerIsTold},
	});

/** A last word of which a slip can be taken along. */
const withSlip = (screen: ScreenName, result: ResetEnd['result']) => {
	const state = lastWord(screen, result);
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
					spawnChild('printSlip', {id: 'slip', input: ({context}) => endOf(context, result)}),
				],
			},
			...slipIsTold,
		},
	});
};

/**
 * The staff-assisted reset (T-21): which password, the citizen's card, who came, what was seen, two officers with their
 * own cards, then the citizen alone. It never sees a password: the slot's owner keeps it. Whether it may be is the
 * window's answer; without an unblocker it ends in what to bring and where.
 */
export const assistedResetMachine = base.createMachine({
	id: 'assistedReset',
	context: ({input}) => ({
		...input,
		...nothing,
		...noReason,
		password: 'signing',
		triesLeft: undefined,
		comer: 'holder',
		seen: [],
		of: 'holder',
		stop: undefined,
		slip: undefined,
	}),
	initial: 'choosing',
	output: endOfChild,
	on: overForGood,
	states: {
		choosing: {
			meta: {
				screen: 'resetChoose',
				manual,
				buttons: ['signing', 'authentication', 'cancel'],
				first: 'signing',
				escape: 'cancel',
			},
			entry: ['forget', 'forgetReason', 'endVisit'],
			on: {
				'user.choose': byPassword('card'),
				'user.cancel': 'top',
				...cardsMayLeave,
			},
		},
		card: {
			meta: {screen: 'resetInsertCard', manual, buttons: ['ok', 'back', 'cancel'], ...page},
			on: {'user.ok': 'looking', 'user.back': 'choosing', 'user.cancel': 'top', ...cardsMayLeave},
		},
		looking: {
			meta: {screen: 'resetLooking', manual},
			entry: 'forgetReason',
			invoke: {src: 'lookForReset', input: ({context}) => ({password: context.password})},
			after: {
				cardDeadline: {target: 'card', actions: muteCause},
			},
			on: {
				'card.ready': {
					target: 'who',
					actions: {type: 'rememberTries', params: ({event}) => ({triesLeft: event.triesLeft})},
				},
				'card.blocked': {target: 'who', actions: {type: 'rememberTries', params: {triesLeft: undefined}}},
				...toCardAgain('card'),
				'card.left': {target: 'card', actions: goneCause},
			},
		},
		/** What the card said, and who came with it. */
		who: {
			meta: {
				screen: 'resetWho',
				manual,
				buttons: ['holder', 'representative', 'agent', 'back', 'cancel'],
				first: 'holder',
				escape: 'cancel',
			},
			on: {
				'user.choose': [
					{
						guard: ({context, event}) => context.canUnblock && event.choice === 'holder',
						target: 'documents',
						actions: {type: 'rememberComer', params: {comer: 'holder'}},
					},
					{
						guard: ({context, event}) => context.canUnblock && event.choice === 'representative',
						target: 'documents',
						actions: {type: 'rememberComer', params: {comer: 'representative'}},
					},
					{
						guard: ({event}) => isComer(event.choice),
						target: 'guidance',
						actions: {
							type: 'rememberComer',
							params: ({event}) => ({comer: event.choice as ResetComer}),
						},
					},
				],
				'user.back': 'card',
				'user.cancel': 'top',
				...cardsMayLeave,
			},
		},
		/** One page for each person or proof; documents by kind, never by number. */
		documents: {
			meta: {
				screen: 'resetDocuments',
				manual,
				buttons: [...deskItems, 'ok', 'back', 'cancel'],
				first: 'item1',
				escape: 'cancel',
			},
			entry: 'forgetSigned',
			on: {
				'user.choose': {
					guard: ({event}) => deskItems.some(item => item === event.choice),
					actions: {type: 'tick', params: ({event}) => ({item: event.choice as DeskItem})},
				},
				'user.ok': [
					{guard: 'lacksHere', target: 'lacking'},
					{guard: 'isLastPage', target: 'drawingFirst'},
					{
						actions: {
							type: 'turnTo',
							params: ({context}) => ({of: pageAfter(context) ?? context.of}),
						},
					},
				],
				'user.back': [
					{guard: 'isFirstPage', target: 'who'},
					{
						actions: {
							type: 'turnTo',
							params: ({context}) => ({of: pageBefore(context) ?? context.of}),
						},
					},
				],
				'user.cancel': 'top',
				...cardsMayLeave,
			},
		},
		/** Not enough was seen: it ends in what to bring, or goes on looking. */
		lacking: {
			meta: {
				screen: 'resetLacking',
				manual,
				buttons: ['ok', 'back', 'cancel'],
				first: 'back',
				escape: 'back',
				behind: 'resetDocuments',
			},
			on: {'user.ok': 'guidance', 'user.back': 'documents', 'user.cancel': 'top', ...cardsMayLeave},
		},
		drawingFirst: drawing('first', '#assistedReset.firstOfficer'),
		firstOfficer: signing('firstOfficer', '#assistedReset.confirming', '#assistedReset.documents'),
		/** From the first officer's signature on, the second has five minutes. */
		confirming: {
			initial: 'summary',
			after: {
				betweenDeadline: {
					target: 'refused',
					actions: {type: 'rememberRefusal', params: {cause: 'tooLate' as const}},
				},
			},
			states: {
				/** The second officer sees what the first entered. */
				summary: {
					meta: {
						screen: 'resetSummary',
						manual,
						buttons: ['ok', 'back', 'cancel'],
						first: 'back',
						escape: 'cancel',
					},
					on: {
						'user.ok': 'drawing',
						'user.back': '#assistedReset.documents',
						'user.cancel': '#assistedReset.top',
						...cardsMayLeave,
					},
				},
				drawing: drawing('second', '#assistedReset.confirming.secondOfficer'),
				secondOfficer: signing(
					'secondOfficer',
					'#assistedReset.confirming.asking',
					'#assistedReset.confirming.summary',
				),
				asking: {
					tags: 'hold',
					meta: {screen: 'resetWorking', manual},
					entry: 'tellHeld',
					exit: 'tellReleased',
					initial: 'showing',
					on: {
						'reset.granted': '#assistedReset.alone',
						'reset.refused': [
							{guard: ({event}) => event.cause === 'operatorNeeded', target: 'operator'},
							{
								target: '#assistedReset.refused',
								actions: {type: 'rememberRefusal', params: ({event}) => ({cause: event.cause})},
							},
						],
						'reset.noAnswer': '#assistedReset.unavailable',
						...cardsMayLeave,
					},
					states: {
						showing: onceShown('resetWorking', 'working'),
						working: {
							invoke: {src: 'askWindow', input: ({context}) => orderedReset(context)},
							after: {windowDeadline: '#assistedReset.unavailable'},
						},
					},
				},
				/** The card was reset not long ago: an operator confirms in the second officer's place. */
				operator: {
					meta: {screen: 'resetOperator', manual, buttons: ['ok', 'cancel'], ...page},
					entry: 'askForOperator',
					on: {'user.ok': 'summary', 'user.cancel': '#assistedReset.top', ...cardsMayLeave},
				},
			},
		},
		/** The citizen alone, for as long as the two officers' word holds. */
		alone: {
			initial: 'handingOver',
			entry: 'tellDutyEnded',
			invoke: {src: 'countDown'},
			after: {
				grantDeadline: {
					target: 'refused',
					actions: {type: 'rememberRefusal', params: {cause: 'tooLate' as const}},
				},
			},
			on: {
				'reset.secondsLeft': [
					{
						guard: ({event}) => event.seconds <= 0,
						target: 'refused',
						actions: {type: 'rememberRefusal', params: {cause: 'tooLate' as const}},
					},
					{
						actions: {type: 'rememberSeconds', params: ({event}) => ({seconds: event.seconds})},
					},
				],
			},
			states: {
				handingOver: {
					meta: {screen: 'resetHandOver', manual, buttons: ['ok', 'cancel'], ...page},
					entry: 'emptyVault',
					on: {'user.ok': 'typing', 'user.cancel': '#assistedReset.top', ...cardsMayLeave},
				},
				typing: {
					meta: {screen: 'newPassword', manual},
					on: whileInDialogue,
					invoke: {
						id: 'newPassword',
						src: 'newPassword',
						input: ({context: {password}}) => ({
							password,
							limits: passwordLimits[password],
							asksCurrent: false,
							from: 'next',
						}),
						onDone: byEnd<NewPasswordOutput>({
							typed: '#assistedReset.alone.inserting',
							cancelled: '#assistedReset.alone.handingOver',
							cardLeft: '#assistedReset.alone.handingOver',
						}),
					},
				},
				inserting: {
					meta: {screen: 'resetInsertAgain', manual, buttons: ['ok', 'back', 'cancel'], ...page},
					on: {
						'user.ok': '#assistedReset.resetting',
						'user.back': 'handingOver',
						'user.cancel': '#assistedReset.top',
						...cardsMayLeave,
					},
				},
			},
		},
		/** Its own deadline: the two officers' word is judged by the window, once more, with the card's challenge. */
		resetting: {
			tags: 'hold',
			meta: {screen: 'resettingPassword', manual},
			entry: ['forgetReason', 'tellHeld'],
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'card.passwordChanged': 'done',
				'card.passwordKept': 'failed',
				'card.changeUnknown': 'unknown',
				'reset.refused': {
					target: 'refused',
					actions: {type: 'rememberRefusal', params: ({event}) => ({cause: event.cause})},
				},
				'reset.noAnswer': 'unavailable',
				...toCardAgain('#assistedReset.alone.inserting'),
				/** Whether that was before or after the reset, only the device knows. */
				...readerIsTold,
			},
			states: {
				showing: onceShown('resettingPassword', 'working'),
				working: {
					invoke: {src: 'resetPassword', input: ({context}) => orderedReset(context)},
					after: {resetDeadline: '#assistedReset.unknown'},
				},
			},
		},
		/** The new password was on its way when the card left: it is kept to ask the same card which one holds. */
		unknown: {
			meta: {screen: 'resetUnknown', manual, stop: 'changeUnknown', buttons: ['ok', 'cancel'], ...page},
			on: {'user.ok': 'telling', 'user.cancel': 'untold', ...readerIsTold},
		},
		telling: {
			tags: 'hold',
			meta: {screen: 'resettingPassword', manual},
			entry: ['forgetReason', 'tellHeld'],
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'card.passwordChanged': 'done',
				'card.passwordKept': 'failed',
				'card.changeUnknown': 'untold',
				/** Still blocked: nothing was set. */
				'card.blocked': 'failed',
				...toCardAgain('#assistedReset.unknown'),
				...readerIsTold,
			},
			states: {
				showing: onceShown('resettingPassword', 'working'),
				working: {
					invoke: {src: 'tellReset', input: ({context}) => ({password: context.password})},
					after: {resetDeadline: '#assistedReset.untold'},
				},
			},
		},
		done: withSlip('resetDone', 'reset'),
		guidance: withSlip('resetGuidance', 'guided'),
		refused: lastWord('resetRefused', 'refused', 'resetRefused'),
		failed: lastWord('resetFailed', 'failed', 'resetFailed'),
		unavailable: lastWord('resetUnavailable', 'failed', 'resetUnavailable'),
		untold: lastWord('resetUntold', 'unknown', 'changeUnknown'),
		/** Back to the top screen. */
		top: {type: 'final', output: {end: 'top'} satisfies SessionEnd},
		/** Over for good: the card is to be taken. */
		finished: {type: 'final', output: finishedEnd},
	},
});

function endOf(
	{password, order, triesLeft, comer}: AssistedResetContext,
	result: ResetEnd['result'],
): ResetEnd {
	if (result === 'reset') return {result, password, order};
	return {result, password, reason: triesLeft === undefined ? 'blocked' : 'forgotten', comer};
}

function timesOf({times = defaultResetLimits}: AssistedResetContext): ResetTimes {
	return times;
}

function isComer(choice: unknown): choice is ResetComer {
	return choice === 'holder' || choice === 'representative' || choice === 'agent';
}

/** The pages of documents, in their order; an agent has none. */
function pagesOf({documentRules, comer}: AssistedResetContext): readonly DocumentOf[] {
	if (comer === 'agent') return [];
	const needed = documentRules[comer];
	return pageOrder.filter(of => needed[of] !== undefined);
}

const pageOrder = ['representative', 'holder', 'authority'] as const satisfies readonly DocumentOf[];

function firstOf(comer: ResetComer): DocumentOf {
	return comer === 'representative' ? 'representative' : 'holder';
}

function pageAfter(context: AssistedResetContext): DocumentOf | undefined {
	const pages = pagesOf(context);
	return pages[pages.indexOf(context.of) + 1];
}

function pageBefore(context: AssistedResetContext): DocumentOf | undefined {
	const pages = pagesOf(context);
	return pages[pages.indexOf(context.of) - 1];
}

function lacksHere({documentRules, comer, seen, of}: AssistedResetContext): boolean {
	return comer !== 'agent' && missingDocuments(documentRules, comer, seen).includes(of);
}

function orderParts({password, comer, seen}: AssistedResetContext, part: 'first' | 'second'): OrderParts {
	return {password, comer: comer as ResettableComer, documents: seen, part};
}

function orderedReset({password, signed}: AssistedResetContext): OrderedReset {
	return {password, signed};
}

/** An order is signed by card alone. The second is another officer, with the role that the window asks for. */
function signInInput(
	{signed, needsOperator, order}: AssistedResetContext,
	task: 'firstOfficer' | 'secondOfficer',
): StaffSignInInput {
	const isSecond = task === 'secondOfficer';
	const hasOperator = signed.some(({officer}) => hasRole(officer.role, 'operator'));
	return {
		task,
		methods: ['card'],
		needed: isSecond && needsOperator && !hasOperator ? 'operator' : 'resetOfficer',
		excluded: isSecond ? signed.map(({officer}) => officer.id) : [],
		order,
	};
}

/** The reset as the child of the kiosk, which hears when it holds. Devices are provided to this one. */
export const assistedResetChild = assistedResetMachine.provide({
	actions: {
		...tellParent(),
		tellDutyEnded: sendParent({type: 'duty.ended', cause: 'asked'} satisfies DutyEvent),
	},
});

export const showAssistedReset: Show<AssistedResetContext> = (context, {screen}) => ({
	password: context.password,
	triesLeft: context.triesLeft,
	absent: context.absent,
	kind: context.kind,
	slip: context.slip,
	withheld: [
		...(screen === 'resetDocuments' ? deskItems.slice(documentsOf(context.of).length) : []),
		...(context.hasPrinter && isToBeHad(context.slip) ? [] : (['print'] as const)),
	],
	reset: {
		canUnblock: context.canUnblock,
		comer: context.comer,
		seen: context.seen,
		of: context.of,
		kinds: documentsOf(context.of),
		triesLeft: context.triesLeft,
		officers: context.signed.map(({officer}) => officer.id),
		refusal: context.refusal,
		minutesBetween: timesOf(context).minutesBetween,
		secondsLeft: context.secondsLeft,
	},
});
