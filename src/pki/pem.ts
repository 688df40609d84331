import type {KeyObject} from 'node:crypto';

/** A certificate as PEM text (RFC 7468). */
export function certificatePem(der: Uint8Array): string {
	return pem('CERTIFICATE', der);
}

/** A revocation list as PEM text (RFC 7468). */
export function crlPem(der: Uint8Array): string {
	return pem('X509 CRL', der);
}

/** The one certificate of a PEM text; undefined when there is none, or more than one. */
export function certificateFromPem(text: string): Uint8Array | undefined {
	const blocks = [
		...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g),
	];
	const [body] = blocks.map(block => block[1]);
	return blocks.length === 1 && body ? new Uint8Array(Buffer.from(body, 'base64')) : undefined;
}

/** A private key as PKCS#8 PEM text (RFC 5958), unencrypted: the file's mode guards it. */
export function privateKeyPem(key: KeyObject): string {
	return key.export({type: 'pkcs8', format: 'pem'}) as string;
}

function pem(label: string, der: Uint8Array): string {
	const lines =
		Buffer.from(der)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
