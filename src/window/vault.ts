import {createCipheriv, createDecipheriv} from 'node:crypto';

/** Keeps signed applications unreadable to who has the store alone (T-06). */
export interface Vault {
	/** @param about what the content belongs to; it opens only with the same */
	seal(content: Uint8Array, about: string): Uint8Array;
	/** Undefined when the key or `about` is another one, or a bit was changed. */
	open(sealed: Uint8Array, about: string): Uint8Array | undefined;
}

/** The length of the key in bytes. */
export const vaultKeyBytes = 32;

/**
 * AES-256-GCM (NIST SP 800-38D): one byte of format, 96 random bits, the cipher text, a tag of 128 bits.
 * @param key of 32 bytes, kept outside the store
 * @param randomBytes a source of secure random bytes; their number allows 2^32 contents under one key
 */
export function createVault(key: Uint8Array, randomBytes: (count: number) => Uint8Array): Vault {
	return {
		seal(content, about) {
			const nonce = randomBytes(nonceBytes);
			const cipher = createCipheriv('aes-256-gcm', key, nonce);
			cipher.setAAD(Buffer.from(about));
			return Buffer.concat([
				Uint8Array.of(format),
				nonce,
				cipher.update(content),
				cipher.final(),
				cipher.getAuthTag(),
			]);
		},
		open(sealed, about) {
			if (sealed[0] !== format || sealed.length < 1 + nonceBytes + tagBytes) return undefined;
			const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
				authTagLength: tagBytes,
			});
			decipher.setAAD(Buffer.from(about));
			decipher.setAuthTag(sealed.subarray(-tagBytes));
			try {
				const content = decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes));
				return new Uint8Array(Buffer.concat([content, decipher.final()]));
			} catch {
				return undefined;
			}
		},
	};
}

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
