import {readApplication} from './application.ts';
import type {SigningCertificate} from './certificate.ts';
import {type CardSign, type Signing, signData} from './signedData.ts';

/**
 * Has an application signed by the card and wraps both as CMS SignedData. What is not canonical is not signed:
 * the window would refuse it (T-07).
 * @param application canonical JSON text, exactly as the citizen read it
 * @param sign gets what the card of this certificate is given to sign (a DigestInfo of 51 bytes today), and nothing else
 */
export async function signApplication(
	application: string,
	certificate: SigningCertificate,
	signingTime: Date,
	sign: CardSign,
): Promise<Signing | {readonly status: 'malformed'}> {
	const content = new TextEncoder().encode(application);
	// A lone surrogate would be signed as another sign than was read.
	if (!application.isWellFormed() || !readApplication(content)) return {status: 'malformed'};
	return signData({content, signer: certificate.x509, signingTime}, sign);
}
