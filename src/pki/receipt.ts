import type {KeyObject} from 'node:crypto';
import {isInstant} from '../domain/application.ts';
import type {Procedure} from '../domain/procedure.ts';
import {isResult, type Receipt} from '../domain/receipt.ts';
import {canonicalText, readCanonicalText} from './application.ts';
import {descent, isWithinValidity} from './chain.ts';
import {extendedKeyUsages, keyUsage, keyUsageBit} from './extensions.ts';
import {oid} from './oids.ts';
import {openSignedData, type SignedDocument} from './openSignedData.ts';
import {signData} from './signedData.ts';
import {isSignedBySigner} from './signerCheck.ts';
import {signWith} from './softwareKey.ts';
import type {X509} from './x509.ts';

/** The window's key for receipts. */
export interface ReceiptSigner {
	readonly certificate: X509;
	readonly key: KeyObject;
}

/** Signs a receipt: CMS SignedData over its canonical JSON. Throws when key and certificate do not belong together. */
export async function issueReceipt(receipt: Receipt, signer: ReceiptSigner, now: Date): Promise<Uint8Array> {
	const content = new TextEncoder().encode(canonicalText(receipt));
	const signing = await signData(
		{content, signer: signer.certificate, signingTime: now},
		signWith(signer.key),
	);
	if (signing.status !== 'signed') throw new Error('the receipt key does not belong to its certificate');
	return signing.signedData;
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

/** Whose receipts are believed. */
export interface ReceiptTrust {
	/** The receipt root in use and, while roots are changed, the next one. */
	readonly anchors: readonly X509[];
	/** Serial numbers of receipt signers that are believed no more, upper-case hex. */
	readonly revokedSerials: readonly string[];
}

/** Reads a receipt; undefined unless every condition of T-03 holds. Never throws for bad bytes. */
export function believeReceipt(
	bytes: Uint8Array,
	expectation: ReceiptExpectation,
	trust: ReceiptTrust,
): Receipt | undefined {
	const document = openSignedData(bytes);
	if (!document || !isReceiptSigner(document.signer, trust, expectation.now)) return undefined;
	if (!isSignedBySigner(document)) return undefined;
	const text = readCanonicalText(document.content);
	return text === undefined ? undefined : parseReceipt(text, expectation);
}

function isReceiptSigner(signer: SignedDocument['signer'], trust: ReceiptTrust, now: Date): boolean {
	const usages = extendedKeyUsages(signer);
	return (
		descent(signer, trust.anchors, now) === 'verified' &&
		isWithinValidity(signer, now) &&
		keyUsage(signer) === keyUsageBit.digitalSignature &&
		usages.length === 1 &&
		usages[0] === oid.receiptSigning &&
		!trust.revokedSerials.includes(signer.serialNumber)
	);
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
