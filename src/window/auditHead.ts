import {createHash, createPublicKey, verify} from 'node:crypto';
import {isInstant} from '../domain/application.ts';
import {type HeadStatement, headText} from '../domain/audit.ts';

/** A head of a terminal's audit as it travels: in a header of every request, or as a body. */
export interface SaidHead extends HeadStatement {
	/** Ed25519 over `headText`, base64. */
	readonly signature: string;
}

/** The largest said head, in bytes. */
export const largestHead = 1024;

/** By what an audit is asked for in a path: SHA-256 of its public key, lower-case hex. */
export function auditName(key: string): string {
	return createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex');
}

/** Writes a head for the wire: one line of ASCII. */
export function writeHead({at, count, hash, key, signature}: SaidHead): string {
	return JSON.stringify({at, count, hash, key, signature});
}

/** Reads a head at the edge; undefined unless it is one, signed by the key it names. Never throws. */
export function readHead(text: string): HeadStatement | undefined {
	try {
		const {at, count, hash, key, signature, ...others} = Object(JSON.parse(text)) as Record<string, unknown>;
		if (Object.keys(others).length > 0 || !isInstant(at) || typeof signature !== 'string') return undefined;
		if (!Number.isSafeInteger(count) || (count as number) < 1) return undefined;
		if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
		if (typeof key !== 'string' || !/^[A-Za-z0-9+/=]{60}$/.test(key)) return undefined;
		const statement = {at, count: count as number, hash, key};
		const publicKey = createPublicKey({key: Buffer.from(key, 'base64'), type: 'spki', format: 'der'});
		if (publicKey.asymmetricKeyType !== 'ed25519') return undefined;
		const isSigned = verify(
			null,
			Buffer.from(headText(statement)),
			publicKey,
			Buffer.from(signature, 'base64'),
		);
		return isSigned ? statement : undefined;
	} catch {
		return undefined;
	}
}
