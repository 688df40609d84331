import {assign, forwardTo, sendParent, setup} from 'xstate';
import {hasRole, type Officer, type StaffMethod} from '../domain/staff.ts';
import {
	type DeskChoice,
	type DeskItem,
	type DeskListName,
	type DeskReport,
	type DeskSlip,
	deskItems,
	deskListPoints,
	parseDeskReport,
	roleNeededFor,
} from '../domain/staffDesk.ts';
import type {CardEvent, ScreenEvent, StaffEvent, UserEvent} from './events.ts';
import type {ButtonName, ScreenMeta, ScreenName} from './screen.ts';
import {
	type ChargeEvent,
	endOfChild,
	onceShown,
	type SessionEnd,
	tellParent,
	whileInDialogue,
} from './sessionChild.ts';
import type {Show} from './shown.ts';
import {silent} from './silent.ts';
import {type StaffSignInOutput, staffSignInChild} from './staffSignIn.ts';

export interface StaffDeskInput {
	readonly methods: readonly StaffMethod[];
	/** Who is signed in already. */
	readonly officer: Officer | undefined;
}

/** What the desk's device is to do, and for whom. */
export interface DeskWork {
	readonly doing: DeskChoice;
	readonly officer: Officer;
	/** For a list: the points that were not ticked off. */
	readonly missing: readonly string[];
	/** The page at hand, as JSON text: what an item's number counts in. */
	readonly report: string;
}

interface StaffDeskContext {
	readonly methods: readonly StaffMethod[];
	readonly officer: Officer | undefined;
	/** What is shown, gone through or done. */
	readonly doing: DeskChoice | undefined;
	/** The page last told, as JSON text. */
	readonly report: string;
	readonly ticked: readonly DeskItem[];
	readonly file: string | undefined;
	readonly slip: DeskSlip;
}

type StaffDeskEvent =
	| UserEvent
	| ScreenEvent
	| CardEvent
	| StaffEvent
	| ChargeEvent
	/** Nobody used the desk for so long that staff were signed out. */
	| {readonly type: 'duty.over'};

/** What the desk tells the kiosk of whoever is on duty. */
export type DutyEvent =
	| {readonly type: 'duty.begun'; readonly officer: Officer}
	| {readonly type: 'duty.ended'; readonly cause: SignOutCause};

/** Why staff are signed out: they did it, or nobody used their desk any more. */
export type SignOutCause = 'asked' | 'idle';

const manual = 'T-21, T-23';

/** The name of the list that is gone through. */
function isList(doing: DeskChoice | undefined): doing is DeskListName {
	return doing === 'openingList' || doing === 'closingList';
}

const base = setup({
	types: {
		context: {} as StaffDeskContext,
		input: {} as StaffDeskInput,
		output: {} as SessionEnd,
		events: {} as StaffDeskEvent,
		meta: {} as ScreenMeta,
		tags: {} as 'hold',
	},
	actors: {
		staffSignIn: staffSignInChild,
		/** Does one thing at the desk, writes it into the audit, and tells what came of it. */
		workAtDesk: silent<DeskWork>(),
	},
	actions: {
		tellHeld: () => undefined,
		tellReleased: () => undefined,
		/** Says to the kiosk who is on duty, or that nobody is any more. */
		tellDutyBegun: () => undefined,
		tellDutyEnded: (_, _params: {readonly cause: SignOutCause}) => undefined,
		passToDialogue: forwardTo('staffSignIn'),
		rememberOfficer: assign((_, {officer}: {readonly officer: Officer}) => ({officer})),
		take: assign((_, {choice}: {readonly choice: DeskChoice}) => ({doing: choice})),
		begin: assign((_, {choice}: {readonly choice: DeskChoice}) => ({
			doing: choice,
			report: '',
			ticked: [],
			file: undefined,
		})),
		forgetWork: assign({doing: undefined, report: '', ticked: [], file: undefined, slip: 'none'}),
		rememberReport: assign((_, {report}: {readonly report: string}) => ({report})),
		rememberDone: assign((_, {file, slip}: {readonly file: string; readonly slip: DeskSlip}) => ({
			file: file === '' ? undefined : file,
			slip,
		})),
		tick: assign(({context: {ticked}}, {item}: {readonly item: DeskItem}) => ({
			ticked: ticked.includes(item) ? ticked.filter(each => each !== item) : [...ticked, item],
		})),
	},
	guards: {
		isOnDuty: ({context}) => context.officer !== undefined,
		isAllTicked: ({context: {doing, ticked}}) =>
			isList(doing) && ticked.length === deskListPoints[doing].length,
		isReportOf: ({context: {report}}, {kind}: {readonly kind: DeskReport['kind']}) =>
			parseDeskReport(report).kind === kind,
	},
	delays: {
		/** What is asked of window, reader and disk together; each has its own deadline below this. */
		workDeadline: 60_000,
	},
});

