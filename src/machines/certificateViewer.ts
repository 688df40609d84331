import {assign, forwardTo, setup} from 'xstate';
import type {AbsentCause, CardKind} from '../domain/card.ts';
import {type CertificateChoice, isCertificateChoice} from '../domain/certificate.ts';
import type {Stop} from '../domain/codes.ts';
import {absentCause, muteCause, otherKind} from './cardAnswers.ts';
import type {CardEvent, DocumentEvent, PasswordEvent, ScreenEvent, UserEvent} from './events.ts';
import {type LoginOutput, loginChild} from './login.ts';
import type {ScreenMeta, ScreenName} from './screen.ts';
import {
	byEnd,
	type ChargeEvent,
	endOfChild,
	finishedEnd,
	overForGood,
	type SessionEnd,
	tellParent,
	whileInDialogue,
} from './sessionChild.ts';
import type {Show} from './shown.ts';
import {silent} from './silent.ts';

export interface CertificateViewerInput {
	/** Whether the card left in the middle of the one before, of which this one only says so (T-18). */
	readonly isCutShort?: boolean;
}

interface CertificateViewerContext {
	readonly isCutShort: boolean;
	readonly choice: CertificateChoice;
	readonly triesLeft: number;
	/** Where the password is typed, if not on the keyboard: on the keys of the reader. */
	readonly typedOn: 'pad' | undefined;
	/** The certificate as JSON text (domain/certificate.ts); empty when none is shown. */
	readonly description: string;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	readonly stop: Stop | undefined;
}

type CertificateViewerEvent =
	| UserEvent
	| ScreenEvent
	| CardEvent
	| PasswordEvent
	| DocumentEvent
	| ChargeEvent;

const nothing = {triesLeft: 0, typedOn: undefined, description: ''} as const;

/** The rows that send people to 証明書表示ツール; the manual does not show it. */
const manual = 'S004-141, S004-147, S004-248, S004-308';

const base = setup({
	types: {
		context: {} as CertificateViewerContext,
		input: {} as CertificateViewerInput | undefined,
		output: {} as SessionEnd,
		events: {} as CertificateViewerEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold' | 'personal',
	},
	actors: {
		login: loginChild,
		/** Which card is it, and how many tries are left? */
		lookAtCard: silent<undefined>(),
		/** Reads a certificate, the signing one in the visit that the login opened, describes it, and ends the visit. */
		readCertificate: silent<{readonly choice: CertificateChoice}>(),
	},
	actions: {
		forget: assign(nothing),
		/** Empties the slot and powers the card down. */
		endVisit: () => undefined,
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		tellPersonal: () => undefined,
		tellImpersonal: () => undefined,
		choose: assign((_, {choice}: {readonly choice: CertificateChoice}) => ({
			choice,
			absent: undefined,
			kind: undefined,
		})),
		rememberReady: assign((_, {triesLeft, typedOn}: Omit<CardReady, 'type'>) => ({triesLeft, typedOn})),
		rememberAbsent: assign((_, {cause}: {readonly cause: AbsentCause}) => ({absent: cause})),
		rememberKind: assign((_, {kind}: {readonly kind: CardKind}) => ({kind})),
		rememberDescription: assign((_, {description}: {readonly description: string}) => ({description})),
		rememberStop: assign((_, {stop}: {readonly stop: Stop}) => ({stop})),
		passToDialogue: forwardTo('login'),
	},
	guards: {
		isCutShort: ({context}) => context.isCutShort,
	},
	delays: {
		cardDeadline: 10_000,
	},
});

type CardReady = Extract<CardEvent, {readonly type: 'card.ready'}>;

const toNoCard = {target: 'noCard', actions: absentCause} as const;
const toMuteCard = {target: 'noCard', actions: muteCause} as const;
const toOtherCard = {target: 'otherCard', actions: otherKind} as const;

/** Says why nothing is shown, with everything forgotten; leads back to the choice or up to the top. */
const stopped = (screen: ScreenName, stop: Stop) =>
	base.createStateConfig({
		meta: {
			screen,
			manual,
			stop,
			buttons: ['ok', 'cancel'],
			first: 'ok',
			escape: 'cancel',
			behind: 'chooseCertificate',
		},
		entry: ['forget', 'endVisit', 'tellImpersonal'],
		on: {'user.ok': 'choosing', 'user.cancel': 'top'},
	});

