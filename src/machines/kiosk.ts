import {and, assign, not, or, raise, sendTo, setup, stateIn} from 'xstate';
import type {Stop} from '../domain/codes.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Notice} from '../domain/receipt.ts';
import {defaultDocumentRules} from '../domain/reset.ts';
import type {Service} from '../domain/serviceHours.ts';
import type {SiteIdentity, UnreachableCause} from '../domain/site.ts';
import {type Officer, type StaffMethod, staffMethods} from '../domain/staff.ts';
import {type AssistedResetInput, assistedResetChild} from './assistedReset.ts';
import {certificateViewerChild} from './certificateViewer.ts';
import type {SessionChildName} from './children.ts';
import type {
	CardEvent,
	ScreenEvent,
	ServiceEvent,
	TerminalEvent,
	TerminalFault,
	UserEvent,
	WindowEvent,
} from './events.ts';
import {passwordChangeChild} from './passwordChange.ts';
import type {Resumption} from './resumption.ts';
import type {ScreenMeta} from './screen.ts';
import type {SessionEnd} from './sessionChild.ts';
import {signedRequestChild} from './signedRequest.ts';
import {silent} from './silent.ts';
import {type DutyEvent, type SignOutCause, staffDeskChild} from './staffDesk.ts';

export type Language = 'ja' | 'en';

export interface KioskInput {
	readonly language: Language;
	/** The procedures offered on the top screen. */
	readonly procedures: readonly Procedure[];
	/** Multiplies every idle time: 1, or 10 in slow mode (design 2). */
	readonly timeScale: number;
	/** How long a screen with personal data, and any other, waits for a key before it asks; 60 and 120 if not given. */
	readonly personalIdleSeconds?: number;
	readonly idleSeconds?: number;
	/** How long a card is left in before staff are called; 3 if not given. */
	readonly forgottenCardMinutes?: number;
	/** Where a citizen is served while the kiosk is not; the operator's own words. */
	readonly counter?: string;
	/** Whether slips can be printed here; not, if not given. */
	readonly hasPrinter?: boolean;
	/** The keys of the settings that are not used as they are given; an empty name is the whole file. */
	readonly settingsFaults?: readonly string[];
	/** What a staff-assisted reset goes by; only guidance, for the usual documents, if not given. */
	readonly resets?: AssistedResetInput;
	/** How staff sign in, and after how many seconds away from their desk they are signed out; both ways, and 180, if not given. */
	readonly staff?: {readonly methods: readonly StaffMethod[]; readonly signOutSeconds: number};
	/** Where to go on with the person who is there; at rest, if not given. */
	readonly resumes?: Resumption | undefined;
}

export interface KioskContext extends Required<Omit<KioskInput, 'resumes'>> {
	/** Until the machine is left that goes on. */
	readonly resumes: Resumption | undefined;
	/** Whether a procedure may begin (G-10). */
	readonly service: Service;
	/** The person asked for slow mode. */
	readonly isSlow: boolean;
	/** How often a card that was left in was called for. */
	readonly tones: number;
	/** Cards that became a matter for staff, since the start. */
	readonly forgottenCards: number;
	readonly homeLanguage: Language;
	readonly chosen: Procedure;
	/** What the last look at the window's connection found: the lock sign (S004-011). */
	readonly identity: SiteIdentity | undefined;
	readonly unreachable: UnreachableCause | undefined;
	/** What the last self-diagnosis found while nobody was served. */
	readonly fault: TerminalFault | undefined;
	/** Requests without a receipt that are still asked about (T-01). */
	readonly waiting: number;
	readonly isPersonal: boolean;
	/** Left to answer the idle warning. */
	readonly secondsLeft: number;
	/** What stays to be said while the card is taken; never a name. */
	readonly lastNotice: Notice | undefined;
	readonly lastStop: Stop | undefined;
	/** Who of the staff is signed in. */
	readonly officer: Officer | undefined;
	readonly dutySecondsLeft: number;
}

