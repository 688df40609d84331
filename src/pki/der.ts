/** How much of a foreign structure is looked at before it is refused (threats T-05). */
const maxDepth = 24;

/** One value in DER, and what it holds. Views into the bytes it was read from: nothing is copied. */
export class DerValue {
	constructor(
		/** The identifier octet: class, form and number. */
		readonly tag: number,
		/** Of a constructed value; a primitive one has none. */
		readonly parts: readonly DerValue[],
		private readonly source: Uint8Array,
		private readonly from: number,
		private readonly start: number,
		/** Offset in the source after the last byte. */
		readonly end: number,
	) {}

	/** With its own tag and length. */
	get bytes(): Uint8Array {
		return this.source.subarray(this.from, this.end);
	}

	/** Without them. */
	get content(): Uint8Array {
		return this.source.subarray(this.start, this.end);
	}
}

/** Tags of the universal class (X.680 8.6), and the context-specific ones of certificates and CMS. */
export const tag = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	objectIdentifier: 0x06,
	utf8String: 0x0c,
	utcTime: 0x17,
	generalizedTime: 0x18,
	sequence: 0x30,
	set: 0x31,
	/** `[number]` over a primitive type. */
	primitive: (number: number) => 0x80 | number,
	/** `[number]` over a constructed type, or EXPLICIT over any. */
	constructed: (number: number) => 0xa0 | number,
} as const;

/**
 * Reads bytes that are exactly one value in DER (X.690 clauses 8 to 11): definite and shortest lengths,
 * primitive strings, SET OF in order, nothing after; undefined for any other. PKI.js and openssl read BER and
 * notice none of this. Octet strings are opaque here; what they hold is judged where it is read.
 */
export function readDer(bytes: Uint8Array): DerValue | undefined {
	const value = readValue(bytes, 0, bytes.length, 0);
	return value?.end === bytes.length ? value : undefined;
}

/** Whether bytes are exactly one value in DER. */
export function isDer(bytes: Uint8Array): boolean {
	return readDer(bytes) !== undefined;
}

/** The value that begins at `from`; undefined when it is not DER. */
function readValue(bytes: Uint8Array, from: number, limit: number, depth: number): DerValue | undefined {
	if (depth > maxDepth) return undefined;
	const header = readHeader(bytes, from, limit);
	if (!header) return undefined;
	const {identifier, start, end} = header;
	if (!hasRightForm(identifier)) return undefined;
	const parts: DerValue[] = [];
	if ((identifier & constructed) === 0) {
		if (!isPrimitiveDer(identifier, bytes, start, end)) return undefined;
	} else {
		for (let at = start; at < end; ) {
			const next = readValue(bytes, at, end, depth + 1);
			if (!next) return undefined;
			const previous = parts.at(-1);
			const isOutOfOrder =
				identifier === tag.set && previous && Buffer.compare(previous.bytes, next.bytes) > 0;
			if (isOutOfOrder) return undefined;
			parts.push(next);
			at = next.end;
		}
	}
	return new DerValue(identifier, parts, bytes, from, start, end);
}

function readHeader(bytes: Uint8Array, from: number, limit: number) {
	// A header that is cut off reads as one of indefinite length, whose 128 is never the shortest form.
	const identifier = (from < limit && bytes[from]) || 0;
	const first = from + 1 < limit ? (bytes[from + 1] ?? indefinite) : indefinite;
	if ((identifier & severalOctets) === severalOctets) return undefined;
	const lengthBytes = first < indefinite ? 0 : first - indefinite;
	const start = from + 2 + lengthBytes;
	if (start > limit) return undefined;
	let length = lengthBytes === 0 ? first : 0;
	for (let at = from + 2; at < start; at++) length = length * 256 + (bytes[at] ?? 0);
	// Lengths of four bytes and more are beyond anything we take.
	const shortest = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
	const end = start + length;
	return shortest === lengthBytes && end <= limit ? {identifier, start, end} : undefined;
}

const indefinite = 0x80;
/** Tag numbers above 30 do not occur in certificates or CMS. */
const severalOctets = 0x1f;
const constructed = 0x20;

/** Sequences and sets are constructed, everything else of the universal class is primitive. */
function hasRightForm(identifier: number): boolean {
	if ((identifier & 0xc0) !== 0) return true;
	const form = identifier | constructed;
	return (form === tag.sequence || form === tag.set) === ((identifier & constructed) !== 0);
}

function isPrimitiveDer(identifier: number, bytes: Uint8Array, start: number, end: number): boolean {
	const length = end - start;
	const [first, second, last] = [bytes[start] ?? 0, bytes[start + 1] ?? 0, bytes[end - 1] ?? 0];
	switch (identifier) {
		case tag.boolean:
			return length === 1 && (first === 0x00 || first === 0xff);
		case tag.integer:
			if (length < 2) return length === 1;
			return !((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80));
		case tag.bitString: // The bits that do not count are zero.
			return length > 0 && first < 8 && (last & ((1 << first) - 1)) === 0;
		case tag.null:
			return length === 0;
		case tag.objectIdentifier: // Whole, no arc with a leading 80.
			return length > 0 && last < 0x80 && hasShortestArcs(bytes, start, end);
		case tag.utf8String:
			return decodeUtf8(bytes.subarray(start, end)) !== undefined;
		case tag.utcTime: // RFC 5280 4.1.2.5.1
			return length === 13 && isDigitsAndZ(bytes, start, end);
		case tag.generalizedTime: // RFC 5280 4.1.2.5.2
			return length === 15 && isDigitsAndZ(bytes, start, end);
		default:
			return true;
	}
}

function hasShortestArcs(bytes: Uint8Array, start: number, end: number): boolean {
	for (let at = start; at < end; at++) {
		const beginsArc = at === start || (bytes[at - 1] ?? 0) < 0x80;
		if (beginsArc && bytes[at] === 0x80) return false;
	}
	return true;
}

function isDigitsAndZ(bytes: Uint8Array, start: number, end: number): boolean {
	for (let at = start; at < end - 1; at++) {
		const byte = bytes[at] ?? 0;
		if (byte < 0x30 || byte > 0x39) return false;
	}
	return bytes[end - 1] === 0x5a;
}

const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** UTF-8 as text; undefined for bytes that are none. A byte order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
	try {
		return utf8.decode(bytes);
	} catch {
		return undefined;
	}
}
