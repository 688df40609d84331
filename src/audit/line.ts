import {createHash, type KeyObject, sign, verify} from 'node:crypto';
import canonicalize from 'canonicalize';
import type {AuditEntry} from '../domain/audit.ts';

/** One line of an audit. Its text is canonical JSON (RFC 8785) with the signature as a member. */
export interface AuditLine {
	/** Counts the lines of an audit from 1, over all its files. */
	readonly n: number;
	/** ISO 8601 in UTC. */
	readonly at: string;
	/** SHA-256 of the line before as it stands in the file, lower-case hex; zeros before the first. */
	readonly previous: string;
	readonly entry: AuditEntry;
}

/** What the first line follows. */
export const beforeTheFirst = '0'.repeat(64);

/** Signs a line (Ed25519, RFC 8032, over its canonical JSON without the signature); its text, without line break. */
export function writeLine(line: AuditLine, key: KeyObject): string {
	const signature = sign(null, Buffer.from(canonicalText(line)), key).toString('base64');
	return canonicalText({...line, signature});
}

/** A line that is whole: in canonical form and of a line's members. Its signature is not looked at yet. */
export interface ReadLine {
	readonly line: AuditLine;
	/** What was signed. */
	readonly signed: Uint8Array;
	readonly signature: Uint8Array;
	/** SHA-256 of the text, lower-case hex. */
	readonly hash: string;
}

/** Reads a line from outside; undefined unless it is exactly what `writeLine` writes. Never throws. */
export function readLine(bytes: Uint8Array): ReadLine | undefined {
	try {
		const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
		const value: unknown = JSON.parse(text);
		if (!isSigned(value) || canonicalText(value) !== text) return undefined;
		const {signature, ...line} = value;
		const decoded = Buffer.from(signature, 'base64');
		// Base64 has several texts for the same bytes: a line has one.
		if (decoded.toString('base64') !== signature) return undefined;
		return {line, signed: Buffer.from(canonicalText(line)), signature: decoded, hash: hashOf(bytes)};
	} catch {
		// JSON.parse and TextDecoder for what is neither, canonicalize for lone surrogates in escapes.
		return undefined;
	}
}

/** Whether the line was signed by the owner of this key. */
export function isSignedBy({signed, signature}: ReadLine, key: KeyObject): boolean {
	return verify(null, signed, key, signature);
}

/** SHA-256 in lower-case hex. */
export function hashOf(bytes: string | Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function canonicalText(value: object): string {
	const text = canonicalize(value);
	if (text === undefined) throw new TypeError('an object always has a canonical form');
	return text;
}

function isSigned(value: unknown): value is AuditLine & {readonly signature: string} {
	const {n, at, previous, entry, signature, ...others} = Object(value) as Record<string, unknown>;
	return (
		Object.keys(others).length === 0 &&
		Number.isSafeInteger(n) &&
		(n as number) >= 1 &&
		typeof at === 'string' &&
		!Number.isNaN(Date.parse(at)) &&
		typeof previous === 'string' &&
		/^[0-9a-f]{64}$/.test(previous) &&
		typeof (Object(entry) as {kind?: unknown}).kind === 'string' &&
		typeof signature === 'string'
	);
}
