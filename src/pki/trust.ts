import {access} from 'node:fs/promises';
import {join} from 'node:path';
import {isAuthority} from './extensions.ts';
import {policyOid} from './oids.ts';
import {listPkiCertificates, PkiFolderError, readPkiCertificate, readPkiText} from './pkiFolder.ts';
import {isDemoAnchor, isRealm, type Realm} from './realm.ts';
import type {X509} from './x509.ts';

/** By what citizens' signing certificates are judged. */
export interface CitizenTrust {
	/** All generations of roots; they share one name. */
	readonly anchors: readonly X509[];
	/** The certificate policy of signing certificates in this realm. */
	readonly policy: string;
}

/** What a PKI folder says is to be trusted, and for what. */
export interface Trust {
	readonly realm: Realm;
	readonly citizens: CitizenTrust;
	/** The current root of receipt signers and, while roots are changed, the next one (threats T-03). */
	readonly receiptAnchors: readonly X509[];
	/** The root of the window's TLS certificate, PEM, to be pinned. */
	readonly tlsCa: string;
}

/**
 * Loads what a PKI folder trusts (design 8). Throws PkiFolderError, one line with the remedy, when a part is
 * missing or broken, when a production folder holds a demo root, or when one key is trusted for two purposes.
 */
export async function loadTrust(folder: string): Promise<Trust> {
	const realm = await loadRealm(folder);
	const names = await listPkiCertificates(folder, 'anchors');
	const anchors = await Promise.all(names.map(name => loadRoot(folder, name)));
	if (anchors.length === 0) {
		throw new PkiFolderError(
			join(folder, 'anchors'),
			'holds no root: put the signing roots there, one PEM a file',
		);
	}
	if (realm === 'production' && anchors.some(isDemoAnchor)) {
		throw new PkiFolderError(join(folder, 'anchors'), 'holds a demo root in a production realm: remove it');
	}
	const [receiptAnchors, tlsRoot, tlsCa] = await Promise.all([
		loadReceiptAnchors(folder),
		loadRoot(folder, 'tls-ca.pem'),
		readPkiText(folder, 'tls-ca.pem'),
	]);
	if (
		receiptAnchors.some(own => [...anchors, tlsRoot].some(other => own.publicKey.equals(other.publicKey)))
	) {
		throw new PkiFolderError(
			join(folder, 'receipt-ca.pem'),
			"is also a citizens' root or the TLS root: give receipts a root of their own",
		);
	}
	const policy = realm === 'production' ? policyOid.signing : policyOid.signingTest;
	return {realm, citizens: {anchors, policy}, receiptAnchors, tlsCa};
}

async function loadRealm(folder: string): Promise<Realm> {
	const realm = (await readPkiText(folder, 'realm')).trim();
	if (isRealm(realm)) return realm;
	throw new PkiFolderError(join(folder, 'realm'), 'must hold one word: demo or production');
}

async function loadReceiptAnchors(folder: string): Promise<X509[]> {
	const next = 'receipt-ca-next.pem';
	const hasNext = await access(join(folder, next)).then(
		() => true,
		() => false,
	);
	return Promise.all(['receipt-ca.pem', ...(hasNext ? [next] : [])].map(name => loadRoot(folder, name)));
}

async function loadRoot(folder: string, name: string): Promise<X509> {
	const root = await readPkiCertificate(folder, name);
	if (isAuthority(root)) return root;
	throw new PkiFolderError(
		join(folder, name),
		'is not the certificate of an authority: replace it by a root',
	);
}
