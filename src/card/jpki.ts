import type {AbsentCause, CardKind} from '../domain/card.ts';
import {statusOf} from './apdu.ts';
import {type Broken, exchange} from './exchange.ts';
import {readDer, selectFile} from './files.ts';
import {type CardProfile, myNumberCard} from './profile.ts';
import type {CardConnection, ReaderPort} from './reader.ts';
import {type Admits, recognise} from './recognise.ts';
import {askTriesLeft, sendPassword, type TakePassword} from './verify.ts';

/** Which card it is, and which stay of it in the reader. Opaque: only a driver compares it. */
export interface CardIdentity {
	readonly digest: string;
	readonly insertions: number;
}

/** Why a visit did not come to its point; the card is powered off by then. */
export type NoVisit =
	| {readonly status: 'absent'; readonly cause: AbsentCause}
	| {readonly status: 'other'; readonly kind: Exclude<CardKind, 'myNumber'>}
	| {readonly status: 'blocked'}
	| Broken
	/** The card answered what no card of this kind answers. */
	| {readonly status: 'failed'};

export type LookOutcome =
	| {readonly status: 'ready'; readonly triesLeft: number; readonly identity: CardIdentity}
	| NoVisit;

export type VerifyOutcome =
	| {readonly status: 'verified'; readonly visit: VerifiedVisit}
	| {readonly status: 'wrong'; readonly triesLeft: number}
	/** Another card, or the same one taken out and put back; no password was sent (T-12). */
	| {readonly status: 'changed'}
	| NoVisit;

/** A card whose password was right: exclusive and open until `end`, or until anything goes wrong. */
export interface VerifiedVisit {
	readCertificate(): Promise<CertificateOutcome>;
	/** @param digestInfo DER DigestInfo (RFC 8017, 9.2), at most 245 bytes for RSA-2048 */
	sign(digestInfo: Uint8Array): Promise<SignOutcome>;
	/** Powers the card off, which closes its keys. Safe to call twice. */
	end(): Promise<void>;
}

export type CertificateOutcome =
	/** `certificate` is DER, exactly as long as it says. */
	| {readonly status: 'read'; readonly certificate: Uint8Array; readonly identity: CardIdentity}
	| {readonly status: 'unreadable'}
	| Broken;

/** A certificate that anybody may read, by its file in the profile. */
export type FreeCertificate = 'authCertificate' | 'signCaCertificate' | 'authCaCertificate';

export type SignOutcome =
	| {readonly status: 'signed'; readonly signature: Uint8Array}
	| {readonly status: 'refused'}
	| Broken;

export interface JpkiDriver {
	/** The first visit: which card, and how many tries. Sends no password. */
	look(options: {readonly admits: Admits}): Promise<LookOutcome>;
	/** Reads a certificate that needs no password, in a visit of its own. */
	readFree(
		certificate: FreeCertificate,
		options: {readonly admits: Admits},
	): Promise<CertificateOutcome | NoVisit>;
	/**
	 * Opens a visit with the citizen's password. `takePassword` is called only when the VERIFY is built, after the card
	 * was recognised again and, with `same`, found to be that card in that stay. The VERIFY is never repeated.
	 */
	verify(
		takePassword: TakePassword,
		options: {readonly admits: Admits; readonly same?: CardIdentity},
	): Promise<VerifyOutcome>;
}

/**
 * The JPKI application of the card in a reader. Each visit is one exclusive connection that ends with the card powered
 * off: leaving and reconnecting would keep the key open without a password (design 4). Nothing throws for what a card does.
 */
