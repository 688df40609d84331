import {fromBER, type ObjectIdentifier, type OctetString, type Sequence} from 'asn1js';
import {AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies} from 'pkijs';
import {toArrayBuffer} from './asn1.ts';
import {isDer} from './der.ts';
import {oid} from './oids.ts';
import type {X509} from './x509.ts';

/** Bits of the first octet of keyUsage (RFC 5280 4.2.1.3). */
export const keyUsageBit = {
	digitalSignature: 0x80,
	nonRepudiation: 0x40,
	keyCertSign: 0x04,
	cRLSign: 0x02,
} as const;

/** The first octet of keyUsage; 0 when the extension is absent or cannot be read. */
export function keyUsage(certificate: X509): number {
	const value = certificate.extensions.get(oid.keyUsage)?.value;
	// BIT STRING, two or three octets: the count of unused bits, then the bits.
	return value && value[0] === 0x03 && isDer(value) ? (value[3] ?? 0) : 0;
}

/** Whether the certificate is an authority's (basicConstraints cA) and may sign certificates. */
export function isAuthority(certificate: X509): boolean {
	const constraints = read(certificate, oid.basicConstraints, value => BasicConstraints.fromBER(value));
	return constraints?.cA === true && (keyUsage(certificate) & keyUsageBit.keyCertSign) !== 0;
}

/** The policies the certificate was issued under, as object identifiers. */
export function policies(certificate: X509): readonly string[] {
	const list = read(certificate, oid.certificatePolicies, value => CertificatePolicies.fromBER(value));
	return list?.certificatePolicies.map(policy => policy.policyIdentifier) ?? [];
}

/** The extended key usages, as object identifiers. */
export function extendedKeyUsages(certificate: X509): readonly string[] {
	return (
		read(certificate, oid.extKeyUsage, value => {
			const purposes = (fromBER(value).result as Sequence).valueBlock.value as ObjectIdentifier[];
			return purposes.map(purpose => purpose.valueBlock.toString());
		}) ?? []
	);
}

/** The identifier of the certificate's own key. */
export function subjectKeyIdentifier(certificate: X509): Uint8Array | undefined {
	return read(certificate, oid.subjectKeyIdentifier, value => octets(fromBER(value).result as OctetString));
}

/** The identifier of the key that signed the certificate. */
export function authorityKeyIdentifier(certificate: X509): Uint8Array | undefined {
	return read(certificate, oid.authorityKeyIdentifier, value => {
		const {keyIdentifier} = AuthorityKeyIdentifier.fromBER(value);
		return keyIdentifier && octets(keyIdentifier);
	});
}

/** Extensions this folder understands: any other critical one makes a certificate unusable (RFC 5280 4.2). */
export function hasUnknownCriticalExtension(certificate: X509): boolean {
	return [...certificate.extensions].some(([type, {critical}]) => critical && !understood.has(type));
}

const understood: ReadonlySet<string> = new Set([
	oid.keyUsage,
	oid.basicConstraints,
	oid.certificatePolicies,
	oid.extKeyUsage,
	oid.subjectAltName,
]);

function octets(string: OctetString): Uint8Array {
	return new Uint8Array(string.valueBlock.valueHexView);
}

/** Reads one extension; undefined when it is absent or not what its type says. */
function read<Value>(
	certificate: X509,
	type: string,
	parse: (value: ArrayBuffer) => Value,
): Value | undefined {
	const value = certificate.extensions.get(type)?.value;
	if (!value || !isDer(value)) return undefined;
	try {
		return parse(toArrayBuffer(value));
	} catch {
		return undefined;
	}
}
