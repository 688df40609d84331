import {type Command, encodeCommand, type Response, statusOf} from './apdu.ts';
import type {CardConnection, TransmitOutcome} from './reader.ts';

/** The ways in which a conversation breaks off without an answer. */
export type Broken = {readonly status: 'left'} | {readonly status: 'stuck'};

/**
 * Sends a command that changes nothing on the card, and follows what the card asks for: 6Cxx by the same
 * command with that length, 61xx by GET RESPONSE. A VERIFY never goes this way (card-facts 1.4).
 */
export async function exchange(card: CardConnection, command: Command): Promise<TransmitOutcome> {
	const first = await card.transmit(encodeCommand(command));
	if (first.status !== 'answered') return first;
	const status = statusOf(first.sw);
	if (status.means === 'otherLength')
		return fetchRest(card, await card.transmit(encodeCommand({...command, le: status.bytes})));
	return fetchRest(card, first);
}

/** Long enough for any answer this card gives in parts; a card that promises more forever is broken. */
const mostParts = 32;

async function fetchRest(card: CardConnection, first: TransmitOutcome): Promise<TransmitOutcome> {
	if (first.status !== 'answered') return first;
	const parts = [first.data];
	let last: Response = first;
	while (parts.length < mostParts) {
		const status = statusOf(last.sw);
		if (status.means !== 'moreData') break;
		const next = await card.transmit(encodeCommand({ins: 0xc0, p1: 0, p2: 0, le: status.bytes}));
		if (next.status !== 'answered') return next;
		parts.push(next.data);
		last = next;
	}
	return {
		status: 'answered',
		data: parts.length === 1 ? first.data : new Uint8Array(Buffer.concat(parts)),
		sw: last.sw,
	};
}
