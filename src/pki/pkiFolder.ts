import {createPrivateKey, type KeyObject} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {certificateFromPem} from './pem.ts';
import {readX509, type X509} from './x509.ts';

/** A PKI folder that cannot be used: broken configuration, told to staff in one line with the remedy. */
export class PkiFolderError extends Error {
	override readonly name = 'PkiFolderError';

	constructor(
		/** The file or folder at fault. */
		readonly path: string,
		fault: string,
		options?: ErrorOptions,
	) {
		super(`${path} ${fault}`, options);
	}
}

/** The text of a file of the folder. Throws PkiFolderError when it cannot be read. */
export async function readPkiText(folder: string, name: string): Promise<string> {
	const path = join(folder, name);
	try {
		return await readFile(path, 'utf8');
	} catch (cause) {
		throw new PkiFolderError(path, 'cannot be read: put it there, or make a demo PKI with `pki init`', {
			cause,
		});
	}
}

/** The one certificate of a PEM file. Throws PkiFolderError when there is none, or more. */
export async function readPkiCertificate(folder: string, name: string): Promise<X509> {
	const der = certificateFromPem(await readPkiText(folder, name));
	const certificate = der && readX509(der);
	if (!certificate) {
		throw new PkiFolderError(join(folder, name), 'is not one X.509 certificate in PEM: replace it by one');
	}
	return certificate;
}

/** A private key of the folder, PKCS#8 in PEM. Throws PkiFolderError, which never carries a part of the key. */
export async function readPkiKey(folder: string, name: string): Promise<KeyObject> {
	const text = await readPkiText(folder, name);
	try {
		return createPrivateKey(text);
	} catch {
		// No cause: the runtime's error may quote the file.
		throw new PkiFolderError(join(folder, name), 'is not a private key in PKCS#8 PEM: replace it by one');
	}
}

/** The names of the PEM files in a folder of the folder, in order. Throws PkiFolderError when there is no such folder. */
export async function listPkiCertificates(folder: string, name: string): Promise<string[]> {
	const path = join(folder, name);
	try {
		const files = await readdir(path);
		return files
			.filter(file => file.endsWith('.pem'))
			.sort()
			.map(file => join(name, file));
	} catch (cause) {
		throw new PkiFolderError(
			path,
			'cannot be read: put the roots of the signing certificates there, one PEM a file',
			{
				cause,
			},
		);
	}
}
