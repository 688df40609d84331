import {sign} from 'node:crypto';
import {type AuditHead, type HeadStatement, headText} from '../domain/audit.ts';
import type {AuditKeys} from './keys.ts';

/** A head with the word of the terminal's key for it. */
export interface SignedHead extends HeadStatement {
	/** Ed25519 over `headText`, base64. */
	readonly signature: string;
}

/** Signs how far the audit has come. */
export function signHead(head: AuditHead, at: Date, {key, publicKey}: AuditKeys): SignedHead {
	const statement = {...head, at: at.toISOString(), key: publicKey};
	return {...statement, signature: sign(null, Buffer.from(headText(statement)), key).toString('base64')};
}
