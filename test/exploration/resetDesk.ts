import {
	defaultResetLimits,
	type ResetRefusal,
	type refusalOfReset,
	type SignedPart,
} from '../../src/domain/resetRules.ts';
import type {ResetEnding, SignedOrder} from '../../src/machines/assistedReset.ts';
import {absentCause, departed, gone, type Outcome, withTries} from './cardDesk.ts';
import {
	type Environment,
	isMyNumberCard,
	type MyNumberCard,
	mostTries,
	noReset,
	type Reset,
} from './environment.ts';
import type {Invariant} from './invariants.ts';
import {readSigned} from './officers.ts';
import type {Scope} from './scope.ts';

/** The devices of a reset that speak to the citizen's card. */
export type ResetDevice = 'lookForReset' | 'resetPassword' | 'tellReset';

/** What the window goes by, to see a fault found in it. */
export type RuleOfReset = typeof refusalOfReset;

/** Fewer tries than this, and no password is sent to find out which one holds. */
const triesToTell = 2;

/** When the order of every story is put before the first officer. */
const firstAt = '2026-11-22T02:00:00.000Z';
const minuteMs = 60_000;

/** A reset that the window is asked for. */
interface Asked {
	readonly signed: readonly SignedOrder[];
	readonly rule: RuleOfReset;
}

/** When an order is put before an officer; the second one too late, if the first was long ago. */
export function instantOfOrder({reset}: Pick<Environment, 'reset'>, part: 'first' | 'second'): string {
	if (part === 'first') return firstAt;
	return new Date(Date.parse(firstAt) + (reset.first === 'old' ? 6 : 1) * minuteMs).toISOString();
}

/**
 * What the window says of a reset, by the product's own rule over what the two cards signed. Card B is the first
 * officer's own; the others of the day are too few to matter.
 */
export function ruledOn(environment: Environment, {signed, rule}: Asked): ResetRefusal | undefined {
	const {reset, recentlyReset} = environment;
	const card = reset.begunOf;
	const [first, second] = signed.map(readSigned);
	if (card === 'none' || !first?.statement || !second?.statement) return 'unreadable';
	if (!first.officer || !second.officer) return 'notStaff';
	const secondMs = Date.parse(second.statement.at);
	const now = new Date(secondMs + (reset.second === 'old' ? 5 : 1) * minuteMs);
	const partOf = ({officer, statement}: Pick<SignedPart, 'officer' | 'statement'>): SignedPart => ({
		statement,
		officer,
		ownsCard: ownsCard(officer.id, card),
		resetsToday: 0,
	});
	return rule(
		{
			first: partOf({officer: first.officer, statement: first.statement}),
			second: partOf({officer: second.officer, statement: second.statement}),
			now,
			allowedSkewMs: minuteMs,
			isUsed: reset.isUsed,
			resetsToday: 0,
			lastOfCard: recentlyReset[card] ? new Date(now.getTime() - 60 * minuteMs) : undefined,
		},
		defaultResetLimits,
	);
}

/**
 * What the reset's desk can make of a call, at one instant: a model of commands/kiosk/resetDesk.ts over card/jpki.ts.
 * The card may leave, or fall silent, between any two of its commands.
 */
export function* outcomesOfReset(
	environment: Environment,
	device: ResetDevice,
	{hasReaderFaults}: Pick<Scope, 'hasReaderFaults'>,
	asked: Asked,
): Generator<Outcome> {
	const isLook = device === 'lookForReset';
	// A look ends what was begun before it.
	const broken = isLook ? brokenByEnd(environment.reset, 'left') : undefined;
	const begun = isLook ? {...environment, reset: noReset} : environment;
	const {card, reset} = begun;
	const absent = absentCause(begun);
	if (!isLook && reset.begunOf === 'none') throw new Error('no reset was begun');
	if (absent) return yield {answer: absent, environment: begun, broken};
	if (!isMyNumberCard(card)) yield {answer: 'otherCard', environment: begun, broken};
	else if (isLook) yield looked(begun, card, broken);
	else if (card !== reset.begunOf) yield {answer: 'changed', environment: begun};
	else if (device === 'resetPassword') yield* resets(begun, card, asked);
	else yield* tells(begun, card);
	yield* gone(begun, isLook ? 'left' : 'noCard', 'before it was asked for anything', broken);
	if (hasReaderFaults) {
		yield {
			answer: 'mute',
			environment: {...departed(begun), reader: 'stuck'},
			what: 'the card does not answer',
			broken,
		};
	}
}

