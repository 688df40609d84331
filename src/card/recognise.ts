import {createHash} from 'node:crypto';
import type {CardKind} from '../domain/card.ts';
import type {PasswordName} from '../domain/password.ts';
import {statusOf} from './apdu.ts';
import {type Broken, exchange} from './exchange.ts';
import {readHead} from './files.ts';
import type {CardProfile} from './profile.ts';
import type {CardConnection, TransmitOutcome} from './reader.ts';

/**
 * The realm gate (T-14): whether a card with these first bytes of the signing CA's certificate (EF 0002, up to
 * 256) belongs here; undefined where the file is empty or cannot be read.
 */
export type Admits = (signCaHead: Uint8Array | undefined) => boolean;

export type Recognised =
	/** A My Number card of this realm with the password in question. `digest`: SHA-256 of its free identifiers, in hex. */
	| {readonly status: 'recognised'; readonly digest: string}
	| {readonly status: 'other'; readonly kind: Exclude<CardKind, 'myNumber'>}
	| Broken
	| {readonly status: 'failed'};

/**
 * Finds out which card this is, by its application and token label and never by its ATR (card-facts 2). No
 * password is asked for or sent; a SELECT of the application leaves no file selected.
 * @param password the one that the visit is about: a card without a signing certificate has none for it
 */
export async function recognise(
	card: CardConnection,
	profile: CardProfile,
	admits: Admits,
	password: PasswordName,
): Promise<Recognised> {
	const {files} = profile;
	const application = await selectApplication(card, profile.aid);
	if (application.status !== 'answered') return application;
	const selected = statusOf(application.sw).means;
	if (selected === 'undiagnosed') return {status: 'failed'};
	if (selected !== 'done') return {status: 'other', kind: 'other'};

	const label = await readHead(card, files.tokenInfo, profile.labelBytes);
	if (isBroken(label)) return label;
	const kind = label.status === 'read' ? profile.labels[labelText(label.bytes)] : undefined;
	if (kind !== 'myNumber') return {status: 'other', kind: kind ?? 'other'};

	const signCa = await readHead(card, files.signCaCertificate);
	if (isBroken(signCa)) return signCa;
	const hasSignCa = signCa.status === 'read' && signCa.bytes.length > 0;
	if (!admits(hasSignCa ? signCa.bytes : undefined)) return {status: 'other', kind: 'otherRealm'};

	const holdings = await readHead(card, files.holdings, 3);
	if (isBroken(holdings)) return holdings;
	const lacksSigning = holdings.status === 'read' && holdings.bytes[0] !== profile.holdsSigning;
	if (password === 'signing' && lacksSigning) {
		return {status: 'other', kind: 'authOnly'};
	}

	const auth = await readHead(card, files.authCertificate);
	if (isBroken(auth)) return auth;
	// A card without this certificate is known by its insertion alone.
	const identifier = auth.status === 'read' ? auth.bytes : new Uint8Array();
	return {status: 'recognised', digest: createHash('sha256').update(identifier).digest('hex')};
}

/** The first command after power-up may answer 6F00 on a real card: once more, then believe it (card-facts 1.5). */
async function selectApplication(card: CardConnection, aid: Uint8Array): Promise<TransmitOutcome> {
	const command = {ins: 0xa4, p1: 0x04, p2: 0x0c, data: aid};
	const first = await exchange(card, command);
	if (first.status !== 'answered' || statusOf(first.sw).means !== 'undiagnosed') return first;
	return exchange(card, command);
}

function labelText(bytes: Uint8Array): string {
	return new TextDecoder('latin1').decode(bytes).trimEnd();
}

/** Whether a conversation ended here: the card left, or does not answer any more. */
function isBroken(outcome: {readonly status: string}): outcome is Broken {
	return outcome.status === 'left' || outcome.status === 'stuck';
}
