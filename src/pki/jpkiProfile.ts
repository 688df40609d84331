import {createHash, type KeyObject, sign} from 'node:crypto';
import type {Applicant, Sex} from '../domain/applicant.ts';
import {
	bitString,
	der,
	encodedSequence,
	ia5String,
	integer,
	type Node,
	nothing,
	objectIdentifier,
	octetString,
	printableString,
	sequence,
	setOf,
	tagged,
	taggedBytes,
	utcTime,
	utf8String,
	yes,
} from './asn1.ts';
import {applicantOid, oid, policyOid} from './oids.ts';

/** One attribute a relative distinguished name, as JPKI writes them: country printable, the rest UTF-8. */
export type NamePart = readonly [type: keyof typeof oid, value: string];

/** A certification authority that can issue. */
export interface Authority {
	readonly certificate: Uint8Array;
	readonly name: readonly NamePart[];
	readonly serialNumber: string;
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
}

/** Both in UTCTime, to the second; JPKI's end at 14:59:59Z, the last second of a day in Japan. */
export interface Validity {
	readonly notBefore: Date;
	readonly notAfter: Date;
}

/** An RSA key pair. */
export interface KeyPair {
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
}

/** A self-signed root with the profile of JPKI's (card-facts 3.1). */
export function issueAuthority(
	name: readonly NamePart[],
	serialNumber: string,
	validity: Validity,
	keys: KeyPair,
): Authority {
	const certificate = signCertificate(
		{
			serialNumber,
			issuer: name,
			subject: name,
			validity,
			publicKey: keys.publicKey,
			extensions: [
				extension('keyUsage', bitString(Uint8Array.of(0x06), 1), 'critical'),
				extension('basicConstraints', sequence(yes()), 'critical'),
				extension('subjectAltName', sequence(directoryName(serviceName))),
				extension('cRLDistributionPoints', distributionPoint(name)),
				extension('subjectKeyIdentifier', octetString(keyIdentifier(keys.publicKey))),
			],
		},
		keys.privateKey,
	);
	return {certificate, name, serialNumber, ...keys};
}

/** What tells one citizen's certificate from another's. */
export interface Holder {
	readonly serialNumber: string;
	readonly subject: readonly NamePart[];
	/** The distribution point's own names, below the authority's. */
	readonly distributionPoint: readonly NamePart[];
	readonly validity: Validity;
	readonly publicKey: KeyObject;
}

/**
 * A citizen's signing certificate (card-facts 3.2, 3.3).
 * @param signingKey another than the authority's makes a certificate whose signature cannot be verified
 */
export function issueSigningCertificate(
	authority: Authority,
	holder: Holder,
	applicant: Applicant,
	policy: string,
	signingKey: KeyObject = authority.privateKey,
): Uint8Array {
	return issueToCitizen(authority, holder, signingKey, {
		keyUsage: bitString(Uint8Array.of(0xc0), 6),
		alternativeNames: [extension('subjectAltName', sequence(...applicantNames(applicant)))],
		policy,
	});
}

/** A citizen's user-authentication certificate: no name, no address (card-facts 3.2). */
export function issueAuthenticationCertificate(authority: Authority, holder: Holder): Uint8Array {
	return issueToCitizen(authority, holder, authority.privateKey, {
		keyUsage: bitString(Uint8Array.of(0x80), 7),
		alternativeNames: [],
		policy: policyOid.authentication,
	});
}

/** SHA-1 of the PKCS#1 RSAPublicKey (RFC 5280 4.2.1.2 method 1): an identifier, not a protection. */
export function keyIdentifier(publicKey: KeyObject): Uint8Array {
	return createHash('sha1')
		.update(publicKey.export({type: 'pkcs1', format: 'der'}))
		.digest();
}

/** The DER of a distinguished name, one attribute a RDN. */
function nameNode(parts: readonly NamePart[]): Node {
	return sequence(
		...parts.map(([type, value]) =>
			setOf(
				sequence(
					objectIdentifier(oid[type]),
					type === 'countryName' ? printableString(value) : utf8String(value),
				),
			),
		),
	);
}

const serviceName: readonly NamePart[] = [
	['countryName', 'JP'],
	['organizationName', '公的個人認証サービス'],
];

