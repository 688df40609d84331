import {generateKeyPairSync, type KeyObject, sign} from 'node:crypto';

/** A terminal's audit key, and heads signed by it: the text is written here from RFC 8785 and design, not by our own code. */
export function auditKey(kind: 'ed25519' | 'x25519' = 'ed25519') {
	// Two calls: the overloads take no union.
	const {publicKey, privateKey} =
		kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
	const der = publicKey.export({type: 'spki', format: 'der'});
	const key = der.toString('base64');
	return {der, key, privateKey, say: (head: Said = {}) => saidHead({key, ...head}, privateKey)};
}

interface Said {
	readonly at?: unknown;
	readonly count?: unknown;
	readonly hash?: unknown;
	readonly key?: unknown;
}

export const someHash = 'ab'.repeat(32);
export const someTime = '2026-11-22T02:00:00.000Z';

export function saidHead(
	{at = someTime, count = 3, hash = someHash, key}: Said,
	privateKey: KeyObject,
): Record<string, unknown> {
	const statement = {at, count, hash, key};
	const text = JSON.stringify({...statement, purpose: 'madoguchi audit head'});
	return {...statement, signature: sign(null, Buffer.from(text), privateKey).toString('base64')};
}
