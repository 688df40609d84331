import 'reflect-metadata';
import {KeyObject} from 'node:crypto';
import {
	AuthorityKeyIdentifierExtension,
	BasicConstraintsExtension,
	CertificatePolicyExtension,
	ExtendedKeyUsageExtension,
	type Extension,
	KeyUsageFlags,
	KeyUsagesExtension,
	SubjectAlternativeNameExtension,
	SubjectKeyIdentifierExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';
import type {StaffRole} from '../domain/staff.ts';
import type {Validity} from './jpkiProfile.ts';
import {oid, staffPolicyOid} from './oids.ts';

/** A certificate of the window's own, with its private key. */
export interface Credential {
	readonly certificate: Uint8Array;
	readonly privateKey: KeyObject;
	readonly keys: CryptoKeyPair;
	readonly name: string;
}

/** TLS speaks ECDSA P-256, quick to make; receipts are RSA, as applications are. */
export const tlsAlgorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const;
export const receiptAlgorithm = {
	name: 'RSASSA-PKCS1-v1_5',
	modulusLength: 2048,
	publicExponent: new Uint8Array([1, 0, 1]),
	hash: 'SHA-256',
} as const;
type Algorithm = typeof tlsAlgorithm | typeof receiptAlgorithm;

/** What every certificate of the window's is made of. */
export interface Particulars {
	/** As @peculiar/x509 takes it: most general part first, unlike RFC 4514. */
	readonly name: string;
	readonly serialNumber: string;
	readonly validity: Validity;
	readonly algorithm: Algorithm;
}

/** A root of the window's own, never one for citizens. */
export async function issueWindowAuthority(particulars: Particulars): Promise<Credential> {
	const keys = await generateKeys(particulars.algorithm);
	return issue(particulars, keys, {name: particulars.name, keys}, [
		new BasicConstraintsExtension(true, undefined, true),
		new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
	]);
}

/** The TLS certificate of a window on this machine. */
export async function issueTlsCertificate(
	authority: Credential,
	particulars: Particulars,
): Promise<Credential> {
	return issue(particulars, await generateKeys(particulars.algorithm), authority, [
		new BasicConstraintsExtension(false, undefined, true),
		new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
		new ExtendedKeyUsageExtension([oid.serverAuth]),
		new SubjectAlternativeNameExtension([
			{type: 'dns', value: 'localhost'},
			{type: 'ip', value: '127.0.0.1'},
		]),
	]);
}

/** The TLS certificate by which a terminal or a verifier is known to the window (threats T-05). */
export async function issueClientCertificate(
	authority: Credential,
	particulars: Particulars,
): Promise<Credential> {
	return issue(particulars, await generateKeys(particulars.algorithm), authority, [
		new BasicConstraintsExtension(false, undefined, true),
		new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
		new ExtendedKeyUsageExtension([oid.clientAuth]),
	]);
}

/** The certificate of a key by which the window gives its word: for one purpose and nothing else (threats T-03, T-22). */
export async function issueWindowSignerCertificate(
	authority: Credential,
	particulars: Particulars,
	purpose: 'receiptSigning' | 'auditCountersigning',
): Promise<Credential> {
	return issue(particulars, await generateKeys(particulars.algorithm), authority, [
		new BasicConstraintsExtension(false, undefined, true),
		new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
		new ExtendedKeyUsageExtension([oid[purpose]], true),
	]);
}

/** The certificate of a staff card: for staff's signatures and nothing else, under the policy of a role (T-21). */
export async function issueStaffCertificate(
	authority: Credential,
	particulars: Particulars,
	role: StaffRole,
): Promise<Credential> {
	return issue(particulars, await generateKeys(particulars.algorithm), authority, [
		new BasicConstraintsExtension(false, undefined, true),
		new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
		new ExtendedKeyUsageExtension([oid.staffSigning], true),
		new CertificatePolicyExtension([staffPolicyOid[role]]),
	]);
}

async function generateKeys(algorithm: Algorithm): Promise<CryptoKeyPair> {
	return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function issue(
	{name, serialNumber, validity, algorithm}: Particulars,
	keys: CryptoKeyPair,
	authority: Pick<Credential, 'name' | 'keys'>,
	extensions: Extension[],
): Promise<Credential> {
	const certificate = await X509CertificateGenerator.create({
		serialNumber,
		subject: name,
		issuer: authority.name,
		...validity,
		publicKey: keys.publicKey,
		signingKey: authority.keys.privateKey,
		signingAlgorithm: algorithm,
		extensions: [
			...extensions,
			await SubjectKeyIdentifierExtension.create(keys.publicKey),
			await AuthorityKeyIdentifierExtension.create(authority.keys.publicKey),
		],
	});
	return {
		certificate: new Uint8Array(certificate.rawData),
		privateKey: KeyObject.from(keys.privateKey),
		keys,
		name,
	};
}
