import {createHash, type KeyObject, verify} from 'node:crypto';
import {der, integer, nothing, objectIdentifier, octetString, sequence} from './asn1.ts';
import {oid} from './oids.ts';

/** A signature algorithm as data: how it is named, whose keys it takes, and what a card does of it (threats T-08). */
export interface SignatureAlgorithm {
	readonly hash: 'sha256' | 'sha384';
	/** Object identifier of the hash alone. */
	readonly digest: string;
	/** Object identifier of signature and hash together, in certificates and SignerInfos. */
	readonly signature: string;
	/** What else a SignerInfo may call the signature. */
	readonly aliases: readonly string[];
	/** Parameters of the signature's AlgorithmIdentifier: RSA writes NULL (RFC 4055 5), ECDSA none (RFC 5758 3.2). */
	readonly parameters: 'null' | 'absent';
	/** Whether a public key is of the kind and strength it takes. */
	readonly takes: (key: KeyObject) => boolean;
	/** What the card is given to sign: a DigestInfo (RFC 8017 9.2), or the digest alone. */
	readonly cardInput: 'digestInfo' | 'digest';
	/** What the card gives: the signature, or its two integers side by side, r and s (BSI TR-03111 5.2.1). */
	readonly cardOutput: 'signature' | 'twoIntegers';
}

/** The My Number card of today (card-facts 1.3): RSA of 2048 bits and more, e 65537, PKCS#1 v1.5, SHA-256. */
export const rsaWithSha256: SignatureAlgorithm = {
	hash: 'sha256',
	digest: oid.sha256,
	signature: oid.sha256WithRSAEncryption,
	// RFC 5754 3.2 lets a signer name the scheme without the digest.
	aliases: [oid.rsaEncryption],
	parameters: 'null',
	takes: ({asymmetricKeyType, asymmetricKeyDetails: {modulusLength = 0, publicExponent} = {}}) =>
		asymmetricKeyType === 'rsa' && modulusLength >= 2048 && publicExponent === 65537n,
	cardInput: 'digestInfo',
	cardOutput: 'signature',
};

/** The card to come (card-facts 6): ECDSA on P-384 with SHA-384. */
export const ecdsaWithSha384: SignatureAlgorithm = {
	hash: 'sha384',
	digest: oid.sha384,
	signature: oid.ecdsaWithSha384,
	aliases: [],
	parameters: 'absent',
	takes: ({asymmetricKeyType, asymmetricKeyDetails}) =>
		asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'secp384r1',
	cardInput: 'digest',
	cardOutput: 'twoIntegers',
};

/** All that is taken from strangers; anything else is refused. */
export const signatureAlgorithms: readonly SignatureAlgorithm[] = [rsaWithSha256, ecdsaWithSha384];

/** The algorithm a key signs with; undefined for a key that is of no kind or strength we take. */
export function algorithmOfKey(key: KeyObject): SignatureAlgorithm | undefined {
	return signatureAlgorithms.find(algorithm => algorithm.takes(key));
}

/** The digest of bytes under an algorithm's hash. */
export function digestOf(algorithm: SignatureAlgorithm, bytes: Uint8Array): Uint8Array {
	return new Uint8Array(createHash(algorithm.hash).update(bytes).digest());
}

/** Whether a signature over bytes was made by a key, which must be of the algorithm's kind and strength. */
export function isSignatureOver(
	algorithm: SignatureAlgorithm,
	bytes: Uint8Array,
	signature: Uint8Array,
	key: KeyObject,
): boolean {
	return algorithm.takes(key) && verify(algorithm.hash, bytes, key, signature);
}

/** What a card is given so that it signs bytes. */
export function cardInput(algorithm: SignatureAlgorithm, bytes: Uint8Array): Uint8Array {
	const digest = digestOf(algorithm, bytes);
	if (algorithm.cardInput === 'digest') return digest;
	return der(sequence(sequence(objectIdentifier(algorithm.digest), nothing()), octetString(digest)));
}

/** The signature octets that certificates and CMS carry, from what a card gave. It is not verified here. */
export function signatureFromCard(algorithm: SignatureAlgorithm, output: Uint8Array): Uint8Array {
	if (algorithm.cardOutput === 'signature') return output;
	const half = output.length / 2;
	// ECDSA-Sig-Value (RFC 3279 2.2.3).
	return der(sequence(unsigned(output.subarray(0, half)), unsigned(output.subarray(half))));
}

/** A leading zero for cards that give nothing: their answer is no signature, but no bug either. */
function unsigned(bytes: Uint8Array) {
	return integer(`0${Buffer.from(bytes).toString('hex')}`);
}
