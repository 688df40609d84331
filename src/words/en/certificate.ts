import type {CertificateWords} from '../words.ts';

/** What stands in a certificate, and what it means. */
export const certificateWords: CertificateWords = {
	names: {
		signing: 'Signing certificate',
		authentication: 'User authentication certificate',
		signingCa: 'Certificate of the signing authority',
		authenticationCa: 'Certificate of the authentication authority',
	},
	critical: '(critical)',
	fields: {
		holderName: {label: 'Name', meaning: 'The name of the holder.'},
		holderAddress: {label: 'Address', meaning: 'The address when it was issued.'},
		holderSex: {label: 'Sex', meaning: 'The sex as stated when it was issued.'},
		holderBirthDate: {label: 'Date of birth', meaning: 'The date of birth of the holder.'},
		notBefore: {label: 'Valid from', meaning: 'It cannot be used before this time.'},
		notAfter: {label: 'Valid to', meaning: 'It cannot be used after this time.'},
		issuer: {label: 'Issuer', meaning: 'The name of the authority that issued it.'},
		expectedIssuer: {
			label: 'Expected issuer',
			meaning: 'The authority that this terminal knows. Compare it with the issuer above.',
		},
		serialNumber: {label: 'Serial number', meaning: 'The number its issuer gave it.'},
		subject: {label: 'Issued to', meaning: 'The name of whom or what it was issued to.'},
		version: {label: 'Version', meaning: 'The version of the certificate format.'},
		signatureAlgorithm: {label: 'Signature algorithm', meaning: 'How the issuer signed it.'},
		publicKey: {label: 'Public key', meaning: 'The kind and size of the key it stands for.'},
		keyUsage: {label: 'Key usage', meaning: 'What the key may be used for.'},
		extKeyUsage: {label: 'Extended key usage', meaning: 'Limits the purposes of the key further.'},
		subjectAltName: {
			label: 'Subject alternative name',
			meaning: 'Other names of the holder; in a signing certificate, name, address and more.',
		},
		issuerAltName: {label: 'Issuer alternative name', meaning: 'Other names of the issuer.'},
		certificatePolicies: {label: 'Certificate policies', meaning: 'The rules it was issued under.'},
		cRLDistributionPoints: {
			label: 'CRL distribution points',
			meaning: 'Where the list of revoked certificates is.',
		},
		authorityInfoAccess: {
			label: 'Authority information access',
			meaning: 'Where its state and its issuer can be looked up.',
		},
		basicConstraints: {label: 'Basic constraints', meaning: 'Whether it belongs to an authority.'},
		subjectKeyIdentifier: {label: 'Subject key identifier', meaning: 'Tells its public key from others.'},
		authorityKeyIdentifier: {
			label: 'Authority key identifier',
			meaning: 'Which key of the issuer signed it.',
		},
		otherExtension: {label: 'Other extension', meaning: 'An entry that this terminal does not know.'},
		sha256: {
			label: 'Fingerprint (SHA-256)',
			meaning: 'Computed from the whole certificate, to recognise it.',
		},
		sha1: {label: 'Fingerprint (SHA-1)', meaning: 'The same, computed in an older way.'},
	},
};
