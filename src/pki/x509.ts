import {createPublicKey, type KeyObject} from 'node:crypto';
import {type DerValue, readDer, tag} from './der.ts';
import {instantOf, objectIdentifierOf, octetsOf, partsOf, wholeBitsOf} from './derTypes.ts';
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

/** Reads a certificate; undefined for anything but one in DER with nothing after it. Never throws for bad bytes. */
export function readX509(der: Uint8Array): X509 | undefined {
	// A copy: what was read does not change with the buffer it came in.
	return certificateOf(readDer(new Uint8Array(der)));
}

/** The certificate a value in DER is; undefined when it is none (RFC 5280 4.1). */
export function certificateOf(value: DerValue | undefined): X509 | undefined {
	const [tbs, signatureAlgorithm, signatureBits] = partsOf(value, tag.sequence, 3) ?? [];
	const [version, serial, innerAlgorithm, issuer, validity, subject, spki, ...rest] =
		partsOf(tbs, tag.sequence, 7, 10) ?? [];
	const [notBeforeTime, notAfterTime] = partsOf(validity, tag.sequence, 2) ?? [];
	const signature = wholeBitsOf(signatureBits);
	const algorithm = algorithmOf(signatureAlgorithm);
	const extensions = extensionsOf(rest);
	const serialNumber = serial?.tag === tag.integer ? serialNumberText(serial.content) : undefined;
	const issuerText = issuer && distinguishedNameText(issuer.bytes);
	const subjectText = subject && distinguishedNameText(subject.bytes);
	const notBefore = instantOf(notBeforeTime);
	const notAfter = instantOf(notAfterTime);
	const publicKey = publicKeyOf(spki);
	if (!value || !tbs || !issuer || !subject || !signatureAlgorithm || !innerAlgorithm || !version)
		return undefined;
	if (!signature || !algorithm || !extensions || !serialNumber || !notBefore || !notAfter || !publicKey) {
		return undefined;
	}
	const isSound =
		isSame(version.bytes, version3) &&
		// RFC 5280 4.1.1.2: named twice, inside what is signed and outside, and the same, parameters too.
		isSame(innerAlgorithm.bytes, signatureAlgorithm.bytes);
	if (!isSound || issuerText === undefined || subjectText === undefined) return undefined;
	return {
		der: value.bytes,
		issuerName: issuer.bytes,
		subjectName: subject.bytes,
		issuer: issuerText,
		subject: subjectText,
		serialNumber,
		notBefore,
		notAfter,
		publicKey,
		extensions,
		signatureAlgorithm: algorithm,
		tbs: tbs.bytes,
		signature,
	};
}

/** `[0]` EXPLICIT INTEGER 2. */
const version3 = new Uint8Array([0xa0, 0x03, 0x02, 0x01, 0x02]);

function algorithmOf(value: DerValue | undefined): string | undefined {
	return objectIdentifierOf(partsOf(value, tag.sequence, 1, 2)?.[0]);
}

/** What follows the key: unique identifiers, which say nothing here, then the extensions, each at most once. */
function extensionsOf(rest: readonly DerValue[]): ReadonlyMap<string, X509Extension> | undefined {
	const order = [tag.primitive(1), tag.primitive(2), tag.constructed(3)];
	const places = rest.map(part => order.indexOf(part.tag));
	if (places.some((place, index) => place <= (places[index - 1] ?? -1))) return undefined;
	const last = rest.at(-1);
	const extensions = new Map<string, X509Extension>();
	if (last?.tag !== tag.constructed(3)) return extensions;
	const [list] = partsOf(last, tag.constructed(3), 1) ?? [];
	if (list?.tag !== tag.sequence) return undefined;
	for (const part of list.parts) {
		const [type, ...flagAndValue] = partsOf(part, tag.sequence, 2, 3) ?? [];
		const identifier = objectIdentifierOf(type);
		const value = octetsOf(flagAndValue.at(-1));
		const flag = flagAndValue.length === 2 ? flagAndValue[0] : undefined;
		if (identifier === undefined || !value || (flag && flag.tag !== tag.boolean)) return undefined;
		if (extensions.has(identifier)) return undefined;
		extensions.set(identifier, {critical: flag?.content[0] === 0xff, value});
	}
	return extensions;
}

function publicKeyOf(spki: DerValue | undefined): KeyObject | undefined {
	if (!spki) return undefined;
	try {
		return createPublicKey({key: Buffer.from(spki.bytes), format: 'der', type: 'spki'});
	} catch {
		// The runtime throws for keys it does not know.
		return undefined;
	}
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
