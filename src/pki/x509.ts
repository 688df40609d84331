import {createPublicKey, type KeyObject} from 'node:crypto';
import {type AlgorithmIdentifier, Certificate} from 'pkijs';
import {toArrayBuffer} from './asn1.ts';
import {isDer} from './der.ts';
import {distinguishedNameText} from './distinguishedName.ts';
import {isSignatureOver, signatureAlgorithms} from './signatureAlgorithm.ts';

/** An X.509 version 3 certificate (RFC 5280), read but not judged. */
export interface X509 {
	readonly der: Uint8Array;
	/** DER of the names, for comparison. */
	readonly issuerName: Uint8Array;
	readonly subjectName: Uint8Array;
	/** RFC 4514 text. */
	readonly issuer: string;
	readonly subject: string;
	/** Upper-case hex, at most 20 octets. */
	readonly serialNumber: string;
	readonly notBefore: Date;
	readonly notAfter: Date;
	readonly publicKey: KeyObject;
	/** By object identifier; no two of a kind. */
	readonly extensions: ReadonlyMap<string, X509Extension>;
	/** The object identifier of the signature algorithm. */
	readonly signatureAlgorithm: string;
	readonly tbs: Uint8Array;
	readonly signature: Uint8Array;
}

export interface X509Extension {
	readonly critical: boolean;
	/** DER of the extension's own type. */
	readonly value: Uint8Array;
}

/** Reads a certificate; undefined for anything but one in DER with nothing after it. */
export function readX509(der: Uint8Array): X509 | undefined {
	if (!isDer(der)) return undefined;
	try {
		return fromCertificate(der, Certificate.fromBER(toArrayBuffer(der)));
	} catch {
		// PKI.js and the runtime throw for structures and keys they do not know.
		return undefined;
	}
}

function fromCertificate(der: Uint8Array, certificate: Certificate): X509 | undefined {
	const serialNumber = serialNumberText(certificate.serialNumber.valueBlock.valueHexView);
	const extensions = new Map(
		certificate.extensions?.map(({extnID, critical, extnValue}) => [
			extnID,
			{critical, value: new Uint8Array(extnValue.valueBlock.valueHexView)},
		]),
	);
	const isSound =
		certificate.version === 2 &&
		// RFC 5280 4.1.1.2: named twice, inside what is signed and outside, and the same, parameters too.
		isSame(algorithmDer(certificate.signature), algorithmDer(certificate.signatureAlgorithm)) &&
		extensions.size === (certificate.extensions?.length ?? 0);
	if (!isSound || !serialNumber) return undefined;
	const issuerName = new Uint8Array(certificate.issuer.valueBeforeDecode);
	const subjectName = new Uint8Array(certificate.subject.valueBeforeDecode);
	const spki = Buffer.from(certificate.subjectPublicKeyInfo.toSchema().toBER());
	return {
		der,
		issuerName,
		subjectName,
		issuer: distinguishedNameText(issuerName),
		subject: distinguishedNameText(subjectName),
		serialNumber,
		notBefore: certificate.notBefore.value,
		notAfter: certificate.notAfter.value,
		publicKey: createPublicKey({key: spki, format: 'der', type: 'spki'}),
		extensions,
		signatureAlgorithm: certificate.signatureAlgorithm.algorithmId,
		tbs: new Uint8Array(certificate.tbsView),
		signature: new Uint8Array(certificate.signatureValue.valueBlock.valueHexView),
	};
}

function algorithmDer(algorithm: AlgorithmIdentifier): Uint8Array {
	return new Uint8Array(algorithm.toSchema().toBER());
}

/** RFC 5280 4.1.2.2: positive, at most 20 octets. The sign octet of DER is not part of the number. */
export function serialNumberText(content: Uint8Array): string | undefined {
	const [first = 0] = content;
	if (content.length > 20 || first >= 0x80) return undefined;
	const magnitude = first === 0 && content.length > 1 ? content.subarray(1) : content;
	return Buffer.from(magnitude).toString('hex').toUpperCase();
}

/** Whether bytes are equal. Nothing secret is compared in this folder. */
export function isSame(left: Uint8Array, right: Uint8Array): boolean {
	return Buffer.compare(left, right) === 0;
}

/** Whether a certificate was signed, with an algorithm we take, by the holder of a key. */
export function isSignedBy({signatureAlgorithm, tbs, signature}: X509, key: KeyObject): boolean {
	const algorithm = signatureAlgorithms.find(known => known.signature === signatureAlgorithm);
	return algorithm !== undefined && isSignatureOver(algorithm, tbs, signature, key);
}
