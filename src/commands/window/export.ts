import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import {writeFolderAtomically} from '../../files/atomic.ts';
import {loadTrust} from '../../pki/trust.ts';
import {drawReceiptNumber} from '../../window/receiptNumber.ts';
import {openRegistry} from '../../window/registry.ts';
import {createVault} from '../../window/vault.ts';
import {readOptions, SetUpError, UsageError} from '../command.ts';
import {type Accepted, gatherEvidence, sha256} from './evidence.ts';
import {readStoreKey} from './storeKey.ts';

/** `madoguchi window export`: writes the evidence of an accepted revocation, for a stranger to check. */
export async function exportApplication(args: readonly string[]): Promise<number> {
	const options = readOptions(args, {required: ['pki', 'store', 'out'], optional: ['store-key'], words: 1});
	const {pki, out} = options;
	const [receiptNumber] = options.words;
	if (receiptNumber === undefined) throw new UsageError('export wants a receipt number');
	const key = await readStoreKey(options['store-key'] ?? join(pki, 'store.key'));
	const accepted = await readAccepted(receiptNumber, options.store, key);
	const evidence = gatherEvidence(accepted, await loadTrust(pki));
	if (!evidence) {
		throw new SetUpError(
			`${pki} does not hold the roots of this application and receipt: name the folder of that time`,
		);
	}
	await writeFolderAtomically(out, evidence).catch(error => {
		if (error?.code !== 'ENOTEMPTY' && error?.code !== 'EEXIST' && error?.code !== 'ENOTDIR') throw error;
		throw new SetUpError(`${out} is there already: name a folder that is not`);
	});
	const script = join(out, 'verify.sh');
	console.log(`The evidence is in ${out}. Whoever receives it checks it by
  openssl dgst -sha256 ${script}
  sh ${script}
where the first must show the number that you tell them by another way:
  ${sha256(evidence.get('verify.sh') ?? new Uint8Array())}`);
	return 0;
}

async function readAccepted(receiptNumber: string, store: string, key: Uint8Array): Promise<Accepted> {
	const registry = await openRegistry(store, () => drawReceiptNumber(randomBytes));
	try {
		const found = await registry.applicationOf(receiptNumber);
		if (!found) {
			throw new SetUpError(
				'no application is kept under this number: it was no accepted revocation, or its time is over',
			);
		}
		const application = createVault(key, randomBytes).open(found.sealed, found.requestId);
		if (!application) {
			throw new SetUpError(
				'the application does not open: take the key it was stored under, or a sound store',
			);
		}
		return {application, receipt: found.receipt, list: found.list};
	} finally {
		await registry.close();
	}
}
