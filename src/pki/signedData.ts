import {type KeyObject, verify} from 'node:crypto';
import {
	der,
	integer,
	type Node,
	nothing,
	objectIdentifier,
	octetString,
	sequence,
	setOf,
	tagged,
	utcTime,
	wellFormed,
} from './asn1.ts';
import {oid} from './oids.ts';
import {signingCertificateV2} from './signingCertificateV2.ts';
import {sha256, type X509} from './x509.ts';

/** Makes an RSA signature (PKCS#1 v1.5) over a DigestInfo of 51 bytes, as the card does; undefined when it refuses. */
export type SignDigestInfo = (digestInfo: Uint8Array) => Promise<Uint8Array | undefined>;

/** What a signer puts his name to. */
export interface ToBeSigned {
	readonly content: Uint8Array;
	readonly signer: X509;
	readonly signingTime: Date;
}

export type Signing =
	| {readonly status: 'signed'; readonly signedData: Uint8Array}
	/** The key's owner gave no signature. */
	| {readonly status: 'refused'}
	/** What came back is no signature by the certificate's key. */
	| {readonly status: 'badSignature'};

/**
 * Makes a CMS SignedData (RFC 5652) in DER, encapsulating the content, with SHA-256, one SignerInfo, the four
 * signed attributes of `signedAttributes` and the signer's certificate. The signature is made outside, and
 * verified with the certificate's key before it is taken.
 */
export async function signData(toBeSigned: ToBeSigned, sign: SignDigestInfo): Promise<Signing> {
	const attributes = signedAttributes(toBeSigned);
	const signed = der(setOf(...attributes));
	const signature = await sign(digestInfo(sha256(signed)));
	if (!signature) return {status: 'refused'};
	if (!isSignatureOver(signed, signature, toBeSigned.signer.publicKey)) return {status: 'badSignature'};
	return {status: 'signed', signedData: der(contentInfo(toBeSigned, attributes, signature))};
}

/** Whether an RSA PKCS#1 v1.5 signature with SHA-256 over these bytes was made by a key. */
export function isSignatureOver(bytes: Uint8Array, signature: Uint8Array, key: KeyObject): boolean {
	return verify('sha256', bytes, key, signature);
}

/** DigestInfo of a SHA-256 digest (RFC 8017 9.2, note 1). */
function digestInfo(digest: Uint8Array): Uint8Array {
	return der(sequence(sequence(objectIdentifier(oid.sha256), nothing()), octetString(digest)));
}

/** content-type, signing-time, message-digest, signing-certificate-v2, in the order DER wants of a SET OF. */
function signedAttributes({content, signer, signingTime}: ToBeSigned): Node[] {
	const attributes = [
		attribute(oid.contentType, objectIdentifier(oid.data)),
		attribute(oid.signingTime, utcTime(signingTime)),
		attribute(oid.messageDigest, octetString(sha256(content))),
		attribute(oid.signingCertificateV2, signingCertificateV2(signer)),
	];
	return attributes.sort((left, right) => Buffer.compare(der(left), der(right)));
}

function attribute(type: string, value: Node): Node {
	return sequence(objectIdentifier(type), setOf(value));
}

function contentInfo({content, signer}: ToBeSigned, attributes: Node[], signature: Uint8Array): Node {
	const digestAlgorithm = () => sequence(objectIdentifier(oid.sha256), nothing());
	const signerInfo = sequence(
		integer('1'),
		sequence(wellFormed(signer.issuerName), integer(signer.serialNumber)),
		digestAlgorithm(),
		tagged(0, ...attributes),
		sequence(objectIdentifier(oid.sha256WithRSAEncryption), nothing()),
		octetString(signature),
	);
	const signedData = sequence(
		integer('1'),
		setOf(digestAlgorithm()),
		sequence(objectIdentifier(oid.data), tagged(0, octetString(content))),
		tagged(0, wellFormed(signer.der)),
		setOf(signerInfo),
	);
	return sequence(objectIdentifier(oid.signedData), tagged(0, signedData));
}
