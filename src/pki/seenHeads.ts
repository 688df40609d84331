import {isInstant} from '../domain/application.ts';
import type {AuditHead, SeenHeads} from '../domain/audit.ts';
import {canonicalText, readCanonicalText} from './application.ts';
import {oid} from './oids.ts';
import {openSignedData} from './openSignedData.ts';
import {isSignedBySigner} from './signerCheck.ts';
import {isWindowSigner, signAsWindow, type WindowSigner, type WindowTrust} from './windowSigner.ts';

const purpose = 'madoguchi audit heads seen';

/** Countersigns what was seen of a terminal's audit: CMS SignedData over canonical JSON that names its purpose. */
export async function countersignHeads(
	seen: SeenHeads,
	signer: WindowSigner,
	now: Date,
): Promise<Uint8Array> {
	return signAsWindow(canonicalText({...seen, purpose}), signer, now);
}

/** Reads the window's word on an audit; undefined unless it is signed for this purpose by whom we trust. Never throws. */
export function believeSeenHeads(bytes: Uint8Array, trust: WindowTrust, now: Date): SeenHeads | undefined {
	const document = openSignedData(bytes);
	if (!document || !isWindowSigner(document.signer, oid.auditCountersigning, trust, now)) return undefined;
	if (!isSignedBySigner(document)) return undefined;
	const text = readCanonicalText(document.content);
	if (text === undefined) return undefined;
	const {purpose: named, key, heads, seenAt, ...others} = Object(JSON.parse(text)) as Record<string, unknown>;
	if (named !== purpose || Object.keys(others).length > 0 || typeof key !== 'string') return undefined;
	if (!isInstant(seenAt) || !Array.isArray(heads) || !heads.every(isHead)) return undefined;
	return {key, heads, seenAt};
}

function isHead(value: unknown): value is AuditHead {
	const {count, hash, ...others} = Object(value) as Record<string, unknown>;
	return (
		Number.isSafeInteger(count) &&
		typeof hash === 'string' &&
		/^[0-9a-f]{64}$/.test(hash) &&
		Object.keys(others).length === 0
	);
}
