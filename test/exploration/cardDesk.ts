import type {CertificateChoice} from '../../src/domain/certificate.ts';
import type {VisitKind} from '../../src/machines/login.ts';
import {type Answer, type Environment, isMyNumberCard, type MyNumberCard, mostTries} from './environment.ts';
import type {Invariant} from './invariants.ts';
import type {Scope} from './scope.ts';

/** The devices that speak to the card. */
export type CardDevice =
	| 'lookAtCard'
	| 'lookAgain'
	| 'checkPassword'
	| 'checkOnPad'
	| 'importCertificate'
	| 'signApplication'
	| 'readCertificate';

export interface CardCall {
	readonly device: CardDevice;
	/** Which login `checkPassword` or `checkOnPad` belongs to. */
	readonly visit: VisitKind | undefined;
	/** Which certificate `readCertificate` reads: without a password, unless it is the signing one. */
	readonly choice?: CertificateChoice | undefined;
}

/** One way in which the desk can answer a call, and what it leaves behind. */
export interface Outcome {
	readonly answer: Answer;
	readonly environment: Environment;
	/** For the story, where the answer alone does not tell it. */
	readonly what?: string;
	readonly broken?: Invariant | undefined;
}

type Faults = Pick<Scope, 'hasWrongPasswords' | 'hasReaderFaults'>;

/**
 * What the card desk can make of a call, at one instant: a model of commands/kiosk/cardDesk.ts over card/jpki.ts.
 * cardDesk.test.ts holds it to the product, with a simulated reader and its cards, over random runs.
 */
export function* outcomesOf(environment: Environment, call: CardCall, faults: Faults): Generator<Outcome> {
	const isNewVisit =
		call.device === 'readCertificate'
			? call.choice !== 'signing'
			: call.device !== 'importCertificate' && call.device !== 'signApplication';
	yield* isNewVisit
		? newVisit(environment, call, faults)
		: openVisit(environment, call.device, faults.hasReaderFaults);
	if (faults.hasReaderFaults && isReachable(environment, isNewVisit)) {
		yield {
			answer: 'failed',
			environment: {...departed(environment), visit: 'none', reader: 'stuck'},
			what: 'the card does not answer',
		};
		yield {
			answer: 'left',
			environment: {...departed(environment), visit: 'none', card: 'none'},
			what: 'the card is taken out as it is asked',
		};
	}
}

/** The environment once the card's stay is over: an open visit is of no more use, and the card is never again the imported one. */
export function departed(environment: Environment): Environment {
	const {admitted, passwords} = environment;
	return {
		...environment,
		admitted: admitted.isHere ? {...admitted, isHere: false} : admitted,
		passwords: passwords.isHere ? {...passwords, isHere: false} : passwords,
		visit: environment.visit === 'open' ? 'dead' : environment.visit,
		imported: environment.imported === 'here' ? 'gone' : environment.imported,
	};
}

/** The card is taken out in the course of the visit. */
export function* gone(
	environment: Environment,
	answer: Outcome['answer'],
	when: string,
	broken?: Invariant,
): Generator<Outcome> {
	yield {
		answer,
		environment: {...departed(environment), card: 'none'},
		what: `the card is taken out ${when}`,
		broken,
	};
}

function* newVisit(
	environment: Environment,
	{device, visit}: CardCall,
	{hasWrongPasswords}: Faults,
): Generator<Outcome> {
	const {card, imported, tries} = environment;
	const isCheck = device === 'checkPassword' || device === 'checkOnPad';
	const mustBeSame = device === 'lookAgain' || (isCheck && visit === 'sign');
	const isOther = mustBeSame && imported !== 'here';
	if (isCheck && mustBeSame && imported === 'none') return yield {answer: 'changed', environment};
	const absent = absentCause(environment);
	if (absent) return yield {answer: absent, environment};
	if (!isMyNumberCard(card)) return yield {answer: 'otherCard', environment};
	if (isCheck) {
		if (isOther) yield {answer: 'changed', environment};
		else if (device === 'checkPassword') yield* verify(environment, card, hasWrongPasswords);
		else yield* typeOnPad(environment, card, hasWrongPasswords);
		return;
	}
	if (device === 'readCertificate') return yield {answer: `described ${card}`, environment};
	// A blocked card is blocked, the same or not; only one that is ready is compared.
	if (tries[card] === 0) return yield {answer: 'blocked', environment};
	yield {answer: isOther ? 'changed' : `ready ${tries[card]}`, environment};
}

