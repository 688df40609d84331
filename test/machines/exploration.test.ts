import {describe, expect, test} from 'vitest';
import {type AnyStateMachine, type AnyStateNode, type AnyTransitionDefinition, transition} from 'xstate';
import {getShortestPaths} from 'xstate/graph';
import {certificateChoices} from '../../src/domain/certificate.ts';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {results} from '../../src/domain/receipt.ts';
import {defaultDocumentRules} from '../../src/domain/reset.ts';
import {staffMethods} from '../../src/domain/staff.ts';
import {type DeskReport, deskItems} from '../../src/domain/staffDesk.ts';
import {type AssistedResetInput, assistedResetMachine} from '../../src/machines/assistedReset.ts';
import {certificateViewerMachine} from '../../src/machines/certificateViewer.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {loginMachine} from '../../src/machines/login.ts';
import {newPasswordMachine} from '../../src/machines/newPassword.ts';
import {passwordChangeMachine} from '../../src/machines/passwordChange.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import {signedRequestMachine} from '../../src/machines/signedRequest.ts';
import {type StaffDeskInput, staffDeskMachine} from '../../src/machines/staffDesk.ts';
import {type StaffSignInInput, staffSignInMachine} from '../../src/machines/staffSignIn.ts';
import {eventOf, testKiosk, walk} from '../helpers/kiosk.ts';

