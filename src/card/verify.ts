import {encodeCommand, statusOf} from './apdu.ts';
import type {Broken} from './exchange.ts';
import type {CardConnection} from './reader.ts';

/**
 * Gives the typed password once: calls `write` with its bytes, empties itself, and answers true; false when there
 * is nothing in it. The bytes may be wiped as soon as `write` returns.
 */
export type TakePassword = (write: (password: Uint8Array) => void) => boolean;

export type PasswordAnswer =
	| {readonly status: 'verified'}
	| {readonly status: 'wrong'; readonly triesLeft: number}
	| {readonly status: 'blocked'}
	| Broken
	| {readonly status: 'failed'};

const verifyHeader = {ins: 0x20, p1: 0x00, p2: 0x80} as const;

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
	const command = buildVerify(takePassword, mostBytes);
	if (!command) return {status: 'failed'};
	try {
		const answer = await card.transmit(command);
		if (answer.status !== 'answered') return answer;
		const status = statusOf(answer.sw);
		if (status.means === 'done') return {status: 'verified'};
		if (status.means === 'triesLeft') return {status: 'wrong', triesLeft: status.tries};
		return {status: status.means === 'blocked' ? 'blocked' : 'failed'};
	} finally {
		command.fill(0);
	}
}

function buildVerify(takePassword: TakePassword, mostBytes: number): Uint8Array | undefined {
	let command: Uint8Array | undefined;
	takePassword(password => {
		if (password.length < 1 || password.length > mostBytes) return;
		command = encodeCommand({...verifyHeader, data: password});
	});
	return command;
}