/** A choice, taken where the role allows it. */
const choosing = (choice: DeskChoice, target: string) =>
	({
		guard: ({context, event}: {context: StaffDeskContext; event: StaffDeskEvent}) =>
			event.type === 'user.choose' &&
			event.choice === choice &&
			context.officer !== undefined &&
			hasRole(context.officer.role, roleNeededFor(choice)),
		target,
		actions: {type: 'begin' as const, params: {choice}},
	}) as const;

/** The same, of what stands on the page at hand. */
const within = (choice: DeskChoice, target: string) =>
	({...choosing(choice, target), actions: {type: 'take' as const, params: {choice}}}) as const;

const page = (screen: ScreenName, buttons: readonly ButtonName[]) =>
	base.createStateConfig({
		meta: {screen, manual, buttons: [...buttons, 'cancel'], first: 'cancel', escape: 'cancel'},
	});

/**
 * The staff desk: reached from any screen, with a way out of any stuck state. Whoever comes signs in first; what may be
 * done goes by the role. No personal data is shown here, and no password is ever asked for but one's own.
 */
export const staffDeskMachine = base.createMachine({
	id: 'staffDesk',
	context: ({input}) => ({
		...input,
		doing: undefined,
		report: '',
		ticked: [],
		file: undefined,
		slip: 'none',
	}),
	initial: 'opening',
	output: endOfChild,
	on: {
		'procedure.expired': {target: '.left', actions: {type: 'tellDutyEnded', params: {cause: 'idle'}}},
		'duty.over': '.left',
	},
	states: {
		opening: {
			meta: {screen: 'staffMethod', manual},
			always: [{guard: 'isOnDuty', target: 'menu'}, {target: 'signIn'}],
		},
		signIn: {
			meta: {screen: 'staffMethod', manual},
			invoke: {
				id: 'staffSignIn',
				src: 'staffSignIn',
				input: ({context}) => ({
					task: 'desk',
					methods: context.methods,
					needed: 'helper',
					excluded: [],
					order: '',
				}),
				onDone: [
					{
						guard: ({event}) => event.output.end === 'signedIn',
						target: 'menu',
						actions: [
							{
								type: 'rememberOfficer',
								params: ({event}) => ({
									officer: (event.output as Extract<StaffSignInOutput, {end: 'signedIn'}>).officer,
								}),
							},
							'tellDutyBegun',
						],
					},
					{target: 'left'},
				],
			},
			on: whileInDialogue,
		},
		menu: {
			entry: 'forgetWork',
			meta: {
				screen: 'staffMenu',
				manual,
				buttons: [
					'readiness',
					'requests',
					'assistedReset',
					'lists',
					'upkeep',
					'deskSettings',
					'lockouts',
					'signOut',
					'cancel',
				],
				first: 'readiness',
				escape: 'cancel',
			},
			on: {
				'user.choose': [
					choosing('readiness', 'working'),
					choosing('requests', 'working'),
					choosing('lockouts', 'working'),
					choosing('deskSettings', 'working'),
					choosing('lists', 'lists'),
					choosing('upkeep', 'upkeep'),
					choosing('assistedReset', 'reset'),
					{
						...choosing('signOut', 'left'),
						actions: {type: 'tellDutyEnded', params: {cause: 'asked'}} as const,
					},
				],
				/** Back to the citizens, still on duty. */
				'user.cancel': 'left',
			},
		},
		lists: {
			...page('staffLists', ['openingList', 'closingList']),
			on: {
				'user.choose': [choosing('openingList', 'list'), choosing('closingList', 'list')],
				'user.cancel': 'menu',
			},
		},
		list: {
			meta: {
				screen: 'staffList',
				manual,
				buttons: [...deskItems, 'ok', 'cancel'],
				first: 'item1',
				escape: 'cancel',
			},
			on: {
				'user.choose': {
					guard: ({event}) => deskItems.some(item => item === event.choice),
					actions: {type: 'tick', params: ({event}) => ({item: event.choice as DeskItem})},
				},
				'user.ok': [{guard: 'isAllTicked', target: 'working'}, {target: 'listMissing'}],
				'user.cancel': 'lists',
			},
		},
		/** A point that cannot be ticked is no reason to lie: the list says what is missing. */
		listMissing: {
			meta: {
				screen: 'staffListMissing',
				manual,
				buttons: ['ok', 'cancel'],
				first: 'cancel',
				escape: 'cancel',
				behind: 'staffList',
			},
			on: {'user.ok': 'working', 'user.cancel': 'list'},
		},
		upkeep: {
			...page('staffUpkeep', ['resetReader', 'exportJournal', 'restart']),
			on: {
				'user.choose': [
					choosing('resetReader', 'working'),
					choosing('exportJournal', 'working'),
					choosing('restart', 'confirming'),
				],
				'user.cancel': 'menu',
			},
		},
		/** What cannot be taken back is asked about once. */
		confirming: {
			meta: {
				screen: 'staffConfirm',
				manual,
				buttons: ['ok', 'cancel'],
				first: 'cancel',
				escape: 'cancel',
				behind: 'staffMenu',
			},
			on: {'user.ok': 'working', 'user.cancel': 'menu'},
		},
		working: {
			tags: 'hold',
			meta: {screen: 'staffWorking', manual},
			initial: 'showing',
			entry: 'tellHeld',
			exit: 'tellReleased',
			on: {
				'desk.report': {
					target: 'reported',
					actions: {type: 'rememberReport', params: ({event}) => ({report: event.report})},
				},
				'desk.done': [
					{guard: ({context}) => context.doing === 'restart', target: 'restarted'},
					{
						target: 'done',
						actions: {type: 'rememberDone', params: ({event}) => ({file: event.file, slip: event.slip})},
					},
				],
				'desk.failed': 'failed',
			},
			states: {
				showing: onceShown('staffWorking', 'doing'),
				doing: {
					invoke: {
						src: 'workAtDesk',
						input: ({context: {doing, officer, ticked, report}}) => ({
							doing: doing ?? 'readiness',
							officer: officer ?? {id: '', role: 'helper'},
							missing: isList(doing)
								? deskListPoints[doing].filter((_, at) => !ticked.includes(deskItems[at] as DeskItem))
								: [],
							report,
						}),
					},
					after: {workDeadline: '#staffDesk.failed'},
				},
			},
		},
		/** Left in the same step: which page it is. */
		reported: {
			meta: {screen: 'staffWorking', manual},
			always: [
				{guard: {type: 'isReportOf', params: {kind: 'readiness'}}, target: 'readiness'},
				{guard: {type: 'isReportOf', params: {kind: 'requests'}}, target: 'requests'},
				{guard: {type: 'isReportOf', params: {kind: 'lockouts'}}, target: 'lockouts'},
				{target: 'settings'},
			],
		},
		readiness: {
			...page('staffReadiness', ['readiness']),
			on: {'user.choose': choosing('readiness', 'working'), 'user.cancel': 'menu'},
		},
		requests: {
			...page('staffRequests', ['requests', 'removeFiles']),
			on: {
				'user.choose': [choosing('requests', 'working'), within('removeFiles', 'confirming')],
				'user.cancel': 'menu',
			},
		},
		lockouts: {
			...page('staffLockouts', deskItems),
			on: {
				'user.choose': {
					guard: ({context, event}) => isLockedOut(context, event.choice),
					target: 'working',
					actions: {type: 'take', params: ({event}) => ({choice: event.choice as DeskItem})},
				},
				'user.cancel': 'menu',
			},
		},
		settings: {
			...page('staffSettings', ['setLanguage', 'setSlowMode', 'setReveal']),
			on: {
				'user.choose': [
					within('setLanguage', 'working'),
					within('setSlowMode', 'working'),
					within('setReveal', 'working'),
				],
				'user.cancel': 'menu',
			},
		},
		done: {
			meta: {screen: 'staffDone', manual, buttons: ['ok'], first: 'ok', escape: 'ok'},
			on: {'user.ok': 'menu'},
		},
		failed: {
			meta: {screen: 'staffFailed', manual, buttons: ['ok'], first: 'ok', escape: 'ok'},
			on: {'user.ok': 'menu'},
		},
		/** Back to the citizens, once no card lies in the reader. */
		left: {type: 'final', output: {end: 'finished'} satisfies SessionEnd},
		reset: {type: 'final', output: {end: 'reset'} satisfies SessionEnd},
		restarted: {type: 'final', output: {end: 'restart'} satisfies SessionEnd},
	},
});

