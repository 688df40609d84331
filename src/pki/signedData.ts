import {
	der,
	encodedSequence,
	integer,
	type Node,
	nothing,
	objectIdentifier,
	octetString,
	sequence,
	setOf,
	tagged,
	utcTime,
} from './asn1.ts';
import {oid} from './oids.ts';
import {
	algorithmOfKey,
	cardInput,
	digestOf,
	isSignatureOver,
	type SignatureAlgorithm,
	signatureFromCard,
} from './signatureAlgorithm.ts';
import {signingCertificateV2} from './signingCertificateV2.ts';
import type {X509} from './x509.ts';

/** Signs as a card does: takes what `cardInput` makes and gives what `signatureFromCard` reads; undefined when it refuses. */
export type CardSign = (input: Uint8Array) => Promise<Uint8Array | undefined>;

/** What a signer puts his name to. */
export interface ToBeSigned {
	readonly content: Uint8Array;
	readonly signer: X509;
	readonly signingTime: Date;
}

export type Signing =
	| {readonly status: 'signed'; readonly signedData: Uint8Array}
	/** The certificate's key is of no kind or strength that signs here. */
	| {readonly status: 'unknownKey'}
	/** The key's owner gave no signature. */
	| {readonly status: 'refused'}
	/** What came back is no signature by the certificate's key. */
	| {readonly status: 'badSignature'};

/**
 * Makes a CMS SignedData (RFC 5652) in DER, encapsulating the content, with the algorithm of the signer's key,
 * one SignerInfo, the four signed attributes of `signedAttributes` and the signer's certificate. The signature
 * is made outside, and verified with the certificate's key before it is taken.
 */
export async function signData(toBeSigned: ToBeSigned, sign: CardSign): Promise<Signing> {
	const {publicKey} = toBeSigned.signer;
	const algorithm = algorithmOfKey(publicKey);
	if (!algorithm) return {status: 'unknownKey'};
	const attributes = signedAttributes(toBeSigned, algorithm);
	const signed = der(setOf(...attributes));
	const given = await sign(cardInput(algorithm, signed));
	if (!given) return {status: 'refused'};
	const signature = signatureFromCard(algorithm, given);
	if (!isSignatureOver(algorithm, signed, signature, publicKey)) return {status: 'badSignature'};
	return {status: 'signed', signedData: der(contentInfo(toBeSigned, algorithm, attributes, signature))};
}

/** content-type, signing-time, message-digest, signing-certificate-v2, in the order DER wants of a SET OF. */
function signedAttributes({content, signer, signingTime}: ToBeSigned, algorithm: SignatureAlgorithm): Node[] {
	const attributes = [
		attribute(oid.contentType, objectIdentifier(oid.data)),
		attribute(oid.signingTime, utcTime(signingTime)),
		attribute(oid.messageDigest, octetString(digestOf(algorithm, content))),
		attribute(oid.signingCertificateV2, signingCertificateV2(signer, algorithm)),
	];
	return attributes.sort((left, right) => Buffer.compare(der(left), der(right)));
}

function attribute(type: string, value: Node): Node {
	return sequence(objectIdentifier(type), setOf(value));
}

function contentInfo(
	{content, signer}: ToBeSigned,
	{digest, signature: scheme, parameters}: SignatureAlgorithm,
	attributes: Node[],
	signature: Uint8Array,
): Node {
	const algorithm = (type: string) =>
		sequence(objectIdentifier(type), ...(parameters === 'null' ? [nothing()] : []));
	const signerInfo = sequence(
		integer('1'),
		sequence(encodedSequence(signer.issuerName), integer(signer.serialNumber)),
		algorithm(digest),
		tagged(0, ...attributes),
		algorithm(scheme),
		octetString(signature),
	);
	const signedData = sequence(
		integer('1'),
		setOf(algorithm(digest)),
		sequence(objectIdentifier(oid.data), tagged(0, octetString(content))),
		tagged(0, encodedSequence(signer.der)),
		setOf(signerInfo),
	);
	return sequence(objectIdentifier(oid.signedData), tagged(0, signedData));
}
