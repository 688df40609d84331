import type {Procedure} from '../../src/domain/procedure.ts';
import type {Result} from '../../src/domain/receipt.ts';
import type {ResetRefusal} from '../../src/domain/resetRules.ts';
import type {StaffRefusal} from '../../src/domain/staff.ts';
import type {StaffCard} from './officers.ts';

/** The My Number cards there are: A, whose certificate is good, and B, whose certificate the window does not believe. */
export type MyNumberCard = 'A' | 'B';

/** What can lie in the reader; `J` is a card of another kind. */
export type Card = MyNumberCard | 'J' | StaffCard;

export function isMyNumberCard(card: Card | 'none'): card is MyNumberCard {
	return card === 'A' || card === 'B';
}

/** What the window's records say of a request; `none` while they do not know it. */
export type WindowRecord = 'none' | Result;

/** Whether certificate A stands in the window's records as revoked, and whether a list that says so is out. */
export type Revoked = 'no' | 'entered' | 'listed';

/** One request from its drawing up to its last trace. A slot is free again when nobody can speak of it any more. */
export interface Request {
	readonly procedure: Procedure;
	readonly card: MyNumberCard;
	/** Noted in the kiosk's outbox. */
	readonly isNoted: boolean;
	/** The network may deliver the document, once more and at any time. */
	readonly isDocumentUnderway: boolean;
	/** The network may deliver an inquiry, once more and at any time. */
	readonly isInquiryUnderway: boolean;
	/** What the window's signed answer says, that the network may deliver, once more and at any time. */
	readonly receipt: Result | undefined;
	readonly record: WindowRecord;
	/** How often the window entered a revocation for it. */
	readonly entries: number;
	/** The person was told 受理されていません. */
	readonly isDenied: boolean;
}

/**
 * How far the device of the present state is with its answer.
 * - `asked`: nothing was done yet
 * - `noted`: the outbox is written, nothing was sent
 * - `open`: a connection to the window waits for a receipt
 * - `answers`: all is done, the machine has not heard it
 */
export type Call =
	| {readonly phase: 'none' | 'asked' | 'noted' | 'open'}
	| {readonly phase: 'answers'; readonly answer: Answer};

/** What a device is about to tell; the explorer's word for an event of the machines' vocabulary. */
export type Answer =
	/** With the tries left. */
	| `ready ${number}`
	| 'noService'
	| 'noCard'
	| 'mute'
	| 'otherCard'
	| 'blocked'
	| 'changed'
	| 'verified'
	| `wrong ${number}`
	| `imported ${MyNumberCard}`
	| 'unreadable'
	| 'signed'
	| 'padCancelled'
	| 'notTyped'
	| 'signFailed'
	| 'passwordChanged'
	| 'passwordKept'
	| 'changeUnknown'
	/** The new password does not do for the card's holder. */
	| 'objected'
	| `described ${MyNumberCard}`
	| `signedIn ${StaffCard}`
	| `staffRefused ${StaffRefusal}`
	| `resetRefused ${ResetRefusal}`
	/** Nobody answered who could authorise a reset. */
	| 'noAnswer'
	| 'left'
	| 'failed'
	| 'cut'
	| 'serviceError'
	/** A believed receipt. */
	| Result;

/** What is typed for a change of passwords, and what became of the card that it is meant for. */
export interface Passwords {
	/** The card that was looked at. */
	readonly meant: MyNumberCard | 'none';
	/** It has lain in the reader ever since. */
	readonly isHere: boolean;
	/** The old password in the vault, by what the card said of it. */
	readonly current: 'none' | 'typed' | 'right' | 'wrong';
	/** The new one is in the vault. */
	readonly hasNext: boolean;
	/** The card holds the new one. */
	readonly isNewHeld: boolean;
	/** Somebody agreed to spend the last try. */
	readonly maySpendLast: boolean;
}

/** How long ago something was put before an officer: within the time that is given, or longer. */
export type Age = 'none' | 'young' | 'old';

/** A staff-assisted reset, as desk, audit and window know it. */
export interface Reset {
	/** The card that it was begun of, until its end is in the audit. */
	readonly begunOf: MyNumberCard | 'none';
	/** The order, since it was put before the first officer, and before the second. */
	readonly first: Age;
	readonly second: Age;
	/** The window has authorised it: never again under this order. */
	readonly isUsed: boolean;
	/** The card holds the new password. */
	readonly isSet: boolean;
	/** Which one it holds as far as it told the desk. */
	readonly told: 'old' | 'new' | 'unknown';
}

/** Who of the staff was found to be who they say, and whether their card has lain in the reader ever since. */
export interface Admitted {
	readonly card: StaffCard | 'none';
	readonly isHere: boolean;
}

/** Everything beside the machines: card, reader, disk, network, window, and what people have said. */
export interface Environment {
	readonly card: Card | 'none';
	readonly reader: 'working' | 'lost' | 'stuck';
	/** Tries left on each card, 0 to 5. */
	readonly tries: Readonly<Record<MyNumberCard, number>>;
	/** Whether the imported card has lain in the reader ever since. */
	readonly imported: 'none' | 'here' | 'gone';
	/** The visit that a login opened; `dead` once the card left in its course. */
	readonly visit: 'none' | 'open' | 'dead';
	readonly call: Call;
	readonly passwords: Passwords;
	readonly admitted: Admitted;
	readonly reset: Reset;
	/** Cards that the window has authorised a reset of, not long ago. */
	readonly recentlyReset: Readonly<Record<MyNumberCard, boolean>>;
	/** The request that `sendApplication` or `inquire` speaks of. */
	readonly parcel: number | undefined;
	/** OK on a typed password, and no VERIFY since. */
	readonly maySendPassword: boolean;
	/** 了解 of 署名確認 in this procedure, and no signature since. */
	readonly maySign: boolean;
	/** 了解 of 送信確認 in this procedure, and nothing sent since. */
	readonly maySend: boolean;
	readonly revoked: Revoked;
	/** How often a revocation of certificate A was entered, whoever sent it. */
	readonly entriesOfA: number;
	readonly requests: ReadonlyArray<Request | undefined>;
}