const screensShown = [
	'starting',
	'staffChecking',
	'staffWorking',
	'signing',
	'sending',
	'inquiring',
	'checkingPassword',
	'changingPassword',
	'tellingPassword',
	'typingOnPad',
	'resetWorking',
	'resettingPassword',
].map(screen => ({
	type: 'screen.shown',
	screen,
}));
const choices = [...certificateChoices, 'viewer', 'passwordChange'].map(choice => ({
	type: 'user.choose',
	choice,
}));
const people = [...['user.ok', 'user.cancel', 'user.back'].map(type => ({type})), ...choices];
const card = [
	{type: 'card.ready', triesLeft: 5},
	{type: 'card.ready', triesLeft: 1},
	{type: 'card.absent', cause: 'noCard'},
	{type: 'card.other', kind: 'juki'},
	{type: 'card.blocked'},
	{type: 'card.changed'},
	{type: 'card.verified'},
	{type: 'card.wrongPassword', triesLeft: 1},
	{type: 'card.imported', certificate: 'MIIC'},
	{type: 'card.unreadable'},
	{type: 'card.signed', signed: 'MIIS'},
	{type: 'card.signFailed'},
	{type: 'card.padCancelled'},
	{type: 'card.notTyped'},
	{type: 'card.passwordChanged'},
	{type: 'card.passwordKept'},
	{type: 'card.changeUnknown'},
	{type: 'card.left'},
	{type: 'card.failed'},
];
const documents = [
	{type: 'application.drawn', application: '{}'},
	{type: 'certificate.expired', notAfter: ''},
	{type: 'certificate.notYetValid', notBefore: ''},
	{type: 'certificate.unreadable'},
	{type: 'certificate.described', description: '{}'},
	{type: 'screen.readToEnd'},
];
const terminal = (
	['terminal', 'software', 'readerService', 'clock', 'window', 'busy', 'serviceError'] as const
).map(cause => ({
	type: 'terminal.failed',
	cause,
}));
const answers = results.map(result => ({
	type: 'window.answered',
	notice: {result, receiptNumber: 'R', decidedAt: ''},
}));
/** The login's ends, as its parent hears them. */
const loginEnds = (
	['verified', 'cancelled', 'blocked', 'cardLeft', 'cardChanged', 'unexpected'] as const
).map(output => ({type: 'xstate.done.actor.login', actorId: 'login', output}));
const newPasswordEnds = (['typed', 'cancelled', 'cardLeft'] as const).map(output => ({
	type: 'xstate.done.actor.newPassword',
	actorId: 'newPassword',
	output,
}));
const fields = [{type: 'password.wellFormed'}, {type: 'password.refused', fault: 'run'}];
const staffChoices = [
	'staffCard',
	'staffPassphrase',
	'readiness',
	'requests',
	'lists',
	'upkeep',
	'deskSettings',
	'lockouts',
	'assistedReset',
	'signOut',
	'openingList',
	'closingList',
	'resetReader',
	'exportJournal',
	'restart',
	'removeFiles',
	'setLanguage',
	'setSlowMode',
	'setReveal',
	...deskItems,
].map(choice => ({type: 'user.choose', choice}));
const staffFound = [
	{type: 'staff.typed'},
	{type: 'staff.mistyped', fault: 'tooShort'},
	{type: 'staff.signedIn', id: '9001', role: 'operator', certificate: '', signature: ''},
	{type: 'staff.wrong'},
	{type: 'staff.lockedOut', seconds: 60},
	{type: 'staff.refused', cause: 'roleMissing'},
	{type: 'staff.failed'},
];
const deskReports: readonly DeskReport[] = [
	{kind: 'readiness', findings: []},
	{kind: 'requests', waiting: [], unreadable: ['x']},
	{
		kind: 'lockouts',
		lockouts: deskItems.map(id => ({id, seconds: 60, isOwn: false})),
	},
	{kind: 'settings', language: 'ja', isSlow: false, mayReveal: true, addressee: ''},
];
const deskAnswers = [
	...deskReports.map(report => ({type: 'desk.report', report: JSON.stringify(report)})),
	{type: 'desk.done', file: '', slip: 'none'},
	{type: 'desk.failed'},
];
const resetChoices = ['signing', 'holder', 'agent', 'item1'].map(choice => ({type: 'user.choose', choice}));
const signatures = ['2001', '2002', '9001'].map(id => ({
	end: 'signedIn',
	officer: {id, role: id === '9001' ? 'operator' : 'resetOfficer'},
	authorisation: {certificate: 'MIIC', signature: 'c2ln'},
}));
const unsigned = {end: 'signedIn', officer: {id: '1001', role: 'helper'}, authorisation: undefined};
const resetAnswers = [
	{type: 'reset.drawn', order: '{}'},
	{type: 'reset.granted'},
	{type: 'reset.refused', cause: 'ownCard'},
	{type: 'reset.refused', cause: 'operatorNeeded'},
	{type: 'reset.noAnswer'},
	{type: 'reset.secondsLeft', seconds: 60},
	{type: 'reset.secondsLeft', seconds: 0},
	...[...signatures, unsigned, {end: 'cancelled'}].map(output => ({
		type: 'xstate.done.actor.staffSignIn',
		actorId: 'staffSignIn',
		output,
	})),
];
const cardOfReset = [
	{type: 'card.absent', cause: 'noCard'},
	{type: 'card.other', kind: 'juki'},
	...['blocked', 'changed', 'passwordChanged', 'passwordKept', 'changeUnknown', 'left', 'failed'].map(
		word => ({
			type: `card.${word}`,
		}),
	),
	{type: 'reader.stuck'},
];
/** Every deadline, by the name XState gives to the event of a delayed transition. */
const deadlines = (machine: AnyStateMachine) =>
	nodesOf(machine.root).flatMap(node => node.after.map(transition => ({type: transition.eventType})));

interface Part {
	readonly machine: AnyStateMachine;
	readonly input: object;
	readonly events: ReadonlyArray<{readonly type: string; readonly [member: string]: unknown}>;
}

const passwordForms = [{type: 'password.wellFormed'}, {type: 'password.malformed', fault: 'fourDigits'}];

const alone: Readonly<
	Record<
		| 'login'
		| 'loginOnPad'
		| 'revocation'
		| 'validity'
		| 'viewer'
		| 'newPassword'
		| 'passwordOfReset'
		| 'passwordChange'
		| 'staffSignIn'
		| 'staffDesk'
		| 'assistedReset'
		| 'representative'
		| 'guidance',
		Part
	>
