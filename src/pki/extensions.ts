import {fromBER, type ObjectIdentifier, type OctetString, type Sequence} from 'asn1js';
import {BasicConstraints} from 'pkijs';
import {toArrayBuffer} from './asn1.ts';
import {type DerValue, isDer, readDer, tag} from './der.ts';
import {objectIdentifierOf, partsOf} from './derTypes.ts';
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

/** The policies the certificate was issued under, as object identifiers; none when the list cannot be read. */
export function policies(certificate: X509): readonly string[] {
	const list = extensionValue(certificate, oid.certificatePolicies);
	if (list?.tag !== tag.sequence) return [];
	const identifiers = list.parts.map(part => objectIdentifierOf(partsOf(part, tag.sequence, 1, 2)?.[0]));
	return identifiers.every(identifier => identifier !== undefined) ? identifiers : [];
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

/** The identifier of the key that signed the certificate: the first part, where there is one (RFC 5280 4.2.1.1). */
export function authorityKeyIdentifier(certificate: X509): Uint8Array | undefined {
	const [identifier] =
		partsOf(extensionValue(certificate, oid.authorityKeyIdentifier), tag.sequence, 1, 3) ?? [];
	return identifier?.tag === tag.primitive(0) ? identifier.content : undefined;
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

/** An extension's own value; undefined when it is absent or not in DER. */
function extensionValue(certificate: X509, type: string): DerValue | undefined {
	const value = certificate.extensions.get(type)?.value;
	return value && readDer(value);
}

/**
 * Reads an authority's or the window's own extension with PKI.js; undefined when it is absent or not what its
 * type says. Each is read once for a certificate: the roots are asked at every check.
 */
function read<Value>(
	certificate: X509,
	type: string,
	parse: (value: ArrayBuffer) => Value,
): Value | undefined {
	const known = readings.get(certificate) ?? new Map<string, unknown>();
	readings.set(certificate, known);
	// A type has one reader in this file, and so one type of value.
	if (!known.has(type)) known.set(type, parsed(certificate.extensions.get(type)?.value, parse));
	return known.get(type) as Value | undefined;
}

const readings = new WeakMap<X509, Map<string, unknown>>();

function parsed<Value>(
	value: Uint8Array | undefined,
	parse: (value: ArrayBuffer) => Value,
): Value | undefined {
	if (!value || !isDer(value)) return undefined;
	try {
		return parse(toArrayBuffer(value));
	} catch {
		return undefined;
	}
}
