import type {TransmitOutcome} from '../reader.ts';

/** What a person does at the keys of a reader. */
export type PadEntry =
	| {readonly does: 'type'; readonly characters: Uint8Array}
	| {readonly does: 'cancel'}
	/** Nothing, until the reader's time is over. */
	| {readonly does: 'nothing'};

/** Where a simulated reader hears what is typed on it. */
export type PadKeys = () => Promise<PadEntry>;

/** As libccid numbers it: SCARD_CTL_CODE of 0x330006. */
const verifyPinDirect = 0x42330006;

/** A feature list as libccid gives it to a class 2 reader: VERIFY_PIN_DIRECT (06) after MODIFY_PIN_DIRECT (07). */
export const padFeatureList = Uint8Array.of(
	...[0x07, 0x04, 0x42, 0x33, 0x00, 0x07],
	...[0x06, 0x04, 0x42, 0x33, 0x00, 0x06],
);

/**
 * The keys of a reader that obeys PC/SC part 10 as strictly as a firmware does: it takes one form of PIN_VERIFY, that
 * of a password that is not padded, and answers 6B80 to any other.
 */
export async function typeOnPad(
	keys: PadKeys,
	{controlCode, request}: {readonly controlCode: number; readonly request: Uint8Array},
	transmit: (command: Uint8Array) => Promise<TransmitOutcome>,
): Promise<TransmitOutcome> {
	const asked = controlCode === verifyPinDirect ? parseRequest(request) : undefined;
	if (!asked) return words(0x6b80);
	const entry = await keys();
	switch (entry.does) {
		case 'cancel':
			return words(0x6401);
		case 'nothing':
			return words(0x6400);
		case 'type': {
			const {length} = entry.characters;
			if (length < asked.shortest || length > asked.longest) return words(0x6403);
			const command = Uint8Array.of(...asked.header, length, ...entry.characters);
			try {
				return await transmit(command);
			} finally {
				command.fill(0);
			}
		}
	}
}

function parseRequest(
	bytes: Uint8Array,
): {readonly shortest: number; readonly longest: number; readonly header: Uint8Array} | undefined {
	const request = Buffer.from(bytes);
	if (request.length !== 24 || request.readUInt32LE(15) !== 5) return undefined;
	const isUnpaddedAscii = request[2] === 0x82 && request[3] === 0 && request[4] === 0;
	const endsWithKey = request[7] === 0x02;
	const header = request.subarray(19, 23);
	if (!isUnpaddedAscii || !endsWithKey || header[1] !== 0x20 || request[23] !== 0) return undefined;
	return {shortest: request[6] as number, longest: request[5] as number, header};
}

function words(sw: number): TransmitOutcome {
	return {status: 'answered', data: new Uint8Array(), sw};
}
