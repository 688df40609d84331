import type {Procedure} from './procedure.ts';

/**
 * What the window decided, in its signed receipt. The same cause has one result in both procedures;
 * which screen shows it depends on the procedure.
 */
export const results = [
	'accepted',
	'valid',
	'malformed',
	'unknown-issuer',
	'certificate-unverified',
	'not-yet-valid',
	'expired',
	'application-unverified',
	'wrong-addressee',
	'already-revoked',
	'duplicate',
	'status-unknown',
	'not-received',
] as const;

export type Result = (typeof results)[number];

/** The window's signed answer, once believed (threats T-03). */
export interface Receipt {
	/** 128 random bits in lower-case hex: secret, never shown, printed or journalled (T-02). */
	readonly requestId: string;
	readonly procedure: Procedure;
	/** SHA-256 of the CMS bytes the window received, lower-case hex. */
	readonly digest: string;
	readonly result: Result;
	/** 受付番号, given by the window: the number a citizen sees. */
	readonly receiptNumber: string;
	/** ISO 8601 in UTC, to the millisecond. */
	readonly decidedAt: string;
	/** When the certificate stops being valid by an accepted revocation: the next CRL (S004-090); ISO 8601 in UTC. */
	readonly effectiveAt?: string;
}

/** The part of a receipt that a screen may show. */
export type Notice = Pick<Receipt, 'result' | 'receiptNumber' | 'decidedAt' | 'effectiveAt'>;

/**
 * The order in which a submission is judged: the first that fails is the answer. Dates are judged
 * by the kiosk at import too, before anything is signed.
 */
export const checkOrder = [
	'malformed',
	'unknown-issuer',
	'certificate-unverified',
	'not-yet-valid',
	'expired',
	'application-unverified',
	'wrong-addressee',
	'already-revoked',
	'duplicate',
] as const satisfies readonly Result[];

/** A refusal that the bytes alone decide; the two that need the window's records come after. */
export type Refusal = Exclude<(typeof checkOrder)[number], 'already-revoked' | 'duplicate'>;

export function isResult(value: unknown): value is Result {
	return results.includes(value as Result);
}
