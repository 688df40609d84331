import {readFile} from 'node:fs/promises';
import {vaultKeyBytes} from '../../window/vault.ts';
import {SetUpError} from '../command.ts';

/** The key of the applications in the store: 32 bytes in base64, in a file of its own. Throws SetUpError, without a part of the key. */
export async function readStoreKey(file: string): Promise<Uint8Array> {
	const text = await readFile(file, 'utf8').catch(() => {
		throw new SetUpError(`${file} cannot be read: put the store's key there (openssl rand -base64 32)`);
	});
	const key = Buffer.from(text.trim(), 'base64');
	if (key.length !== vaultKeyBytes || key.toString('base64') !== text.trim()) {
		throw new SetUpError(`${file} is no key: it must hold ${vaultKeyBytes} bytes in base64`);
	}
	return key;
}
