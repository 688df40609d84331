import type {ResetEnding} from '../../src/machines/assistedReset.ts';
import type {Answer, Environment} from './environment.ts';
import {nobodyAdmitted, noPasswords, noReset, tidied, withRequest} from './environment.ts';
import type {MachineFacts} from './facts.ts';
import {brokenAround, brokenByHearing, type Invariant} from './invariants.ts';
import type {MachineSpace, MachineStep} from './machines.ts';
import {brokenByEnd, type RuleOfReset} from './resetDesk.ts';
import type {Scope} from './scope.ts';
import type {Stimulus} from './stimulus.ts';
import type {WindowTable} from './windowTable.ts';

/** The machines and all around them, at one instant. */
export interface State {
	/** The number of the machines' state. */
	readonly machine: number;
	readonly environment: Environment;
}

/** Who brings a move about. Only people, time, devices and the card's leaving count as a way back to idle. */
export type Mover = 'person' | 'card' | 'reader' | 'device' | 'time' | 'network' | 'crash';

/** One thing that can happen next. */
export interface Move {
	readonly by: Mover;
	/** What happens, for the story of a counter-example. */
	readonly what: string;
	/** What the machines hear of it, in order; nothing, when they do not. */
	readonly heard: readonly Stimulus[];
	readonly to: State;
	/** What must never be, and is. */
	readonly broken: Invariant | undefined;
}

/** What moves are made of. */
export interface World {
	readonly machines: MachineSpace;
	readonly window: WindowTable;
	readonly scope: Scope;
	/** A planted fault: what is noted in the outbox is sent all the same. */
	readonly isOutboxIgnored?: boolean;
	/** The window's rule on resets, where it is another than the product's. */
	readonly ruleOfReset?: RuleOfReset;
}

/** A move that the machines do not hear of. */
export function unheard(
	world: World,
	{machine}: State,
	move: Pick<Move, 'by' | 'what'> & {
		readonly environment: Environment;
		readonly broken?: Invariant | undefined;
	},
): Move {
	const environment = tidied(move.environment, factsOf(world, machine).held);
	return {by: move.by, what: move.what, heard: [], to: {machine, environment}, broken: move.broken};
}

/** A move that the machines hear of; `undefined` when it changes nothing at all. */
export function heard(
	world: World,
	state: State,
	move: Pick<Move, 'by' | 'what'> & {
		readonly stimuli: readonly Stimulus[];
		readonly environment?: Environment;
		readonly broken?: Invariant | undefined;
	},
): Move | undefined {
	let {machine} = state;
	let environment = move.environment ?? state.environment;
	let broken = move.broken;
	let isChange = move.environment !== undefined;
	for (const stimulus of move.stimuli) {
		const step = world.machines.step(machine, stimulus);
		isChange ||= step.to !== machine || step.effects.length > 0;
		const before = factsOf(world, machine);
		const after = factsOf(world, step.to);
		const told = toldBy(before, after, environment);
		broken ??=
			brokenByHearing({stimulus, before, after, environment}) ??
			brokenByEffects(step, before, after, environment);
		environment = affected(told, step, before, after);
		broken ??= brokenAround(after, environment);
		machine = step.to;
	}
	if (!isChange) return undefined;
	environment = tidied(environment, factsOf(world, machine).held);
	return {by: move.by, what: move.what, heard: move.stimuli, to: {machine, environment}, broken};
}

export function factsOf({machines}: World, machine: number): MachineFacts {
	return machines.facts[machine] as MachineFacts;
}

/** A device tells what it has to tell, next. */
export function answering(environment: Environment, answer: Answer): Environment {
	return {...environment, call: {phase: 'answers', answer}};
}