/** How a reset stands in the audit that nobody went on with. */
export const leftAs = {old: 'cancelled', new: 'reset', unknown: 'unknown'} as const;

/** What is wrong with the end of a reset as it stands in the audit; with none, where it was left. */
export function brokenByEnd(
	{begunOf, isSet, told}: Reset,
	end: ResetEnding['result'] | 'left',
): Invariant | undefined {
	if (begunOf === 'none') return end === 'left' ? undefined : 'T-22 a reset ends twice in the audit';
	const result = end === 'left' ? leftAs[told] : end;
	const isRight = result === 'unknown' || (result === 'reset') === isSet;
	return isRight ? undefined : 'T-22 the audit says of a reset another end than it had';
}

function looked(environment: Environment, card: MyNumberCard, broken: Invariant | undefined): Outcome {
	const left = environment.tries[card];
	return {
		answer: left === 0 ? 'blocked' : `ready ${left}`,
		environment: withReset(environment, {begunOf: card}),
		broken,
	};
}

/** The card's challenge, the window's answer to it, RESET RETRY COUNTER with the new password. */
function* resets(environment: Environment, card: MyNumberCard, asked: Asked): Generator<Outcome> {
	yield {answer: 'noAnswer', environment, what: 'the window cannot be reached'};
	const refusal = ruledOn(environment, asked);
	if (refusal) return yield {answer: `resetRefused ${refusal}`, environment};
	const broken = brokenBySetting(environment, asked.signed);
	const used: Environment = {
		...withReset(environment, {isUsed: true}),
		recentlyReset: {...environment.recentlyReset, [card]: true},
	};
	yield {answer: 'noAnswer', environment: used, what: 'the window’s answer is lost'};
	yield* gone(used, 'resetRefused used', 'before the answer came to it');
	yield {answer: 'passwordKept', environment: used, what: 'the card refuses the new password'};
	const sent = withReset(used, {told: 'unknown'});
	const set = withReset(withTries(sent, card, mostTries), {isSet: true});
	yield {answer: 'passwordChanged', environment: withReset(set, {told: 'new'}), broken};
	yield* gone(sent, 'changeUnknown', 'before the new password came to it');
	yield* gone(set, 'changeUnknown', 'after the new password came to it', broken);
}

/** Still blocked, and nothing was set; else VERIFY with the new password, which costs a try when it was not. */
function* tells(environment: Environment, card: MyNumberCard): Generator<Outcome> {
	const {passwords, reset, tries} = environment;
	if (tries[card] === 0) {
		return yield {answer: 'blocked', environment: withReset(environment, {told: 'old'})};
	}
	if (tries[card] < triesToTell) return yield {answer: 'changeUnknown', environment};
	const broken: Invariant | undefined = passwords.hasNext
		? undefined
		: 'S001-029 a password is tried that nobody typed for it';
	const after = withTries(environment, card, reset.isSet ? mostTries : tries[card] - 1);
	yield {
		answer: reset.isSet ? 'passwordChanged' : 'passwordKept',
		environment: withReset(after, {told: reset.isSet ? 'new' : 'old'}),
		what: `VERIFY of the new password is ${reset.isSet ? 'right' : 'wrong'}`,
		broken,
	};
	yield* gone(after, 'changeUnknown', 'as the new password is tried', broken);
}

/** Two different officers whose role holds it, of whom none owns the card, in time, for a password that was typed. */
function brokenBySetting(
	{passwords, reset, recentlyReset}: Environment,
	signed: readonly SignedOrder[],
): Invariant | undefined {
	if (!passwords.hasNext) return 'S001-029 a password is tried that nobody typed for it';
	const [first, second] = signed.map(readSigned);
	const roles = [first?.officer?.role, second?.officer?.role];
	const isOrdered =
		first?.officer &&
		second?.officer &&
		first.officer.id !== second.officer.id &&
		!roles.includes('helper') &&
		[first, second].every(({officer}) => !ownsCard(officer?.id, reset.begunOf)) &&
		(roles.includes('operator') || !recentlyReset[reset.begunOf as MyNumberCard]);
	if (!isOrdered) return 'T-21 a password is set without the word of two officers';
	const isLate =
		reset.second === 'old' ||
		second.statement?.at !== instantOfOrder({reset: {...reset, first: 'young'}}, 'second');
	return isLate ? 'T-21 a password is set too long after the officers’ word' : undefined;
}

function withReset(environment: Environment, change: Partial<Reset>): Environment {
	return {...environment, reset: {...environment.reset, ...change}};
}

function ownsCard(officer: string | undefined, card: Reset['begunOf']): boolean {
	return officer === '2001' && card === 'B';
}
