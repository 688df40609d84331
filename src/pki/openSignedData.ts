import {type DerValue, readDer, tag} from './der.ts';
import {instantOf, objectIdentifierOf, octetsOf, partsOf} from './derTypes.ts';
import {readName} from './distinguishedName.ts';
import {oid} from './oids.ts';
import {type SignatureAlgorithm, signatureAlgorithms} from './signatureAlgorithm.ts';
import {certificateOf, isSame, serialNumberText, type X509} from './x509.ts';

/** A signed document whose form is right; whether anything in it is true is not judged yet. */
export interface SignedDocument {
	readonly content: Uint8Array;
	/** What it says it was signed with; whether the signer's key is of that kind is not judged yet. */
	readonly algorithm: SignatureAlgorithm;
	/** The certificate enclosed, whoever signed. */
	readonly signer: X509;
	/** Who signed, as the SignerInfo says: DER of the issuer's name, serial number in upper-case hex. */
	readonly signerIdentifier: {readonly issuerName: Uint8Array; readonly serialNumber: string};
	/** What the signature is over: the DER SET OF of the signed attributes. */
	readonly signedAttributes: Uint8Array;
	readonly messageDigest: Uint8Array;
	readonly signingTime: Date;
	/** DER of the attribute's value (RFC 5035). */
	readonly signingCertificateV2: Uint8Array;
	readonly signature: Uint8Array;
}

/** The most bytes a submission or a receipt may have (threats T-05). */
const maxSignedDataBytes = 64 * 1024;

/**
 * Opens a CMS SignedData (RFC 5652) of exactly the form `signData` makes: DER, content enclosed, one
 * certificate, one SignerInfo by issuer and serial number, one of our signature algorithms with its hash
 * throughout, each of the four signed attributes once, nothing else and nothing after. Undefined for any other
 * (threats T-08). Never throws.
 */
export function openSignedData(bytes: Uint8Array): SignedDocument | undefined {
	if (bytes.length > maxSignedDataBytes) return undefined;
	// A copy: what was opened does not change with the buffer it came in.
	const [contentType, wrapper] = partsOf(readDer(new Uint8Array(bytes)), tag.sequence, 2) ?? [];
	const [signedData] = partsOf(wrapper, tag.constructed(0), 1) ?? [];
	return objectIdentifierOf(contentType) === oid.signedData ? fromSignedData(signedData) : undefined;
}

/** Five parts are certificates and no revocation lists. */
function fromSignedData(signedData: DerValue | undefined): SignedDocument | undefined {
	const [version, digestAlgorithms, encapsulated, certificates, signerInfos] =
		partsOf(signedData, tag.sequence, 5) ?? [];
	const [digestAlgorithm] = partsOf(digestAlgorithms, tag.set, 1) ?? [];
	const [certificate] = partsOf(certificates, tag.constructed(0), 1) ?? [];
	const [signerInfo] = partsOf(signerInfos, tag.set, 1) ?? [];
	const content = readContent(encapsulated);
	const signer = certificateOf(certificate);
	const signed = readSignerInfo(signerInfo, digestAlgorithm);
	return isVersion1(version) && content && signer && signed ? {content, signer, ...signed} : undefined;
}

/** EncapsulatedContentInfo: data, and enclosed (5.2). */
function readContent(encapsulated: DerValue | undefined): Uint8Array | undefined {
	const [type, wrapper] = partsOf(encapsulated, tag.sequence, 2) ?? [];
	const [content] = partsOf(wrapper, tag.constructed(0), 1) ?? [];
	return objectIdentifierOf(type) === oid.data ? octetsOf(content) : undefined;
}

