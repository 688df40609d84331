import {isRequestId} from '../domain/application.ts';
import {type Procedure, procedures} from '../domain/procedure.ts';
import {type ResetRefusal, resetRefusals} from '../domain/resetRules.ts';

/** What the window offers, by path. A requestId never stands in a path or query: both reach access logs (T-02). */
export const paths = {
	applications: '/v1/applications',
	inquiries: '/v1/inquiries',
	status: '/v1/status',
	/** A terminal's word on its audit, answered by the window's word on what it saw of it (T-22). */
	heads: '/v1/heads',
	/** A reset that two officers ordered, answered by what the card believes (T-21). */
	unblock: '/v1/unblock',
} as const;

/** Where the revocation list of an authority lies; its short name stands between these. */
const crlPath = {before: '/v1/crl/', after: '.crl'} as const;

/** Where the window's word on one audit lies; its name (auditHead.ts) follows. */
export const seenHeadsPath = `${paths.heads}/`;

/** What a path asks for; undefined when there is nothing at it. */
export type Offer =
	| {readonly route: keyof typeof paths}
	| {
			readonly route: 'crl';
			/** The short name of the authority, as it stands in the path. */
			readonly issuer: string;
	  }
	| {
			readonly route: 'seenHeads';
			/** The name of the audit, as it stands in the path. */
			readonly audit: string;
	  };

export function parsePath(path: string): Offer | undefined {
	const {before, after} = crlPath;
	if (path.startsWith(before) && path.endsWith(after)) {
		return {route: 'crl', issuer: path.slice(before.length, -after.length)};
	}
	if (path.startsWith(seenHeadsPath)) return {route: 'seenHeads', audit: path.slice(seenHeadsPath.length)};
	const route = (Object.keys(paths) as (keyof typeof paths)[]).find(name => paths[name] === path);
	return route && {route};
}

/** Media types on the wire: RFC 7193 (CMS), RFC 8259 (JSON), RFC 2585 (CRL), RFC 9457 (problem details). */
export const mediaTypes = {
	cms: 'application/cms',
	json: 'application/json',
	crl: 'application/pkix-crl',
	problem: 'application/problem+json',
} as const;

/**
 * Headers by which a kiosk says what it sends, so that a document nobody can read still gets a signed
 * `malformed`. The request identifier travels as draft-ietf-httpapi-idempotency-key-header has it.
 */
const headers = {
	requestId: 'Idempotency-Key',
	procedure: 'Madoguchi-Procedure',
} as const;

/** The header of every request in which a terminal says how far its audit has come (T-22). */
export const auditHeadHeader = 'Madoguchi-Audit-Head';

/** The largest request body, and the largest answer a kiosk reads, in bytes. */
export const largestBody = 64 * 1024;

/** The largest inquiry, in bytes: it has three short members and is never nested. */
export const largestInquiry = 1024;

/** One request of one kiosk, told apart from every other: what an inquiry asks about. */
export interface Inquiry {
	readonly requestId: string;
	readonly procedure: Procedure;
	/** SHA-256 of the CMS bytes, lower-case hex. */
	readonly digest: string;
}

/** Reads an inquiry at the edge; undefined for anything that is not exactly one. */
export function parseInquiry(body: Uint8Array): Inquiry | undefined {
	const value = parsedJson(body);
	return isInquiry(value) ? value : undefined;
}

/** Whether a value is an inquiry and nothing beside it. */
export function isInquiry(value: unknown): value is Inquiry {
	return (
		typeof value === 'object' &&
		value !== null &&
		Object.keys(value).length === 3 &&
		'requestId' in value &&
		isRequestId(value.requestId) &&
		'procedure' in value &&
		procedures.includes(value.procedure as Procedure) &&
		'digest' in value &&
		isDigest(value.digest)
	);
}