> = {
	login: {
		machine: loginMachine,
		input: {visit: 'import', triesLeft: 5},
		events: [...people, ...screensShown, ...card, ...passwordForms],
	},
	loginOnPad: {
		machine: loginMachine,
		input: {visit: 'import', triesLeft: 5, typedOn: 'pad'},
		events: [...people, ...screensShown, ...card, ...passwordForms],
	},
	revocation: {
		machine: signedRequestMachine,
		input: {procedure: 'revocation'},
		events: [...people, ...screensShown, ...card, ...documents, ...terminal, ...answers, ...loginEnds],
	},
	validity: {
		machine: signedRequestMachine,
		input: {procedure: 'validity'},
		events: [...people, ...screensShown, ...card, ...documents, ...terminal, ...answers, ...loginEnds],
	},
	viewer: {
		machine: certificateViewerMachine,
		input: {},
		events: [...people, ...screensShown, ...card, ...documents, ...loginEnds],
	},
	newPassword: {
		machine: newPasswordMachine,
		input: {password: 'signing', limits: passwordLimits.signing, asksCurrent: true, from: 'current'},
		events: [...people, ...card, ...fields],
	},
	passwordOfReset: {
		machine: newPasswordMachine,
		input: {password: 'signing', limits: passwordLimits.signing, asksCurrent: false, from: 'next'},
		events: [...people, ...card, ...fields],
	},
	passwordChange: {
		machine: passwordChangeMachine,
		input: {},
		events: [
			...people,
			...screensShown,
			...card,
			{type: 'card.wrongPassword', triesLeft: 4},
			{type: 'reader.stuck'},
			...fields,
			...newPasswordEnds,
		],
	},
	staffSignIn: {
		machine: staffSignInMachine,
		input: {
			task: 'desk',
			methods: staffMethods,
			needed: 'helper',
			excluded: [],
			order: '',
		} satisfies StaffSignInInput,
		events: [...people, ...screensShown, ...card, ...staffChoices, ...staffFound],
	},
	staffDesk: {
		machine: staffDeskMachine,
		input: {methods: staffMethods, officer: undefined} satisfies StaffDeskInput,
		events: [
			...people,
			...screensShown,
			...staffChoices,
			...deskAnswers,
			{type: 'duty.over'},
			...[{end: 'signedIn', officer: {id: '9001', role: 'operator'}}, {end: 'cancelled'}].map(output => ({
				type: 'xstate.done.actor.staffSignIn',
				actorId: 'staffSignIn',
				output,
			})),
		],
	},
	assistedReset: {
		machine: assistedResetMachine,
		input: {canUnblock: true, documentRules: defaultDocumentRules} satisfies AssistedResetInput,
		events: [
			...people.slice(0, 3),
			...screensShown,
			...cardOfReset,
			...resetChoices,
			...resetAnswers,
			...newPasswordEnds,
		],
	},
	/** Up to the documents of a representative, on three pages. */
	representative: {
		machine: assistedResetMachine,
		input: {
			canUnblock: true,
			documentRules: {
				...defaultDocumentRules,
				representative: {representative: [{a: 1}], holder: [{a: 1}], authority: [{authority: 1}]},
			},
		} satisfies AssistedResetInput,
		events: [
			...people.slice(0, 3),
			{type: 'card.ready', triesLeft: 5},
			...['authentication', 'representative', 'item1'].map(choice => ({type: 'user.choose', choice})),
		],
	},
	guidance: {
		machine: assistedResetMachine,
		input: {canUnblock: false, documentRules: defaultDocumentRules} satisfies AssistedResetInput,
		events: [
			...people.slice(0, 3),
			...cardOfReset,
			...resetChoices,
			{type: 'user.choose', choice: 'representative'},
		],
	},
};
const always = [
	{type: 'terminal.ready'},
	{type: 'window.noReceipt', cause: 'cut'},
	{type: 'procedure.expired'},
];

/** What is heard beside, and leads nowhere new: the reader's, a dialogue's, and what comes of a slip. */
const aside = [
	{type: 'reader.stuck'},
	{type: 'card.left'},
	{type: 'procedure.held'},
	{type: 'procedure.released'},
	{type: 'user.choose', choice: 'print'},
	{type: 'slip.printed'},
	{type: 'slip.failed'},
];

const eventsOf = ({machine, events}: Part) => [...events, ...always, ...deadlines(machine)];

