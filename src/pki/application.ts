import canonicalize from 'canonicalize';
import {
	type Application,
	effectSentences,
	parseApplication,
	requestSentences,
} from '../domain/application.ts';
import {documentTypes, type Procedure} from '../domain/procedure.ts';
import type {SigningCertificate} from './certificate.ts';
import {decodeUtf8} from './der.ts';

/** What an application is drawn up from. */
export interface ApplicationParts {
	readonly procedure: Procedure;
	readonly addressee: string;
	readonly certificate: SigningCertificate;
	/** 128 random bits in lower-case hex. */
	readonly requestId: string;
	readonly createdAt: Date;
}

/** Draws up the application a citizen reads and signs: canonical JSON (RFC 8785), as text. */
export function drawUpApplication(parts: ApplicationParts): string {
	const {procedure, addressee, certificate, requestId, createdAt} = parts;
	const application: Application = {
		type: documentTypes[procedure],
		version: 1,
		procedure,
		addressee,
		request: requestSentences[procedure],
		effect: effectSentences[procedure],
		applicant: certificate.applicant,
		certificate: {issuer: certificate.x509.issuer, serialNumber: certificate.x509.serialNumber},
		requestId,
		createdAt: createdAt.toISOString().replace(/\.\d{3}Z$/, 'Z'),
	};
	return canonicalText(application);
}

/**
 * Reads an application from outside: undefined unless the bytes are UTF-8 without a byte order mark, at most
 * 64 KiB, of exactly the application's shape and in canonical form. What is signed is what was read (T-07).
 */
export function readApplication(bytes: Uint8Array): Application | undefined {
	const text = readCanonicalText(bytes);
	return text === undefined ? undefined : parseApplication(text);
}

/** JSON in the one form of RFC 8785. */
export function canonicalText(value: object): string {
	const text = canonicalize(value);
	if (text === undefined) throw new TypeError('an object always has a canonical form');
	return text;
}

/** JSON text that is in canonical form; undefined for anything else. Doubled members fail here: they do not survive. */
export function readCanonicalText(bytes: Uint8Array): string | undefined {
	if (bytes.length > maxBytes) return undefined;
	const text = decodeUtf8(bytes);
	if (text === undefined) return undefined;
	try {
		return canonicalize(JSON.parse(text)) === text ? text : undefined;
	} catch {
		// JSON.parse for what is no JSON, canonicalize for lone surrogates in escapes.
		return undefined;
	}
}

const maxBytes = 64 * 1024;
