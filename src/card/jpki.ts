import type {AbsentCause, CardKind} from '../domain/card.ts';
import type {PasswordName} from '../domain/password.ts';
import {encodeCommand, statusOf} from './apdu.ts';
import {type Broken, exchange} from './exchange.ts';
import {readDer, selectFile} from './files.ts';
import {type PadAnswer, type PadLengths, pinPadOf} from './pinPad.ts';
import {type CardProfile, myNumberCard} from './profile.ts';
import type {CardConnection, ReaderPort} from './reader.ts';
import {type Admits, recognise} from './recognise.ts';
import {askTriesLeft, sendPassword, setPassword, type TakePassword} from './verify.ts';

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
	| {
			readonly status: 'ready';
			readonly triesLeft: number;
			readonly identity: CardIdentity;
			/** Where the password is to be typed, if not on the keyboard: on the keys of the reader. */
			readonly typedOn?: 'pad';
	  }
	| {readonly status: 'blocked'; readonly identity: CardIdentity}
	| Exclude<NoVisit, {readonly status: 'blocked'}>;

export type VerifyOutcome =
	| {readonly status: 'verified'; readonly visit: VerifiedVisit}
	| {readonly status: 'wrong'; readonly triesLeft: number}
	/** Another card, or the same one taken out and put back; no password was sent (T-12). */
	| {readonly status: 'changed'}
	| NoVisit;

/** What comes of a VERIFY on the reader's own keys: the person may also break it off, or not come to the end. */
export type PadVerifyOutcome = VerifyOutcome | Extract<PadAnswer, {status: 'cancelled' | 'notTyped'}>;

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

export type ChangeOutcome<Objection> =
	| {readonly status: 'done'}
	/** The old password was wrong. */
	| {readonly status: 'wrong'; readonly triesLeft: number}
	/** `judge` objected to the new password: nothing was changed. */
	| {readonly status: 'objected'; readonly objection: Objection}
	/** The card said no to the new password: the old one stands. */
	| {readonly status: 'refused'}
	/** The card left or fell silent with the new password on its way: either may stand. */
	| {readonly status: 'unknown'}
	/** Another card, or the same one taken out and put back; no password was sent (T-12). */
	| {readonly status: 'changed'}
	| NoVisit;

export type ResetOutcome =
	| {readonly status: 'done'}
	/** The authority gave no cryptogram, or the card did not believe it: nothing was changed. */
	| {readonly status: 'notAuthorised'}
	| {readonly status: 'refused'}
	| {readonly status: 'unknown'}
	| {readonly status: 'changed'}
	| NoVisit;

/** Answers a card's challenge for one password file; undefined when nobody may or can. */
export type Authorise = (challenge: Uint8Array, file: number) => Promise<Uint8Array | undefined>;

export interface Visiting {
	readonly admits: Admits;
	/** The password that the visit is about; the signing password if not given. */
	readonly password?: PasswordName;
	/** Only this card in this stay. */
	readonly same?: CardIdentity;
}

export interface JpkiDriver {
	/** The first visit: which card, and how many tries. Sends no password. */
	look(options: Omit<Visiting, 'same'>): Promise<LookOutcome>;
	/**
	 * Changes a password in one visit: VERIFY with the current one, what `judge` says of the certificate that this
	 * opened, CHANGE REFERENCE DATA with the new one. Neither command is ever repeated. The bytes of `current` and
	 * `next` are asked for only when their command is built.
	 * @param judge asked with the signing certificate, where the signing password opened it; undefined when it is unreadable
	 */
	change<Objection>(
		passwords: {
			readonly current: TakePassword;
			readonly next: TakePassword;
			readonly judge?: (certificate: Uint8Array | undefined) => Objection | undefined;
		},
		options: Visiting,
	): Promise<ChangeOutcome<Objection>>;
	/**
	 * Sets a password anew and frees its tries, in one command, after the authority has answered the card's challenge.
	 * No old password is needed or sent.
	 */
	resetPassword(
		passwords: {readonly next: TakePassword; readonly authorise: Authorise},
		options: Visiting,
	): Promise<ResetOutcome>;
	/** Reads a certificate that needs no password, in a visit of its own. */
	readFree(
		certificate: FreeCertificate,
		options: {readonly admits: Admits},
	): Promise<CertificateOutcome | NoVisit>;
	/**
	 * Opens a visit with the citizen's password. `takePassword` is called only when the VERIFY is built, after the card
	 * was recognised again and, with `same`, found to be that card in that stay. The VERIFY is never repeated.
	 */
	verify(takePassword: TakePassword, options: Visiting): Promise<VerifyOutcome>;
	/** The same with a password that is typed on the reader's own keys, and that this program never holds. */
	verifyOnPad(lengths: PadLengths, options: Visiting): Promise<PadVerifyOutcome>;
}

/**
 * The JPKI application of the card in a reader. Each visit is one exclusive connection that ends with the card powered
 * off: leaving and reconnecting would keep the key open without a password (design 4). Nothing throws for what a card does.
 */
