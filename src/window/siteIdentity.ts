import type {TLSSocket} from 'node:tls';
import type {SiteIdentity} from '../domain/site.ts';

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
