import type {SigningCertificate} from './certificate.ts';
import {type CardSign, type Signing, signData} from './signedData.ts';

/**
 * Has an application signed by the card and wraps both as CMS SignedData.
 * @param application canonical JSON text, exactly as the citizen read it
 * @param sign gets what the card of this certificate is given to sign (a DigestInfo of 51 bytes today), and nothing else
 */
export function signApplication(
	application: string,
	certificate: SigningCertificate,
	signingTime: Date,
	sign: CardSign,
): Promise<Signing> {
	const content = new TextEncoder().encode(application);
	return signData({content, signer: certificate.x509, signingTime}, sign);
}
