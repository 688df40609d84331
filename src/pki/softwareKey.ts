import {constants, type KeyObject, privateEncrypt} from 'node:crypto';
import type {CardSign} from './signedData.ts';

/** Signs a DigestInfo with an RSA key held in the program, as a card does it: with PKCS#1 v1.5 padding. */
export function signWith(key: KeyObject): CardSign {
	return async digestInfo =>
		new Uint8Array(privateEncrypt({key, padding: constants.RSA_PKCS1_PADDING}, digestInfo));
}