type KioskEvent =
	| UserEvent
	| ScreenEvent
	| CardEvent
	| WindowEvent
	| TerminalEvent
	| ServiceEvent
	| {readonly type: 'procedure.held'}
	| {readonly type: 'procedure.released'}
	| {readonly type: 'procedure.personal'}
	| {readonly type: 'procedure.impersonal'}
	| DutyEvent
	| {readonly type: 'duty.renewed'}
	| {readonly type: 'duty.over'}
	/** Somebody of the staff asks for their desk. */
	| {readonly type: 'staff.called'}
	| {readonly type: 'attention.expired'}
	| {readonly type: 'session.changed'}
	/** The card that lay in the reader is gone, or its reader is. */
	| {readonly type: 'card.gone'};

/** How long a person has to answer the idle warning, in seconds (WCAG 2.2.1 asks for 20; domain.md 5.2). */
const secondsToAnswer = 30;

const noEnd = {lastNotice: undefined, lastStop: undefined} as const;
const noAnswer = {...noEnd, isPersonal: false, isSlow: false} as const;

/** How much longer everything waits in slow mode (WCAG 2.2.1). */
const slowScale = 10;

const scaleOf = ({timeScale, isSlow}: KioskContext) => (isSlow ? Math.max(timeScale, slowScale) : timeScale);

