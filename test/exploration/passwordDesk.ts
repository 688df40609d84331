import {absentCause, departed, gone, type Outcome, withTries} from './cardDesk.ts';
import {
	type Environment,
	isMyNumberCard,
	type MyNumberCard,
	mostTries,
	type Passwords,
} from './environment.ts';
import type {Invariant} from './invariants.ts';
import type {Scope} from './scope.ts';
import type {passwordChangeDevices} from './stimulus.ts';

/** The devices of a change of passwords that speak to the card. */
export type PasswordDevice = (typeof passwordChangeDevices)[number];

/** Fewer tries than this, and no password is sent to find out which one holds. */
const triesToTell = 2;

/**
 * What the desk of passwords can make of a call, at one instant: a model of commands/kiosk/passwordDesk.ts over
 * card/jpki.ts. The card may leave, or fall silent, between any two of its commands.
 */
export function* outcomesOfChange(
	environment: Environment,
	device: PasswordDevice,
	{hasWrongPasswords, hasReaderFaults}: Pick<Scope, 'hasWrongPasswords' | 'hasReaderFaults'>,
): Generator<Outcome> {
	const isLook = device === 'lookForPassword';
	// Whatever card was meant is meant no more, until the look has found one.
	const meaning = isLook ? withPasswords(environment, {meant: 'none', isHere: false}) : environment;
	const {meant, isHere} = meaning.passwords;
	const {card, tries} = meaning;
	if (device === 'changePassword' && meant === 'none') return yield {answer: 'failed', environment};
	if (device === 'tellPassword' && meant === 'none') return yield {answer: 'changeUnknown', environment};
	const absent = absentCause(meaning);
	if (absent) return yield {answer: absent, environment: meaning};
	if (!isMyNumberCard(card)) yield {answer: 'otherCard', environment: meaning};
	else if (isLook) yield looked(meaning, card);
	else if (meant !== card || (device === 'changePassword' && !isHere)) yield {answer: 'changed', environment};
	else if (tries[card] === 0) yield {answer: 'blocked', environment};
	else yield* device === 'changePassword' ? change(meaning, card, hasWrongPasswords) : tell(meaning, card);
	yield* gone(meaning, leftWhile[device], 'before any password is sent');
	if (hasReaderFaults) {
		yield {
			answer: 'mute',
			environment: {...departed(meaning), reader: 'stuck'},
			what: 'the card does not answer',
		};
	}
}

/** How each device says that the card left before a password was on its way. */
const leftWhile = {lookForPassword: 'left', changePassword: 'failed', tellPassword: 'noCard'} as const;

function looked(environment: Environment, card: MyNumberCard): Outcome {
	const left = environment.tries[card];
	return left === 0
		? {answer: 'blocked', environment}
		: {answer: `ready ${left}`, environment: withPasswords(environment, {meant: card, isHere: true})};
}

/** VERIFY with the old password, the holder's certificate, CHANGE REFERENCE DATA. */
function* change(
	environment: Environment,
	card: MyNumberCard,
	hasWrongPasswords: boolean,
): Generator<Outcome> {
	const {current, hasNext} = environment.passwords;
	const broken: Invariant | undefined =
		!hasNext || current === 'none' || current === 'wrong'
			? 'S001-029 a password is tried that nobody typed for it'
			: undefined;
	if (broken || (current === 'typed' && hasWrongPasswords)) yield* wrong(environment, card, broken);
	if (broken) return;
	const right = withPasswords(withTries(environment, card, mostTries), {
		current: 'right',
		maySpendLast: false,
	});
	yield* gone(right, 'failed', 'after the old password was right');
	yield {answer: 'objected', environment: right, what: 'the new password is a birthday'};
	yield {answer: 'passwordKept', environment: right, what: 'the card refuses the new password'};
	const changed = withPasswords(right, {isNewHeld: true});
	yield {answer: 'passwordChanged', environment: changed};
	yield* gone(right, 'changeUnknown', 'before the new password came to it');
	yield* gone(changed, 'changeUnknown', 'after the new password came to it');
}

/** One VERIFY with a typed password that is wrong. */
function* wrong(
	environment: Environment,
	card: MyNumberCard,
	isBroken: Invariant | undefined,
): Generator<Outcome> {
	const left = environment.tries[card] - 1;
	const {maySpendLast} = environment.passwords;
	const broken = isBroken ?? (left === 0 && !maySpendLast ? 'G-03 the last try is spent unasked' : undefined);
	const spent = withPasswords(withTries(environment, card, left), {current: 'wrong', maySpendLast: false});
	yield {
		answer: left === 0 ? 'blocked' : `wrong ${left}`,
		environment: spent,
		what: 'VERIFY is wrong',
		broken,
	};
	yield* gone(spent, 'failed', 'with the wrong password on its way', broken);
}

/** VERIFY with the new password, which costs a try when the old one holds; the old one, if known to be right, gives it back. */
function* tell(environment: Environment, card: MyNumberCard): Generator<Outcome> {
	const {passwords, tries} = environment;
	if (tries[card] < triesToTell) return yield {answer: 'changeUnknown', environment};
	const broken: Invariant | undefined = passwords.hasNext
		? undefined
		: 'S001-029 a password is tried that nobody typed for it';
	const full = withTries(environment, card, mostTries);
	if (passwords.isNewHeld) {
		yield {answer: 'passwordChanged', environment: full, what: 'VERIFY of the new password is right', broken};
		yield* gone(full, 'changeUnknown', 'as the new password is tried');
		return;
	}
	const spent = withTries(environment, card, tries[card] - 1);
	yield* gone(spent, 'changeUnknown', 'as the new password is tried', broken);
	if (passwords.current === 'right') {
		yield* gone(spent, 'passwordKept', 'as the old password is tried');
		yield {answer: 'passwordKept', environment: full, what: 'VERIFY of the old password is right', broken};
		return;
	}
	yield {answer: 'passwordKept', environment: spent, what: 'VERIFY of the new password is wrong', broken};
}

function withPasswords(environment: Environment, change: Partial<Passwords>): Environment {
	return {...environment, passwords: {...environment.passwords, ...change}};
}
