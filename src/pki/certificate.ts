import {type Applicant, sexOf} from '../domain/applicant.ts';
import {parseBirthDate} from '../domain/birthDate.ts';
import {type DerValue, decodeUtf8, readDer, tag} from './der.ts';
import {objectIdentifierOf, partsOf} from './derTypes.ts';
import {applicantOid, oid} from './oids.ts';
import {readX509, type X509} from './x509.ts';

/** A citizen's signing certificate, read but not judged. Text stands as certified; screens apply `visibleText`. */
export interface SigningCertificate {
	readonly x509: X509;
	readonly applicant: Applicant;
}

/** What could not be read: the certificate as such, or a part of its subjectAltName. */
export type CertificateFault = 'certificate' | 'subjectAltName' | keyof Applicant;

export type CertificateReading =
	| {readonly status: 'read'; readonly certificate: SigningCertificate}
	| {readonly status: 'unreadable'; readonly fault: CertificateFault};

/**
 * Reads a signing certificate of JPKI's profile (card-facts 3.2, 3.3) from DER with nothing after it.
 * The applicant's particulars are found by object identifier, never by place; otherNames that are not
 * known are passed over, for the profile grows. Never throws for bad bytes.
 */
export function readSigningCertificate(der: Uint8Array): CertificateReading {
	const x509 = readX509(der);
	if (!x509) return {status: 'unreadable', fault: 'certificate'};
	const names = otherNames(x509);
	if (!names) return {status: 'unreadable', fault: 'subjectAltName'};
	for (const [part, isWellFormed] of Object.entries(wellFormed) as Array<[keyof Applicant, Check]>) {
		if (!isWellFormed(names.get(applicantOid[part]))) return {status: 'unreadable', fault: part};
	}
	return {status: 'read', certificate: {x509, applicant: applicantOf(names)}};
}

type Check = (text: string | undefined) => boolean;

const wellFormed: Readonly<Record<keyof Applicant, Check>> = {
	name: isText,
	address: isText,
	sex: isText,
	birthDate: text => text !== undefined && parseBirthDate(text) !== undefined,
	nameSubstitutes: isFlags,
	addressSubstitutes: isFlags,
};

/** As long as an application may carry (domain/application.ts). */
function isText(text: string | undefined): boolean {
	return text !== undefined && text.length > 0 && text.length <= 1000;
}

/** May be absent: then no character was substituted. */
function isFlags(text: string | undefined): boolean {
	return text === undefined || /^[01]{0,1000}$/.test(text);
}

function applicantOf(names: ReadonlyMap<string, string>): Applicant {
	const text = (part: keyof Applicant) => names.get(applicantOid[part]) ?? '';
	return {
		name: text('name'),
		nameSubstitutes: text('nameSubstitutes'),
		address: text('address'),
		addressSubstitutes: text('addressSubstitutes'),
		sex: sexOf(text('sex')),
		birthDate: text('birthDate'),
	};
}

/**
 * The UTF-8 otherNames by object identifier (RFC 5280 4.2.1.6). Undefined without the extension, when it
 * is malformed, or when one identifier stands twice: it must not be open which of two names is signed.
 */
function otherNames(certificate: X509): ReadonlyMap<string, string> | undefined {
	const value = certificate.extensions.get(oid.subjectAltName)?.value;
	const generalNames = value && readDer(value);
	if (generalNames?.tag !== tag.sequence) return undefined;
	const names = new Map<string, string>();
	for (const generalName of generalNames.parts) {
		const name = otherName(generalName);
		if (!name) continue;
		if (names.has(name.type)) return undefined;
		names.set(name.type, name.text);
	}
	return names;
}

/** OtherName ::= [0] IMPLICIT SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }. */
function otherName(generalName: DerValue): {type: string; text: string} | undefined {
	const [identifier, wrapper] = partsOf(generalName, tag.constructed(0), 2) ?? [];
	const type = objectIdentifierOf(identifier);
	const [value] = partsOf(wrapper, tag.constructed(0), 1) ?? [];
	if (type === undefined || value?.tag !== tag.utf8String) return undefined;
	const text = decodeUtf8(value.content);
	return text === undefined ? undefined : {type, text};
}
