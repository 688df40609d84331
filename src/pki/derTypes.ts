import {type DerValue, decodeUtf8, tag} from './der.ts';

/** The dotted text of an OBJECT IDENTIFIER; undefined for any other value. */
export function objectIdentifierOf(value: DerValue | undefined): string | undefined {
	if (value?.tag !== tag.objectIdentifier) return undefined;
	const arcs: bigint[] = [];
	let arc = 0n;
	for (const byte of value.content) {
		arc = (arc << 7n) | BigInt(byte & 0x7f);
		if (byte >= 0x80) continue;
		arcs.push(arc);
		arc = 0n;
	}
	// X.690 8.19.4: the first two arcs are one number.
	const [both = 0n, ...rest] = arcs;
	const first = both < 80n ? both / 40n : 2n;
	return [first, both - first * 40n, ...rest].join('.');
}

/** The octets of an OCTET STRING; undefined for any other value. */
export function octetsOf(value: DerValue | undefined): Uint8Array | undefined {
	return value?.tag === tag.octetString ? value.content : undefined;
}

/** The octets of a BIT STRING of whole octets, such as a signature; undefined for any other value. */
export function wholeBitsOf(value: DerValue | undefined): Uint8Array | undefined {
	return value?.tag === tag.bitString && value.content[0] === 0 ? value.content.subarray(1) : undefined;
}

/** The parts of a value under this tag, at least so many and at most; undefined for any other value. */
export function partsOf(
	value: DerValue | undefined,
	identifier: number,
	least: number,
	most = least,
): readonly DerValue[] | undefined {
	if (value?.tag !== identifier) return undefined;
	return value.parts.length >= least && value.parts.length <= most ? value.parts : undefined;
}

/** The instant of a UTCTime or GeneralizedTime to the second (RFC 5280 4.1.2.5); undefined for a day that is none. */
export function instantOf(value: DerValue | undefined): Date | undefined {
	if (value?.tag !== tag.utcTime && value?.tag !== tag.generalizedTime) return undefined;
	const digits = latin1(value.content);
	// 4.1.2.5.1: two digits of a year are of 1950 to 2049.
	const century = value.tag === tag.generalizedTime ? '' : digits < '50' ? '20' : '19';
	const text = `${century}${digits}`.replace(
		/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/,
		'$1-$2-$3T$4:$5:$6.000Z',
	);
	const instant = new Date(text);
	return Number.isNaN(instant.getTime()) || instant.toISOString() !== text ? undefined : instant;
}

/** The text of a character string of any kind (X.680 41); undefined for any other value. */
export function textOf({tag: identifier, content}: DerValue): string | undefined {
	if (identifier === tag.utf8String) return decodeUtf8(content);
	if (oneOctet.has(identifier)) return latin1(content);
	if (identifier === bmpString && content.length % 2 === 0)
		return Buffer.from(content).swap16().toString('utf16le');
	return undefined;
}

/** Numeric, Printable, Teletex, Videotex, IA5, Graphic, Visible and General: one octet a sign. */
const oneOctet: ReadonlySet<number> = new Set([0x12, 0x13, 0x14, 0x15, 0x16, 0x19, 0x1a, 0x1b]);
const bmpString = 0x1e;

function latin1(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
