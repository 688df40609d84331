import {isWithinValidity} from './chain.ts';
import type {SignedDocument} from './openSignedData.ts';
import {isSignatureOver} from './signedData.ts';
import {isSigningCertificateOf} from './signingCertificateV2.ts';
import {isSame, sha256} from './x509.ts';

/** Whether the signature covers the content and is the enclosed certificate's. */
export function isSignedBySigner(document: SignedDocument): boolean {
	const {signer, signerIdentifier, signingTime} = document;
	return (
		isSame(signerIdentifier.issuerName, signer.issuerName) &&
		signerIdentifier.serialNumber === signer.serialNumber &&
		isSame(document.messageDigest, sha256(document.content)) &&
		isSigningCertificateOf(document.signingCertificateV2, signer) &&
		isWithinValidity(signer, signingTime) &&
		isSignatureOver(document.signedAttributes, document.signature, signer.publicKey)
	);
}
