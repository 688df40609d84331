import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ReceiptExpectation} from '../../src/pki/receipt.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';

/**
 * The sound bytes that all cases are mangled from: of an invented person, kept in the repository so that a seed means
 * the same case on every machine. `bun run mangled --make-base` makes them anew.
 */
export interface Base {
	readonly certificate: Uint8Array;
	readonly authCertificate: Uint8Array;
	readonly signCaCertificate: Uint8Array;
	readonly submission: Uint8Array;
	readonly receipt: Uint8Array;
	readonly receiptAnchor: X509;
	readonly signAnchor: X509;
	/** When all of it is valid. */
	readonly now: Date;
	readonly addressee: string;
	/** What the receipt answers; skew 60 s. */
	readonly expectation: ReceiptExpectation;
}

export const baseFolder = join(import.meta.dirname, '../fixtures/mangled');

/** What `facts.json` of the folder says. */
export interface BaseFacts {
	/** ISO 8601 in UTC. */
	readonly now: string;
	readonly addressee: string;
	readonly requestId: string;
	readonly digest: string;
}

export function loadBase(): Base {
	const bytes = (name: string) => new Uint8Array(readFileSync(join(baseFolder, name)));
	const facts: BaseFacts = JSON.parse(readFileSync(join(baseFolder, 'facts.json'), 'utf8'));
	const now = new Date(facts.now);
	const anchor = (name: string) => {
		const x509 = readX509(bytes(name));
		if (!x509) throw new Error(`${name} is no certificate`);
		return x509;
	};
	return {
		certificate: bytes('sign.der'),
		authCertificate: bytes('auth.der'),
		signCaCertificate: bytes('sign-ca.der'),
		submission: bytes('submission.cms'),
		receipt: bytes('receipt.cms'),
		receiptAnchor: anchor('receipt-ca.der'),
		signAnchor: anchor('sign-ca.der'),
		now,
		addressee: facts.addressee,
		expectation: {
			requestId: facts.requestId,
			procedure: 'revocation',
			digest: facts.digest,
			sentAt: now,
			now,
			allowedSkewMs: 60_000,
		},
	};
}
