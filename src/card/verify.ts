import {encodeCommand, statusOf} from './apdu.ts';
import type {Broken} from './exchange.ts';
import type {CardConnection, TransmitOutcome} from './reader.ts';

/**
 * Gives a typed password: calls `write` with its bytes and answers true; false when there is nothing in it. The bytes
 * may be wiped as soon as `write` returns.
 */
export type TakePassword = (write: (password: Uint8Array) => void) => boolean;

export type PasswordAnswer =
	| {readonly status: 'verified'}
	| {readonly status: 'wrong'; readonly triesLeft: number}
	| {readonly status: 'blocked'}
	| Broken
	| {readonly status: 'failed'};

/** VERIFY of the selected password file (card-facts 1.3). */
export const verifyHeader = {ins: 0x20, p1: 0x00, p2: 0x80} as const;
/** CHANGE REFERENCE DATA with the new data alone, after a VERIFY (card-facts 1.3). */
const changeHeader = {ins: 0x24, p1: 0x01, p2: 0x80} as const;
/** RESET RETRY COUNTER with the new data alone, after the authority was authenticated (ISO/IEC 7816-4). */
const resetHeader = {ins: 0x2c, p1: 0x02, p2: 0x80} as const;

/** Asks the selected password file how many tries are left; costs none. */
export async function askTriesLeft(
	card: CardConnection,
): Promise<Exclude<PasswordAnswer, {status: 'verified' | 'wrong'}> | {status: 'asked'; triesLeft: number}> {
	const answer = await card.transmit(encodeCommand(verifyHeader));
	if (answer.status !== 'answered') return answer;
	const status = statusOf(answer.sw);
	if (status.means === 'triesLeft') return {status: 'asked', triesLeft: status.tries};
	return {status: status.means === 'blocked' ? 'blocked' : 'failed'};
}

/**
 * Sends the password to the selected password file: one command, never repeated and never followed by another, since
 * each may cost a try. The only copy made of the password is the command itself, wiped whatever comes.
 * @param mostBytes the longest password the card takes; a longer or empty one is not sent ('failed')
 */
export async function sendPassword(
	card: CardConnection,
	takePassword: TakePassword,
	mostBytes: number,
): Promise<PasswordAnswer> {
	const answer = await sendOnce(card, verifyHeader, takePassword, mostBytes);
	if (answer.status === 'notSent') return {status: 'failed'};
	return answer.status === 'answered' ? passwordAnswerTo(answer.sw) : answer;
}

/** What a card says of a password that it was sent. */
export function passwordAnswerTo(sw: number): Exclude<PasswordAnswer, Broken> {
	const status = statusOf(sw);
	if (status.means === 'done') return {status: 'verified'};
	if (status.means === 'triesLeft') return {status: 'wrong', triesLeft: status.tries};
	return {status: status.means === 'blocked' ? 'blocked' : 'failed'};
}

/** What became of a new password. */
export type SettingAnswer =
	| {readonly status: 'done'}
	/** The card said no, or there was none to send: the old one stands. */
	| {readonly status: 'refused'}
	/** The card left or fell silent with the command on its way: either password may stand. */
	| {readonly status: 'unknown'};

/**
 * Sends a new password to the selected password file, as `sendPassword` sends one.
 * @param by what opened the file: the old password, verified in this visit, or the authority
 */
export async function setPassword(
	card: CardConnection,
	by: 'password' | 'authority',
	takePassword: TakePassword,
	mostBytes: number,
): Promise<SettingAnswer> {
	const header = by === 'password' ? changeHeader : resetHeader;
	const answer = await sendOnce(card, header, takePassword, mostBytes);
	if (answer.status === 'notSent') return {status: 'refused'};
	if (answer.status !== 'answered') return {status: 'unknown'};
	return {status: statusOf(answer.sw).means === 'done' ? 'done' : 'refused'};
}

async function sendOnce(
	card: CardConnection,
	header: typeof verifyHeader | typeof changeHeader | typeof resetHeader,
	takePassword: TakePassword,
	mostBytes: number,
): Promise<TransmitOutcome | {readonly status: 'notSent'}> {
	let command: Uint8Array | undefined;
	takePassword(password => {
		if (password.length < 1 || password.length > mostBytes) return;
		command = encodeCommand({...header, data: password});
	});
	if (!command) return {status: 'notSent'};
	try {
		return await card.transmit(command);
	} finally {
		command.fill(0);
	}
}
