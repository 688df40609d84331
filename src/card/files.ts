import {statusOf} from './apdu.ts';
import {type Broken, exchange} from './exchange.ts';
import type {CardConnection} from './reader.ts';

/** What a step on the card came to, where the card may also say no. */
export type Refused = {readonly status: 'refused'; readonly sw: number};
export type Selected = {readonly status: 'selected'} | Refused | Broken;
export type Read = {readonly status: 'read'; readonly bytes: Uint8Array} | Refused | Broken;

/** The most a short READ BINARY brings. */
const chunkBytes = 256;
/** READ BINARY takes a 15-bit offset: no file is longer. */
const mostBytes = 0x8000;
/** A card may bring less than asked for, even a byte at a time (card-facts 1.4), but not a whole file of 32 KiB so. */
const mostReads = 2048;

/** Selects an elementary file; only P1=02 without file control information works on this card (card-facts 1.3). */
export async function selectFile(card: CardConnection, file: number): Promise<Selected> {
	const answer = await exchange(card, {
		ins: 0xa4,
		p1: 0x02,
		p2: 0x0c,
		data: Uint8Array.of(file >> 8, file & 0xff),
	});
	if (answer.status !== 'answered') return answer;
	return statusOf(answer.sw).means === 'done' ? {status: 'selected'} : {status: 'refused', sw: answer.sw};
}

/** The first bytes of a file, at most 256; fewer only when the file ends before, and none when it is empty. */
export async function readHead(card: CardConnection, file: number, length = chunkBytes): Promise<Read> {
	const selected = await selectFile(card, file);
	if (selected.status !== 'selected') return selected;
	let bytes: Uint8Array = new Uint8Array();
	while (bytes.length < length) {
		const next = await readAt(card, bytes.length, length - bytes.length);
		if (next.status !== 'read') return next;
		if (next.bytes.length === 0) break;
		bytes = joined(bytes, next.bytes);
	}
	return {status: 'read', bytes};
}

/**
 * The DER object at the beginning of a file, cut at its own length: the file is larger than what it holds
 * (card-facts 1.4). No byte after it is asked for. Refused with the card's last status when it is no DER object,
 * the file ends before it does, or the card brings it in too many pieces.
 */
export async function readDer(card: CardConnection, file: number): Promise<Read> {
	const head = await readHead(card, file);
	if (head.status !== 'read') return head;
	const length = derLength(head.bytes);
	if (length === 'none') return {status: 'refused', sw: 0x9000};
	let bytes = head.bytes;
	for (let reads = 0; bytes.length < length; reads++) {
		if (reads === mostReads) return {status: 'refused', sw: 0x9000};
		const next = await readAt(card, bytes.length, Math.min(chunkBytes, length - bytes.length));
		if (next.status !== 'read') return next;
		if (next.bytes.length === 0) return {status: 'refused', sw: 0x6b00};
		bytes = joined(bytes, next.bytes);
	}
	return {status: 'read', bytes: bytes.slice(0, length)};
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
	return new Uint8Array(Buffer.concat([one, other]));
}

async function readAt(card: CardConnection, offset: number, length: number): Promise<Read> {
	const answer = await exchange(card, {ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, le: length});
	if (answer.status !== 'answered') return answer;
	switch (statusOf(answer.sw).means) {
		case 'done':
		case 'endOfFile':
			// What nobody asked for is not of this file.
			return {status: 'read', bytes: answer.data.subarray(0, length)};
		case 'pastEnd':
			return {status: 'read', bytes: new Uint8Array()};
		default:
			return {status: 'refused', sw: answer.sw};
	}
}

/** The whole length of the DER SEQUENCE that begins here (X.690, 8.1.3), or 'none'. */
function derLength(bytes: Uint8Array): number | 'none' {
	const [tag, first] = bytes;
	if (tag !== 0x30 || first === undefined) return 'none';
	if (first < 0x80) return 2 + first;
	const count = first & 0x7f;
	// Two octets of length reach past the 15-bit offset already.
	if (count === 0 || count > 2) return 'none';
	const octets = bytes.slice(2, 2 + count);
	if (octets.length < count) return 'none';
	const length = 2 + count + octets.reduce((sum, octet) => sum * 256 + octet, 0);
	return length > mostBytes ? 'none' : length;
}
