import {Null, ObjectIdentifier, OctetString, type Sequence} from 'asn1js';
import {
	type AlgorithmIdentifier,
	type Attribute,
	ContentInfo,
	IssuerAndSerialNumber,
	SignedData,
	type SignerInfo,
	Time,
} from 'pkijs';
import {toArrayBuffer} from './asn1.ts';
import {isDer} from './der.ts';
import {oid} from './oids.ts';
import {type SignatureAlgorithm, signatureAlgorithms} from './signatureAlgorithm.ts';
import {readX509, serialNumberText, type X509} from './x509.ts';

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
	if (bytes.length > maxSignedDataBytes || !isDer(bytes)) return undefined;
	try {
		const info = ContentInfo.fromBER(toArrayBuffer(bytes));
		if (info.contentType !== oid.signedData) return undefined;
		return fromSignedData(new SignedData({schema: info.content}), info.content);
	} catch {
		// PKI.js throws for structures that are not what their type says.
		return undefined;
	}
}

function fromSignedData(signedData: SignedData, schema: Sequence): SignedDocument | undefined {
	const [digestAlgorithm, ...otherAlgorithms] = signedData.digestAlgorithms;
	const [signerInfo, ...otherSigners] = signedData.signerInfos;
	const {eContent, eContentType} = signedData.encapContentInfo;
	const signer = onlyCertificate(schema);
	const isRight =
		signedData.version === 1 &&
		otherAlgorithms.length === 0 &&
		eContentType === oid.data &&
		otherSigners.length === 0;
	if (!isRight || !eContent || !signerInfo || !signer) return undefined;
	const attributes = readAttributes(signerInfo);
	const signerIdentifier = readIdentifier(signerInfo);
	const algorithm = readAlgorithm(signerInfo, digestAlgorithm);
	if (!attributes || !signerIdentifier || !algorithm) return undefined;
	return {
		content: octets(eContent),
		algorithm,
		signer,
		signerIdentifier,
		...attributes,
		signature: octets(signerInfo.signature),
	};
}

/**
 * The certificate enclosed, as it was sent: PKI.js would write it anew. A SignedData of five parts has
 * certificates and no revocation lists; a SignerInfo of six has signed and no unsigned attributes.
 */
function onlyCertificate(signedData: Sequence): X509 | undefined {
	const parts = signedData.valueBlock.value as Sequence[];
	const [, , , certificates, signerInfos] = parts;
	const signerInfo = signerInfos?.valueBlock.value[0] as Sequence | undefined;
	if (parts.length !== 5 || signerInfo?.valueBlock.value.length !== 6) return undefined;
	const [certificate, ...others] = (certificates?.valueBlock.value ?? []) as Sequence[];
	return certificate && others.length === 0
		? readX509(new Uint8Array(certificate.valueBeforeDecodeView))
		: undefined;
}

function readIdentifier({version, sid}: SignerInfo): SignedDocument['signerIdentifier'] | undefined {
	if (version !== 1 || !(sid instanceof IssuerAndSerialNumber)) return undefined;
	const serialNumber = serialNumberText(sid.serialNumber.valueBlock.valueHexView);
	return serialNumber === undefined
		? undefined
		: {issuerName: new Uint8Array(sid.issuer.valueBeforeDecode), serialNumber};
}

/** The one algorithm that the SignerInfo and the list of digests agree on. */
function readAlgorithm(
	{digestAlgorithm, signatureAlgorithm}: SignerInfo,
	listed: AlgorithmIdentifier | undefined,
): SignatureAlgorithm | undefined {
	return signatureAlgorithms.find(
		({digest, signature, aliases, parameters}) =>
			isDigest(listed, digest) &&
			isDigest(digestAlgorithm, digest) &&
			[signature, ...aliases].includes(signatureAlgorithm.algorithmId) &&
			(parameters === 'null' ? hasNoParameters(signatureAlgorithm) : !signatureAlgorithm.algorithmParams),
	);
}

function isDigest(algorithm: AlgorithmIdentifier | undefined, digest: string): boolean {
	return algorithm?.algorithmId === digest && hasNoParameters(algorithm);
}

/** RFC 5754 2: NULL and absent are both to be taken. */
function hasNoParameters({algorithmParams}: AlgorithmIdentifier): boolean {
	return algorithmParams === undefined || algorithmParams instanceof Null;
}

type Attributes = Pick<
	SignedDocument,
	'signedAttributes' | 'messageDigest' | 'signingTime' | 'signingCertificateV2'
>;

function readAttributes({signedAttrs}: SignerInfo): Attributes | undefined {
	// PKI.js gives them back under the tag of a SET, which is what is signed (RFC 5652 5.4). On the wire the
	// tag is [0], under which `isDer` does not know a SET OF: the order is checked here.
	const signedAttributes = new Uint8Array(signedAttrs?.encodedValue ?? []);
	const attributes = signedAttrs?.attributes ?? [];
	if (attributes.length !== 4 || !isDer(signedAttributes)) return undefined;
	const contentType = onlyValue(attributes, oid.contentType);
	const messageDigest = onlyValue(attributes, oid.messageDigest);
	const signingTime = onlyValue(attributes, oid.signingTime);
	const signingCertificate = onlyValue(attributes, oid.signingCertificateV2);
	const isRight =
		contentType instanceof ObjectIdentifier &&
		contentType.valueBlock.toString() === oid.data &&
		messageDigest instanceof OctetString;
	if (!isRight || !signingTime || !signingCertificate) return undefined;
	return {
		signedAttributes,
		messageDigest: octets(messageDigest),
		signingTime: new Time({schema: signingTime}).value,
		signingCertificateV2: new Uint8Array(signingCertificate.valueBeforeDecodeView),
	};
}

/** The value of the one attribute of a type; four attributes and four types leave none doubled. */
function onlyValue(attributes: readonly Attribute[], type: string): Sequence | undefined {
	const [value, ...others] = attributes.find(attribute => attribute.type === type)?.values ?? [];
	return others.length === 0 ? value : undefined;
}

function octets(string: OctetString): Uint8Array {
	return new Uint8Array(string.valueBlock.valueHexView);
}