interface CitizenExtensions {
	readonly keyUsage: Node;
	readonly alternativeNames: readonly Node[];
	readonly policy: string;
}

/** The extensions stand in the order of a genuine certificate (card-facts 3.2). */
function issueToCitizen(
	authority: Authority,
	holder: Holder,
	signingKey: KeyObject,
	{keyUsage, alternativeNames, policy}: CitizenExtensions,
): Uint8Array {
	return signCertificate(
		{
			serialNumber: holder.serialNumber,
			issuer: authority.name,
			subject: holder.subject,
			validity: holder.validity,
			publicKey: holder.publicKey,
			extensions: [
				extension('authorityKeyIdentifier', authorityKeyIdentifier(authority)),
				extension('keyUsage', keyUsage, 'critical'),
				...alternativeNames,
				extension('issuerAltName', sequence(directoryName(serviceName))),
				extension(
					'cRLDistributionPoints',
					distributionPoint([...authority.name, ...holder.distributionPoint]),
				),
				extension('certificatePolicies', policies(policy), 'critical'),
				extension('subjectKeyIdentifier', octetString(keyIdentifier(holder.publicKey))),
			],
		},
		signingKey,
	);
}

function authorityKeyIdentifier(authority: Authority): Node {
	const serial = integer(authority.serialNumber).toBER();
	return sequence(
		taggedBytes(0, keyIdentifier(authority.publicKey)),
		tagged(1, directoryName(authority.name)),
		// IMPLICIT over an INTEGER: its content octets under tag [2].
		taggedBytes(2, new Uint8Array(serial).subarray(2)),
	);
}

/** GeneralName directoryName is [4] EXPLICIT, for Name is a CHOICE (X.680 31.2.7). */
function directoryName(parts: readonly NamePart[]): Node {
	return tagged(4, nameNode(parts));
}

/** One distribution point by fullName, a directory name; JPKI writes no URI. */
function distributionPoint(parts: readonly NamePart[]): Node {
	return sequence(sequence(tagged(0, tagged(0, directoryName(parts)))));
}

function policies(policy: string): Node {
	const qualifier = sequence(objectIdentifier(oid.cPSuri), ia5String('http://www.jpki.go.jp/cps.html'));
	return sequence(sequence(objectIdentifier(policy), sequence(qualifier)));
}

/** The card's own order: 1, 4, 3, 5, 2, 6. */
function applicantNames(applicant: Applicant): Node[] {
	const names: ReadonlyArray<[string, string]> = [
		[applicantOid.name, applicant.name],
		[applicantOid.birthDate, applicant.birthDate],
		[applicantOid.sex, sexCodes[applicant.sex]],
		[applicantOid.address, applicant.address],
		[applicantOid.nameSubstitutes, applicant.nameSubstitutes],
		[applicantOid.addressSubstitutes, applicant.addressSubstitutes],
	];
	return names.map(([type, value]) => tagged(0, objectIdentifier(type), tagged(0, utf8String(value))));
}

const sexCodes = {male: '1', female: '2', unstated: '3'} as const satisfies Record<Sex, string>;

function extension(type: keyof typeof oid, value: Node, critical?: 'critical'): Node {
	return sequence(objectIdentifier(oid[type]), ...(critical ? [yes()] : []), octetString(der(value)));
}

interface ToBeSigned {
	readonly serialNumber: string;
	readonly issuer: readonly NamePart[];
	readonly subject: readonly NamePart[];
	readonly validity: Validity;
	readonly publicKey: KeyObject;
	readonly extensions: readonly Node[];
}

function signCertificate(tbs: ToBeSigned, key: KeyObject): Uint8Array {
	const algorithm = () => sequence(objectIdentifier(oid.sha256WithRSAEncryption), nothing());
	const body = sequence(
		tagged(0, integer('2')),
		integer(tbs.serialNumber),
		algorithm(),
		nameNode(tbs.issuer),
		sequence(utcTime(tbs.validity.notBefore), utcTime(tbs.validity.notAfter)),
		nameNode(tbs.subject),
		encodedSequence(tbs.publicKey.export({type: 'spki', format: 'der'})),
		tagged(3, sequence(...tbs.extensions)),
	);
	return der(sequence(body, algorithm(), bitString(sign('sha256', der(body), key))));
}
