import type {TLSSocket} from 'node:tls';

/** What the connection to the window is worth, for the lock sign and its page (S004-011..015). */
export interface SiteIdentity {
	readonly host: string;
	/** The subject and issuer of the server certificate in use, as RFC 4514 text. */
	readonly subject: string;
	readonly issuer: string;
	/** ISO 8601 in UTC. */
	readonly notBefore: string;
	readonly notAfter: string;
	/** SHA-256 of the certificate, upper-case hex in pairs. */
	readonly fingerprint: string;
	/** Such as `TLSv1.3`. */
	readonly protocol: string;
}

/** Reads the identity from a connection whose handshake has been checked; undefined when it shows no certificate. */
export function siteIdentity(host: string, socket: TLSSocket): SiteIdentity | undefined {
	const certificate = socket.getPeerX509Certificate();
	if (!certificate) return undefined;
	return {
		host,
		subject: rfc4514(certificate.subject),
		issuer: rfc4514(certificate.issuer),
		notBefore: new Date(certificate.validFrom).toISOString(),
		notAfter: new Date(certificate.validTo).toISOString(),
		fingerprint: certificate.fingerprint256,
		protocol: socket.getProtocol() ?? '',
	};
}

/**
 * A name as X509Certificate gives it (one escaped relative name a line, the most general first) in the
 * order of RFC 4514, section 2.1: the most particular first.
 */
function rfc4514(lines: string): string {
	return lines.split('\n').reverse().join(',');
}
