import {createPublicKey, type KeyObject, verify} from 'node:crypto';

/** What a release says of itself in `release.json`. */
export interface Release {
	readonly format: 'madoguchi-release';
	readonly version: 1;
	/** The version of the program. */
	readonly build: string;
	/** The commit it was built from, 40 hex digits. */
	readonly commit: string;
	readonly committedAt: string;
	readonly files: readonly ReleasedFile[];
}

export interface ReleasedFile {
	readonly name: string;
	/** Lower-case hex. */
	readonly sha256: string;
	readonly bytes: number;
}

/**
 * The release whose `release.json` the publisher signed; undefined when the signature does not verify or the text is no
 * release. The key is SPKI PEM: Ed25519 (RFC 8032), or ECDSA on P-256 with SHA-256 and a DER signature (RFC 3279).
 */
export function openRelease(text: Uint8Array, signature: Uint8Array, publicKey: string): Release | undefined {
	const digest = digestOf(keyOf(publicKey));
	if (digest === undefined) return undefined;
	try {
		if (!verify(digest, text, publicKey, signature)) return undefined;
		const release: unknown = JSON.parse(new TextDecoder().decode(text));
		return isRelease(release) ? release : undefined;
	} catch {
		return undefined;
	}
}

function keyOf(publicKey: string): KeyObject | undefined {
	try {
		return createPublicKey(publicKey);
	} catch {
		return undefined;
	}
}

/** Null where the algorithm has its own digest; undefined for a key that signs no release. */
function digestOf(key: KeyObject | undefined): 'sha256' | null | undefined {
	if (key?.asymmetricKeyType === 'ed25519') return null;
	return key?.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'sha256' : undefined;
}

function isRelease(value: unknown): value is Release {
	const {format, version, build, commit, files} = Object(value) as Record<string, unknown>;
	return (
		format === 'madoguchi-release' &&
		version === 1 &&
		typeof build === 'string' &&
		typeof commit === 'string' &&
		/^[0-9a-f]{40}$/.test(commit) &&
		Array.isArray(files) &&
		files.every(file => /^[\w.-]+$/.test(file?.name) && /^[0-9a-f]{64}$/.test(file?.sha256))
	);
}
