/** The certificates of a card that the viewer shows; only the signing certificate needs a password. */
export const certificateChoices = ['signing', 'authentication', 'signingCa', 'authenticationCa'] as const;
export type CertificateChoice = (typeof certificateChoices)[number];

/** What a certificate says of itself, one entry a fact. */
export const certificateFields = [
	'holderName',
	'holderAddress',
	'holderSex',
	'holderBirthDate',
	'notBefore',
	'notAfter',
	'issuer',
	'expectedIssuer',
	'serialNumber',
	'subject',
	'version',
	'signatureAlgorithm',
	'publicKey',
	'keyUsage',
	'extKeyUsage',
	'subjectAltName',
	'issuerAltName',
	'certificatePolicies',
	'cRLDistributionPoints',
	'authorityInfoAccess',
	'basicConstraints',
	'subjectKeyIdentifier',
	'authorityKeyIdentifier',
	'otherExtension',
	'sha256',
	'sha1',
] as const;
export type CertificateField = (typeof certificateFields)[number];

export interface CertificateFact {
	readonly field: CertificateField;
	/** As certified; instants in ISO 8601, the sex as domain/applicant.ts names it. */
	readonly value: string;
	/** A critical extension (RFC 5280 4.2). */
	readonly isCritical?: true;
}

/** A certificate as the viewer tells it. */
export interface CertificateDescription {
	readonly choice: CertificateChoice;
	/** Who and until when. */
	readonly basic: readonly CertificateFact[];
	/** Every field and extension. */
	readonly detail: readonly CertificateFact[];
}

export function isCertificateChoice(value: unknown): value is CertificateChoice {
	return certificateChoices.includes(value as CertificateChoice);
}

/** Reads a description from its JSON text, as machines and journals hold it; undefined when it is none. */
export function parseCertificateDescription(text: string): CertificateDescription | undefined {
	let value: Record<string, unknown>;
	try {
		value = Object(JSON.parse(text));
	} catch {
		return undefined;
	}
	const {choice, basic, detail} = value;
	return isCertificateChoice(choice) && isFacts(basic) && isFacts(detail)
		? {choice, basic, detail}
		: undefined;
}

function isFacts(value: unknown): value is readonly CertificateFact[] {
	return Array.isArray(value) && value.every(isFact);
}

function isFact(value: unknown): value is CertificateFact {
	const {field, value: text, isCritical} = Object(value) as Record<string, unknown>;
	return (
		certificateFields.includes(field as CertificateField) &&
		typeof text === 'string' &&
		(isCritical === undefined || isCritical === true) &&
		(!isInstantField(field as CertificateField) || !Number.isNaN(Date.parse(text)))
	);
}

/** Whether a fact of this field is an instant in ISO 8601. */
export function isInstantField(field: CertificateField): boolean {
	return field === 'notBefore' || field === 'notAfter';
}