const base = setup({
	types: {
		context: {} as KioskContext,
		input: {} as KioskInput,
		events: {} as KioskEvent,
		meta: {} as ScreenMeta,
		children: {} as {procedure: SessionChildName},
	},
	actors: {
		signedRequest: signedRequestChild,
		certificateViewer: certificateViewerChild,
		passwordChange: passwordChangeChild,
		staffDesk: staffDeskChild,
		assistedReset: assistedResetChild,
		/** Tells what the reader holds, as long as the kiosk runs. */
		watchReader: silent<undefined>(),
		/** One look at the window: is it there, and whose certificate does it show? */
		identifyWindow: silent<undefined>(),
		/** Tells whether a procedure may begin, at the start and whenever it changes (G-10). */
		watchService: silent<undefined>(),
		/** The self-diagnosis of the idle kiosk, the same as before each procedure (T-09). */
		selfCheck: silent<undefined>(),
		/** Asks what became of every request without a receipt, and tells how many are left. */
		settleOutbox: silent<undefined>(),
	},
	actions: {
		/** The one place that forgets, on every edge out of a procedure: slot, card, delivery. */
		forgetEverything: () => undefined,
		tellCardLeft: sendTo('procedure', {type: 'card.left'}),
		tellReaderStuck: sendTo('procedure', {type: 'reader.stuck'}),
		tellExpired: sendTo('procedure', {type: 'procedure.expired'}),
		tellDutyOver: sendTo('procedure', {type: 'duty.over'}),
		/** Staff are signed out: for the audit. */
		noteSignOut: (_, _out: {readonly officer: Officer | undefined; readonly cause: SignOutCause}) =>
			undefined,
		/** Ends the program, for whoever started it to start it again. */
		restart: () => undefined,
		rememberOfficer: assign((_, {officer}: {readonly officer: Officer}) => ({officer})),
		forgetOfficer: assign({officer: undefined, dutySecondsLeft: 0}),
		startDuty: assign(({context}) => ({
			dutySecondsLeft: context.staff.signOutSeconds,
		})),
		countDutyDown: assign(({context}) => ({dutySecondsLeft: context.dutySecondsLeft - 1})),
		goHome: assign(({context}) => ({...noAnswer, language: context.homeLanguage})),
		choose: assign((_, {procedure}: {readonly procedure: Procedure}) => ({chosen: procedure})),
		rememberIdentity: assign((_, {identity}: {readonly identity: SiteIdentity}) => ({
			identity,
			unreachable: undefined,
		})),
		rememberUnreachable: assign((_, {cause}: {readonly cause: UnreachableCause}) => ({
			identity: undefined,
			unreachable: cause,
		})),
		rememberFault: assign((_, {fault}: {readonly fault: TerminalFault | undefined}) => ({fault})),
		rememberWaiting: assign((_, {waiting}: {readonly waiting: number}) => ({waiting})),
		rememberEnd: assign((_, {output}: {readonly output: SessionEnd}) => ({
			lastNotice: output.notice,
			lastStop: output.stop,
		})),
		forgetEnd: assign(noEnd),
		resume: assign(({context: {resumes}}) =>
			resumes ? {chosen: resumes.procedure, language: resumes.language, isSlow: resumes.isSlow} : {},
		),
		forgetResumption: assign({resumes: undefined}),
		rememberPersonal: assign((_, {isPersonal}: {readonly isPersonal: boolean}) => ({isPersonal})),
		startCountdown: assign({secondsLeft: secondsToAnswer}),
		countDown: assign(({context}) => ({secondsLeft: context.secondsLeft - 1})),
		rememberService: assign((_, {event}: {readonly event: ServiceEvent}) => ({service: serviceOf(event)})),
		toggleSlow: assign(({context}) => ({isSlow: !context.isSlow})),
		beSlow: assign({isSlow: true}),
		beginCalling: assign({tones: 0}),
		callOnce: assign(({context}) => ({tones: context.tones + 1})),
		countForgotten: assign(({context}) => ({forgottenCards: context.forgottenCards + 1})),
		otherLanguage: assign(({context}) => ({
			language: context.language === 'ja' ? ('en' as const) : ('ja' as const),
		})),
	},
	guards: {
		isCardGone: or([stateIn({reader: 'empty'}), stateIn({reader: 'absent'})]),
		isCardIn: or([stateIn({reader: 'present'}), stateIn({reader: 'stuck'})]),
		isReaderLost: stateIn({reader: 'lost'}),
		isIdle: stateIn({session: 'idle'}),
		isResumed: ({context: {resumes}}, {at}: {readonly at: Resumption['at']}) => resumes?.at === at,
		isServing: not(stateIn({session: 'idle'})),
		isOpen: ({context}) => context.service.status === 'open',
		isCardToBeTaken: stateIn({session: 'takeCard'}),
		isPersonal: ({context}) => context.isPersonal,
		isResting: or([
			stateIn({session: 'idle'}),
			stateIn({session: 'takeCard'}),
			stateIn({session: 'cardUnseen'}),
		]),
		isLastSecond: ({context}) => context.secondsLeft <= 1,
		isLastDutySecond: ({context}) => context.dutySecondsLeft <= 1,
		isOnDuty: ({context}) => context.officer !== undefined,
		/** Not while a card or the window is waited for: that is over in seconds, and then they may. */
		isCallHeard: and([not(stateIn({attention: 'held'})), not(stateIn({session: 'desk'}))]),
		isFinished: (_, {output}: {readonly output: SessionEnd}) => output.end === 'finished',
		isViewerAsked: (_, {output}: {readonly output: SessionEnd}) => output.end === 'viewer',
		isResetAsked: (_, {output}: {readonly output: SessionEnd}) => output.end === 'reset',
		isRestartAsked: (_, {output}: {readonly output: SessionEnd}) => output.end === 'restart',
	},
	delays: {
		personalIdle: ({context}) => 1000 * context.personalIdleSeconds * scaleOf(context),
		/** With personalIdle before it, the idle time of a screen without personal data. */
		furtherIdle: ({context}) =>
			1000 * Math.max(context.idleSeconds - context.personalIdleSeconds, 0) * scaleOf(context),
		second: ({context}) => 1000 * scaleOf(context),
		coverIdle: ({context}) => 1000 * context.idleSeconds * scaleOf(context),
		/** 5 s, then twice as long each time, up to a minute. */
		tonePause: ({context}) => Math.min(5000 * 2 ** context.tones, 60_000) * scaleOf(context),
		forgotten: ({context}) => 60_000 * context.forgottenCardMinutes * scaleOf(context),
		/** How long somebody may take to say that the card was taken. */
		unseen: ({context}) => 120_000 * scaleOf(context),
		/** Never slowed down: nobody else shall meet a terminal with staff signed in. */
		dutySecond: 1000,
		selfCheckPeriod: 10_000,
		upkeepPeriod: 180_000,
	},
});

/**
 * A state in which another machine has the session's charge, always as the child `procedure`: it hears of the reader
 * and of idleness, and when it is left, by whatever edge, everything is forgotten.
 */
