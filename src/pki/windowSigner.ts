import type {KeyObject} from 'node:crypto';
import {descent, isWithinValidity} from './chain.ts';
import {extendedKeyUsages, keyUsage, keyUsageBit} from './extensions.ts';
import type {oid} from './oids.ts';
import {signData} from './signedData.ts';
import {signWith} from './softwareKey.ts';
import type {X509} from './x509.ts';

/** A key by which the window gives its word. */
export interface WindowSigner {
	readonly certificate: X509;
	readonly key: KeyObject;
}

/** Whose word is the window's. */
export interface WindowTrust {
	/** The receipt root in use and, while roots are changed, the next one. */
	readonly anchors: readonly X509[];
	/** Serial numbers of signers that are believed no more, upper-case hex. */
	readonly revokedSerials: readonly string[];
}

/** Signs a text: CMS SignedData over it. Throws when key and certificate do not belong together. */
export async function signAsWindow(text: string, signer: WindowSigner, now: Date): Promise<Uint8Array> {
	const content = new TextEncoder().encode(text);
	const signing = await signData(
		{content, signer: signer.certificate, signingTime: now},
		signWith(signer.key),
	);
	if (signing.status !== 'signed') throw new Error("the window's key does not belong to its certificate");
	return signing.signedData;
}

/** Whether a certificate may speak for the window, for exactly this purpose (threats T-03, T-22). */
export function isWindowSigner(
	signer: X509,
	purpose: typeof oid.receiptSigning | typeof oid.auditCountersigning,
	trust: WindowTrust,
	now: Date,
): boolean {
	const usages = extendedKeyUsages(signer);
	return (
		descent(signer, trust.anchors, now) === 'verified' &&
		isWithinValidity(signer, now) &&
		keyUsage(signer) === keyUsageBit.digitalSignature &&
		usages.length === 1 &&
		usages[0] === purpose &&
		!trust.revokedSerials.includes(signer.serialNumber)
	);
}