/** SHA-256 in lower-case hex. */
function isDigest(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** What a kiosk claims of its document in the headers: both, or neither. */
export type Claim =
	| {readonly status: 'made'; readonly requestId: string; readonly procedure: Procedure}
	| {readonly status: 'none'}
	| {readonly status: 'unreadable'};

/** Reads the claim of a submission; the identifier is a quoted string of RFC 9651. */
export function parseClaim(from: Headers): Claim {
	const key = from.get(headers.requestId);
	const procedure = from.get(headers.procedure);
	if (key === null && procedure === null) return {status: 'none'};
	const requestId = /^"([0-9a-f]{32})"$/.exec(key ?? '')?.[1];
	return requestId !== undefined && procedures.includes(procedure as Procedure)
		? {status: 'made', requestId, procedure: procedure as Procedure}
		: {status: 'unreadable'};
}

/** The headers that carry a claim. */
export function claimHeaders({requestId, procedure}: Omit<Inquiry, 'digest'>): Record<string, string> {
	return {[headers.requestId]: `"${requestId}"`, [headers.procedure]: procedure};
}

/** Whether a Content-Type names this media type, whatever its parameters. */
export function hasMediaType(contentType: string | null | undefined, expected: string): boolean {
	return contentType?.split(';', 1)[0]?.trim().toLowerCase() === expected;
}

/** A statement with the staff card's signature over it. */
export interface SignedStatement {
	/** The statement as canonical JSON (domain/reset.ts). */
	readonly text: string;
	/** The staff card's certificate, DER in base64. */
	readonly certificate: string;
	/** PKCS#1 v1.5 with SHA-256 over the text of the purpose `resetOrder`, base64. */
	readonly signature: string;
}

/** What a terminal asks for a reset. */
export interface ResetRequest {
	/** Of the first officer and the second. */
	readonly statements: readonly [SignedStatement, SignedStatement];
	/** What the card is known by, SHA-256 in lower-case hex; the window keeps only a mark of it. */
	readonly identity: string;
	/** The card's challenge, 32 bytes in base64; without it the window only says what it would answer. */
	readonly challenge?: string;
}

/** What the window answers. */
export type ResetAnswer =
	| {readonly status: 'granted'}
	/** The signature over the challenge that the card believes, base64. */
	| {readonly status: 'authorised'; readonly cryptogram: string}
	| {readonly status: 'refused'; readonly cause: ResetRefusal};

/** The largest request for a reset, in bytes: two certificates and two signatures in base64, with room. */
export const largestReset = 16 * 1024;

/** Reads a request for a reset at the edge; undefined for anything that is not exactly one. */
export function parseResetRequest(body: Uint8Array): ResetRequest | undefined {
	const {statements, identity, challenge, ...others} = Object(parsedJson(body)) as Record<string, unknown>;
	const isRequest =
		Object.keys(others).length === 0 &&
		Array.isArray(statements) &&
		statements.length === 2 &&
		statements.every(isSignedStatement) &&
		isDigest(identity) &&
		(challenge === undefined || (isBase64(challenge) && Buffer.from(challenge, 'base64').length === 32));
	return isRequest ? (parsedJson(body) as ResetRequest) : undefined;
}

/** Reads the window's answer at the edge; undefined for anything else. */
export function parseResetAnswer(body: Uint8Array): ResetAnswer | undefined {
	const {status, cryptogram, cause} = Object(parsedJson(body)) as Record<string, unknown>;
	if (status === 'granted') return {status};
	if (status === 'authorised' && isBase64(cryptogram)) return {status, cryptogram};
	const refusal = resetRefusals.find(known => known === cause);
	return status === 'refused' && refusal ? {status, cause: refusal} : undefined;
}

function parsedJson(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(body));
	} catch {
		return undefined;
	}
}

function isSignedStatement(value: unknown): boolean {
	const {text, certificate, signature, ...others} = Object(value) as Record<string, unknown>;
	return (
		Object.keys(others).length === 0 &&
		typeof text === 'string' &&
		isBase64(certificate) &&
		isBase64(signature)
	);
}

function isBase64(value: unknown): value is string {
	return typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}