const charge = (meta: ScreenMeta) =>
	base.createStateConfig({
		meta,
		entry: raise({type: 'session.changed'}),
		exit: ['forgetEverything', 'forgetResumption', {type: 'rememberPersonal', params: {isPersonal: false}}],
		on: {
			'card.gone': {actions: 'tellCardLeft'},
			/** It knows whether it still needs the reader. */
			'reader.stuck': {actions: 'tellReaderStuck'},
			'attention.expired': {actions: 'tellExpired'},
		},
	});

/**
 * A cover that nobody closes, where no idle warning ends it: it must not hide the resting screen from the next person,
 * nor keep the kiosk from making its memory new. Whoever is served leaves their covers on every way to there.
 */
const closesByItself = {coverIdle: {guard: 'isResting', target: 'none'}} as const;

const deskBase = charge({screen: 'staffMethod', manual: 'T-21, T-23'});

/** The desk hears as well that its time is over; whoever uses it has time anew. */
const deskCharge = base.createStateConfig({
	...deskBase,
	on: {
		...deskBase.on,
		'duty.over': {actions: 'tellDutyOver'},
		'user.active': {actions: raise({type: 'duty.renewed'})},
	},
});

const outputOf = ({event}: {readonly event: {readonly output: SessionEnd}}) => ({output: event.output});

/** Where the machine that had the charge leads when it ends. */
const whenItEnds = [
	{
		guard: {type: 'isFinished', params: outputOf},
		target: 'takeCard',
		actions: {type: 'rememberEnd', params: outputOf},
	},
	{guard: {type: 'isViewerAsked', params: outputOf}, target: 'viewer'},
	{guard: {type: 'isResetAsked', params: outputOf}, target: 'reset'},
	{guard: {type: 'isRestartAsked', params: outputOf}, target: 'takeCard', actions: 'restart'},
	{target: 'menu'},
] as const;

