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

/** Why the window could not be reached; each is a sentence of its own. */
export type UnreachableCause =
	| 'noConnection'
	| 'untrusted'
	| 'selfSigned'
	| 'expired'
	| 'notYetValid'
	| 'wrongHost'
	| 'oldProtocol'
	| 'plainHttp'
	| 'notAllowed';

/** Why there is no receipt that can be believed. */
export type NoReceiptCause = 'busy' | 'serviceError' | 'cut' | 'notBelieved';
