import {createPublicKey} from 'node:crypto';
import {join} from 'node:path';
import {PkiFolderError, readPkiCertificate, readPkiKey, readPkiText} from './pkiFolder.ts';
import type {ReceiptSigner} from './receipt.ts';

/** What the window alone holds: the keys it answers with. */
export interface WindowKeys {
	/** PEM, as a TLS server takes them. */
	readonly tls: {readonly certificate: string; readonly key: string};
	readonly receipts: ReceiptSigner;
}

/** Loads the window's keys from its PKI folder (design 8). Throws PkiFolderError when one is missing or does not fit. */
export async function loadWindowKeys(folder: string): Promise<WindowKeys> {
	const [tlsCertificate, tlsKey, certificate, key] = await Promise.all([
		readPkiText(folder, 'window-tls.pem'),
		readPkiText(folder, 'window-tls.key'),
		readPkiCertificate(folder, 'window-sign.pem'),
		readPkiKey(folder, 'window-sign.key'),
	]);
	if (!createPublicKey(key).equals(certificate.publicKey)) {
		throw new PkiFolderError(
			join(folder, 'window-sign.key'),
			'does not belong to window-sign.pem: put the matching pair there',
		);
	}
	return {tls: {certificate: tlsCertificate, key: tlsKey}, receipts: {certificate, key}};
}
