import {randomBytes} from 'node:crypto';
import {expect, test} from 'vitest';
import {createVault} from '../../src/window/vault.ts';

const key = randomBytes(32);
const content = new TextEncoder().encode('失効申請書');
const vault = createVault(key, randomBytes);

test('T-06 what is sealed is AES-256-GCM, as another implementation opens it', async () => {
	const sealed = vault.seal(content, 'request 1');
	const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
	const opened = await crypto.subtle.decrypt(
		{name: 'AES-GCM', iv: sealed.slice(1, 13), additionalData: new TextEncoder().encode('request 1')},
		imported,
		sealed.slice(13),
	);
	expect(new Uint8Array(opened)).toEqual(content);
});

test('T-06 it opens under its key for what it is about', () => {
	expect(vault.open(vault.seal(content, 'request 1'), 'request 1')).toEqual(content);
});

test('T-06 it opens neither for another request nor under another key', () => {
	const sealed = vault.seal(content, 'request 1');
	expect(vault.open(sealed, 'request 2')).toBeUndefined();
	expect(createVault(randomBytes(32), randomBytes).open(sealed, 'request 1')).toBeUndefined();
});

test('T-06 a changed bit anywhere, or a missing byte, keeps it shut', () => {
	const sealed = vault.seal(content, 'request 1');
	for (let bit = 0; bit < sealed.length * 8; bit++) {
		const changed = new Uint8Array(sealed);
		changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
		expect(vault.open(changed, 'request 1')).toBeUndefined();
	}
	for (let length = 0; length < sealed.length; length++) {
		expect(vault.open(sealed.subarray(0, length), 'request 1')).toBeUndefined();
	}
});

test('T-06 what another implementation sealed in this form opens, be it empty', async () => {
	const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
	const nonce = randomBytes(12);
	const encrypted = await crypto.subtle.encrypt(
		{name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode('request 1')},
		imported,
		new Uint8Array(),
	);
	const sealed = Buffer.concat([Uint8Array.of(1), nonce, new Uint8Array(encrypted)]);
	expect(vault.open(sealed, 'request 1')).toEqual(new Uint8Array());
});

test('T-06 no two contents have the same nonce', () => {
	const nonces = Array.from({length: 100}, () =>
		Buffer.from(vault.seal(content, '').subarray(1, 13)).toString('hex'),
	);
	expect(new Set(nonces).size).toBe(100);
});