const explore = (part: Part) =>
	getShortestPaths(part.machine, {
		input: part.input as never,
		events: eventsOf(part) as never,
		serializeState: key as never,
		limit: 100_000,
	});

const explored = new Map<Part, ReturnType<typeof explore>>();

/** The shortest paths of a part, found once. */
function pathsOf(part: Part): ReturnType<typeof explore> {
	const paths = explored.get(part) ?? explore(part);
	explored.set(part, paths);
	return paths;
}

/** States that belong to the other procedure's results, or to the other place where a password is typed. */
const onlyIn: Record<string, string> = {
	'signedRequest.accepted': 'revocation',
	'signedRequest.valid': 'validity',
	'signedRequest.statusUnknown': 'validity',
	'newPassword.current': 'newPassword',
	'newPassword.current.typing': 'newPassword',
	'newPassword.current.examining': 'newPassword',
	'login.typing': 'login',
	'login.examining': 'login',
	'login.checking': 'login',
	'login.checking.showing': 'login',
	'login.checking.asking': 'login',
	'login.typingOnPad': 'loginOnPad',
	'login.typingOnPad.showing': 'loginOnPad',
	'login.typingOnPad.asking': 'loginOnPad',
	'login.notTyped': 'loginOnPad',
	...Object.fromEntries(nodesOf(assistedResetMachine.root).map(({id}) => [id, 'assistedReset'])),
};

describe.each(Object.entries(alone))('%s explored alone', (name, part) => {
	const paths = pathsOf(part);
	const reached = new Set(paths.flatMap(path => path.state._nodes.map((node: AnyStateNode) => node.id)));

	test('reaches every state', () => {
		const missed = nodesOf(part.machine.root)
			.map(node => node.id)
			.filter(id => !reached.has(id) && (onlyIn[id] ?? name) === name)
			// Left in the same step it is entered: exploring sees only where it leads.
			.filter(
				id =>
					![
						'certificateViewer.opening',
						'login.opening',
						'newPassword.opening',
						'signedRequest.answered',
						'signedRequest.opening',
						'staffSignIn.opening',
						'staffDesk.opening',
						'staffDesk.reported',
					].includes(id),
			);
		expect(missed).toEqual([]);
	});

	test('names screen and manual in every state a person can meet', () => {
		for (const {state} of paths) {
			if (state.status !== 'active') continue;
			const metas = Object.values(state.getMeta()) as Array<ScreenMeta | undefined>;
			const meta = metas.filter(Boolean).at(-1);
			expect(meta?.screen, JSON.stringify(state.value)).toBeTruthy();
			expect(meta?.manual, JSON.stringify(state.value)).toBeTruthy();
		}
	});

	test('finds back from everywhere to an end', () => {
		// Backwards from the ends over every step seen: a state not met this way has no way out.
		const before = new Map<string, Set<string>>();
		const ends = new Set<string>();
		for (const {state} of paths) {
			if (state.status === 'done') ends.add(key(state));
			for (const event of eventsOf(part)) {
				const [next] = transition(part.machine, state, event as never);
				if (!before.has(key(next))) before.set(key(next), new Set());
				before.get(key(next))?.add(key(state));
				if (next.status === 'done') ends.add(key(next));
			}
		}
		const saved = new Set(ends);
		for (const state of saved) for (const earlier of before.get(state) ?? []) saved.add(earlier);
		const lost = paths.map(path => key(path.state)).filter(state => !saved.has(state));
		expect([...new Set(lost)]).toEqual([]);
		expect(ends.size).toBeGreaterThan(1);
	});

	test('offers only buttons that lead on', () => {
		for (const {state} of paths) {
			if (state.status !== 'active') continue;
			const metas = Object.values(state.getMeta()) as Array<ScreenMeta | undefined>;
			for (const button of metas.filter(Boolean).at(-1)?.buttons ?? []) {
				const event = eventOf(button);
				expect(state.can(event as never), `${button} at ${JSON.stringify(state.value)}`).toBe(true);
			}
		}
	});
});

