import {join} from 'node:path';
import {openssl} from './openssl.ts';

const algorithms = {
	ed25519: ['-algorithm', 'ed25519'],
	p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
	p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
	rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
} as const;

/** A publisher's key pair made by openssl, as two PEM files in a folder. */
export function opensslKeys(
	folder: string,
	kind: keyof typeof algorithms,
	name: string = kind,
): {readonly key: string; readonly publicKey: string} {
	const key = join(folder, `${name}-${kind}.key`);
	const publicKey = join(folder, `${name}-${kind}.pem`);
	openssl(['genpkey', ...algorithms[kind], '-out', key]);
	openssl(['pkey', '-in', key, '-pubout', '-out', publicKey]);
	return {key, publicKey};
}
