import type {AbsentCause} from '../domain/card.ts';
import {statusOf} from './apdu.ts';
import {type Broken, exchange} from './exchange.ts';
import {readDer, selectFile} from './files.ts';
import type {CardConnection, ReaderPort} from './reader.ts';
import {askTriesLeft, sendPassword, type TakePassword} from './verify.ts';

/** What differs from one kind of staff card to the next, as data. */
export interface StaffCardProfile {
	/** The name of the staff application; a citizen's card does not have it. */
	readonly aid: Uint8Array;
	readonly files: {readonly certificate: number; readonly key: number; readonly pin: number};
	/** The most bytes of a PIN the card takes in a VERIFY. */
	readonly pinBytes: number;
	readonly mostTries: number;
	/** COMPUTE DIGITAL SIGNATURE: P1 for PKCS#1 v1.5 over a DigestInfo as given. */
	readonly signScheme: number;
}

/**
 * The demo's staff card: files and commands as the My Number card has them, under a name of our own (proprietary,
 * ISO/IEC 7816-5 8.2.2: first nibble F). A city's card is another constant of this type.
 */
export const demoStaffCard: StaffCardProfile = {
	aid: Uint8Array.of(0xf0, 0x4d, 0x41, 0x44, 0x4f, 0x53, 0x54, 0x41, 0x46, 0x46),
	files: {certificate: 0x0001, key: 0x001a, pin: 0x001b},
	pinBytes: 12,
	mostTries: 5,
	signScheme: 0x00,
};

/** Why a visit to a staff card did not come to its point; the card is powered off by then. */
export type NoStaffVisit =
	| {readonly status: 'absent'; readonly cause: AbsentCause}
	/** Answers, but is no staff card: most often the citizen's. */
	| {readonly status: 'notStaff'}
	| {readonly status: 'blocked'}
	| Broken
	/** The card answered what no card of this kind answers. */
	| {readonly status: 'failed'};

export type StaffLook = {readonly status: 'ready'; readonly triesLeft: number} | NoStaffVisit;

export type StaffSigning =
	| {
			readonly status: 'signed';
			/** DER. */
			readonly certificate: Uint8Array;
			/** One for each input, in order. */
			readonly signatures: readonly Uint8Array[];
	  }
	/** `inputsFor` gave nothing to sign: no PIN was sent. */
	| {readonly status: 'declined'; readonly certificate: Uint8Array}
	| {readonly status: 'wrong'; readonly triesLeft: number}
	| NoStaffVisit;

export interface StaffDriver {
	/** Is it a staff card, and how many tries are left? Sends no PIN. */
	look(): Promise<StaffLook>;
	/**
	 * One visit: reads the certificate, asks what its holder shall sign (DigestInfos; nothing declines), sends the PIN
	 * once, signs, and powers the card off. The VERIFY is never repeated.
	 */
	sign(
		takePin: TakePassword,
		inputsFor: (
			certificate: Uint8Array,
		) => readonly Uint8Array[] | undefined | Promise<readonly Uint8Array[] | undefined>,
	): Promise<StaffSigning>;
}

/** The staff application of the card in a reader. Nothing throws for what a card does. */
export function staffDriver(reader: ReaderPort, profile: StaffCardProfile = demoStaffCard): StaffDriver {
	return {
		look: () =>
			visit<StaffLook>(reader, async card => {
				const stop = (await selectApplication(card, profile)) ?? (await selectPin(card, profile));
				if (stop) return stop;
				const answer = await askTriesLeft(card);
				return answer.status === 'asked' ? {status: 'ready', triesLeft: answer.triesLeft} : answer;
			}),
		sign: (takePin, inputsFor) =>
			visit<StaffSigning>(reader, async card => {
				const stop = await selectApplication(card, profile);
				if (stop) return stop;
				const read = await readDer(card, profile.files.certificate);
				if (read.status === 'refused') return {status: 'failed'};
				if (read.status !== 'read') return read;
				const certificate = read.bytes;
				const inputs = await inputsFor(certificate);
				if (!inputs) return {status: 'declined', certificate};
				const noPin = await selectPin(card, profile);
				if (noPin) return noPin;
				const answer = await sendPassword(card, takePin, profile.pinBytes);
				if (answer.status !== 'verified') return answer;
				return signAll(card, profile, certificate, inputs);
			}),
	};
}

/** One exclusive connection that ends with the card powered off: that alone closes its key. */
async function visit<Outcome>(
	reader: ReaderPort,
	run: (card: CardConnection) => Promise<Outcome>,
): Promise<Outcome | Extract<NoStaffVisit, {status: 'absent'}>> {
	const connected = await reader.connect();
	if (connected.status === 'absent') return connected;
	try {
		return await run(connected.card);
	} finally {
		await connected.card.close();
	}
}

async function selectApplication(
	card: CardConnection,
	{aid}: StaffCardProfile,
): Promise<NoStaffVisit | undefined> {
	const answer = await exchange(card, {ins: 0xa4, p1: 0x04, p2: 0x0c, data: aid});
	if (answer.status !== 'answered') return answer;
	const {means} = statusOf(answer.sw);
	if (means === 'done') return undefined;
	return {status: means === 'undiagnosed' ? 'failed' : 'notStaff'};
}

async function selectPin(card: CardConnection, {files}: StaffCardProfile): Promise<NoStaffVisit | undefined> {
	const selected = await selectFile(card, files.pin);
	if (selected.status === 'selected') return undefined;
	return selected.status === 'refused' ? {status: 'failed'} : selected;
}

async function signAll(
	card: CardConnection,
	{files, signScheme}: StaffCardProfile,
	certificate: Uint8Array,
	inputs: readonly Uint8Array[],
): Promise<StaffSigning> {
	const selected = await selectFile(card, files.key);
	if (selected.status !== 'selected') return selected.status === 'refused' ? {status: 'failed'} : selected;
	const signatures: Uint8Array[] = [];
	for (const data of inputs) {
		const answer = await exchange(card, {cla: 0x80, ins: 0x2a, p1: signScheme, p2: 0x80, data, le: 256});
		if (answer.status !== 'answered') return answer;
		if (statusOf(answer.sw).means !== 'done' || answer.data.length === 0) return {status: 'failed'};
		signatures.push(answer.data);
	}
	return {status: 'signed', certificate, signatures};
}
