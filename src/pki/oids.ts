import type {StaffRole} from '../domain/staff.ts';

/** Object identifiers, by their names in the standards. */
export const oid = {
	// RFC 5280 4.2.1 and X.520
	countryName: '2.5.4.6',
	localityName: '2.5.4.7',
	organizationName: '2.5.4.10',
	organizationalUnitName: '2.5.4.11',
	commonName: '2.5.4.3',
	subjectKeyIdentifier: '2.5.29.14',
	keyUsage: '2.5.29.15',
	subjectAltName: '2.5.29.17',
	issuerAltName: '2.5.29.18',
	basicConstraints: '2.5.29.19',
	cRLDistributionPoints: '2.5.29.31',
	certificatePolicies: '2.5.29.32',
	authorityKeyIdentifier: '2.5.29.35',
	extKeyUsage: '2.5.29.37',
	authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
	cPSuri: '1.3.6.1.5.5.7.2.1',
	cRLNumber: '2.5.29.20',
	serverAuth: '1.3.6.1.5.5.7.3.1',
	clientAuth: '1.3.6.1.5.5.7.3.2',
	// RFC 8017 appendix C, RFC 5754, RFC 5758
	rsaEncryption: '1.2.840.113549.1.1.1',
	sha256WithRSAEncryption: '1.2.840.113549.1.1.11',
	sha256: '2.16.840.1.101.3.4.2.1',
	ecdsaWithSha384: '1.2.840.10045.4.3.3',
	sha384: '2.16.840.1.101.3.4.2.2',
	// RFC 5652, RFC 5035
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingTime: '1.2.840.113549.1.9.5',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
	/**
	 * Extended key usage of the window's receipt signer (T-03). A number of our own for demonstration,
	 * under no arc that was assigned to us: an operator puts one from the city's arc in its place.
	 */
	receiptSigning: '1.3.6.1.4.1.61617.1.1',
	/** Extended key usage of a staff card: signing in at a terminal and signing reset orders (T-21). Our own number too. */
	staffSigning: '1.3.6.1.4.1.61617.1.2',
	/** Extended key usage of the window's word on a terminal's audit (T-22): never good for a receipt. Our own number too. */
	auditCountersigning: '1.3.6.1.4.1.61617.1.3',
} as const;

/** The otherNames of a signing certificate's subjectAltName (card-facts 3.3). */
export const applicantOid = {
	name: '1.2.392.200149.8.5.5.1',
	nameSubstitutes: '1.2.392.200149.8.5.5.2',
	sex: '1.2.392.200149.8.5.5.3',
	birthDate: '1.2.392.200149.8.5.5.4',
	address: '1.2.392.200149.8.5.5.5',
	addressSubstitutes: '1.2.392.200149.8.5.5.6',
} as const;

/** Certificate policies (card-facts 3.2). Test cards differ from genuine ones in this number. */
export const policyOid = {
	signing: '1.2.392.200149.8.5.1.1.20',
	signingTest: '1.2.392.200149.8.5.1.0.20',
	authentication: '1.2.392.200149.8.5.1.3.30',
} as const;

/** The policy under which a staff card was issued names the role its holder may have at most. Our own numbers too. */
export const staffPolicyOid = {
	helper: '1.3.6.1.4.1.61617.2.1',
	resetOfficer: '1.3.6.1.4.1.61617.2.2',
	operator: '1.3.6.1.4.1.61617.2.3',
} as const satisfies Record<StaffRole, string>;