export function jpkiDriver(reader: ReaderPort, profile: CardProfile = myNumberCard): JpkiDriver {
	const open = (card: CardConnection, options: Visiting) => openPassword(reader, card, profile, options);
	return {
		look: options =>
			visit(reader, async card => {
				const opened = await open(card, options);
				if (opened.status !== 'open') return opened;
				const {identity} = opened;
				const answer = await askTriesLeft(card);
				if (answer.status === 'blocked') return {status: 'blocked', identity};
				if (answer.status !== 'asked') return answer;
				const pad = await pinPadOf(card);
				return {status: 'ready', triesLeft: answer.triesLeft, identity, ...(pad && {typedOn: 'pad'})};
			}),
		readFree: (certificate, {admits}) =>
			visit<CertificateOutcome | NoVisit>(reader, async card => {
				const recognised = await recogniseIn(reader, card, profile, admits, 'signing');
				if (recognised.status !== 'recognised') return recognised;
				return readCertificateIn(card, profile.files[certificate], recognised.identity);
			}),
		verify: (takePassword, options) =>
			visit<VerifyOutcome>(reader, async card => {
				const opened = await openSame(card, options);
				if (opened.status !== 'open') return opened;
				const answer = await sendPassword(card, takePassword, profile.passwordBytes);
				if (answer.status !== 'verified') return answer;
				return {status: 'verified', visit: visitTo(card, profile, opened.identity)};
			}),
		verifyOnPad: (lengths, options) =>
			visit<PadVerifyOutcome>(reader, async card => {
				const pad = await pinPadOf(card);
				if (!pad) return {status: 'failed'};
				const opened = await openSame(card, options);
				if (opened.status !== 'open') return opened;
				const answer = await pad.verify(lengths);
				if (answer.status !== 'verified') return answer;
				return {status: 'verified', visit: visitTo(card, profile, opened.identity)};
			}),
		change: ({current, next, judge}, options) =>
			visit(reader, async card => {
				const opened = await openSame(card, options);
				if (opened.status !== 'open') return opened;
				const answer = await sendPassword(card, current, profile.passwordBytes);
				if (answer.status !== 'verified') return answer;
				if (judge) {
					const read = await readDer(card, profile.files.signCertificate);
					if (read.status === 'left' || read.status === 'stuck') return read;
					const objection = judge(read.status === 'read' ? read.bytes : undefined);
					if (objection !== undefined) return {status: 'objected', objection};
					const selected = await selectFile(card, profile.passwordFiles[options.password ?? 'signing']);
					if (selected.status === 'refused') return {status: 'refused'};
					if (selected.status !== 'selected') return selected;
				}
				return setPassword(card, 'password', next, profile.passwordBytes);
			}),
		resetPassword: ({next, authorise}, options) =>
			visit<ResetOutcome>(reader, async card => {
				const opened = await openSame(card, options);
				if (opened.status !== 'open') return opened;
				const authorised = await authenticate(card, profile, options.password ?? 'signing', authorise);
				if (authorised.status !== 'authorised') return authorised;
				return setPassword(card, 'authority', next, profile.passwordBytes);
			}),
	};

	async function openSame(card: CardConnection, options: Visiting) {
		const opened = await open(card, options);
		const {same} = options;
		if (opened.status !== 'open' || !same || isSame(same, opened.identity)) return opened;
		return {status: 'changed'} as const;
	}
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
	password: PasswordName,
): Promise<{readonly status: 'recognised'; readonly identity: CardIdentity} | Exclude<NoVisit, Blocked>> {
	// Before the first command: a card that leaves during recognition must not count as having stayed.
	const insertions = reader.insertions();
	const recognised = await recognise(card, profile, admits, password);
	if (recognised.status !== 'recognised') return recognised;
	return {status: 'recognised', identity: {digest: recognised.digest, insertions}};
}

type Blocked = {readonly status: 'blocked'};

/** Recognises the card and selects the password file that the visit is about. */
async function openPassword(
	reader: ReaderPort,
	card: CardConnection,
	profile: CardProfile,
	{admits, password = 'signing'}: Visiting,
): Promise<{readonly status: 'open'; readonly identity: CardIdentity} | Exclude<NoVisit, Blocked>> {
	const recognised = await recogniseIn(reader, card, profile, admits, password);
	if (recognised.status !== 'recognised') return recognised;
	const selected = await selectFile(card, profile.passwordFiles[password]);
	if (selected.status === 'selected') return {status: 'open', identity: recognised.identity};
	if (selected.status !== 'refused') return selected;
	const isMissing = statusOf(selected.sw).means === 'notFound' && password === 'signing';
	return isMissing ? {status: 'other', kind: 'authOnly'} : {status: 'failed'};
}

/** Lets the authority answer the card's challenge for the selected password file (ISO/IEC 7816-4: 84, 82). */
async function authenticate(
	card: CardConnection,
	{challengeBytes, unblockKey, passwordFiles}: CardProfile,
	password: PasswordName,
	authorise: Authorise,
): Promise<{readonly status: 'authorised'} | {readonly status: 'notAuthorised'} | Broken> {
	const given = await exchange(card, {ins: 0x84, p1: 0x00, p2: 0x00, le: challengeBytes});
	if (given.status !== 'answered') return given;
	if (statusOf(given.sw).means !== 'done' || given.data.length !== challengeBytes)
		return {status: 'notAuthorised'};
	const cryptogram = await authorise(given.data, passwordFiles[password]);
	if (!cryptogram) return {status: 'notAuthorised'};
	const answer = await card.transmit(encodeCommand({ins: 0x82, p1: 0x00, p2: unblockKey, data: cryptogram}));
	if (answer.status !== 'answered') return answer;
	return {status: statusOf(answer.sw).means === 'done' ? 'authorised' : 'notAuthorised'};
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
