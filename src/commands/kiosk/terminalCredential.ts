import {createPrivateKey, X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import type {TerminalCredential} from '../../window/exchange.ts';
import {SetUpError, UsageError} from '../command.ts';

/** Where the terminal's certificate and its key stand. */
export interface TerminalFiles {
	readonly certificate: string;
	readonly key: string;
}

/** Undefined without the options. Throws UsageError for one without the other. */
export function terminalFiles(
	certificate: string | undefined,
	key: string | undefined,
): TerminalFiles | undefined {
	if (certificate === undefined && key === undefined) return undefined;
	if (certificate === undefined || key === undefined) {
		throw new UsageError('--terminal and --terminal-key go together');
	}
	return {certificate, key};
}

/**
 * The terminal's certificate with its key, checked here so that a mix-up shows at start and not before a citizen.
 * Throws SetUpError for files that do not fit.
 */
export async function readTerminalCredential(
	files: TerminalFiles | undefined,
): Promise<TerminalCredential | undefined> {
	if (!files) return undefined;
	const [certificate, key] = await Promise.all(
		[files.certificate, files.key].map(file =>
			readFile(file, 'utf8').catch(() => {
				throw new SetUpError(`${file} cannot be read: put the terminal's certificate and key there`);
			}),
		),
	);
	if (certificate === undefined || key === undefined || !belongTogether(certificate, key)) {
		throw new SetUpError(`${files.key} is not the key of ${files.certificate}: put the matching pair there`);
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
