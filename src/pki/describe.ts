import {createHash, type KeyObject} from 'node:crypto';
import {
	Boolean as Asn1Boolean,
	type BaseBlock,
	BitString,
	Constructed,
	fromBER,
	IA5String,
	Integer,
	ObjectIdentifier,
	OctetString,
	Primitive,
	PrintableString,
	Utf8String,
} from 'asn1js';
import type {
	CertificateChoice,
	CertificateDescription,
	CertificateFact,
	CertificateField,
} from '../domain/certificate.ts';
import {toArrayBuffer} from './asn1.ts';
import {readSigningCertificate} from './certificate.ts';
import {decodeUtf8, isDer} from './der.ts';
import {keyUsage} from './extensions.ts';
import {oid} from './oids.ts';
import {readX509, type X509, type X509Extension} from './x509.ts';

/**
 * What a certificate says, for a person to read; nothing is judged. Text stands as certified: screens apply
 * `visibleText`. Undefined for anything but an X.509 certificate in DER.
 * @param signingIssuers the names of the authorities that issue signing certificates, RFC 4514 text
 */
export function describeCertificate(
	der: Uint8Array,
	choice: CertificateChoice,
	signingIssuers: readonly string[],
): CertificateDescription | undefined {
	const x509 = readX509(der);
	if (!x509) return undefined;
	const isSigning = choice === 'signing' || choice === 'signingCa';
	const expected = isSigning ? signingIssuers.map(issuer => fact('expectedIssuer', issuer)) : [];
	const issuer = [fact('issuer', x509.issuer), ...expected];
	const validity = [
		fact('notBefore', x509.notBefore.toISOString()),
		fact('notAfter', x509.notAfter.toISOString()),
	];
	const serialNumber = fact('serialNumber', x509.serialNumber);
	return {
		choice,
		basic: [...holderOf(der, x509), ...validity, ...issuer, serialNumber],
		detail: [
			// readX509 takes no other.
			fact('version', 'V3'),
			serialNumber,
			fact('signatureAlgorithm', named(x509.signatureAlgorithm)),
			...issuer,
			...validity,
			fact('subject', x509.subject),
			fact('publicKey', keyText(x509.publicKey)),
			...[...x509.extensions].map(([type, extension]) => extensionFact(x509, type, extension)),
			fact('sha256', fingerprint('sha256', der)),
			fact('sha1', fingerprint('sha1', der)),
		],
	};
}

function fact(field: CertificateField, value: string): CertificateFact {
	return {field, value};
}

/** Whom it was issued to: a person's particulars in a signing certificate, the subject's name in any other. */
function holderOf(der: Uint8Array, {subject}: X509): CertificateFact[] {
	const reading = readSigningCertificate(der);
	if (reading.status !== 'read') return [fact('subject', subject)];
	const {name, address, sex, birthDate} = reading.certificate.applicant;
	return [
		fact('holderName', name),
		fact('holderAddress', address),
		fact('holderSex', sex),
		fact('holderBirthDate', birthDate),
	];
}

const extensionFields: ReadonlyMap<string, CertificateField> = new Map([
	[oid.keyUsage, 'keyUsage'],
	[oid.extKeyUsage, 'extKeyUsage'],
	[oid.subjectAltName, 'subjectAltName'],
	[oid.issuerAltName, 'issuerAltName'],
	[oid.certificatePolicies, 'certificatePolicies'],
	[oid.cRLDistributionPoints, 'cRLDistributionPoints'],
	[oid.authorityInfoAccess, 'authorityInfoAccess'],
	[oid.basicConstraints, 'basicConstraints'],
	[oid.subjectKeyIdentifier, 'subjectKeyIdentifier'],
	[oid.authorityKeyIdentifier, 'authorityKeyIdentifier'],
]);

function extensionFact(x509: X509, type: string, {critical, value}: X509Extension): CertificateFact {
	const field = extensionFields.get(type) ?? 'otherExtension';
	const text = type === oid.keyUsage ? keyUsageText(keyUsage(x509)) : derText(value);
	return {
		field,
		value: field === 'otherExtension' ? `${type} ${text}` : text,
		...(critical && {isCritical: true as const}),
	};
}

/** The bits of the first octet, from its highest on (RFC 5280 4.2.1.3). */
const keyUsages = [
	'digitalSignature',
	'nonRepudiation',
	'keyEncipherment',
	'dataEncipherment',
	'keyAgreement',
	'keyCertSign',
	'cRLSign',
	'encipherOnly',
];

function keyUsageText(bits: number): string {
	return keyUsages.filter((_, index) => bits & (0x80 >> index)).join(', ');
}

/** An extension's content as text: names, numbers and strings in their order, other bytes in hex. */
function derText(value: Uint8Array): string {
	return isDer(value) ? nodeTexts(fromBER(toArrayBuffer(value)).result).join(' ') : hex(value);
}

function nodeTexts(node: BaseBlock): string[] {
	if (node instanceof Constructed) return node.valueBlock.value.flatMap(nodeTexts);
	if (node instanceof ObjectIdentifier) return [named(node.valueBlock.toString())];
	if (node instanceof Asn1Boolean) return [node.getValue() ? 'TRUE' : 'FALSE'];
	if (node instanceof Integer) return [node.toBigInt().toString()];
	if (node instanceof Utf8String || node instanceof PrintableString || node instanceof IA5String) {
		return [node.valueBlock.value];
	}
	if (node instanceof OctetString || node instanceof BitString) return [hex(node.valueBlock.valueHexView)];
	return node instanceof Primitive ? [taggedText(node.valueBlock.valueHexView)] : [];
}

/** `[n]` IMPLICIT over a primitive type does not tell which: a URI or a name where it reads as one, else bytes. */
function taggedText(bytes: Uint8Array): string {
	const text = decodeUtf8(bytes);
	return text !== undefined && /^[\x20-\x7e]{4,}$/.test(text) ? text : hex(bytes);
}

const names: ReadonlyMap<string, string> = new Map(Object.entries(oid).map(([name, id]) => [id, name]));

/** An object identifier with its name in the standards, where we know it. */
function named(id: string): string {
	const name = names.get(id);
	return name === undefined ? id : `${name} (${id})`;
}

function keyText({asymmetricKeyType, asymmetricKeyDetails}: KeyObject): string {
	const size = asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve;
	return `${asymmetricKeyType?.toUpperCase() ?? ''} ${size ?? ''}`.trim();
}

function fingerprint(algorithm: 'sha256' | 'sha1', der: Uint8Array): string {
	return hex(createHash(algorithm).update(der).digest());
}

/** Upper-case octets with colons, as openssl prints them. */
function hex(bytes: Uint8Array): string {
	return (Buffer.from(bytes).toString('hex').toUpperCase().match(/../g) ?? []).join(':');
}
