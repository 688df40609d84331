import {
	createHmac,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyObject,
	randomBytes,
} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {writeFileAtomically} from '../files/atomic.ts';
import {AuditError} from './error.ts';

/** What the terminal alone holds for its audit. */
export interface AuditKeys {
	/** Ed25519: signs each line and each head. */
	readonly key: KeyObject;
	/** Its public half, SPKI in base64: by this an audit is known. */
	readonly publicKey: string;
	/** The mark of a card: the same for the same card on this terminal, and nothing to anybody else. */
	markOf(cardIdentity: string): string;
}

/**
 * Loads the audit's keys from the folder `keys` of a state folder, or makes them there at the first start
 * (mode 0600). They lie beside the audit, not in it: a copy of the audit gives no key away.
 * @param mayMake whether missing keys are made: never beside an audit that has lines
 * @throws AuditError for keys that are missing or broken
 */
export async function loadAuditKeys(state: string, mayMake: boolean): Promise<AuditKeys> {
	const signing = join(state, 'keys', 'audit.key');
	const marking = join(state, 'keys', 'audit-card.key');
	const key = readKey(await readOrMake(signing, mayMake, makeSigningKey), signing);
	const secret = Buffer.from(await readOrMake(marking, mayMake, makeSecret), 'base64');
	if (secret.length !== secretLength) throw broken(marking);
	return {
		key,
		publicKey: spkiOf(createPublicKey(key)),
		markOf: cardIdentity => createHmac('sha256', secret).update(cardIdentity).digest('hex').slice(0, 32),
	};
}

/** A public key as SPKI in base64. */
export function spkiOf(key: KeyObject): string {
	return key.export({type: 'spki', format: 'der'}).toString('base64');
}

/** An Ed25519 public key from SPKI in base64; undefined for anything else. */
export function readPublicKey(spki: string): KeyObject | undefined {
	try {
		const key = createPublicKey({key: Buffer.from(spki, 'base64'), type: 'spki', format: 'der'});
		return key.asymmetricKeyType === 'ed25519' && spkiOf(key) === spki ? key : undefined;
	} catch {
		return undefined;
	}
}

const secretLength = 32;

const makeSigningKey = () =>
	generateKeyPairSync('ed25519').privateKey.export({type: 'pkcs8', format: 'pem'}).toString();
const makeSecret = () => `${randomBytes(secretLength).toString('base64')}\n`;

async function readOrMake(path: string, mayMake: boolean, make: () => string): Promise<string> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code !== 'ENOENT' || !mayMake) throw broken(path);
		const made = make();
		await writeFileAtomically(path, made);
		return made;
	}
}

function readKey(pem: string, path: string): KeyObject {
	try {
		const key = createPrivateKey(pem);
		if (key.asymmetricKeyType === 'ed25519') return key;
	} catch {
		// The runtime's error may quote the key.
	}
	throw broken(path);
}

function broken(path: string): AuditError {
	return new AuditError(
		`${path} is missing or broken, and the audit cannot go on without it: put it back, or keep the folder audit as evidence elsewhere and start anew`,
	);
}
