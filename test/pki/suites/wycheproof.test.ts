import {createPublicKey} from 'node:crypto';
import {expect, test} from 'vitest';
import {isSignatureOver, rsaWithSha256} from '../../../src/pki/signatureAlgorithm.ts';
import {suiteFile} from '../../helpers/suites.ts';

interface Vectors {
	readonly numberOfTests: number;
	readonly testGroups: ReadonlyArray<{
		readonly sha: string;
		readonly publicKeyDer: string;
		readonly publicKey: {readonly publicExponent: string};
		readonly tests: ReadonlyArray<{
			readonly tcId: number;
			readonly flags: readonly string[];
			readonly msg: string;
			readonly sig: string;
			readonly result: 'valid' | 'invalid' | 'acceptable';
		}>;
	}>;
}

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/**
 * Where we are stricter than the suite: the one old encoding it calls acceptable (a DigestInfo without its
 * NULL) is refused, and so is every key with e = 3, be its signature good or not (T-08).
 */
const stricter = {acceptable: ['MissingNull'], exponent: '03'};

test.for([
	{bits: 2048, taken: 7, withSmallExponent: 2},
	{bits: 3072, taken: 7, withSmallExponent: 1},
	{bits: 4096, taken: 7, withSmallExponent: 0},
])(
	'T-08 Wycheproof RSA PKCS#1 v1.5, $bits bits, SHA-256: valid signatures are taken, all others refused',
	({bits, taken, withSmallExponent}, context) => {
		const file = suiteFile(context, `wycheproof/rsa_signature_${bits}_sha256_test.json`);
		const {numberOfTests, testGroups} = JSON.parse(file.toString()) as Vectors;
		const count = {taken: 0, refused: 0, acceptable: 0, withSmallExponent: 0};

		for (const {publicKeyDer, publicKey, sha, tests} of testGroups) {
			expect(sha).toBe('SHA-256');
			const key = createPublicKey({key: bytes(publicKeyDer), format: 'der', type: 'spki'});
			for (const {tcId, flags, msg, sig, result} of tests) {
				const isFenced = publicKey.publicExponent === stricter.exponent;
				const isTaken = isSignatureOver(rsaWithSha256, bytes(msg), bytes(sig), key);

				expect({tcId, isTaken}).toEqual({tcId, isTaken: result === 'valid' && !isFenced});
				if (result === 'acceptable') expect(flags).toEqual(stricter.acceptable);
				count[isTaken ? 'taken' : 'refused']++;
				if (result === 'acceptable') count.acceptable++;
				if (isFenced) count.withSmallExponent++;
			}
		}

		console.info(`Wycheproof ${bits}: ${JSON.stringify(count)} of ${numberOfTests}`);
		expect(count).toEqual({taken, refused: numberOfTests - taken, acceptable: 1, withSmallExponent});
	},
);
