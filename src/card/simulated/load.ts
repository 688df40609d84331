import {createPrivateKey, createPublicKey} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {myNumberCard} from '../profile.ts';
import {SimulatedCard, type SimulatedFile} from './card.ts';
import {loadStaffCard, parseStaffDescription, type StaffCardState} from './loadStaff.ts';

/** What `card.json` of a demo card says. */
export interface CardDescription {
	/** The label of its token, such as JPKIAPICCTOKEN2. */
	readonly label: string;
	readonly signPassword: string;
	readonly authPin: string;
	readonly signTriesLeft: number;
	readonly authTriesLeft: number;
	/** Which certificates it carries. */
	readonly holds: 'both' | 'auth';
	/** What the card is there to show. */
	readonly note: string;
	/** The P-256 public key of the authority that may set its passwords anew: PEM. Without it nobody may. */
	readonly unblockKey?: string;
}

/** What of a card changes while it is used. */
export type CardState = Pick<CardDescription, 'signPassword' | 'authPin' | 'signTriesLeft' | 'authTriesLeft'>;

export interface LoadOptions {
	/** Told of passwords and counters after each change, for a card that outlives the program. */
	readonly save?: (state: CardState) => void;
	/** The same of a staff card. */
	readonly saveStaff?: (state: StaffCardState) => void;
}

/** Beside the files of the profile: the other certificate's key (card-facts 1.2). */
const authKey = 0x0017;
const mostTries = {sign: 5, auth: 3};
/** As measured on a card (card-facts 1.4): room for a certificate, the rest filled up. */
const allocatedBytes = 3808;

/**
 * A card from its folder: `card.json`, `sign.der`, `sign.key`, `sign-ca.der`, `auth.der`, `auth.key`, `auth-ca.der`; or a
 * staff card from its own.
 * Throws when the folder is not of that form: a broken configuration.
 */
export async function loadSimulatedCard(
	folder: string,
	{save, saveStaff}: LoadOptions = {},
): Promise<SimulatedCard> {
	const text = await readFile(join(folder, 'card.json'), 'utf8');
	const staff = parseStaffDescription(text);
	if (staff) return loadStaffCard(folder, staff, saveStaff);
	const description = parseDescription(text);
	const {files: ef, passwordFiles} = myNumberCard;
	const {signing, authentication} = passwordFiles;
	const certificate = async (name: string) => padded(await readFile(join(folder, name)));
	const key = async (name: string) => createPrivateKey(await readFile(join(folder, name)));
	const password = (text: string, most: number, triesLeft: number): SimulatedFile => ({
		holds: 'password',
		password: new TextEncoder().encode(text),
		mostTries: most,
		triesLeft,
	});
	const holdsSigning = description.holds === 'both';

	const files = new Map<number, SimulatedFile>([
		[ef.signCaCertificate, {holds: 'data', bytes: await certificate('sign-ca.der')}],
		[ef.tokenInfo, {holds: 'data', bytes: tokenInfo(description.label)}],
		[
			ef.holdings,
			{holds: 'data', bytes: Uint8Array.of(holdsSigning ? myNumberCard.holdsSigning : 0x00, 0x8f, 0x00)},
		],
		[ef.authCertificate, {holds: 'data', bytes: await certificate('auth.der')}],
		[ef.authCaCertificate, {holds: 'data', bytes: await certificate('auth-ca.der')}],
		[authKey, {holds: 'key', key: await key('auth.key'), guard: authentication}],
		[authentication, password(description.authPin, mostTries.auth, description.authTriesLeft)],
	]);
	if (holdsSigning) {
		files.set(ef.signCertificate, {holds: 'data', bytes: await certificate('sign.der'), guard: signing});
		files.set(ef.signKey, {holds: 'key', key: await key('sign.key'), guard: signing});
		files.set(signing, password(description.signPassword, mostTries.sign, description.signTriesLeft));
	}

	const {signPassword, authPin, signTriesLeft, authTriesLeft, unblockKey} = description;
	let state: CardState = {signPassword, authPin, signTriesLeft, authTriesLeft};
	return new SimulatedCard(files, {
		unblockKey: unblockKey === undefined ? undefined : createPublicKey(unblockKey),
		...(save && {
			onChange(file, {password: now, triesLeft}) {
				const text = new TextDecoder().decode(now);
				state =
					file === authentication
						? {...state, authPin: text, authTriesLeft: triesLeft}
						: {...state, signPassword: text, signTriesLeft: triesLeft};
				save(state);
			},
		}),
	});
}

/** Reads `card.json`; throws when it is not one. */
export function parseDescription(text: string): CardDescription {
	const value: unknown = JSON.parse(text);
	if (!isDescription(value)) throw new Error('card.json is not the description of a card');
	return value;
}

function isDescription(value: unknown): value is CardDescription {
	if (typeof value !== 'object' || value === null) return false;
	const {label, signPassword, authPin, signTriesLeft, authTriesLeft, holds, note, unblockKey} =
		value as Record<string, unknown>;
	return (
		[label, signPassword, authPin, note].every(text => typeof text === 'string') &&
		isCount(signTriesLeft, mostTries.sign) &&
		isCount(authTriesLeft, mostTries.auth) &&
		(holds === 'both' || holds === 'auth') &&
		(unblockKey === undefined || typeof unblockKey === 'string')
	);
}

function isCount(value: unknown, most: number): boolean {
	return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

/** CK_TOKEN_INFO as the card serialises it: 160 bytes, of which the label, padded with spaces, comes first. */
function tokenInfo(label: string): Uint8Array {
	const bytes = new Uint8Array(160);
	bytes.fill(0x20, 0, 96);
	bytes.set(new TextEncoder().encode(label).subarray(0, myNumberCard.labelBytes));
	return bytes;
}

function padded(der: Uint8Array): Uint8Array {
	const file = new Uint8Array(Math.max(allocatedBytes, der.length)).fill(0xff);
	file.set(der);
	return file;
}
