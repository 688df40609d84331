import {createHash} from 'node:crypto';
import type {Receipt} from '../../domain/receipt.ts';
import {descent} from '../../pki/chain.ts';
import {openSignedData} from '../../pki/openSignedData.ts';
import {certificatePem, crlPem} from '../../pki/pem.ts';
import type {Trust} from '../../pki/trust.ts';
import type {X509} from '../../pki/x509.ts';
import {verifyScript} from './verifyScript.ts';

/** An accepted application and what the window answered, as kept. */
export interface Accepted {
	/** CMS SignedData. */
	readonly application: Uint8Array;
	/** CMS SignedData. */
	readonly receipt: Uint8Array;
	/** DER of the revocation list in force at the decision, where one was issued here. */
	readonly list: Uint8Array | undefined;
}

/**
 * The files by which a stranger checks a receipt without us: both documents, readable and signed, the
 * certificates, the list of the day, and `verify.sh`, which asks openssl. By name. Undefined when the roots
 * given are not those the two were signed under.
 */
export function gatherEvidence(
	{application, receipt, list}: Accepted,
	{citizens, receiptAnchors}: Pick<Trust, 'citizens' | 'receiptAnchors'>,
): ReadonlyMap<string, Uint8Array> | undefined {
	const [asked, answered] = [openSignedData(application), openSignedData(receipt)];
	if (!asked || !answered) return undefined;
	const {decidedAt, receiptNumber}: Receipt = JSON.parse(Buffer.from(answered.content).toString());
	const issuer = issuerOf(asked.signer, citizens.anchors, new Date(decidedAt));
	const windowIssuer = issuerOf(answered.signer, receiptAnchors, new Date(decidedAt));
	if (!issuer || !windowIssuer) return undefined;
	const files = new Map<string, Uint8Array>([
		['application.json', asked.content],
		['application.cms', application],
		['applicant.pem', Buffer.from(certificatePem(asked.signer.der))],
		['issuer.pem', Buffer.from(certificatePem(issuer.der))],
		['receipt.json', answered.content],
		['receipt.cms', receipt],
		['window.pem', Buffer.from(certificatePem(answered.signer.der))],
		['window-issuer.pem', Buffer.from(certificatePem(windowIssuer.der))],
		...(list ? [['list.pem', Buffer.from(crlPem(list))] as const] : []),
	]);
	const digests = [...files].map(([name, content]) => ({name, digest: sha256(content)}));
	const script = verifyScript({
		digests,
		applicationDigest: sha256(application),
		decidedAt,
		receiptNumber,
		hasList: list !== undefined,
	});
	return files.set('verify.sh', Buffer.from(script));
}

/** SHA-256 in lower-case hex. */
export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function issuerOf(certificate: X509, anchors: readonly X509[], at: Date): X509 | undefined {
	return anchors.find(anchor => descent(certificate, [anchor], at) === 'verified');
}
