import type {KeyObject} from 'node:crypto';
import type {CardSign} from '../../src/pki/signedData.ts';
import {openssl} from './openssl.ts';

/**
 * A card with an ECDSA P-384 key, as openssl makes its signatures: it is given a digest, nothing else, and
 * gives r and s side by side, 48 octets each.
 */
export function p384Card(key: KeyObject): CardSign {
	const pem = key.export({type: 'pkcs8', format: 'pem'}) as string;
	return async digest => {
		const {stdout, output} = openssl(['pkeyutl', '-sign', '-inkey', 'key', '-in', 'digest'], {
			key: pem,
			digest,
		});
		if (stdout.length === 0) throw new Error(output);
		return twoIntegers(stdout);
	};
}

/** r and s of an ECDSA-Sig-Value (RFC 3279 2.2.3), each as 48 octets. */
export function twoIntegers(signature: Uint8Array): Uint8Array {
	const hex = Buffer.from(signature).toString('hex');
	const rLength = Number.parseInt(hex.slice(6, 8), 16) * 2;
	const parts = [hex.slice(8, 8 + rLength), hex.slice(8 + rLength + 4)];
	return new Uint8Array(Buffer.from(parts.map(part => part.slice(-96).padStart(96, '0')).join(''), 'hex'));
}
