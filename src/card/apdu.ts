/** A short command APDU (ISO/IEC 7816-4, 5.1), in its four cases by what is present. */
export interface Command {
	readonly cla?: number;
	readonly ins: number;
	readonly p1: number;
	readonly p2: number;
	/** 1 to 255 bytes; absent in cases 1 and 2. */
	readonly data?: Uint8Array;
	/** The most bytes expected back, 1 to 256; absent in cases 1 and 3. */
	readonly le?: number;
}

/** What a card answered: data, and the two status bytes as one number such as 0x9000. */
export interface Response {
	readonly data: Uint8Array;
	readonly sw: number;
}

/** The bytes of a command. Case 1 has exactly four: the card refuses a retry query with a fifth (card-facts 1.3). */
export function encodeCommand({cla = 0x00, ins, p1, p2, data, le}: Command): Uint8Array {
	if (data && (data.length === 0 || data.length > 255))
		throw new RangeError('A short APDU carries 1 to 255 bytes');
	if (le !== undefined && (le < 1 || le > 256)) throw new RangeError('A short APDU expects 1 to 256 bytes');
	// Its own ArrayBuffer: from a small array without one the native module gets a copy, and wiping the one
	// leaves the other in memory, with the password of a VERIFY in it.
	const length = 4 + (data ? 1 + data.length : 0) + (le === undefined ? 0 : 1);
	const bytes = new Uint8Array(new ArrayBuffer(length));
	bytes.set([cla, ins, p1, p2]);
	if (data) {
		bytes[4] = data.length;
		bytes.set(data, 5);
	}
	// 256 is written as 00.
	if (le !== undefined) bytes[bytes.length - 1] = le & 0xff;
	return bytes;
}

/** Splits a response APDU; undefined when it is too short to carry a status. */
export function decodeResponse(bytes: Uint8Array): Response | undefined {
	if (bytes.length < 2) return undefined;
	const at = bytes.length - 2;
	return {data: bytes.slice(0, at), sw: ((bytes[at] as number) << 8) | (bytes[at + 1] as number)};
}

/** What a status word says, as far as this card's commands tell outcomes apart (ISO/IEC 7816-4, 5.6; card-facts 1.5). */
export type Status =
	| {readonly means: 'done'}
	/** 61xx: this many bytes wait for GET RESPONSE. */
	| {readonly means: 'moreData'; readonly bytes: number}
	/** 6Cxx: ask again with this Le. */
	| {readonly means: 'otherLength'; readonly bytes: number}
	/** 6282: the file ended before Le bytes; the data before it is good. */
	| {readonly means: 'endOfFile'}
	/** 63Cx: the password was wrong, or the counter as asked for. Never 0. */
	| {readonly means: 'triesLeft'; readonly tries: number}
	/** 63C0, 6983 (ISO) or 6984 (JICSAP): cards differ in how they say it. */
	| {readonly means: 'blocked'}
	| {readonly means: 'securityNotSatisfied'}
	| {readonly means: 'notFound'}
	/** 6B00: the offset lies beyond the file. */
	| {readonly means: 'pastEnd'}
	/** 6F00: no diagnosis; also a fresh card's answer to its first command (card-facts 1.5). */
	| {readonly means: 'undiagnosed'}
	| {readonly means: 'refused'};

export function statusOf(sw: number): Status {
	const low = sw & 0xff;
	// 00 stands for 256, as in Le.
	const bytes = low === 0 ? 256 : low;
	if (sw >> 8 === 0x61) return {means: 'moreData', bytes};
	if (sw >> 8 === 0x6c) return {means: 'otherLength', bytes};
	if (sw > 0x63c0 && sw <= 0x63cf) return {means: 'triesLeft', tries: sw & 0x0f};
	return {means: plain.get(sw) ?? 'refused'};
}

const plain = new Map<number, Exclude<Status['means'], 'moreData' | 'otherLength' | 'triesLeft'>>([
	[0x9000, 'done'],
	[0x6282, 'endOfFile'],
	[0x63c0, 'blocked'],
	[0x6983, 'blocked'],
	[0x6984, 'blocked'],
	[0x6982, 'securityNotSatisfied'],
	[0x6a82, 'notFound'],
	[0x6b00, 'pastEnd'],
	[0x6f00, 'undiagnosed'],
]);
