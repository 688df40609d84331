import {generateKeyPairSync, type KeyObject} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Applicant} from '../../src/domain/applicant.ts';
import {openssl} from './openssl.ts';
import {demoPki} from './pki.ts';

/** The invented person of `issueCitizen`. */
export const citizen: Applicant = {
	name: '吉田　太郎',
	nameSubstitutes: '00000',
	address: '東京都千代田区霞が関２丁目１番２号',
	addressSubstitutes: '00000000000000000',
	sex: 'male',
	birthDate: '319580810',
};

/** What a test bends of an otherwise sound signing certificate; undefined leaves an extension out. */
export interface CertificateBends {
	readonly keyUsage?: string | undefined;
	readonly policy?: string | undefined;
	readonly authorityKeyIdentifier?: string;
	readonly extendedKeyUsage?: string;
	/** Lines for openssl's extension section. */
	readonly more?: readonly string[];
	readonly bits?: number;
	readonly exponent?: number;
	/** A key on this elliptic curve instead of an RSA key. */
	readonly curve?: string;
	readonly digest?: string;
	/** The last arc of the otherName that is left out. */
	readonly without?: number;
	/** otherNames after the six, as openssl writes them. */
	readonly names?: readonly string[];
	/** Replaces the value of an otherName, by its last arc. */
	readonly values?: Readonly<Record<number, string>>;
	/** DER of the whole subjectAltName, in the place of the otherNames. */
	readonly subjectAltName?: Uint8Array;
	/** The issuing certificate and key of the PKI folder, without their suffixes. */
	readonly issuer?: string;
	/** Issues in the place of `issuer`; PEM. */
	readonly authority?: {readonly certificate: string; readonly key: string};
}

const arc = '1.2.392.200149.8.5.5';

/** A signing certificate issued by openssl under the demo PKI's current root, with one thing bent. */
export async function issueCitizen(
	bends: CertificateBends = {},
): Promise<{certificate: Uint8Array; key: KeyObject}> {
	const {digest = 'sha256', issuer = 'sign-ca'} = bends;
	const privateKey = keyOf(bends);
	const folder = await demoPki();
	const files = {
		'user.key': privateKey.export({type: 'pkcs8', format: 'pem'}) as string,
		'ca.pem': bends.authority?.certificate ?? readFileSync(join(folder, `${issuer}.pem`)),
		'ca.key': bends.authority?.key ?? readFileSync(join(folder, `${issuer}.key`)),
		'extensions.cnf': extensions(bends),
	};
	const request = openssl(['req', '-new', '-key', 'user.key', '-subj', '/C=JP/CN=20260101000000A'], files);
	const {stdout, output} = openssl(
		[
			'x509',
			'-req',
			'-in',
			'request',
			'-CA',
			'ca.pem',
			'-CAkey',
			'ca.key',
			`-${digest}`,
			'-days',
			'90',
		].concat(['-set_serial', '0x41424344', '-extfile', 'extensions.cnf', '-outform', 'DER']),
		{...files, request: request.stdout},
	);
	if (stdout.length === 0) throw new Error(output);
	return {certificate: stdout, key: privateKey};
}

/** One key a kind: to make one takes longer than all else here. */
const keys = new Map<string, KeyObject>();

function keyOf({bits = 2048, exponent = 65537, curve}: CertificateBends): KeyObject {
	const kind = curve ?? `${bits} ${exponent}`;
	const key =
		keys.get(kind) ??
		(curve
			? generateKeyPairSync('ec', {namedCurve: curve})
			: generateKeyPairSync('rsa', {modulusLength: bits, publicExponent: exponent})
		).privateKey;
	keys.set(kind, key);
	return key;
}

function extensions(bends: CertificateBends): string {
	const {authorityKeyIdentifier = 'keyid:always', extendedKeyUsage, more = []} = bends;
	const keyUsage = 'keyUsage' in bends ? bends.keyUsage : 'critical,digitalSignature,nonRepudiation';
	const policy = 'policy' in bends ? bends.policy : '1.2.392.200149.8.5.1.0.20';
	return [
		`authorityKeyIdentifier=${authorityKeyIdentifier}`,
		...(keyUsage ? [`keyUsage=${keyUsage}`] : []),
		...(policy ? [`certificatePolicies=critical,${policy}`] : []),
		...(extendedKeyUsage ? [`extendedKeyUsage=${extendedKeyUsage}`] : []),
		bends.subjectAltName
			? `subjectAltName=DER:${Buffer.from(bends.subjectAltName).toString('hex')}`
			: 'subjectAltName=@names',
		...more,
		'[names]',
		...otherNames(bends).map((name, index) => `otherName.${index}=${name}`),
		'',
	].join('\n');
}

function otherNames({without, names = [], values = {}}: CertificateBends): string[] {
	const six: Array<[number, string]> = [
		[1, citizen.name],
		[4, citizen.birthDate],
		[3, '1'],
		[5, citizen.address],
		[2, citizen.nameSubstitutes],
		[6, citizen.addressSubstitutes],
	];
	return six
		.filter(([last]) => last !== without)
		.map(([last, value]) => `${arc}.${last};FORMAT:UTF8,UTF8:${values[last] ?? value}`)
		.concat(names);
}
