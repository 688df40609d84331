import {randomBytes} from 'node:crypto';
import {writeFileAtomically} from '../../files/atomic.ts';
import {drawReceiptNumber} from '../../window/receiptNumber.ts';
import {openRegistry} from '../../window/registry.ts';
import {createVault} from '../../window/vault.ts';
import {readOptions, SetUpError, UsageError} from '../command.ts';
import {readStoreKey} from './storeKey.ts';

/** `madoguchi window export`: writes the signed application of an accepted revocation, as it was received. */
export async function exportApplication(args: readonly string[]): Promise<number> {
	const options = readOptions(args, {required: ['store', 'store-key', 'out'], words: 1});
	const [receiptNumber] = options.words;
	if (receiptNumber === undefined) throw new UsageError('export wants a receipt number');
	const vault = createVault(await readStoreKey(options['store-key']), randomBytes);
	const registry = await openRegistry(options.store, () => drawReceiptNumber(randomBytes));
	try {
		const found = await registry.applicationOf(receiptNumber);
		if (!found) {
			throw new SetUpError(
				'no application is kept under this number: it was no accepted revocation, or its time is over',
			);
		}
		const cms = vault.open(found.sealed, found.requestId);
		if (!cms) {
			throw new SetUpError(
				'the application does not open: take the key it was stored under, or a sound store',
			);
		}
		await writeFileAtomically(options.out, cms);
	} finally {
		await registry.close();
	}
	console.log(`The application is in ${options.out}.`);
	return 0;
}