/** The kiosk that holds the procedures: who is there, what the reader holds, what covers the screen. */
export const kioskMachine = base.createMachine({
	id: 'kiosk',
	type: 'parallel',
	context: ({input}) => ({
		personalIdleSeconds: 60,
		idleSeconds: 120,
		forgottenCardMinutes: 3,
		counter: '',
		hasPrinter: false,
		settingsFaults: [],
		resumes: undefined,
		staff: {methods: staffMethods, signOutSeconds: 180},
		resets: {canUnblock: false, documentRules: defaultDocumentRules},
		...input,
		...noAnswer,
		homeLanguage: input.language,
		chosen: 'revocation',
		identity: undefined,
		unreachable: undefined,
		fault: undefined,
		waiting: 0,
		secondsLeft: secondsToAnswer,
		service: {status: 'open'},
		tones: 0,
		forgottenCards: 0,
		officer: undefined,
		dutySecondsLeft: 0,
	}),
	invoke: [{src: 'watchReader'}, {src: 'watchService'}],
	on: {
		'window.identified': {
			actions: {type: 'rememberIdentity', params: ({event}) => ({identity: event.identity})},
		},
		'window.unreachable': {
			actions: {type: 'rememberUnreachable', params: ({event}) => ({cause: event.cause})},
		},
		'service.*': {actions: {type: 'rememberService', params: ({event}) => ({event})}},
	},
	states: {
		/**
		 * What the kiosk does for itself while nobody is served. A request on its way is never asked about from
		 * here: an inquiry that overtook it would close it (T-01).
		 */
		upkeep: {
			initial: 'paused',
			states: {
				paused: {always: {guard: 'isIdle', target: 'running'}},
				running: {
					always: {guard: 'isServing', target: 'paused'},
					type: 'parallel',
					states: {
						diagnosis: {
							initial: 'checking',
							on: {
								'terminal.ready': {
									target: '.well',
									actions: {type: 'rememberFault', params: {fault: undefined}},
								},
								'terminal.failed': {
									target: '.failing',
									actions: {type: 'rememberFault', params: ({event}) => ({fault: event.cause})},
								},
							},
							states: {
								checking: {
									invoke: {src: 'selfCheck'},
									after: {upkeepPeriod: {target: 'checking', reenter: true}},
								},
								well: {after: {upkeepPeriod: 'checking'}},
								failing: {after: {selfCheckPeriod: 'checking'}},
							},
						},
						settling: {
							initial: 'asking',
							on: {
								'outbox.counted': {
									actions: {type: 'rememberWaiting', params: ({event}) => ({waiting: event.waiting})},
								},
							},
							states: {
								asking: {
									invoke: {src: 'settleOutbox'},
									after: {upkeepPeriod: {target: 'asking', reenter: true}},
								},
							},
						},
					},
				},
			},
		},
		session: {
			initial: 'opening',
			/** Nothing can be asked of the reader before the card is out. */
			on: {'reader.stuck': '.takeCard', 'staff.called': '.desk'},
			states: {
				/** At rest, but for the person whose card left in the middle and who saw the kiosk become itself anew (T-18). */
				opening: {
					meta: {screen: 'idle', manual: 'T-18'},
					always: [
						{guard: {type: 'isResumed', params: {at: 'procedure'}}, target: 'procedure', actions: 'resume'},
						{guard: {type: 'isResumed', params: {at: 'viewer'}}, target: 'viewer', actions: 'resume'},
						'idle',
					],
				},
				idle: {
					meta: {screen: 'idle', manual: 'G-02', buttons: ['ok'], first: 'ok', escape: 'ok'},
					entry: 'goHome',
					on: {
						'user.ok': [{guard: 'isOpen', target: 'menu'}, {target: 'outOfHours'}],
						'reader.present': [{guard: 'isOpen', target: 'menu'}, {target: 'outOfHours'}],
					},
				},
				menu: {
					meta: {
						screen: 'menu',
						manual: {revocation: '2.1.2', validity: '3.1.2'},
						buttons: ['revocation', 'validity', 'passwordChange', 'viewer', 'siteIdentity', 'slow', 'cancel'],
						first: 'revocation',
						escape: 'cancel',
					},
					/** Whoever begins here hears nothing of how the one before ended. */
					entry: ['forgetEnd', raise({type: 'session.changed'})],
					invoke: {src: 'identifyWindow'},
					on: {
						'user.choose': [
							{guard: ({event}) => event.choice === 'siteIdentity', target: 'siteIdentity'},
							{guard: ({event}) => event.choice === 'slow', actions: raise({type: 'user.slow'})},
							/** It closed while the person chose. */
							{guard: not('isOpen'), target: 'outOfHours'},
							{guard: ({event}) => event.choice === 'viewer', target: 'viewer'},
							{guard: ({event}) => event.choice === 'passwordChange', target: 'passwordChange'},
							{
								guard: ({context, event}) => context.procedures.some(offered => offered === event.choice),
								target: 'procedure',
								actions: {
									type: 'choose',
									params: ({event}) => ({procedure: event.choice as Procedure}),
								},
							},
						],
						'user.cancel': 'takeCard',
						'attention.expired': 'takeCard',
					},
				},
				siteIdentity: {
					meta: {
						screen: 'siteIdentity',
						manual: {revocation: '2.1.1', validity: '3.1.1'},
						buttons: ['ok', 'cancel'],
						first: 'cancel',
						escape: 'cancel',
					},
					invoke: {src: 'identifyWindow'},
					on: {
						'user.ok': {guard: ({context}) => context.identity !== undefined, target: 'serverCertificate'},
						'user.cancel': 'menu',
						'attention.expired': 'takeCard',
					},
				},
				serverCertificate: {
					meta: {
						screen: 'serverCertificate',
						manual: {revocation: '2.1.1', validity: '3.1.1'},
						buttons: ['cancel'],
						first: 'cancel',
						escape: 'cancel',
					},
					on: {'user.cancel': 'siteIdentity', 'attention.expired': 'takeCard'},
				},
				procedure: {
					...charge({screen: 'starting', manual: '2.1, 3.1'}),
					invoke: {
						id: 'procedure',
						src: 'signedRequest',
						input: ({context: {chosen, hasPrinter, resumes}}) => ({
							procedure: chosen,
							hasPrinter,
							isCutShort: resumes !== undefined,
						}),
						onDone: whenItEnds,
					},
				},
				viewer: {
					...charge({screen: 'chooseCertificate', manual: 'S004-141, S004-147, S004-248, S004-308'}),
					invoke: {
						id: 'procedure',
						src: 'certificateViewer',
						input: ({context}) => ({isCutShort: context.resumes !== undefined}),
						onDone: whenItEnds,
					},
				},
				/** Nothing begins outside the hours, nor shortly before their end (G-10). */
				outOfHours: {
					meta: {
						screen: 'outOfHours',
						manual: 'G-10',
						stop: 'outOfHours',
						buttons: ['ok'],
						first: 'ok',
						escape: 'ok',
					},
					entry: raise({type: 'session.changed'}),
					always: {guard: 'isOpen', target: 'menu'},
					on: {'user.ok': 'takeCard', 'attention.expired': 'takeCard'},
				},
				passwordChange: {
					...charge({screen: 'choosePassword', manual: 'S001-013'}),
					invoke: {
						id: 'procedure',
						src: 'passwordChange',
						input: ({context: {hasPrinter}}) => ({hasPrinter}),
						onDone: whenItEnds,
					},
				},
				/** Reached from the staff desk alone; whoever is signed in there leads the citizen through it. */
				reset: {
					...charge({screen: 'resetChoose', manual: 'T-21'}),
					invoke: {
						id: 'procedure',
						src: 'assistedReset',
						input: ({context: {resets, hasPrinter}}) => ({...resets, hasPrinter}),
						onDone: whenItEnds,
					},
				},
				/** The staff desk takes the place of whatever was under way, which forgets as on any other way out. */
				desk: {
					...deskCharge,
					invoke: {
						id: 'procedure',
						src: 'staffDesk',
						input: ({context}) => ({
							methods: context.staff.methods,
							officer: context.officer,
						}),
						onDone: whenItEnds,
					},
				},
				/** Never becomes a new visit while a card is in (G-04). */
				takeCard: {
					meta: {screen: 'takeCard', manual: 'S004-089'},
					entry: raise({type: 'session.changed'}),
					always: [
						{guard: 'isCardGone', target: 'idle'},
						{guard: 'isReaderLost', target: 'cardUnseen'},
					],
				},
				/**
				 * The reader went with the card in it: whether that was taken, the person says, or the reader once it is
				 * back. A reader that never comes back must not keep the kiosk from being itself again.
				 */
				cardUnseen: {
					meta: {screen: 'cardUnseen', manual: 'S004-089', buttons: ['ok'], first: 'ok', escape: 'ok'},
					always: [
						{guard: 'isCardGone', target: 'idle'},
						{guard: 'isCardIn', target: 'takeCard'},
					],
					on: {'user.ok': 'idle'},
					after: {unseen: 'idle'},
				},
			},
		},
		reader: {
			initial: 'absent',
			on: {
				'reader.present': '.present',
				'reader.empty': '.empty',
				'reader.lost': '.absent',
				'reader.stuck': '.stuck',
			},
			states: {
				absent: {},
				/** Away since a card lay in it. */
				lost: {on: {'reader.lost': {}}},
				empty: {},
				present: {
					on: {
						/** Taken out and put back, too quickly to be told one by one. */
						'reader.present': {actions: raise({type: 'card.gone'})},
						'reader.empty': {target: 'empty', actions: raise({type: 'card.gone'})},
						'reader.lost': {target: 'lost', actions: raise({type: 'card.gone'})},
					},
				},
				stuck: {on: {'reader.lost': 'lost'}},
			},
		},
		attention: {
			initial: 'resting',
			on: {
				'procedure.personal': {
					target: '.counting',
					actions: {type: 'rememberPersonal', params: {isPersonal: true}},
				},
				'procedure.impersonal': {actions: {type: 'rememberPersonal', params: {isPersonal: false}}},
				'procedure.held': '.held',
				'session.changed': '.counting',
				'user.slow': {guard: 'isServing', actions: 'toggleSlow'},
			},
			states: {
				resting: {},
				counting: {
					initial: 'personal',
					always: {guard: 'isResting', target: 'resting'},
					on: {
						'user.active': {target: 'counting', reenter: true},
						'user.slow': {target: 'counting', reenter: true, actions: 'toggleSlow'},
					},
					states: {
						personal: {
							after: {
								personalIdle: [{guard: 'isPersonal', target: '#kiosk.attention.warned'}, {target: 'plain'}],
							},
						},
						plain: {after: {furtherIdle: '#kiosk.attention.warned'}},
					},
				},
				warned: {
					entry: 'startCountdown',
					initial: 'waiting',
					on: {'user.active': 'counting', 'user.slow': {target: 'counting', actions: 'beSlow'}},
					states: {
						waiting: {
							after: {
								second: [
									{
										guard: 'isLastSecond',
										target: '#kiosk.attention.counting',
										actions: raise({type: 'attention.expired'}),
									},
									{target: 'waiting', reenter: true, actions: 'countDown'},
								],
							},
						},
					},
				},
				held: {on: {'procedure.released': 'counting'}},
			},
		},
		/** A card that stays in after the end calls for its owner, then for staff (G-04). */
		alarm: {
			initial: 'quiet',
			states: {
				quiet: {always: {guard: 'isCardToBeTaken', target: 'calling'}},
				calling: {
					entry: 'beginCalling',
					always: {guard: not('isCardToBeTaken'), target: 'quiet'},
					type: 'parallel',
					states: {
						tone: {
							initial: 'pausing',
							states: {
								pausing: {after: {tonePause: {target: 'pausing', reenter: true, actions: 'callOnce'}}},
							},
						},
						patience: {
							initial: 'withOwner',
							states: {withOwner: {after: {forgotten: 'withStaff'}}, withStaff: {entry: 'countForgotten'}},
						},
					},
				},
			},
		},
		/** What covers the whole body: help, the language, the call for staff (T-23). */
		cover: {
			initial: 'none',
			on: {'session.changed': '.none', 'cover.close': '.none'},
			states: {
				none: {on: {'user.help': 'help', 'user.language': 'language', 'user.staff': 'staff'}},
				help: {after: closesByItself},
				language: {after: closesByItself, on: {'cover.confirm': {target: 'none', actions: 'otherLanguage'}}},
				staff: {
					after: closesByItself,
					on: {
						'cover.confirm': {
							guard: 'isCallHeard',
							target: 'none',
							actions: raise({type: 'staff.called'}),
						},
					},
				},
			},
		},
		/** While staff are signed in nothing personal is seen unless the citizen shows it (T-23). */
		veil: {
			initial: 'lifted',
			on: {
				'session.changed': [{guard: 'isOnDuty', target: '.drawn'}, {target: '.lifted'}],
				'duty.begun': '.drawn',
			},
			states: {
				lifted: {on: {'user.veil': 'drawn'}},
				drawn: {on: {'user.veil': 'lifted'}},
			},
		},
		/** Whether staff are signed in: by the desk alone, and never for longer than they use it. */
		duty: {
			initial: 'off',
			states: {
				off: {
					entry: 'forgetOfficer',
					on: {
						'duty.begun': {
							target: 'on',
							actions: {type: 'rememberOfficer', params: ({event}) => ({officer: event.officer})},
						},
					},
				},
				on: {
					entry: 'startDuty',
					initial: 'counting',
					on: {
						'duty.renewed': {actions: 'startDuty'},
						'duty.ended': {
							target: 'off',
							actions: {
								type: 'noteSignOut',
								params: ({context, event}) => ({officer: context.officer, cause: event.cause}),
							},
						},
					},
					states: {
						counting: {
							after: {
								dutySecond: [
									{
										guard: 'isLastDutySecond',
										target: '#kiosk.duty.off',
										actions: [
											{
												type: 'noteSignOut',
												params: ({context}) => ({officer: context.officer, cause: 'idle' as const}),
											},
											raise({type: 'duty.over'}),
										],
									},
									{target: 'counting', reenter: true, actions: 'countDutyDown'},
								],
							},
						},
					},
				},
			},
		},
	},
});

/** What an event says of the hours. */
function serviceOf({type, ...rest}: ServiceEvent): Service {
	return {...rest, status: type.slice('service.'.length)} as Service;
}