/** One page of a certificate; OK turns to the other one. */
const page = (screen: ScreenName, other: 'basic' | 'detail') =>
	base.createStateConfig({
		tags: 'personal',
		meta: {screen, manual, buttons: ['ok', 'back', 'cancel'], first: 'ok', escape: 'back'},
		entry: 'tellPersonal',
		on: {'user.ok': other, 'user.back': 'choosing', 'user.cancel': 'top', 'card.left': 'cardLeft'},
	});

/** The certificate viewer (証明書表示ツール): shows what a card's certificates say. It signs and sends nothing. */
export const certificateViewerMachine = base.createMachine({
	id: 'certificateViewer',
	context: ({input}) => ({
		...nothing,
		choice: 'signing',
		absent: undefined,
		kind: undefined,
		stop: undefined,
		isCutShort: input?.isCutShort ?? false,
	}),
	initial: 'opening',
	output: endOfChild,
	on: overForGood,
	states: {
		opening: {always: [{guard: 'isCutShort', target: 'cardLeft'}, 'choosing']},
		choosing: {
			meta: {
				screen: 'chooseCertificate',
				manual,
				buttons: ['signing', 'authentication', 'signingCa', 'authenticationCa', 'cancel'],
				first: 'signing',
				escape: 'cancel',
			},
			entry: ['forget', 'endVisit', 'tellImpersonal'],
			on: {
				'user.choose': [
					{
						guard: ({event}) => event.choice === 'signing',
						target: 'preparingCard',
						actions: {type: 'choose', params: {choice: 'signing'}},
					},
					{
						guard: ({event}) => isCertificateChoice(event.choice),
						target: 'reading',
						actions: {
							type: 'choose',
							params: ({event}) => ({choice: event.choice as CertificateChoice}),
						},
					},
				],
				'user.cancel': 'top',
			},
		},
		preparingCard: {
			meta: {screen: 'readingCertificate', manual},
			invoke: {src: 'lookAtCard'},
			after: {cardDeadline: toMuteCard},
			on: {
				'card.ready': {
					target: 'login',
					actions: {type: 'rememberReady', params: ({event}) => event},
				},
				'card.absent': toNoCard,
				'card.failed': toMuteCard,
				'card.other': toOtherCard,
				'card.blocked': 'locked',
				'card.left': 'cardLeft',
			},
		},
		login: {
			meta: {screen: 'login', manual, behind: 'chooseCertificate'},
			invoke: {
				id: 'login',
				src: 'login',
				input: ({context: {triesLeft, typedOn}}) => ({visit: 'import', triesLeft, typedOn}),
				onDone: byEnd<LoginOutput>({
					verified: 'reading',
					cancelled: 'choosing',
					blocked: 'locked',
					cardLeft: 'cardLeft',
					cardChanged: 'cardLeft',
					unexpected: 'cardLeft',
				}),
			},
			on: whileInDialogue,
		},
		reading: {
			tags: 'hold',
			meta: {screen: 'readingCertificate', manual},
			entry: 'tellHeld',
			exit: 'tellReleased',
			invoke: {src: 'readCertificate', input: ({context}) => ({choice: context.choice})},
			after: {cardDeadline: toMuteCard},
			on: {
				'certificate.described': {
					target: 'basic',
					actions: {
						type: 'rememberDescription',
						params: ({event}) => ({description: event.description}),
					},
				},
				'certificate.unreadable': 'unreadable',
				'card.unreadable': 'unreadable',
				'card.absent': toNoCard,
				'card.failed': toMuteCard,
				'card.other': toOtherCard,
				'card.left': 'cardLeft',
			},
		},
		basic: page('certificateBasic', 'detail'),
		detail: page('certificateDetail', 'basic'),
		noCard: stopped('viewerNoCard', 'cardNotReady'),
		otherCard: stopped('viewerOtherCard', 'notThisCard'),
		locked: stopped('viewerLocked', 'passwordLocked'),
		unreadable: stopped('viewerUnreadable', 'importError'),
		cardLeft: stopped('viewerCardLeft', 'unexpectedError'),
		/** Back to the top screen. */
		top: {type: 'final', output: {end: 'top'} satisfies SessionEnd},
		/** Over for good: the card is to be taken. */
		finished: {type: 'final', output: finishedEnd},
	},
});

/** The viewer as the child of the kiosk, which hears when it holds. Devices are provided to this one. */
export const certificateViewerChild = certificateViewerMachine.provide({actions: tellParent()});

export const showViewer: Show<CertificateViewerContext> = ({description, absent, kind}, {screen}) => ({
	absent,
	kind,
	certificate:
		screen === 'certificateBasic' || screen === 'certificateDetail' ? description || undefined : undefined,
});
