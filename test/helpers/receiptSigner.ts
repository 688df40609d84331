import {generateKeyPairSync, type KeyObject} from 'node:crypto';
import {openssl} from './openssl.ts';

/** What a test bends of an otherwise sound signer of receipts and its root. */
export interface SignerBends {
	readonly rootConstraints?: string;
	readonly rootKeyUsage?: string;
	readonly keyUsage?: string | undefined;
	readonly extendedKeyUsage?: string | undefined;
	/** How long the certificate is valid from a day ago, in days. */
	readonly days?: string;
	readonly bits?: number;
}

/** A root and a receipt signer under it, issued by openssl; DER. */
export function issueReceiptSigner(bends: SignerBends = {}): {
	certificate: Uint8Array;
	key: KeyObject;
	root: Uint8Array;
} {
	const {rootConstraints = 'critical,CA:TRUE', rootKeyUsage = 'critical,keyCertSign,cRLSign'} = bends;
	const {days = '30', bits = 2048} = bends;
	const keyUsage = 'keyUsage' in bends ? bends.keyUsage : 'critical,digitalSignature';
	const extendedKeyUsage = 'extendedKeyUsage' in bends ? bends.extendedKeyUsage : '1.3.6.1.4.1.61617.1.1';
	const root = keyPem('root', 2048);
	const signer = keyPem('signer', bits);
	const files = {
		'root.key': root.pem,
		'signer.key': signer.pem,
		'root.cnf': `basicConstraints=${rootConstraints}\nkeyUsage=${rootKeyUsage}\nsubjectKeyIdentifier=hash\n`,
		'signer.cnf': [
			'authorityKeyIdentifier=keyid:always',
			...(keyUsage ? [`keyUsage=${keyUsage}`] : []),
			...(extendedKeyUsage ? [`extendedKeyUsage=${extendedKeyUsage}`] : []),
			'',
		].join('\n'),
	};
	const issue = ['x509', '-req', '-sha256', '-in', 'request', '-set_serial', '7'];
	const rootPem = run([...issue, '-signkey', 'root.key', '-extfile', 'root.cnf', '-days', '60'], {
		...files,
		request: request('root.key', '/C=JP/O=Madoguchi test/CN=Receipt root', files),
	});
	const certificate = run(
		[
			...issue,
			'-CA',
			'root.pem',
			'-CAkey',
			'root.key',
			'-extfile',
			'signer.cnf',
			'-days',
			days,
			'-outform',
			'DER',
		],
		{
			...files,
			'root.pem': rootPem,
			request: request('signer.key', '/C=JP/O=Madoguchi test/CN=Receipts', files),
		},
	);
	return {certificate, key: signer.key, root: run(['x509', '-in', 'pem', '-outform', 'DER'], {pem: rootPem})};
}

/** One key a use and length: to make one takes longer than all else here. */
const keys = new Map<string, {key: KeyObject; pem: string}>();

function keyPem(use: 'root' | 'signer', modulusLength: number): {key: KeyObject; pem: string} {
	const known = keys.get(`${use} ${modulusLength}`);
	if (known) return known;
	const {privateKey} = generateKeyPairSync('rsa', {modulusLength});
	const made = {key: privateKey, pem: privateKey.export({type: 'pkcs8', format: 'pem'}) as string};
	keys.set(`${use} ${modulusLength}`, made);
	return made;
}

function request(key: string, subject: string, files: Record<string, string>): Uint8Array {
	return run(['req', '-new', '-key', key, '-subj', subject], files);
}

function run(args: readonly string[], files: Record<string, string | Uint8Array>): Uint8Array {
	const {stdout, output} = openssl(args, files);
	if (stdout.length === 0) throw new Error(output);
	return stdout;
}
