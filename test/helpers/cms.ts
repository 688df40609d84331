import {createHash, type KeyObject, sign} from 'node:crypto';
import {
	der,
	encodedSequence,
	integer,
	type Node,
	nothing,
	objectIdentifier,
	octetString,
	sequence,
	setOf,
	tagged,
	utcTime,
} from '../../src/pki/asn1.ts';
import {readX509} from '../../src/pki/x509.ts';

/** What a test bends of an otherwise sound SignedData. */
export interface Bends {
	readonly version?: string;
	readonly digestAlgorithms?: readonly string[];
	readonly signerDigest?: string;
	readonly signatureScheme?: string;
	/** In the place of the NULL of an AlgorithmIdentifier; 'absent' leaves it out. */
	readonly listedParameters?: Node | 'absent';
	readonly digestParameters?: Node | 'absent';
	readonly signatureParameters?: Node | 'absent';
	/** The hash really used for signature and digest. */
	readonly hash?: string;
	readonly detached?: boolean;
	readonly certificates?: readonly Uint8Array[];
	readonly attributes?: (sound: readonly Node[]) => readonly Node[];
	readonly unsigned?: readonly Node[];
	readonly messageDigest?: Uint8Array;
	readonly signingTime?: Date;
	/** The certificate that signing-certificate-v2 names. */
	readonly namedCertificate?: Uint8Array;
	/** The certificate whose issuer and serial number the SignerInfo names. */
	readonly identified?: Uint8Array;
	readonly signerInfos?: (sound: Node) => readonly Node[];
	/** DER of the name the SignerInfo gives as issuer, beside the serial number of `identified`. */
	readonly identifiedIssuer?: Uint8Array;
	/** The serial number the SignerInfo gives, in hex. */
	readonly identifiedSerial?: string;
	readonly signerVersion?: string;
	readonly eContentType?: string;
	readonly outerType?: string;
	/** Signs other bytes than the attributes. */
	readonly signedBytes?: Uint8Array;
	/** Adds to the end of the SignedData. */
	readonly more?: readonly Node[];
}

export interface Sound {
	readonly content: Uint8Array;
	readonly certificate: Uint8Array;
	readonly key: KeyObject;
}

const oids = {
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingTime: '1.2.840.113549.1.9.5',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
	sha256: '2.16.840.1.101.3.4.2.1',
	rsaWithSha256: '1.2.840.113549.1.1.11',
};

/** A CMS SignedData after RFC 5652 and RFC 5035, written apart from the program's own, with one thing bent. */
export function signedDataWith({content, certificate, key}: Sound, bends: Bends = {}): Uint8Array {
	const hash = bends.hash ?? 'sha256';
	const digest = (bytes: Uint8Array) => new Uint8Array(createHash(hash).update(bytes).digest());
	const named = bends.namedCertificate ?? certificate;
	// Already in DER order: by length of the attribute first, as every one begins 30 LL.
	const sound = [
		attribute(oids.contentType, objectIdentifier(oids.data)),
		attribute(oids.signingTime, utcTime(bends.signingTime ?? new Date())),
		attribute(oids.messageDigest, octetString(bends.messageDigest ?? digest(content))),
		attribute(
			oids.signingCertificateV2,
			sequence(sequence(sequence(octetString(new Uint8Array(createHash('sha256').update(named).digest()))))),
		),
	];
	const attributes = bends.attributes?.(sound) ?? sound;
	const signature = sign(hash, bends.signedBytes ?? der(setOf(...attributes)), key);
	const identified = readX509(bends.identified ?? certificate);
	if (!identified) throw new Error('the signer is identified by a certificate that cannot be read');
	const algorithm = (type: string, parameters: Node | 'absent' = nothing()) =>
		sequence(objectIdentifier(type), ...(parameters === 'absent' ? [] : [parameters]));
	const signerInfo = sequence(
		integer(bends.signerVersion ?? '1'),
		sequence(
			encodedSequence(bends.identifiedIssuer ?? identified.issuerName),
			integer(bends.identifiedSerial ?? identified.serialNumber),
		),
		algorithm(bends.signerDigest ?? oids.sha256, bends.digestParameters),
		...(attributes.length > 0 ? [tagged(0, ...attributes)] : []),
		algorithm(bends.signatureScheme ?? oids.rsaWithSha256, bends.signatureParameters),
		octetString(signature),
		...(bends.unsigned ? [tagged(1, ...bends.unsigned)] : []),
	);
	const signedData = sequence(
		integer(bends.version ?? '1'),
		setOf(...(bends.digestAlgorithms ?? [oids.sha256]).map(type => algorithm(type, bends.listedParameters))),
		sequence(
			objectIdentifier(bends.eContentType ?? oids.data),
			...(bends.detached ? [] : [tagged(0, octetString(content))]),
		),
		tagged(0, ...(bends.certificates ?? [certificate]).map(encodedSequence)),
		setOf(...(bends.signerInfos?.(signerInfo) ?? [signerInfo])),
		...(bends.more ?? []),
	);
	return der(sequence(objectIdentifier(bends.outerType ?? oids.signedData), tagged(0, signedData)));
}

export function attribute(type: string, ...values: Node[]): Node {
	return sequence(objectIdentifier(type), setOf(...values));
}
