import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync as generate,
	type KeyObject,
} from 'node:crypto';
import {existsSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

/**
 * Stands for `node:crypto` inside a mutated tree where keys are made: each process would make thirty RSA keys again,
 * for seconds. Its first key is every process's first key, its second the second; no two of one process are the same.
 */
export * from 'node:crypto';

interface RsaOptions {
	readonly modulusLength: number;
	readonly publicExponent?: number;
}

interface KeyPair {
	readonly publicKey: KeyObject;
	readonly privateKey: KeyObject;
}

let made = 0;

/** As a new process: its first key is the first one again. */
export function fromTheFirstKey(): void {
	made = 0;
}

function makeRsa(options: RsaOptions): KeyPair {
	const path = join(
		tmpdir(),
		`rsa-${options.modulusLength}-${options.publicExponent ?? 0x10001}-${++made}.pem`,
	);
	if (!existsSync(path)) {
		const {privateKey} = generate('rsa', options) as KeyPair;
		writeFileSync(`${path}.${process.pid}`, privateKey.export({type: 'pkcs8', format: 'pem'}));
		renameSync(`${path}.${process.pid}`, path);
	}
	const privateKey = createPrivateKey(readFileSync(path));
	return {privateKey, publicKey: createPublicKey(privateKey)};
}

/** RSA keys from those that were made before; any other as ever. */
export const generateKeyPairSync = ((type: string, options: RsaOptions) =>
	type === 'rsa' ? makeRsa(options) : generate(type as never, options as never)) as typeof generate;

export const generateKeyPair = Object.assign(generateKeyPairWithCallback, {
	[promisify.custom]: async (type: string, options: RsaOptions) =>
		generateKeyPairSync(type as 'rsa', options),
});

function generateKeyPairWithCallback(): never {
	throw new Error('only ever called through promisify');
}