export const mostTries = 5;

export const noPasswords: Passwords = {
	meant: 'none',
	isHere: false,
	current: 'none',
	hasNext: false,
	isNewHeld: false,
	maySpendLast: false,
};

export const noReset: Reset = {
	begunOf: 'none',
	first: 'none',
	second: 'none',
	isUsed: false,
	isSet: false,
	told: 'old',
};
export const nobodyAdmitted: Admitted = {card: 'none', isHere: false};
const neverReset = {A: false, B: false} as const;

/**
 * The environment before anybody came.
 * @param blocked cards whose password was typed wrong too often before
 */
export function emptyEnvironment(slots: number, blocked: readonly MyNumberCard[] = []): Environment {
	const triesOf = (card: MyNumberCard) => (blocked.includes(card) ? 0 : mostTries);
	return {
		card: 'none',
		reader: 'working',
		tries: {A: triesOf('A'), B: triesOf('B')},
		imported: 'none',
		visit: 'none',
		call: {phase: 'none'},
		passwords: noPasswords,
		admitted: nobodyAdmitted,
		reset: noReset,
		recentlyReset: neverReset,
		parcel: undefined,
		maySendPassword: false,
		maySign: false,
		maySend: false,
		revoked: 'no',
		entriesOfA: 0,
		requests: Array.from({length: slots}, () => undefined),
	};
}

/** The same environment with one request changed. */
export function withRequest(environment: Environment, slot: number, change: Partial<Request>): Environment {
	const requests = environment.requests.map((request, nth) =>
		nth === slot && request ? {...request, ...change} : request,
	);
	return {...environment, requests};
}

/**
 * Forgets every request that neither kiosk, disk nor network can speak of any more, and puts those that the machines do
 * not name in one order, whichever came first: they may change slots, so that a story's numbers are those of the moment.
 * @param named what the machines' contexts name
 */
export function tidied(environment: Environment, named: ReadonlySet<number>): Environment {
	const {requests, parcel} = environment;
	const free = requests.map((_, slot) => slot).filter(slot => slot !== parcel && !named.has(slot));
	const kept = free
		.map(slot => requests[slot])
		.filter(request => request !== undefined && isAlive(request))
		.map(request => ({request, key: keyOfRequest(request as Request)}))
		.sort((one, other) => (one.key < other.key ? -1 : 1));
	if (free.every((slot, nth) => requests[slot] === kept[nth]?.request)) return environment;
	const next = [...requests];
	for (const [nth, slot] of free.entries()) next[slot] = kept[nth]?.request;
	return {...environment, requests: next};
}

/** Whether disk or network can still speak of a request. */
export function isAlive(request: Request): boolean {
	return (
		request.isNoted ||
		request.isDocumentUnderway ||
		request.isInquiryUnderway ||
		request.receipt !== undefined
	);
}

/** The environment as a short text; equal texts are equal environments. */
export function keyOf(environment: Environment): string {
	const {card, reader, tries, imported, visit, call, parcel, revoked, entriesOfA, requests} = environment;
	const said = [environment.maySendPassword, environment.maySign, environment.maySend].map(Number).join('');
	const answer = call.phase === 'answers' ? call.answer : call.phase;
	const head = `${card} ${reader} ${tries.A}${tries.B} ${imported} ${visit} ${answer} ${parcel} ${said} ${revoked}${entriesOfA}${keyOfPasswords(environment.passwords)}${keyOfStaff(environment)}`;
	return requests.reduce((text, request) => `${text}|${request ? keyOfRequest(request) : ''}`, head);
}

function keyOfPasswords(passwords: Passwords): string {
	if (passwords === noPasswords) return '';
	const {meant, isHere, current, hasNext, isNewHeld, maySpendLast} = passwords;
	return ` ${meant}${current}${[isHere, hasNext, isNewHeld, maySpendLast].map(Number).join('')}`;
}

function keyOfStaff({admitted, reset, recentlyReset}: Environment): string {
	const who = admitted === nobodyAdmitted ? '' : ` ${admitted.card}${Number(admitted.isHere)}`;
	const {begunOf, first, second, isUsed, isSet, told} = reset;
	const order =
		reset === noReset ? '' : ` ${begunOf}${first}${second}${Number(isUsed)}${Number(isSet)}${told}`;
	const recent = recentlyReset === neverReset ? '' : ` ${Number(recentlyReset.A)}${Number(recentlyReset.B)}`;
	return `${who}${order}${recent}`;
}

function keyOfRequest(request: Request): string {
	const flags =
		Number(request.isNoted) |
		(Number(request.isDocumentUnderway) << 1) |
		(Number(request.isInquiryUnderway) << 2) |
		(Number(request.isDenied) << 3);
	return `${request.procedure[0]}${request.card}${flags}${request.entries}${request.record} ${request.receipt}`;
}
