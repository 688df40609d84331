import {
	der,
	integer,
	type Node,
	objectIdentifier,
	octetString,
	sequence,
	tagged,
	wellFormed,
} from './asn1.ts';
import {oid} from './oids.ts';
import {digestOf, type SignatureAlgorithm} from './signatureAlgorithm.ts';
import {isSame, type X509} from './x509.ts';

/**
 * The value of the attribute signing-certificate-v2 with one ESSCertIDv2 (RFC 5035 section 3), under the hash
 * of the signature: it ties the signature to this very certificate.
 */
export function signingCertificateV2(signer: X509, algorithm: SignatureAlgorithm): Node {
	return sequence(sequence(sequence(...hashOf(signer, algorithm))));
}

/** Whether an attribute's value names this certificate, with or without the optional issuerSerial. */
export function isSigningCertificateOf(
	value: Uint8Array,
	signer: X509,
	algorithm: SignatureAlgorithm,
): boolean {
	const issuerSerial = sequence(
		sequence(tagged(4, wellFormed(signer.issuerName))),
		integer(signer.serialNumber),
	);
	const full = sequence(sequence(sequence(...hashOf(signer, algorithm), issuerSerial)));
	return isSame(value, der(signingCertificateV2(signer, algorithm))) || isSame(value, der(full));
}

/** SHA-256 is the default, which DER does not write; other hashes are named without parameters (RFC 5754 2). */
function hashOf(signer: X509, algorithm: SignatureAlgorithm): Node[] {
	const {digest} = algorithm;
	const hash = octetString(digestOf(algorithm, signer.der));
	return digest === oid.sha256 ? [hash] : [sequence(objectIdentifier(digest)), hash];
}