test.each([...new Set(Object.values(alone).map(({machine}) => machine))])(
	'every transition of $id is taken',
	machine => {
		const missed = new Map(
			nodesOf(machine.root).flatMap(node =>
				transitionsOf(node).map((each, nth) => [each, nameOf(each, nth)]),
			),
		);
		for (const part of Object.values(alone).filter(each => each.machine === machine)) {
			for (const {state} of pathsOf(part)) {
				if (state.status !== 'active') continue;
				for (const event of [...eventsOf(part), ...aside]) {
					for (const taken of machine.getTransitionData(state, event as never)) missed.delete(taken);
				}
			}
		}
		expect([...missed.values()]).toEqual([]);
	},
);

test('sending is reached only through the 了解 of 送信確認, and signing only through that of 署名確認', () => {
	for (const part of [alone.revocation, alone.validity]) {
		for (const {steps} of pathsOf(part)) {
			let hasSent = false;
			for (const [at, step] of steps.entries()) {
				if (step.state.matches('sending') && !hasSent) {
					hasSent = true;
					expect(step.event.type).toBe('user.ok');
					expect(steps[at - 1]?.state.matches('sendConfirm')).toBe(true);
				}
				if (step.state.matches('preparingSecond')) {
					expect(steps.slice(0, at).some(earlier => earlier.state.matches('signConfirm'))).toBe(true);
				}
			}
		}
	}
});

test('T-21: a reset is reached only with the word of two officers and of the window, by the OK of whoever is alone', () => {
	let begun = 0;
	for (const {steps} of pathsOf(alone.assistedReset)) {
		for (const [at, {event, state}] of steps.entries()) {
			const before = steps[at - 1]?.state;
			if (!before || !state.matches('resetting') || before.matches('resetting')) continue;
			begun++;
			expect(event.type).toBe('user.ok');
			expect(before.matches({alone: 'inserting'})).toBe(true);
			const {signed} = state.context as {signed: ReadonlyArray<{officer: {id: string; role: string}}>};
			expect(signed).toHaveLength(2);
			expect(signed.map(({officer}) => officer.role)).not.toContain('helper');
			expect(steps.slice(0, at).map(step => step.event.type)).toContain('reset.granted');
		}
	}
	expect(begun).toBeGreaterThan(0);
});

test('T-21: staff are signed out before the citizen is alone', () => {
	const entry = (assistedResetMachine.states.alone as unknown as AnyStateNode).entry.map(action =>
		typeof action === 'string' ? action : (action as {type: string}).type,
	);
	expect(entry).toContain('tellDutyEnded');
});

test('the kiosk shows a screen in every one of its session states', () => {
	for (const node of nodesOf(kioskMachine.root as AnyStateNode)) {
		if (node.parent?.key !== 'session') continue;
		expect(node.meta?.screen, node.id).toBeTruthy();
		expect(node.meta?.manual, node.id).toBeTruthy();
	}
});

test('whatever stands on the screen, idleness and a taken card lead back to idle', () => {
	for (const [name, to] of Object.entries(walk)) {
		const kiosk = to(testKiosk());
		// The longest chain: sending 60 s, three inquiries, 120 s idle, 30 s warning.
		kiosk.waits(300_000).reader('empty').waits(300_000);
		expect(kiosk.view().screen, name).toBe('idle');
	}
});

function transitionsOf(node: AnyStateNode): AnyTransitionDefinition[] {
	return [...node.transitions.values()].flat();
}

function nameOf({source, eventType, target}: AnyTransitionDefinition, nth: number): string {
	return `${source.id} ${eventType} ${nth} -> ${target?.map(({id}) => id)}`;
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
	return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/** States that differ in nothing a guard reads are one: what else the context holds only reaches the screen. */
function key(state: {value: unknown; context: unknown; status: unknown}): string {
	const {isRead, inquiries, triesLeft, stop, officer, doing, report, ticked} = state.context as Record<
		string,
		unknown
	>;
	const staff = [officer, doing, report, Array.isArray(ticked) ? ticked.length : undefined];
	const {comer, of, seen, needsOperator, signed} = state.context as Record<string, unknown>;
	const reset = [comer, of, seen, needsOperator, Array.isArray(signed) ? signed.length : undefined];
	return JSON.stringify([state.status, state.value, isRead, inquiries, triesLeft, stop, staff, reset]);
}
