import {isWithinValidity} from './chain.ts';
import type {SignedDocument} from './openSignedData.ts';
import {digestOf, isSignatureOver} from './signatureAlgorithm.ts';
import {isSigningCertificateOf} from './signingCertificateV2.ts';
import {isSame} from './x509.ts';

/** Whether the signature covers the content and is the enclosed certificate's. */
export function isSignedBySigner(document: SignedDocument): boolean {
	const {signer, signerIdentifier, signingTime, algorithm} = document;
	return (
		isSame(signerIdentifier.issuerName, signer.issuerName) &&
		signerIdentifier.serialNumber === signer.serialNumber &&
		isSame(document.messageDigest, digestOf(algorithm, document.content)) &&
		isSigningCertificateOf(document.signingCertificateV2, signer, algorithm) &&
		isWithinValidity(signer, signingTime) &&
		isSignatureOver(algorithm, document.signedAttributes, document.signature, signer.publicKey)
	);
}
