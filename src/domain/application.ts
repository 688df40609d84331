import type {Applicant, Sex} from './applicant.ts';
import {documentTypes, type Procedure, procedures} from './procedure.ts';

/**
 * The document a citizen reads and signs (失効申請書, 有効性確認申請書). Its bytes are canonical JSON (RFC 8785)
 * in UTF-8, made and checked in pki/application.ts; what is signed is what was read (threats T-07).
 */
export interface Application {
	readonly type: string;
	readonly version: 1;
	readonly procedure: Procedure;
	/** 宛先, such as 東京都知事殿 (S004-051; a setting, X-13). */
	readonly addressee: string;
	/** 依頼文 (S004-052). */
	readonly request: string;
	/** What the request brings about, in one sentence the citizen reads before signing. */
	readonly effect: string;
	readonly applicant: Applicant;
	readonly certificate: {
		/** The issuer's distinguished name as RFC 4514 text. */
		readonly issuer: string;
		/** The serial number in upper-case hex. */
		readonly serialNumber: string;
	};
	/** 128 random bits in lower-case hex, never shown (T-02). */
	readonly requestId: string;
	/** ISO 8601 in UTC, to the second. */
	readonly createdAt: string;
}

/** The request sentence of each procedure, unchanged from the manual (S004-052, S004-201). */
export const requestSentences = {
	revocation: '自己の電子証明書の失効申請を依頼します。',
	validity: '自己の電子証明書の有効性確認を依頼します。',
} as const satisfies Record<Procedure, string>;

/** The effect sentence of each procedure (our own, from S004-083, S004-090 and S004-091). */
export const effectSentences = {
	revocation:
		'この申請が受理されると取り消すことはできません。署名用電子証明書は、次の証明書失効リストが発行された時から使えなくなります。',
	validity: 'この申請により、署名用電子証明書が現時点で有効かどうかを窓口が確認し、結果を通知します。',
} as const satisfies Record<Procedure, string>;

/**
 * Reads an application from its text; undefined for anything that is not exactly of this shape.
 * It does not judge canonical form: pki/application.ts does, where bytes come from outside.
 */
export function parseApplication(text: string): Application | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	return isApplication(value) ? value : undefined;
}

const sexes: readonly Sex[] = ['male', 'female', 'unstated'];

function isApplication(value: unknown): value is Application {
	if (!hasExactly(value, members)) return false;
	const {procedure, applicant, certificate} = value;
	return (
		procedures.includes(procedure as Procedure) &&
		value.type === documentTypes[procedure as Procedure] &&
		value.version === 1 &&
		isText(value.addressee) &&
		value.request === requestSentences[procedure as Procedure] &&
		value.effect === effectSentences[procedure as Procedure] &&
		hasExactly(applicant, applicantMembers) &&
		applicantMembers.every(member => typeof applicant[member] === 'string') &&
		isText(applicant.name) &&
		isText(applicant.address) &&
		sexes.includes(applicant.sex as Sex) &&
		hasExactly(certificate, ['issuer', 'serialNumber']) &&
		isText(certificate.issuer) &&
		/^[0-9A-F]{2,40}$/.test(String(certificate.serialNumber)) &&
		isRequestId(value.requestId) &&
		isInstant(value.createdAt)
	);
}

const members = [
	'type',
	'version',
	'procedure',
	'addressee',
	'request',
	'effect',
	'applicant',
	'certificate',
	'requestId',
	'createdAt',
] as const;
const applicantMembers = [
	'name',
	'nameSubstitutes',
	'address',
	'addressSubstitutes',
	'sex',
	'birthDate',
] as const;

/** 128 bits in lower-case hex. */
export function isRequestId(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

/** An instant in UTC as we write it: ISO 8601 with Z, to the second or millisecond. */
export function isInstant(value: unknown): value is string {
	return (
		typeof value === 'string' &&
		/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value) &&
		!Number.isNaN(Date.parse(value))
	);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length > 0 && value.length <= 1000;
}

function hasExactly<Name extends string>(
	value: unknown,
	names: readonly Name[],
): value is Record<Name, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const found = Object.keys(value);
	return found.length === names.length && names.every(name => Object.hasOwn(value, name));
}