/** Remembers that a person reads 受理されていません, for the rest of the request's life. */
function toldBy(before: MachineFacts, after: MachineFacts, environment: Environment): Environment {
	const {parcel} = environment;
	if (parcel === undefined || after.screen !== 'notReceived' || before.screen === 'notReceived')
		return environment;
	const requests = environment.requests.map((request, slot) =>
		slot === parcel && request ? {...request, isDenied: true} : request,
	);
	return {...environment, requests};
}

/** How old an order is matters from the first officer's hand to the card; the first one's until the second has signed. */
function withAges(environment: Environment, path: string): Environment {
	const {reset} = environment;
	const first = /^reset\.(firstOfficer|confirming)/.test(path) ? reset.first : 'none';
	const second = /^reset\.(confirming|alone|resetting)/.test(path) ? reset.second : 'none';
	if (first === reset.first && second === reset.second) return environment;
	return {...environment, reset: {...reset, first, second}};
}

/** What is begun where nobody sees it, and what the audit is told wrongly or not at all. */
function brokenByEffects(
	{effects}: MachineStep,
	before: MachineFacts,
	after: MachineFacts,
	{reset}: Environment,
): Invariant | undefined {
	const isFinal = effects.includes('called sendApplication') || effects.includes('called resetPassword');
	if (isFinal && after.isStaffCalled) {
		return 'T-23 what cannot be taken back begins behind the call for staff';
	}
	if (before.officer && !after.officer && !effects.includes('signedOut')) {
		return 'T-22 somebody is signed out, and the audit does not say it';
	}
	let open = reset;
	for (const effect of effects) {
		if (!effect.startsWith('ended ')) continue;
		const broken = brokenByEnd(open, effect.slice('ended '.length) as ResetEnding['result'] | 'left');
		if (broken) return broken;
		open = noReset;
	}
	return undefined;
}

function affected(
	environment: Environment,
	{effects}: MachineStep,
	before: MachineFacts,
	{claim, isCheckingPassword, path, screen, signed}: MachineFacts,
): Environment {
	// Leaving the dialog by any edge empties the slot (design 6).
	let next =
		environment.maySendPassword && !isCheckingPassword
			? {...environment, maySendPassword: false}
			: environment;
	if (!claim && next.admitted.card !== 'none') next = {...next, admitted: nobodyAdmitted};
	next = withAges(next, path);
	// Back at the contents, what was agreed to there is to be agreed to again.
	if (screen === 'confirmImport' && next.maySign) next = {...next, maySign: false};
	for (const effect of effects) {
		switch (effect) {
			case 'forgot':
				// CardDesk.leave and the parcel of devices.ts: nothing of the visit is left.
				next = {
					...next,
					imported: 'none',
					visit: 'none',
					parcel: undefined,
					maySign: false,
					maySend: false,
					passwords: noPasswords,
				};
				break;
			case 'visitEnded':
				// The slot's and the vault's; which card is meant stays known.
				next = {...next, visit: 'none', passwords: noPasswords};
				break;
			case 'emptied':
				next = {...next, passwords: {...next.passwords, current: 'none', hasNext: false}};
				break;
			case 'called drawUpApplication':
				// New bytes: whatever was agreed to before was agreed to for others.
				next = {...next, maySign: false, maySend: false, call: {phase: 'asked'}};
				break;
			case 'called sendApplication':
				next = {...next, parcel: signed, call: {phase: 'asked'}};
				break;
			case 'left sendApplication':
				// A note that is being written is written, but a submission that was given up is not begun.
				if (next.call.phase === 'asked' && before.signed !== undefined) {
					next = withRequest(next, before.signed, {isNoted: true});
				}
				next = {...next, call: {phase: 'none'}};
				break;
			case 'ended left':
			case 'ended failed':
			case 'ended guided':
			case 'ended refused':
			case 'ended reset':
			case 'ended unknown':
				next = {...next, reset: noReset};
				break;
			case 'signedOut':
				break;
			default:
				next = {...next, call: {phase: effect.startsWith('called') ? 'asked' : 'none'}};
		}
	}
	return next;
}
