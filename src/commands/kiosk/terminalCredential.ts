import {createPrivateKey, X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import type {TerminalCredential} from '../../window/exchange.ts';
import {SetUpError, UsageError} from '../command.ts';

/**
 * The terminal's certificate with its key, checked here so that a mix-up shows at start and not before a citizen;
 * undefined without the options. Throws UsageError for one without the other, SetUpError for files that do not fit.
 */
export async function readTerminalCredential(
	certificateFile: string | undefined,
	keyFile: string | undefined,
): Promise<TerminalCredential | undefined> {
	if (certificateFile === undefined && keyFile === undefined) return undefined;
	if (certificateFile === undefined || keyFile === undefined) {
		throw new UsageError('--terminal and --terminal-key go together');
	}
	const [certificate, key] = await Promise.all(
		[certificateFile, keyFile].map(file =>
			readFile(file, 'utf8').catch(() => {
				throw new SetUpError(`${file} cannot be read: put the terminal's certificate and key there`);
			}),
		),
	);
	if (certificate === undefined || key === undefined || !belongTogether(certificate, key)) {
		throw new SetUpError(`${keyFile} is not the key of ${certificateFile}: put the matching pair there`);
	}
	return {certificate, key};
}

function belongTogether(certificate: string, key: string): boolean {
	try {
		return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
	} catch {
		// The runtime's error may quote the key.
		return false;
	}
}
