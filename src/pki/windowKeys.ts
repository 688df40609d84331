import {createPublicKey} from 'node:crypto';
import {join} from 'node:path';
import {PkiFolderError, readPkiCertificate, readPkiKey, readPkiText} from './pkiFolder.ts';
import type {WindowSigner} from './windowSigner.ts';

/** What the window alone holds: the keys it answers with. */
export interface WindowKeys {
	/** PEM, as a TLS server takes them. */
	readonly tls: {readonly certificate: string; readonly key: string};
	readonly receipts: WindowSigner;
	/** For its word on terminals' audits. */
	readonly audits: WindowSigner;
}

/** Loads the window's keys from its PKI folder (design 8). Throws PkiFolderError when one is missing or does not fit. */
export async function loadWindowKeys(folder: string): Promise<WindowKeys> {
	const [certificate, key, receipts, audits] = await Promise.all([
		readPkiText(folder, 'window-tls.pem'),
		readPkiText(folder, 'window-tls.key'),
		readSigner(folder, 'window-sign'),
		readSigner(folder, 'window-audit'),
	]);
	return {tls: {certificate, key}, receipts, audits};
}

async function readSigner(folder: string, name: string): Promise<WindowSigner> {
	const [certificate, key] = await Promise.all([
		readPkiCertificate(folder, `${name}.pem`),
		readPkiKey(folder, `${name}.key`),
	]);
	if (createPublicKey(key).equals(certificate.publicKey)) return {certificate, key};
	throw new PkiFolderError(
		join(folder, `${name}.key`),
		`does not belong to ${name}.pem: put the matching pair there`,
	);
}
