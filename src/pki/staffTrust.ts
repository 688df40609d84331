import {access} from 'node:fs/promises';
import {join} from 'node:path';
import {isAuthority} from './extensions.ts';
import {PkiFolderError, readPkiCertificate} from './pkiFolder.ts';
import type {X509} from './x509.ts';

/**
 * The roots of staff cards in a PKI folder: `staff-ca.pem` and, while roots are changed, `staff-ca-next.pem`; none
 * where staff have no cards. Throws PkiFolderError for a file that is no root.
 */
export async function loadStaffAnchors(folder: string): Promise<readonly X509[]> {
	const anchors: X509[] = [];
	for (const name of ['staff-ca.pem', 'staff-ca-next.pem']) {
		const isThere = await access(join(folder, name)).then(
			() => true,
			() => false,
		);
		if (!isThere) continue;
		const root = await readPkiCertificate(folder, name);
		if (!isAuthority(root)) {
			throw new PkiFolderError(
				join(folder, name),
				'is not the certificate of an authority: replace it by a root',
			);
		}
		anchors.push(root);
	}
	return anchors;
}
