import {createPublicKey} from 'node:crypto';
import {access} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {type CrlAuthority, shortName} from './crl.ts';
import {keyUsage, keyUsageBit, subjectKeyIdentifier} from './extensions.ts';
import {listPkiCertificates, PkiFolderError, readPkiCertificate, readPkiKey} from './pkiFolder.ts';

/**
 * The authorities of a PKI folder that issue lists, by short name: each of `anchors/` that has its key in
 * `crl-keys/` under the same name. Throws PkiFolderError for a key that does not fit or may not sign lists.
 */
export async function loadCrlAuthorities(folder: string): Promise<ReadonlyMap<string, CrlAuthority>> {
	const authorities = new Map<string, CrlAuthority>();
	for (const name of await listPkiCertificates(folder, 'anchors')) {
		const keyName = join('crl-keys', `${basename(name, '.pem')}.key`);
		const hasKey = await access(join(folder, keyName)).then(
			() => true,
			() => false,
		);
		if (!hasKey) continue;
		const [certificate, key] = await Promise.all([
			readPkiCertificate(folder, name),
			readPkiKey(folder, keyName),
		]);
		const identifier = subjectKeyIdentifier(certificate);
		const maySign = (keyUsage(certificate) & keyUsageBit.cRLSign) !== 0;
		if (!identifier || !maySign || !createPublicKey(key).equals(certificate.publicKey)) {
			throw new PkiFolderError(
				join(folder, keyName),
				`cannot sign the lists of ${name}: put its own key there`,
			);
		}
		authorities.set(shortName(identifier), {certificate, key});
	}
	return authorities;
}
