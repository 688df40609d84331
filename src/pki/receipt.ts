import {isInstant} from '../domain/application.ts';
import type {Procedure} from '../domain/procedure.ts';
import {isResult, type Receipt} from '../domain/receipt.ts';
import {canonicalText, readCanonicalText} from './application.ts';
import {oid} from './oids.ts';
import {openSignedData} from './openSignedData.ts';
import {isSignedBySigner} from './signerCheck.ts';
import {isWindowSigner, signAsWindow, type WindowSigner, type WindowTrust} from './windowSigner.ts';

/** Signs a receipt: CMS SignedData over its canonical JSON. Throws when key and certificate do not belong together. */
export async function issueReceipt(receipt: Receipt, signer: WindowSigner, now: Date): Promise<Uint8Array> {
	return signAsWindow(canonicalText(receipt), signer, now);
}

/** What a receipt must say to be the answer to what was sent. */
export interface ReceiptExpectation {
	readonly requestId: string;
	readonly procedure: Procedure;
	/** SHA-256 of the bytes sent, lower-case hex. */
	readonly digest: string;
	readonly sentAt: Date;
	readonly now: Date;
	/** How far the window's clock may be from ours. */
	readonly allowedSkewMs: number;
}

/** Reads a receipt; undefined unless every condition of T-03 holds. Never throws for bad bytes. */
export function believeReceipt(
	bytes: Uint8Array,
	expectation: ReceiptExpectation,
	trust: WindowTrust,
): Receipt | undefined {
	const document = openSignedData(bytes);
	if (!document || !isWindowSigner(document.signer, oid.receiptSigning, trust, expectation.now)) {
		return undefined;
	}
	if (!isSignedBySigner(document)) return undefined;
	const text = readCanonicalText(document.content);
	return text === undefined ? undefined : parseReceipt(text, expectation);
}

/** Reads a receipt from its JSON text; undefined unless it is exactly of this shape and answers what was sent. */
function parseReceipt(text: string, expectation: ReceiptExpectation): Receipt | undefined {
	const value: unknown = JSON.parse(text);
	return isReceipt(value, expectation) ? value : undefined;
}

function isReceipt(value: unknown, expectation: ReceiptExpectation): value is Receipt {
	const receipt = Object(value) as Record<string, unknown>;
	const {requestId, procedure, digest, result, receiptNumber, decidedAt, effectiveAt} = receipt;
	return (
		Object.keys(receipt).every(member => members.has(member)) &&
		requestId === expectation.requestId &&
		procedure === expectation.procedure &&
		digest === expectation.digest &&
		isResult(result) &&
		typeof receiptNumber === 'string' &&
		receiptNumber.length > 0 &&
		receiptNumber.length <= 100 &&
		isInstant(decidedAt) &&
		isTimely(decidedAt, expectation) &&
		(effectiveAt === undefined || isInstant(effectiveAt))
	);
}

function isTimely(decidedAt: string, {sentAt, now, allowedSkewMs}: ReceiptExpectation): boolean {
	const at = Date.parse(decidedAt);
	return at >= sentAt.getTime() - allowedSkewMs && at <= now.getTime() + allowedSkewMs;
}

const members: ReadonlySet<string> = new Set([
	'requestId',
	'procedure',
	'digest',
	'result',
	'receiptNumber',
	'decidedAt',
	'effectiveAt',
] satisfies Array<keyof Receipt>);
