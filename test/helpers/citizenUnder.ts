import {generateKeyPairSync} from 'node:crypto';
import {drawUpApplication} from '../../src/pki/application.ts';
import {readSigningCertificate, type SigningCertificate} from '../../src/pki/certificate.ts';
import {
	type Authority,
	issueAuthority,
	issueSigningCertificate,
	type KeyPair,
	type NamePart,
	type Validity,
} from '../../src/pki/jpkiProfile.ts';
import {policyOid} from '../../src/pki/oids.ts';
import {citizen} from './citizen.ts';
import {addressee} from './pki.ts';

export function rsaKeys(): KeyPair {
	return generateKeyPairSync('rsa', {modulusLength: 2048, publicExponent: 0x10001});
}

const day = 86_400_000;

/** From so many days before an instant to so many after. */
export function around(now: Date, before: number, after: number): Validity {
	const at = (days: number) => new Date(Math.floor(now.getTime() / 1000) * 1000 + days * day);
	return {notBefore: at(-before), notAfter: at(after)};
}

/** A root of a name, valid for years around an instant. */
export function rootNamed(organization: string, serialNumber: string, now: Date): Authority {
	const name: readonly NamePart[] = [
		['countryName', 'JP'],
		['organizationName', organization],
	];
	return issueAuthority(name, serialNumber, around(now, 1000, 1000), rsaKeys());
}

export interface CitizenParts {
	readonly authority: Authority;
	readonly keys: KeyPair;
	readonly validity: Validity;
	readonly policy?: string;
	/** Who signs in the authority's name; the authority itself if not given. */
	readonly signer?: KeyPair;
}

/** The invented person's certificate under any authority. */
export function citizenUnder({authority, keys, validity, policy, signer}: CitizenParts): SigningCertificate {
	const der = issueSigningCertificate(
		authority,
		{
			serialNumber: '41424344',
			subject: [['commonName', '20260101000000A']],
			distributionPoint: [['commonName', 'CRL1']],
			validity,
			publicKey: keys.publicKey,
		},
		citizen,
		policy ?? policyOid.signingTest,
		signer?.privateKey,
	);
	const reading = readSigningCertificate(der);
	if (reading.status !== 'read')
		throw new Error(`the certificate of a test cannot be read: ${reading.fault}`);
	return reading.certificate;
}

/** An application of that person, as bytes. */
export function applicationOf(
	certificate: SigningCertificate,
	requestId: string,
	createdAt: Date,
): Uint8Array {
	return new TextEncoder().encode(
		drawUpApplication({procedure: 'revocation', addressee, certificate, requestId, createdAt}),
	);
}
