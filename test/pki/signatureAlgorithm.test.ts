import {generateKeyPairSync, type KeyObject} from 'node:crypto';
import {expect, test} from 'vitest';
import {algorithmOfKey} from '../../src/pki/signatureAlgorithm.ts';

const rsa = (modulusLength: number, publicExponent = 65537) =>
	generateKeyPairSync('rsa', {modulusLength, publicExponent}).publicKey;
const curve = (namedCurve: string) => generateKeyPairSync('ec', {namedCurve}).publicKey;

// Card-facts 1.3 and 6: RSA of 2048 bits and more with e 65537; P-384. Nothing weaker, nothing else.
test.each<[string, () => KeyObject, string | undefined]>([
	['RSA 2048', () => rsa(2048), 'sha256'],
	['RSA 1024', () => rsa(1024), undefined],
	['RSA 2048 with e 3', () => rsa(2048, 3), undefined],
	['P-384', () => curve('secp384r1'), 'sha384'],
	['P-256', () => curve('prime256v1'), undefined],
	['Ed25519', () => generateKeyPairSync('ed25519').publicKey, undefined],
])('T-08 a key of %s', (_, key, hash) => {
	expect(algorithmOfKey(key())?.hash).toBe(hash);
});
