import {type Node, objectIdentifier, octetString, sequence} from './asn1.ts';
import {type DerValue, readDer, tag} from './der.ts';
import {objectIdentifierOf, octetsOf, partsOf} from './derTypes.ts';
import {oid} from './oids.ts';
import {digestOf, type SignatureAlgorithm} from './signatureAlgorithm.ts';
import {isSame, serialNumberText, type X509} from './x509.ts';

/**
 * The value of the attribute signing-certificate-v2 with one ESSCertIDv2 (RFC 5035 section 3), under the hash
 * of the signature: it ties the signature to this very certificate.
 */
export function signingCertificateV2(signer: X509, algorithm: SignatureAlgorithm): Node {
	return sequence(sequence(sequence(...hashOf(signer, algorithm))));
}

/**
 * Whether an attribute's value names this certificate and no other, with or without the optional issuerSerial:
 * SigningCertificateV2 { certs { ESSCertIDv2 { hashAlgorithm DEFAULT SHA-256, certHash, issuerSerial } } }.
 */
export function isSigningCertificateOf(
	value: Uint8Array,
	signer: X509,
	algorithm: SignatureAlgorithm,
): boolean {
	const [certificates] = partsOf(readDer(value), tag.sequence, 1) ?? [];
	const [identifier] = partsOf(certificates, tag.sequence, 1) ?? [];
	const named = algorithm.digest === oid.sha256 ? 0 : 1;
	const parts = partsOf(identifier, tag.sequence, named + 1, named + 2) ?? [];
	const [hash, issuerSerial] = parts.slice(named);
	return (
		(named === 0 || isHashAlgorithm(parts[0], algorithm.digest)) &&
		isSame(octetsOf(hash) ?? new Uint8Array(), digestOf(algorithm, signer.der)) &&
		(issuerSerial === undefined || isIssuerSerialOf(issuerSerial, signer))
	);
}

/** RFC 5754 2: without parameters. */
function isHashAlgorithm(value: DerValue | undefined, digest: string): boolean {
	return objectIdentifierOf(partsOf(value, tag.sequence, 1)?.[0]) === digest;
}

/** IssuerSerial { issuer GeneralNames with one directoryName, serialNumber }. */
function isIssuerSerialOf(value: DerValue, {issuerName, serialNumber}: X509): boolean {
	const [issuer, serial] = partsOf(value, tag.sequence, 2) ?? [];
	const [directoryName] = partsOf(issuer, tag.sequence, 1) ?? [];
	const [name] = partsOf(directoryName, tag.constructed(4), 1) ?? [];
	return (
		name !== undefined &&
		isSame(name.bytes, issuerName) &&
		serial?.tag === tag.integer &&
		serialNumberText(serial.content) === serialNumber
	);
}

/** SHA-256 is the default, which DER does not write; other hashes are named without parameters (RFC 5754 2). */
function hashOf(signer: X509, algorithm: SignatureAlgorithm): Node[] {
	const {digest} = algorithm;
	const hash = octetString(digestOf(algorithm, signer.der));
	return digest === oid.sha256 ? [hash] : [sequence(objectIdentifier(digest)), hash];
}
