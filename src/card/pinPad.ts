import {encodeCommand, type Response} from './apdu.ts';
import type {Broken} from './exchange.ts';
import type {CardConnection} from './reader.ts';
import {type PasswordAnswer, passwordAnswerTo, verifyHeader} from './verify.ts';

/** How many characters the reader takes before it sends them to the card. */
export interface PadLengths {
	readonly shortest: number;
	readonly longest: number;
}

/** What came of a password typed on the reader's own keys. Only the first three may have reached the card. */
export type PadAnswer =
	| PasswordAnswer
	/** The person pressed the reader's cancel key; no try was spent. */
	| {readonly status: 'cancelled'}
	/** Nothing was typed in time, or too few or too many characters; no try was spent. */
	| {readonly status: 'notTyped'};

/** The keys of a reader, on which a password can be typed that this program never sees. */
export interface PinPad {
	/** Lets the person type, and the reader send one VERIFY to the selected password file. Never repeated. */
	verify(lengths: PadLengths): Promise<PadAnswer>;
}

/** PC/SC part 10 (v2.02.09), 2.2: the tag of FEATURE_VERIFY_PIN_DIRECT in a feature list. */
const verifyPinDirect = 0x06;

/** How long a person may take on the pad; the reader keeps this time. */
const typingSeconds = 60;

/** libccid gives a pad at least 90 s; after a little more the reader is not coming back. */
const padMs = 100_000;

/** The reader's own keys, where it has some and its port lets them be used. */
export async function pinPadOf(card: CardConnection): Promise<PinPad | undefined> {
	const list = await card.features?.list();
	const code = list && controlCodeOf(list, verifyPinDirect);
	if (!card.features || code === undefined) return undefined;
	const {features} = card;
	return {
		async verify(lengths) {
			const answer = await features.use(code, verifyOnPad(lengths), padMs);
			return answer.status === 'answered' ? answerTo(answer) : answer;
		},
	};
}

/**
 * The control code of a feature in a list of tag, length and value (part 10, 2.2: the value is four bytes, the highest
 * first). Undefined where it is not in the list, or the list is broken off.
 */
export function controlCodeOf(list: Uint8Array, tag: number): number | undefined {
	let at = 0;
	while (at + 2 <= list.length) {
		const length = list[at + 1] as number;
		const value = list.subarray(at + 2, at + 2 + length);
		if (list[at] === tag && length === 4 && value.length === 4) return Buffer.from(value).readUInt32BE();
		at += 2 + length;
	}
	return undefined;
}

/**
 * PIN_VERIFY_STRUCTURE (part 10, 2.5.2) around a VERIFY without a password: the reader puts in what is typed, as ASCII,
 * and makes Lc of its length, since the password is not padded.
 */
export function verifyOnPad({shortest, longest}: PadLengths): Uint8Array {
	// Lc 00: with a block of no fixed size the reader writes how much was typed.
	const command = Uint8Array.of(...encodeCommand(verifyHeader), 0x00);
	const request = Buffer.alloc(19 + command.length);
	request.writeUInt8(typingSeconds, 0);
	request.writeUInt8(typingSeconds, 1);
	// bmFormatString: system units are bytes, the password begins at Lc's end, left, ASCII.
	request.writeUInt8(0x82, 2);
	// bmPINBlockString, bmPINLengthFormat: no fixed size, no length among the data.
	request.writeUInt16LE(0x0000, 3);
	request.writeUInt16LE((shortest << 8) | longest, 5);
	// bEntryValidationCondition: the reader's OK key, so that nothing is sent unasked.
	request.writeUInt8(0x02, 7);
	// bNumberMessage: none on the reader's display; the screen says what to do.
	request.writeUInt8(0x00, 8);
	// wLangId: Japanese (USB LANGIDs 1.0).
	request.writeUInt16LE(0x0411, 9);
	// bMsgIndex and bTeoPrologue stay 0.
	request.writeUInt32LE(command.length, 15);
	request.set(command, 19);
	return new Uint8Array(request);
}

/** Part 10, 2.5.2: the reader's own words, beside those of the card. */
function answerTo({sw}: Response): Exclude<PadAnswer, Broken> {
	switch (sw) {
		case 0x6400:
		case 0x6403:
			return {status: 'notTyped'};
		case 0x6401:
			return {status: 'cancelled'};
		default:
			return passwordAnswerTo(sw);
	}
}
