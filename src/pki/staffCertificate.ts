import {createHash} from 'node:crypto';
import {isStaffId, type StaffPurpose, type StaffRole, staffRoles, staffSignedText} from '../domain/staff.ts';
import {descent, isWithinValidity} from './chain.ts';
import {extendedKeyUsages, keyUsage, keyUsageBit, policies} from './extensions.ts';
import {oid, staffPolicyOid} from './oids.ts';
import {cardInput, isSignatureOver, rsaWithSha256} from './signatureAlgorithm.ts';
import {readX509, type X509} from './x509.ts';

/** Whose staff cards are believed. */
export interface StaffTrust {
	/** The municipality's staff root and, while roots are changed, the next one. */
	readonly anchors: readonly X509[];
	/** Serial numbers of cards that are believed no more, upper-case hex. */
	readonly revokedSerials: readonly string[];
}

/** A staff card's certificate that holds. */
export interface StaffCertificate {
	readonly x509: X509;
	/** The staff number: the one common name of the subject. */
	readonly id: string;
	/** What its holder may be at most. */
	readonly role: StaffRole;
	/** SHA-256 of its DER, lower-case hex, as the roster knows it. */
	readonly sha256: string;
}

/** Why a certificate is no staff card's, or no longer. */
export type StaffCertificateFault =
	/** No certificate, or not one of this authority, or of another purpose. */
	| 'notStaff'
	/** Before or after its validity. */
	| 'outOfDate'
	| 'revoked';

export type StaffCertificateReading =
	| {readonly status: 'good'; readonly certificate: StaffCertificate}
	| {readonly status: 'refused'; readonly fault: StaffCertificateFault};

/** Judges a certificate read from a staff card. Never throws for bad bytes. */
export function judgeStaffCertificate(
	der: Uint8Array,
	trust: StaffTrust,
	now: Date,
): StaffCertificateReading {
	const x509 = readX509(der);
	const id = x509 && idOf(x509);
	const role = x509 && roleOf(x509);
	if (!x509 || !id || !role || !isForStaff(x509) || descent(x509, trust.anchors, now) !== 'verified') {
		return {status: 'refused', fault: 'notStaff'};
	}
	if (!isWithinValidity(x509, now)) return {status: 'refused', fault: 'outOfDate'};
	if (trust.revokedSerials.includes(x509.serialNumber)) return {status: 'refused', fault: 'revoked'};
	const sha256 = createHash('sha256').update(x509.der).digest('hex');
	return {status: 'good', certificate: {x509, id, role, sha256}};
}

/** What a staff card is given to sign: a DigestInfo over the text of the purpose. */
export function staffCardInput(purpose: StaffPurpose, text: string): Uint8Array {
	return cardInput(rsaWithSha256, signedBytes(purpose, text));
}

/** Whether a staff card signed this text for this purpose (PKCS#1 v1.5, SHA-256). */
export function isStaffSignature(
	certificate: StaffCertificate,
	purpose: StaffPurpose,
	text: string,
	signature: Uint8Array,
): boolean {
	return isSignatureOver(rsaWithSha256, signedBytes(purpose, text), signature, certificate.x509.publicKey);
}

function signedBytes(purpose: StaffPurpose, text: string): Uint8Array {
	return new TextEncoder().encode(staffSignedText(purpose, text));
}

function isForStaff(x509: X509): boolean {
	const usages = extendedKeyUsages(x509);
	return (
		keyUsage(x509) === keyUsageBit.digitalSignature && usages.length === 1 && usages[0] === oid.staffSigning
	);
}

function idOf({subject}: X509): string | undefined {
	const names = subject.split(',').filter(part => part.startsWith('CN='));
	const id = names[0]?.slice(3);
	return names.length === 1 && isStaffId(id) ? id : undefined;
}

function roleOf(x509: X509): StaffRole | undefined {
	const [policy, ...others] = policies(x509);
	return others.length > 0 ? undefined : staffRoles.find(role => staffPolicyOid[role] === policy);
}
