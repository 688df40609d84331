import {der, integer, type Node, octetString, sequence, tagged, wellFormed} from './asn1.ts';
import {isSame, sha256, type X509} from './x509.ts';

/**
 * The value of the attribute signing-certificate-v2 with one ESSCertIDv2 (RFC 5035 section 3): it ties the
 * signature to this very certificate. SHA-256 is the default and therefore not written.
 */
export function signingCertificateV2(signer: X509): Node {
	return withIdentifier(octetString(sha256(signer.der)));
}

/** Whether an attribute's value names this certificate, with or without the optional issuerSerial. */
export function isSigningCertificateOf(value: Uint8Array, signer: X509): boolean {
	const issuerSerial = sequence(
		sequence(tagged(4, wellFormed(signer.issuerName))),
		integer(signer.serialNumber),
	);
	const full = withIdentifier(octetString(sha256(signer.der)), issuerSerial);
	return isSame(value, der(signingCertificateV2(signer))) || isSame(value, der(full));
}

function withIdentifier(...essCertIdV2: Node[]): Node {
	return sequence(sequence(sequence(...essCertIdV2)));
}
