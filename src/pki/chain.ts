import {
	authorityKeyIdentifier,
	hasUnknownCriticalExtension,
	isAuthority,
	subjectKeyIdentifier,
} from './extensions.ts';
import {isSameName} from './nameMatch.ts';
import {isSame, isSignedBy, type X509} from './x509.ts';

/** Whether a certificate is one of these anchors' own. */
export type Descent =
	/** No anchor has the issuer's name. */
	| 'unknownIssuer'
	/** An anchor has the name, but none with the key that signed. */
	| 'unverified'
	| 'verified';

/**
 * Judges a certificate by its issuer. Chains here have one link: JPKI's roots sign citizens' certificates
 * themselves (card-facts 3.1). All generations share a name, so the anchor is chosen by key identifier and
 * proven by signature.
 */
export function descent(certificate: X509, anchors: readonly X509[], now: Date): Descent {
	const namesakes = anchors.filter(anchor => isSameName(anchor.subjectName, certificate.issuerName));
	if (namesakes.length === 0) return 'unknownIssuer';
	if (hasUnknownCriticalExtension(certificate)) return 'unverified';
	return namesakes.some(anchor => hasIssued(anchor, certificate, now)) ? 'verified' : 'unverified';
}

function hasIssued(anchor: X509, certificate: X509, now: Date): boolean {
	const wanted = authorityKeyIdentifier(certificate);
	const own = subjectKeyIdentifier(anchor);
	return (
		wanted !== undefined &&
		own !== undefined &&
		isSame(wanted, own) &&
		isAuthority(anchor) &&
		isWithinValidity(anchor, now) &&
		isSignedBy(certificate, anchor.publicKey)
	);
}

/** Whether an instant lies within a certificate's validity; both ends belong to it (RFC 5280 4.1.2.5). */
export function isWithinValidity({notBefore, notAfter}: X509, instant: Date): boolean {
	// Validity counts whole seconds: the last one ends with its last millisecond.
	return instant >= notBefore && instant.getTime() < notAfter.getTime() + 1000;
}
