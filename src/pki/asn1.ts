import {
	Boolean as Asn1Boolean,
	Set as Asn1Set,
	type BaseBlock,
	BitString,
	Constructed,
	IA5String,
	Integer,
	Null,
	ObjectIdentifier,
	OctetString,
	Primitive,
	PrintableString,
	Sequence,
	UTCTime,
	Utf8String,
} from 'asn1js';
import {readDer, tag} from './der.ts';

/** A node of an ASN.1 tree under construction; `der` turns it into bytes. */
export type Node = BaseBlock;

/** The DER bytes of a tree built from the functions below. */
export function der(node: Node): Uint8Array {
	return new Uint8Array(node.toBER());
}

export const sequence = (...value: Node[]): Node => new Sequence({value});
export const setOf = (...value: Node[]): Node => new Asn1Set({value});
export const objectIdentifier = (value: string): Node => new ObjectIdentifier({value});
export const utf8String = (value: string): Node => new Utf8String({value});
export const printableString = (value: string): Node => new PrintableString({value});
export const ia5String = (value: string): Node => new IA5String({value});
export const nothing = (): Node => new Null();
export const yes = (): Node => new Asn1Boolean({value: true});
export const octetString = (bytes: Uint8Array): Node => new OctetString({valueHex: toArrayBuffer(bytes)});
export const utcTime = (valueDate: Date): Node => new UTCTime({valueDate});

/** A BIT STRING. @param unusedBits how many low bits of the last byte do not count */
export const bitString = (bytes: Uint8Array, unusedBits = 0): Node =>
	new BitString({valueHex: toArrayBuffer(bytes), unusedBits});

/** A non-negative INTEGER from its big-endian magnitude. */
export const integer = (hex: string): Node => Integer.fromBigInt(BigInt(`0x${hex}`));

/** `[number]` around what it holds: EXPLICIT, or IMPLICIT over a constructed type. */
export const tagged = (number: number, ...value: Node[]): Node =>
	new Constructed({idBlock: {tagClass: contextSpecific, tagNumber: number}, value});

/** `[number]` IMPLICIT over a primitive type. */
export const taggedBytes = (number: number, bytes: Uint8Array): Node =>
	new Primitive({idBlock: {tagClass: contextSpecific, tagNumber: number}, valueHex: toArrayBuffer(bytes)});

const contextSpecific = 3;

/** A SEQUENCE that is encoded already, such as a certificate: it is taken over as it stands, without a tree of its own. */
export function encodedSequence(bytes: Uint8Array): Node {
	const value = readDer(bytes);
	if (value?.tag !== tag.sequence) throw new TypeError('only a SEQUENCE in DER can be taken over');
	const node = new Primitive({
		idBlock: {tagClass: universal, tagNumber: tag.sequence & 0x1f},
		valueHex: toArrayBuffer(value.content),
	});
	node.idBlock.isConstructed = true;
	return node;
}

const universal = 1;

/** asn1js takes whole buffers; a view into a larger one would hand it the neighbours too. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
	return new Uint8Array(bytes).buffer;
}
