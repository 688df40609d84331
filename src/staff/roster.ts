import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {isStaffId, isStaffRole, type StaffRole} from '../domain/staff.ts';
import {writeFileAtomically} from '../files/atomic.ts';

/** A staff card, by its certificate. */
export interface EnrolledCard {
	/** RFC 4514 text, for whoever reads the file. */
	readonly subject: string;
	/** Upper-case hex. */
	readonly serialNumber: string;
	/** SHA-256 of the certificate's DER, lower-case hex: what a card is known by. */
	readonly sha256: string;
}

/** A passphrase with the telephone that goes with it. */
export interface EnrolledPassphrase {
	/** Argon2id in PHC form. */
	readonly hash: string;
	/** The secret of the one-time codes, base64. The file's mode guards it. */
	readonly totpSecret: string;
}

/** A member of staff as the roster has them; a number and a role, never a name. */
export interface EnrolledOfficer {
	readonly id: string;
	readonly role: StaffRole;
	readonly card?: EnrolledCard;
	readonly passphrase?: EnrolledPassphrase;
}

/** A file of staff that cannot be used: told to the operator in one line with the remedy. */
export class StaffFileError extends Error {
	override readonly name = 'StaffFileError';
}

const fileName = 'staff.json';

/** The roster of a state folder; nobody when there is no file. Throws StaffFileError for one that is broken. */
export async function readRoster(state: string): Promise<readonly EnrolledOfficer[]> {
	const text = await readStaffFile(join(state, fileName));
	if (text === undefined) return [];
	const roster = parseRoster(text);
	if (!roster) throw new StaffFileError(`${join(state, fileName)} is not a roster: restore it, or remove it`);
	return roster;
}

/** Writes the roster, mode 0600. */
export async function writeRoster(state: string, officers: readonly EnrolledOfficer[]): Promise<void> {
	await writeFileAtomically(
		join(state, fileName),
		`${JSON.stringify({version: 1, officers}, undefined, '\t')}\n`,
	);
}

/** A file of the state folder; undefined when there is none. Throws StaffFileError when it cannot be read. */
export async function readStaffFile(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return undefined;
		throw new StaffFileError(`${path} cannot be read (${code ?? 'unknown'}): give it to the kiosk's user`);
	}
}

/** Undefined unless it is exactly a roster, with no number twice. */
export function parseRoster(text: string): readonly EnrolledOfficer[] | undefined {
	const {version, officers, ...rest} = Object(parsedJson(text)) as Record<string, unknown>;
	if (version !== 1 || !Array.isArray(officers) || Object.keys(rest).length > 0) return undefined;
	if (!officers.every(isEnrolledOfficer)) return undefined;
	return new Set(officers.map(({id}) => id)).size === officers.length ? officers : undefined;
}

/** Undefined for a text that is no JSON. */
export function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isEnrolledOfficer(value: unknown): value is EnrolledOfficer {
	const {id, role, card, passphrase, ...rest} = Object(value) as Record<string, unknown>;
	return (
		isStaffId(id) &&
		isStaffRole(role) &&
		(card === undefined ||
			hasTexts(card, {subject: /^.{1,500}$/, serialNumber: /^[0-9A-F]+$/, sha256: /^[0-9a-f]{64}$/})) &&
		(passphrase === undefined ||
			hasTexts(passphrase, {hash: /^\$argon2id\$/, totpSecret: /^[A-Za-z0-9+/]{22,}={0,2}$/})) &&
		Object.keys(rest).length === 0
	);
}

function hasTexts(value: unknown, forms: Readonly<Record<string, RegExp>>): boolean {
	const texts = Object(value) as Record<string, unknown>;
	return (
		Object.keys(texts).length === Object.keys(forms).length &&
		Object.entries(forms).every(([name, form]) => typeof texts[name] === 'string' && form.test(texts[name]))
	);
}
