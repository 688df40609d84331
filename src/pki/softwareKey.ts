import {constants, type KeyObject, privateEncrypt} from 'node:crypto';
import type {SignDigestInfo} from './signedData.ts';

/** Signs a DigestInfo with a key held in the program, as a card does it: RSA with PKCS#1 v1.5 padding. */
export function signWith(key: KeyObject): SignDigestInfo {
	return async digestInfo =>
		new Uint8Array(privateEncrypt({key, padding: constants.RSA_PKCS1_PADDING}, digestInfo));
}