export function jpkiDriver(reader: ReaderPort, profile: CardProfile = myNumberCard): JpkiDriver {
	return {
		look: ({admits}) =>
			visit(reader, async card => {
				const recognised = await recogniseIn(reader, card, profile, admits);
				if (recognised.status !== 'recognised') return recognised;
				const selected = await selectPassword(card, profile);
				if (selected.status !== 'selected') return selected;
				const answer = await askTriesLeft(card);
				if (answer.status !== 'asked') return answer;
				return {status: 'ready', triesLeft: answer.triesLeft, identity: recognised.identity};
			}),
		readFree: (certificate, {admits}) =>
			visit<CertificateOutcome | NoVisit>(reader, async card => {
				const recognised = await recogniseIn(reader, card, profile, admits);
				if (recognised.status !== 'recognised') return recognised;
				return readCertificateIn(card, profile.files[certificate], recognised.identity);
			}),
		verify: (takePassword, {admits, same}) =>
			visit<VerifyOutcome>(reader, async card => {
				const recognised = await recogniseIn(reader, card, profile, admits);
				if (recognised.status !== 'recognised') return recognised;
				const {identity} = recognised;
				if (same && !isSame(same, identity)) return {status: 'changed'};
				const selected = await selectPassword(card, profile);
				if (selected.status !== 'selected') return selected;
				const answer = await sendPassword(card, takePassword, profile.passwordBytes);
				if (answer.status !== 'verified') return answer;
				return {status: 'verified', visit: visitTo(card, profile, identity)};
			}),
	};
}

/** Runs a visit, and powers the card off whatever becomes of it, except where it goes on as a verified one. */
async function visit<Outcome extends {readonly status: string}>(
	reader: ReaderPort,
	run: (card: CardConnection) => Promise<Outcome>,
): Promise<Outcome | Extract<NoVisit, {status: 'absent'}>> {
	const connected = await reader.connect();
	if (connected.status === 'absent') return connected;
	return unless('verified', connected.card, () => run(connected.card));
}

/** Runs a step, then powers the card off unless the outcome is the one after which more may follow. */
async function unless<Outcome extends {readonly status: string}>(
	goesOn: Outcome['status'],
	card: CardConnection,
	step: () => Promise<Outcome>,
): Promise<Outcome> {
	let outcome: Outcome | undefined;
	try {
		outcome = await step();
		return outcome;
	} finally {
		if (outcome?.status !== goesOn) await card.close();
	}
}

async function recogniseIn(
	reader: ReaderPort,
	card: CardConnection,
	profile: CardProfile,
	admits: Admits,
): Promise<{readonly status: 'recognised'; readonly identity: CardIdentity} | NoVisit> {
	// Before the first command: a card that leaves during recognition must not count as having stayed.
	const insertions = reader.insertions();
	const recognised = await recognise(card, profile, admits);
	if (recognised.status !== 'recognised') return recognised;
	return {status: 'recognised', identity: {digest: recognised.digest, insertions}};
}

async function selectPassword(
	card: CardConnection,
	profile: CardProfile,
): Promise<{readonly status: 'selected'} | NoVisit> {
	const selected = await selectFile(card, profile.files.signPassword);
	if (selected.status !== 'refused') return selected;
	if (statusOf(selected.sw).means === 'notFound') return {status: 'other', kind: 'authOnly'};
	return {status: 'failed'};
}

async function readCertificateIn(
	card: CardConnection,
	file: number,
	identity: CardIdentity,
): Promise<CertificateOutcome> {
	const read = await readDer(card, file);
	if (read.status === 'refused') return {status: 'unreadable'};
	return read.status === 'read' ? {status: 'read', certificate: read.bytes, identity} : read;
}

function isSame(one: CardIdentity, other: CardIdentity): boolean {
	return one.digest === other.digest && one.insertions === other.insertions;
}

function visitTo(card: CardConnection, profile: CardProfile, identity: CardIdentity): VerifiedVisit {
	return {
		readCertificate: () =>
			unless<CertificateOutcome>('read', card, () =>
				readCertificateIn(card, profile.files.signCertificate, identity),
			),
		sign: digestInfo =>
			unless<SignOutcome>('signed', card, async () => {
				const selected = await selectFile(card, profile.files.signKey);
				if (selected.status === 'refused') return {status: 'refused'};
				if (selected.status !== 'selected') return selected;
				const answer = await exchange(card, {
					cla: 0x80,
					ins: 0x2a,
					p1: profile.signScheme,
					p2: 0x80,
					data: digestInfo,
					le: 256,
				});
				if (answer.status !== 'answered') return answer;
				const isSigned = statusOf(answer.sw).means === 'done' && answer.data.length > 0;
				return isSigned ? {status: 'signed', signature: answer.data} : {status: 'refused'};
			}),
		end: () => card.close(),
	};
}