/** Six parts are signed and no unsigned attributes (5.3). */
function readSignerInfo(
	signerInfo: DerValue | undefined,
	listedDigest: DerValue | undefined,
): Omit<SignedDocument, 'content' | 'signer'> | undefined {
	const [version, identifier, digestAlgorithm, attributeList, signatureAlgorithm, signatureOctets] =
		partsOf(signerInfo, tag.sequence, 6) ?? [];
	const signerIdentifier = readIdentifier(identifier);
	const algorithm = readAlgorithm(listedDigest, digestAlgorithm, signatureAlgorithm);
	const attributes = readAttributes(attributeList);
	const signature = octetsOf(signatureOctets);
	return isVersion1(version) && signerIdentifier && algorithm && attributes && signature
		? {algorithm, signerIdentifier, ...attributes, signature}
		: undefined;
}

function isVersion1(version: DerValue | undefined): boolean {
	return version?.tag === tag.integer && isSame(version.content, new Uint8Array([1]));
}

/** IssuerAndSerialNumber (10.2.4). */
function readIdentifier(identifier: DerValue | undefined): SignedDocument['signerIdentifier'] | undefined {
	const [issuer, serial] = partsOf(identifier, tag.sequence, 2) ?? [];
	const serialNumber = serial?.tag === tag.integer ? serialNumberText(serial.content) : undefined;
	return issuer && readName(issuer.bytes) && serialNumber !== undefined
		? {issuerName: issuer.bytes, serialNumber}
		: undefined;
}

/** The one algorithm that the SignerInfo and the list of digests agree on. */
function readAlgorithm(
	listedDigest: DerValue | undefined,
	signersDigest: DerValue | undefined,
	signersSignature: DerValue | undefined,
): SignatureAlgorithm | undefined {
	const [listed, own] = [readIdentifiedAlgorithm(listedDigest), readIdentifiedAlgorithm(signersDigest)];
	const scheme = readIdentifiedAlgorithm(signersSignature);
	return signatureAlgorithms.find(
		({digest, signature, aliases, parameters}) =>
			listed?.type === digest &&
			own?.type === digest &&
			scheme !== undefined &&
			[signature, ...aliases].includes(scheme.type) &&
			(parameters === 'null' || !scheme.hasNull),
	);
}

/** AlgorithmIdentifier; undefined with parameters other than NULL. RFC 5754 2: NULL and absent are both to be taken. */
function readIdentifiedAlgorithm(value: DerValue | undefined): {type: string; hasNull: boolean} | undefined {
	const [identifier, parameters] = partsOf(value, tag.sequence, 1, 2) ?? [];
	const type = objectIdentifierOf(identifier);
	if (type === undefined || (parameters && parameters.tag !== tag.null)) return undefined;
	return {type, hasNull: parameters !== undefined};
}

type Attributes = Pick<
	SignedDocument,
	'signedAttributes' | 'messageDigest' | 'signingTime' | 'signingCertificateV2'
>;

function readAttributes(list: DerValue | undefined): Attributes | undefined {
	if (list?.tag !== tag.constructed(0)) return undefined;
	// On the wire the tag is [0], but signed is a SET OF (5.4). Under [0] `readDer` does not know a SET OF: the
	// order is checked here.
	const signedAttributes = new Uint8Array(list.bytes);
	signedAttributes[0] = tag.set;
	const attributes = partsOf(readDer(signedAttributes), tag.set, 4) ?? [];
	const contentType = onlyValue(attributes, oid.contentType);
	const messageDigest = octetsOf(onlyValue(attributes, oid.messageDigest));
	const signingTime = instantOf(onlyValue(attributes, oid.signingTime));
	const signingCertificate = onlyValue(attributes, oid.signingCertificateV2);
	if (objectIdentifierOf(contentType) !== oid.data) return undefined;
	return messageDigest && signingTime && signingCertificate
		? {signedAttributes, messageDigest, signingTime, signingCertificateV2: signingCertificate.bytes}
		: undefined;
}

/** The value of the one attribute of a type; four attributes and four types leave none doubled. */
function onlyValue(attributes: readonly DerValue[], type: string): DerValue | undefined {
	for (const attribute of attributes) {
		const [identifier, values] = partsOf(attribute, tag.sequence, 2) ?? [];
		if (objectIdentifierOf(identifier) === type) return partsOf(values, tag.set, 1)?.[0];
	}
	return undefined;
}
