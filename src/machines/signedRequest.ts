import {assign, forwardTo, setup, spawnChild, stopChild} from 'xstate';
import {parseApplication} from '../domain/application.ts';
import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {Stop} from '../domain/codes.ts';
import type {Procedure} from '../domain/procedure.ts';
import {type Notice, type Result, results} from '../domain/receipt.ts';
import type {NoReceiptCause, UnreachableCause} from '../domain/site.ts';
import {type RequestEnd, slipOfRequest} from '../domain/slip.ts';
import {absentCause, goneCause, muteCause, otherKind} from './cardAnswers.ts';
import type {
	CardEvent,
	DocumentEvent,
	PasswordEvent,
	ScreenEvent,
	SlipEvent,
	TerminalEvent,
	TerminalFault,
	UserEvent,
	WindowEvent,
} from './events.ts';
import {type LoginOutput, loginChild, type VisitKind} from './login.ts';
import type {ButtonName, ScreenMeta, ScreenName} from './screen.ts';
import {
	byEnd,
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

export interface SignedRequestInput {
	readonly procedure: Procedure;
	/** Whether slips can be printed here. */
	readonly hasPrinter?: boolean;
	/** Whether the card left in the middle of the one before, of which this one only says so (T-18). */
	readonly isCutShort?: boolean;
}

interface SignedRequestContext {
	readonly procedure: Procedure;
	readonly hasPrinter: boolean;
	readonly isCutShort: boolean;
	/** How far the slip of a result is, once it was asked for. */
	readonly slip: Shown['slip'];
	readonly triesLeft: number;
	/** Where the password is typed, if not on the keyboard: on the keys of the reader. */
	readonly typedOn: 'pad' | undefined;
	/** The imported signing certificate, DER in base64; empty when nothing is imported. */
	readonly certificate: string;
	/** The application as canonical JSON text: the bytes shown are the bytes signed. Nothing parsed stands beside it. */
	readonly application: string;
	/** The signed application, CMS in base64. */
	readonly signed: string;
	/** Every line of the application was on screen (T-07). */
	readonly isRead: boolean;
	/** 電子署名 was pressed before every line was on screen. */
	readonly isReadingAsked: boolean;
	/** Whom a validity check is about: all that is kept of the person until the result 有効, which names them (S004-240). */
	readonly applicantName: string;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	readonly fault: TerminalFault | undefined;
	/** Why the window could not be reached, when that is the fault. */
	readonly unreachable: UnreachableCause | undefined;
	/** Why no receipt came; it chooses the title of outcomeUnknown (2.2.2, 2.2.3). */
	readonly noReceipt: NoReceiptCause | undefined;
	readonly inquiries: number;
	readonly notice: Notice | undefined;
	/** The date that expired or has not come yet, ISO 8601. */
	readonly validity: string | undefined;
	/** Where the procedure stopped for good, for the reminder to take the card. */
	readonly stop: Stop | undefined;
}

type SignedRequestEvent =
	| UserEvent
	| ScreenEvent
	| CardEvent
	| PasswordEvent
	| DocumentEvent
	| WindowEvent
	| TerminalEvent
	| SlipEvent
	| ChargeEvent;

/** The person's data, before anything was imported and after everything was forgotten. */
const nobody = {
	triesLeft: 0,
	typedOn: undefined,
	certificate: '',
	application: '',
	signed: '',
	isRead: false,
	isReadingAsked: false,
	applicantName: '',
} as const;

const noReason = {
	absent: undefined,
	kind: undefined,
	fault: undefined,
	unreachable: undefined,
	noReceipt: undefined,
	inquiries: 0,
	slip: undefined,
	notice: undefined,
	validity: undefined,
	stop: undefined,
} as const;

type CardReady = Extract<CardEvent, {readonly type: 'card.ready'}>;

/** How often the window is asked about a request before its outcome is called unknown. */
const inquiriesAtMost = 3;

const both = (section: string) => ({revocation: `2.${section}`, validity: `3.${section}`});

/**
 * The signed request of seed 004: the revocation of one's own certificate (chapter 2) and its validity
 * check (chapter 3) in one machine. Every step of the manual is a state with the manual's ways out.
 */
const base = setup({
	types: {
		context: {} as SignedRequestContext,
		input: {} as SignedRequestInput,
		output: {} as SessionEnd,
		events: {} as SignedRequestEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold' | 'personal' | 'result',
	},
	actors: {
		login: loginChild,
		/** The self-diagnosis of 準備中. */
		selfCheck: silent<undefined>(),
		/** The first visit: which card is it, how many tries are left. */
		lookAtCard: silent<undefined>(),
		/** Goes on in the visit that the first login opened: reads the certificate and ends the visit. */
		importCertificate: silent<undefined>(),
		/** Judges the certificate's form and dates, and draws up the application with a new requestId. */
		drawUpApplication: silent<{readonly procedure: Procedure; readonly certificate: string}>(),
		/** Is it the same card, and how many tries are left? No VERIFY is sent. */
		lookAgain: silent<undefined>(),
		/** Goes on in the visit that the second login opened: signs exactly these bytes, verifies, ends the visit. */
		signApplication: silent<{readonly application: string; readonly certificate: string}>(),
		/** Writes the outbox, then sends, once. */
		sendApplication: silent<{readonly application: string; readonly signed: string}>(),
		/** Asks the window what became of the request that was sent. */
		inquire: silent<undefined>(),
		/** Prints the slip of a result; leaving the result gives it up. */
		printSlip: silent<RequestEnd>(),
	},
	actions: {
		/** Forgets the person; the reason of a stop stays to be read. */
		forget: assign(nobody),
		/** Forgets what was sent; a validity check still knows whom it is about. */
		forgetSubmission: assign(({context}) => ({...nobody, applicantName: context.applicantName})),
		beginAgain: assign({...nobody, ...noReason}),
		/** Empties the slot, powers the card down, drops the delivery: what the context does not hold. */
		endVisit: () => undefined,
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		tellPersonal: () => undefined,
		tellImpersonal: () => undefined,
		rememberReady: assign((_, {triesLeft, typedOn}: Omit<CardReady, 'type'>) => ({triesLeft, typedOn})),
		rememberAbsent: assign((_, {cause}: {readonly cause: AbsentCause}) => ({absent: cause})),
		rememberKind: assign((_, {kind}: {readonly kind: CardKind}) => ({kind})),
		rememberFault: assign(
			(
				_,
				{cause, unreachable}: {readonly cause: TerminalFault; readonly unreachable?: UnreachableCause},
			) => ({
				fault: cause,
				unreachable,
			}),
		),
		rememberValidity: assign((_, {instant}: {readonly instant: string}) => ({validity: instant})),
		rememberCertificate: assign((_, {certificate}: {readonly certificate: string}) => ({certificate})),
		rememberApplication: assign((_, {application}: {readonly application: string}) => ({
			application,
			signed: '',
			isRead: false,
			isReadingAsked: false,
		})),
		rememberSigned: assign((_, {signed}: {readonly signed: string}) => ({signed})),
		rememberNotice: assign(({context}, {notice}: {readonly notice: Notice}) => ({
			...nobody,
			applicantName: notice.result === 'valid' ? context.applicantName : '',
			notice,
		})),
		/** A revocation's notice names nobody, so that of its person nothing is kept. */
		rememberApplicantName: assign(({context: {procedure, application}}) => ({
			applicantName: procedure === 'validity' ? (parseApplication(application)?.applicant.name ?? '') : '',
		})),
		rememberNoReceipt: assign((_, {cause}: {readonly cause: NoReceiptCause}) => ({noReceipt: cause})),
		rememberStop: assign((_, {stop}: {readonly stop: Stop | undefined}) => ({stop})),
		rememberSlip: assign((_, {slip}: {readonly slip: Shown['slip']}) => ({slip})),
		rememberRead: assign({isRead: true, isReadingAsked: false}),
		askToRead: assign({isReadingAsked: true}),
		destroySignature: assign({signed: '', application: ''}),
		countInquiry: assign(({context}) => ({inquiries: context.inquiries + 1})),
		passToDialogue: forwardTo('login'),
	},
	guards: {
		isCutShort: ({context}) => context.isCutShort,
		isRead: ({context}) => context.isRead,
		isPrintAsked,
		mayAskAgain: ({context}) => context.inquiries < inquiriesAtMost,
		answers: ({context}, {result, procedure}: {readonly result: Result; readonly procedure: Procedure}) =>
			context.notice?.result === result && context.procedure === procedure,
	},
	delays: {
		cardDeadline: 10_000,
		signingDeadline: 30_000,
		sendingDeadline: 60_000,
		inquiryPeriod: 10_000,
		selfCheckDeadline: 20_000,
		selfCheckPeriod: 10_000,
	},
});

/** The screen of each result in each procedure: one cause, two screens. */
const resultStates = {
	revocation: {
		accepted: 'accepted',
		malformed: 'formatError',
		'unknown-issuer': 'issuerMismatch',
		'certificate-unverified': 'certificateError',
		'not-yet-valid': 'notYetValid',
		expired: 'expired',
		'application-unverified': 'applicationError',
		'wrong-addressee': 'wrongAddressee',
		'already-revoked': 'alreadyRevoked',
		duplicate: 'duplicate',
		'not-received': 'notReceived',
		// The window gives these two for a validity check only; for a revocation they say nothing that can be believed.
		valid: 'outcomeUnknown',
		'status-unknown': 'outcomeUnknown',
	},
	validity: {
		valid: 'valid',
		malformed: 'formatError',
		'unknown-issuer': 'issuerMismatch',
		'certificate-unverified': 'certificateError',
		'not-yet-valid': 'notYetValid',
		expired: 'expired',
		'application-unverified': 'applicationError',
		'wrong-addressee': 'wrongAddressee',
		'already-revoked': 'alreadyRevoked',
		duplicate: 'duplicate',
		'status-unknown': 'statusUnknown',
		'not-received': 'notReceived',
		accepted: 'outcomeUnknown',
	},
} as const satisfies Record<Procedure, Record<Result, string>>;

const toResultState = (['revocation', 'validity'] as const).flatMap(procedure =>
	results.map(result => ({
		guard: {type: 'answers' as const, params: {result, procedure}},
		target: resultStates[procedure][result],
	})),
);

type TerminalFailed = Extract<TerminalEvent, {readonly type: 'terminal.failed'}>;

/** What was sent, or is answered, needs the reader no more: it may be stuck. */
const readerNeededNoMore = {'reader.stuck': {}} as const;

/** Ends here; 終わる is the only way on, to the reminder to take the card. */
const lastWord = (screen: ScreenName, manual: ScreenMeta['manual'], stop?: Stop) =>
	base.createStateConfig({
		tags: 'result',
		meta: {screen, manual, buttons: ['ok'], first: 'ok', escape: 'ok', step: 6, ...(stop && {stop})},
		entry: ['forget', 'endVisit', 'tellImpersonal', {type: 'rememberStop', params: {stop}}],
		on: {'user.ok': 'finished', ...readerNeededNoMore},
	});

/** Where the manual sends people to 証明書表示ツール. */
const toViewer = {
	'user.choose': {
		guard: ({event}: {event: Extract<UserEvent, {readonly type: 'user.choose'}>}) =>
			event.choice === 'viewer',
		target: 'viewer',
	},
} as const;

/** Where a failed self-diagnosis leads, by its cause (2.2.1-2.2.4). */
const toFault = [
	{
		guard: ({event}: {event: TerminalFailed}) => event.cause === 'busy',
		target: '#signedRequest.serviceBusy',
	},
	{
		guard: ({event}: {event: TerminalFailed}) => event.cause === 'serviceError',
		target: '#signedRequest.serviceError',
	},
	{
		target: '#signedRequest.notInService',
		actions: {
			type: 'rememberFault' as const,
			params: ({event}: {event: TerminalFailed}) => ({
				cause: event.cause,
				...(event.unreachable && {unreachable: event.unreachable}),
			}),
		},
	},
] as const;

/** Not in service: asks again by itself, and leads to the top screen when all is well; the person may leave. */
const untilInService = (screen: ScreenName, manual: ScreenMeta['manual'], stop?: Stop) => {
	const state = lastWord(screen, manual, stop);
	return base.createStateConfig({
		...state,
		initial: 'waiting',
		on: {...state.on, 'terminal.ready': '#signedRequest.top', 'terminal.failed': toFault},
		states: {
			waiting: {after: {selfCheckPeriod: 'checking'}},
			checking: {invoke: {src: 'selfCheck'}, after: {selfCheckDeadline: 'waiting'}},
		},
	});
};

/** The window's word that another import may help: back to the prompt, or up to the top. */
const tryImportAgain = (screen: ScreenName, manual: ScreenMeta['manual'], stop: Stop) =>
	base.createStateConfig({
		tags: 'result',
		meta: {screen, manual, stop, buttons: ['back', 'cancel'], first: 'back', escape: 'cancel', step: 6},
		entry: ['forget', 'endVisit', 'tellImpersonal'],
		on: {'user.back': 'importPrompt', 'user.cancel': 'top', ...readerNeededNoMore},
	});

/** A result with the way to 証明書表示ツール among its buttons. */
const withViewer = (state: ReturnType<typeof tryImportAgain>, buttons: readonly ButtonName[]) =>
	base.createStateConfig({
		...state,
		meta: {...(state.meta as ScreenMeta), buttons},
		on: {...state.on, ...toViewer},
	});

/**
 * A last word of which a slip can be taken along. Printing never holds it, and leaving gives the slip up: nothing may
 * come out for the next person.
 */
const withSlip = (
	screen: ScreenName,
	manual: ScreenMeta['manual'],
	stop?: Stop,
	buttons: readonly ButtonName[] = ['ok', 'print'],
) => {
	const state = lastWord(screen, manual, stop);
	return base.createStateConfig({
		...state,
		meta: {...state.meta, buttons},
		exit: stopChild('slip'),
		on: {
			...state.on,
			'user.choose': [
				...(buttons.includes('viewer') ? [toViewer['user.choose']] : []),
				{
					guard: 'isPrintAsked',
					actions: [
						{type: 'rememberSlip', params: {slip: 'printing'}},
						stopChild('slip'),
						spawnChild('printSlip', {id: 'slip', input: ({context}) => context}),
					],
				},
			],
			...slipIsTold,
		},
	});
};

/** A dialog that says why and leads back to the prompt, or up to the top. */
const backToPrompt = (screen: ScreenName, manual: ScreenMeta['manual'], stop: Stop) =>
	base.createStateConfig({
		meta: {
			screen,
			manual,
			stop,
			buttons: ['ok', 'cancel'],
			first: 'ok',
			escape: 'cancel',
			behind: 'importPrompt',
			step: 1,
		},
		entry: ['forget', 'endVisit', 'tellImpersonal'],
		on: {'user.ok': 'importPrompt', 'user.cancel': 'top'},
	});

/** The two logins (2.1.4, 2.1.7) and where their ends lead. */
const loggingIn = (visit: VisitKind, ends: Readonly<Record<LoginOutput, string>>) =>
	base.createStateConfig({
		invoke: {
			id: 'login',
			src: 'login',
			input: ({context: {triesLeft, typedOn}}) => ({visit, triesLeft, typedOn}),
			onDone: byEnd(ends),
		},
		on: whileInDialogue,
	});

export const signedRequestMachine = base.createMachine({
	id: 'signedRequest',
	context: ({input}) => ({
		...nobody,
		...noReason,
		procedure: input.procedure,
		hasPrinter: input.hasPrinter ?? false,
		isCutShort: input.isCutShort ?? false,
	}),
	initial: 'opening',
	output: endOfChild,
	on: overForGood,
	states: {
		opening: {always: [{guard: 'isCutShort', target: 'unexpectedError'}, 'starting']},
		starting: {
			meta: {
				screen: 'starting',
				manual: {revocation: '2.1.2-2.1.3, 2.2.1, 2.2.4', validity: '3.1.2-3.1.3, 3.2.1, 3.2.4'},
				buttons: ['cancel'],
				first: 'cancel',
				escape: 'cancel',
				step: 1,
			},
			initial: 'showing',
			on: {
				'user.cancel': 'top',
				'terminal.ready': 'importPrompt',
				'terminal.failed': toFault,
			},
			states: {
				showing: onceShown('starting', 'checking'),
				checking: {
					invoke: {src: 'selfCheck'},
					after: {
						selfCheckDeadline: {
							target: '#signedRequest.notInService',
							actions: {type: 'rememberFault', params: {cause: 'window'}},
						},
					},
				},
			},
		},
		importPrompt: {
			meta: {
				screen: 'importPrompt',
				manual: both('1.3'),
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
				step: 1,
			},
			entry: ['beginAgain', 'endVisit', 'tellImpersonal'],
			on: {'user.ok': 'preparingCard', 'user.cancel': 'top'},
		},
		preparingCard: {
			meta: {screen: 'preparingCard', manual: both('1.3'), step: 1},
			invoke: {src: 'lookAtCard'},
			after: {
				cardDeadline: {target: 'cardNotReady', actions: muteCause},
			},
			on: {
				'card.ready': {
					target: 'login',
					actions: {type: 'rememberReady', params: ({event}) => event},
				},
				'card.absent': {target: 'cardNotReady', actions: absentCause},
				'card.left': {target: 'cardNotReady', actions: goneCause},
				'card.failed': {target: 'cardNotReady', actions: muteCause},
				'card.other': {target: 'notThisCard', actions: otherKind},
				'card.blocked': 'passwordLocked',
			},
		},
		cardNotReady: {
			meta: {
				screen: 'cardNotReady',
				manual: both('2.5'),
				stop: 'cardNotReady',
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
				behind: 'importPrompt',
				step: 1,
			},
			on: {'user.ok': 'preparingCard', 'user.cancel': 'top'},
		},
		notThisCard: backToPrompt('notThisCard', 'G-02', 'notThisCard'),
		login: {
			...loggingIn('import', {
				verified: 'importing',
				cancelled: 'importPrompt',
				blocked: 'passwordCheckFailed',
				cardLeft: 'importPrompt',
				cardChanged: 'unexpectedError',
				unexpected: 'unexpectedError',
			}),
			meta: {screen: 'login', manual: both('1.4'), behind: 'importPrompt', step: 2},
		},
		importing: {
			tags: 'hold',
			meta: {screen: 'importing', manual: both('1.4'), step: 2},
			entry: 'tellHeld',
			exit: 'tellReleased',
			invoke: {src: 'importCertificate'},
			after: {cardDeadline: 'unexpectedError'},
			on: {
				'card.imported': {
					target: 'drawingUp',
					actions: {
						type: 'rememberCertificate',
						params: ({event}) => ({certificate: event.certificate}),
					},
				},
				'card.unreadable': 'importError',
				'card.left': 'unexpectedError',
				'card.failed': 'unexpectedError',
			},
		},
		/** The bytes of the application come to be: from an import, or anew after 送信中止. */
		drawingUp: {
			tags: 'personal',
			meta: {screen: 'importing', manual: 'S004-057', step: 3},
			invoke: {
				src: 'drawUpApplication',
				input: ({context}) => ({procedure: context.procedure, certificate: context.certificate}),
			},
			on: {
				'application.drawn': {
					target: 'confirmImport',
					actions: {
						type: 'rememberApplication',
						params: ({event}) => ({application: event.application}),
					},
				},
				'certificate.expired': {
					target: 'expired',
					actions: {type: 'rememberValidity', params: ({event}) => ({instant: event.notAfter})},
				},
				'certificate.notYetValid': {
					target: 'notYetValid',
					actions: {type: 'rememberValidity', params: ({event}) => ({instant: event.notBefore})},
				},
				'certificate.unreadable': 'importError',
				'terminal.failed': toFault,
				'card.left': 'unexpectedError',
			},
		},
		confirmImport: {
			tags: 'personal',
			meta: {
				screen: 'confirmImport',
				manual: both('1.5'),
				buttons: ['ok', 'back', 'cancel'],
				first: 'ok',
				escape: 'cancel',
				step: 3,
			},
			entry: 'tellPersonal',
			initial: 'reading',
			on: {
				'screen.readToEnd': {actions: 'rememberRead'},
				'user.back': 'importPrompt',
				'card.left': 'unexpectedError',
			},
			states: {
				reading: {
					on: {
						'user.ok': [{guard: 'isRead', target: '#signedRequest.signConfirm'}, {actions: 'askToRead'}],
						'user.cancel': 'askingCancel',
					},
				},
				askingCancel: {
					meta: {
						screen: 'askCancel',
						manual: both('1.5'),
						buttons: ['ok', 'cancel'],
						first: 'ok',
						escape: 'ok',
						behind: 'confirmImport',
						step: 3,
					},
					on: {'user.ok': 'reading', 'user.cancel': '#signedRequest.top'},
				},
			},
		},
		signConfirm: {
			tags: 'personal',
			meta: {
				screen: 'signConfirm',
				manual: both('1.6'),
				buttons: ['ok', 'cancel'],
				first: 'ok',
				escape: 'cancel',
				behind: 'confirmImport',
				step: 4,
			},
			on: {
				'user.ok': 'preparingSecond',
				'user.cancel': 'confirmImport',
				'card.left': 'unexpectedError',
			},
		},
		preparingSecond: {
			tags: 'personal',
			meta: {screen: 'preparingCard', manual: both('1.7'), behind: 'confirmImport', step: 4},
			invoke: {src: 'lookAgain'},
			after: {cardDeadline: 'unexpectedError'},
			on: {
				'card.ready': {
					target: 'secondLogin',
					actions: {type: 'rememberReady', params: ({event}) => event},
				},
				'card.blocked': 'passwordLocked',
				'card.changed': 'cardChanged',
				'card.other': 'cardChanged',
				'terminal.failed': toFault,
				'card.absent': 'unexpectedError',
				'card.left': 'unexpectedError',
				'card.failed': 'unexpectedError',
			},
		},
		secondLogin: {
			...loggingIn('sign', {
				verified: 'signing',
				cancelled: 'confirmImport',
				blocked: 'passwordCheckFailed',
				cardLeft: 'unexpectedError',
				cardChanged: 'cardChanged',
				unexpected: 'unexpectedError',
			}),
			tags: 'personal',
			meta: {screen: 'login', manual: both('1.7'), behind: 'confirmImport', step: 4},
		},
		signing: {
			tags: ['hold', 'personal'],
			meta: {screen: 'signing', manual: both('1.7'), behind: 'confirmImport', step: 4},
			entry: 'tellHeld',
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'card.signed': {
					target: 'sendConfirm',
					actions: {type: 'rememberSigned', params: ({event}) => ({signed: event.signed})},
				},
				'card.signFailed': 'signFailed',
				'terminal.failed': toFault,
				'card.left': 'unexpectedError',
				'card.failed': 'unexpectedError',
			},
			states: {
				showing: onceShown('signing', 'working'),
				working: {
					invoke: {
						src: 'signApplication',
						input: ({context}) => ({
							application: context.application,
							certificate: context.certificate,
						}),
					},
					after: {signingDeadline: '#signedRequest.unexpectedError'},
				},
			},
		},
		sendConfirm: {
			tags: 'personal',
			meta: {
				screen: 'sendConfirm',
				manual: both('1.8'),
				buttons: ['ok', 'cancel'],
				first: 'cancel',
				escape: 'cancel',
				behind: 'confirmImport',
				step: 5,
			},
			on: {
				'user.ok': 'sending',
				'user.cancel': {target: 'drawingUp', actions: 'destroySignature'},
				'card.left': 'unexpectedError',
			},
		},
		sending: {
			tags: 'hold',
			meta: {screen: 'sending', manual: both('1.8'), step: 5},
			entry: ['rememberApplicantName', 'tellHeld', 'tellImpersonal'],
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'window.answered': {
					target: 'answered',
					actions: {type: 'rememberNotice', params: ({event}) => ({notice: event.notice})},
				},
				'window.noReceipt': {
					target: 'inquiring',
					actions: {type: 'rememberNoReceipt', params: ({event}) => ({cause: event.cause})},
				},
				/** Nothing was sent yet: the clock was set since the signature (T-09). */
				'terminal.failed': toFault,
				...readerNeededNoMore,
			},
			states: {
				showing: onceShown('sending', 'working'),
				working: {
					invoke: {
						src: 'sendApplication',
						input: ({context}) => ({application: context.application, signed: context.signed}),
					},
					after: {
						sendingDeadline: {
							target: '#signedRequest.inquiring',
							actions: {type: 'rememberNoReceipt', params: {cause: 'cut'}},
						},
					},
				},
			},
		},
		inquiring: {
			tags: 'hold',
			meta: {screen: 'inquiring', manual: 'T-01', step: 5},
			entry: ['forgetSubmission', 'tellHeld'],
			exit: 'tellReleased',
			initial: 'showing',
			on: {
				'window.answered': {
					target: 'answered',
					actions: {type: 'rememberNotice', params: ({event}) => ({notice: event.notice})},
				},
				...readerNeededNoMore,
			},
			states: {
				showing: onceShown('inquiring', 'asking'),
				asking: {
					entry: 'countInquiry',
					invoke: {src: 'inquire'},
					after: {
						inquiryPeriod: [
							{guard: 'mayAskAgain', target: 'asking', reenter: true},
							{target: '#signedRequest.outcomeUnknown'},
						],
					},
				},
			},
		},
		answered: {
			meta: {screen: 'sending', manual: 'X-23', step: 6},
			always: toResultState,
		},
		accepted: withSlip('accepted', '2.1.9'),
		/** Names the person, who may be away already: it warns as early as every personal screen (T-23). */
		valid: {
			...withSlip('valid', '3.1.9'),
			tags: ['result', 'personal'],
			entry: ['endVisit', 'tellPersonal'],
		},
		outcomeUnknown: withSlip('outcomeUnknown', 'X-21', 'outcomeUnknown'),
		notReceived: withSlip('notReceived', 'T-01', 'notReceived'),
		expired: withSlip('expired', both('2.9'), 'expired'),
		notYetValid: withSlip('notYetValid', 'S-01', 'notYetValid'),
		wrongAddressee: withSlip('wrongAddressee', 'S-02', 'wrongAddressee'),
		issuerMismatch: withSlip('issuerMismatch', {revocation: '2.2.11', validity: '3.1.10'}, 'issuerMismatch', [
			'ok',
			'viewer',
			'print',
		]),
		alreadyRevoked: withSlip('alreadyRevoked', {revocation: '2.2.14', validity: '3.1.11'}, 'alreadyRevoked'),
		duplicate: withSlip('duplicate', {revocation: '2.2.15', validity: '3.1.12'}, 'duplicate'),
		statusUnknown: withSlip('statusUnknown', 'T-10', 'statusUnknown'),
		serviceBusy: untilInService('serviceBusy', both('2.2'), 'serviceBusy'),
		serviceError: untilInService('serviceError', both('2.3'), 'serviceError'),
		passwordLocked: withSlip('passwordLocked', both('2.7'), 'passwordLocked'),
		notInService: untilInService('notInService', {revocation: '2.2.1, 2.2.4', validity: '3.2.1, 3.2.4'}),
		formatError: tryImportAgain('formatError', both('2.10'), 'formatError'),
		certificateError: withViewer(
			tryImportAgain('certificateError', {revocation: '2.2.12', validity: '3.2.11'}, 'certificateError'),
			['back', 'viewer', 'cancel'],
		),
		applicationError: tryImportAgain(
			'applicationError',
			{revocation: '2.2.13', validity: '3.2.12'},
			'applicationError',
		),
		importError: tryImportAgain('importError', both('2.8'), 'importError'),
		unexpectedError: backToPrompt('unexpectedError', both('2.6'), 'unexpectedError'),
		signFailed: backToPrompt('signFailed', 'S-05', 'signFailed'),
		cardChanged: backToPrompt('cardChanged', 'T-12', 'cardChanged'),
		passwordCheckFailed: {
			meta: {
				screen: 'passwordCheckFailed',
				manual: both('2.7'),
				stop: 'passwordLocked',
				buttons: ['ok'],
				first: 'ok',
				escape: 'ok',
				behind: 'importPrompt',
				step: 2,
			},
			entry: ['forget', 'endVisit', 'tellImpersonal'],
			on: {'user.ok': 'passwordLocked'},
		},
		/** Back to the top screen 2.1.2. */
		top: {type: 'final', output: {end: 'top'} satisfies SessionEnd},
		/** On to the certificate viewer. */
		viewer: {type: 'final', output: {end: 'viewer'} satisfies SessionEnd},
		/** Over for good: the card is to be taken. */
		finished: {type: 'final', output: finishedEnd},
	},
});

/** The signed request as the child of the kiosk, which hears when it holds. Devices are provided to this one. */
export const signedRequestChild = signedRequestMachine.provide({actions: tellParent()});

export const showRequest: Show<SignedRequestContext> = (context, {screen, behind}) => ({
	procedure: context.procedure,
	slip: context.slip,
	withheld: mayPrint(context) ? [] : ['print'],
	application:
		screen === 'confirmImport' || behind === 'confirmImport' ? context.application || undefined : undefined,
	applicantName: screen === 'valid' ? context.applicantName || undefined : undefined,
	isRead: context.isRead,
	isReadingAsked: context.isReadingAsked,
	absent: context.absent,
	kind: context.kind,
	fault: context.fault,
	...(context.unreachable && {unreachable: context.unreachable}),
	noReceipt: context.noReceipt,
	notice: context.notice,
	validity: context.validity,
});

/** Whether a slip is there to be printed, and is not on its way or in the person's hand. */
function mayPrint(context: SignedRequestContext): boolean {
	const {hasPrinter, slip} = context;
	const making = {at: '', isNamePrinted: false, counter: ''};
	return hasPrinter && isToBeHad(slip) && slipOfRequest(context, making) !== undefined;
}