/** Whether an item stands for a lock-out that this officer may lift: an operator, another's. */
function isLockedOut({report, officer}: StaffDeskContext, choice: unknown): boolean {
	const told = report === '' ? undefined : parseDeskReport(report);
	if (told?.kind !== 'lockouts' || !officer || !hasRole(officer.role, 'operator')) return false;
	return told.lockouts[deskItems.indexOf(choice as DeskItem)]?.isOwn === false;
}

/** The desk as the child of the kiosk, which hears when it holds and who is on duty. Devices are provided to this one. */
export const staffDeskChild = staffDeskMachine.provide({
	actions: {
		...tellParent(),
		tellDutyBegun: sendParent(({context}): DutyEvent => {
			if (!context.officer) throw new Error('nobody signed in');
			return {type: 'duty.begun', officer: context.officer};
		}),
		tellDutyEnded: sendParent(
			(_, {cause}: {readonly cause: SignOutCause}): DutyEvent => ({type: 'duty.ended', cause}),
		),
	},
});

export const showStaffDesk: Show<StaffDeskContext> = (context, {screen}) => ({
	withheld: withheldFrom(context, screen),
	staff: {
		doing: context.doing,
		report: context.report || undefined,
		ticked: context.ticked,
		file: context.file,
		slip: context.slip,
	},
});

const withRole: readonly DeskChoice[] = [
	'assistedReset',
	'lockouts',
	'deskSettings',
	'removeFiles',
	'exportJournal',
];

/** What this officer's role does not hold, or the page has no use for. */
function withheldFrom(context: StaffDeskContext, screen: ScreenName): ButtonName[] {
	const {officer, report} = context;
	const beyond = withRole.filter(choice => !officer || !hasRole(officer.role, roleNeededFor(choice)));
	if (screen === 'staffLockouts') return deskItems.filter(item => !isLockedOut(context, item));
	const told = report === '' ? undefined : parseDeskReport(report);
	const hasNoFiles = told?.kind === 'requests' && told.unreadable.length === 0;
	return hasNoFiles ? [...beyond, 'removeFiles'] : beyond;
}