/** Somebody types on the reader and confirms there, or does not; only then is there a VERIFY. */
function* typeOnPad(
	environment: Environment,
	card: MyNumberCard,
	hasWrongPasswords: boolean,
): Generator<Outcome> {
	yield {answer: 'padCancelled', environment, what: 'the reader’s cancel key is pressed'};
	yield {answer: 'notTyped', environment, what: 'the reader’s time is over'};
	yield* verify({...environment, maySendPassword: true}, card, hasWrongPasswords);
}

/** One VERIFY. */
function* verify(
	environment: Environment,
	card: MyNumberCard,
	hasWrongPasswords: boolean,
): Generator<Outcome> {
	const broken = environment.maySendPassword
		? undefined
		: 'S004-042 a password is sent that nobody confirmed';
	const sent = {...environment, maySendPassword: false};
	const left = environment.tries[card];
	if (left === 0) return yield {answer: 'blocked', environment: sent, broken};
	const right: Environment = {...withTries(sent, card, mostTries), visit: 'open'};
	yield {answer: 'verified', environment: right, what: 'VERIFY is right', broken};
	if (!hasWrongPasswords) return;
	const wrong = withTries(sent, card, left - 1);
	yield {
		answer: left === 1 ? 'blocked' : `wrong ${left - 1}`,
		environment: wrong,
		what: 'VERIFY is wrong',
		broken,
	};
}

function* openVisit(environment: Environment, device: CardDevice, hasFaults: boolean): Generator<Outcome> {
	const ended: Environment = {...environment, visit: 'none'};
	if (environment.visit === 'none') return yield {answer: 'failed', environment: ended};
	if (environment.visit === 'dead') return yield {answer: 'left', environment: ended};
	if (device === 'importCertificate') {
		// A visit is open to a My Number card only.
		yield {answer: `imported ${environment.card as MyNumberCard}`, environment: {...ended, imported: 'here'}};
		if (hasFaults) yield {answer: 'unreadable', environment: ended};
		return;
	}
	if (device === 'readCertificate') {
		// The desk reads it as it imports one.
		yield {
			answer: `described ${environment.card as MyNumberCard}`,
			environment: {...ended, imported: 'here'},
		};
		if (hasFaults) yield {answer: 'unreadable', environment: ended};
		return;
	}
	yield {answer: 'signed', environment: {...ended, maySign: false}, broken: brokenBySigning(environment)};
	if (hasFaults) yield {answer: 'signFailed', environment: ended};
}

function brokenBySigning({imported, maySign}: Environment): Invariant | undefined {
	if (imported !== 'here') return 'T-12 a signature is made by another card than the imported one';
	return maySign ? undefined : 'S004-070 a signature is made without 了解 of 署名確認';
}

function isReachable({card, reader, visit}: Environment, isNewVisit: boolean): boolean {
	return card !== 'none' && reader === 'working' && (isNewVisit || visit === 'open');
}

export function absentCause({card, reader}: Environment): Answer | undefined {
	if (reader === 'lost') return 'noService';
	if (card === 'none') return 'noCard';
	return reader === 'stuck' ? 'mute' : undefined;
}

export function withTries(environment: Environment, card: MyNumberCard, left: number): Environment {
	return {...environment, tries: {...environment.tries, [card]: left}};
}
