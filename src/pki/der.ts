/** How much of a foreign structure is looked at before it is refused (threats T-05). */
const maxDepth = 24;

/**
 * Whether bytes are exactly one value in DER (X.690 clauses 8 to 11): definite and shortest lengths,
 * primitive strings, SET OF in order, nothing after. PKI.js and openssl read BER and notice none of this.
 * Octet strings are opaque here; what they hold is judged where it is read.
 */
export function isDer(bytes: Uint8Array): boolean {
	return endOfValue(bytes, 0, bytes.length, 0) === bytes.length;
}

/** The offset after the value that begins at `from`; undefined when it is not DER. */
function endOfValue(bytes: Uint8Array, from: number, limit: number, depth: number): number | undefined {
	if (depth > maxDepth) return undefined;
	const header = readHeader(bytes, from, limit);
	if (!header) return undefined;
	const {tag, start, end} = header;
	if (!hasRightForm(tag)) return undefined;
	if ((tag & constructed) === 0) return isPrimitiveDer(tag, bytes.subarray(start, end)) ? end : undefined;

	let previous: Uint8Array | undefined;
	for (let at = start; at < end; ) {
		const next = endOfValue(bytes, at, end, depth + 1);
		if (next === undefined) return undefined;
		const element = bytes.subarray(at, next);
		if (tag === setTag && previous && Buffer.compare(previous, element) > 0) return undefined;
		previous = element;
		at = next;
	}
	return end;
}

function readHeader(bytes: Uint8Array, from: number, limit: number) {
	// A header that is cut off reads as one of indefinite length, whose 128 is never the shortest form.
	const [tag = 0, first = indefinite] = bytes.subarray(from, limit);
	if ((tag & severalOctets) === severalOctets) return undefined;
	const lengthBytes = first < indefinite ? 0 : first - indefinite;
	const start = from + 2 + lengthBytes;
	let length = lengthBytes === 0 ? first : 0;
	for (const byte of bytes.subarray(from + 2, start)) length = length * 256 + byte;
	// Lengths of four bytes and more are beyond anything we take.
	const shortest = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
	return shortest === lengthBytes && start + length <= limit ? {tag, start, end: start + length} : undefined;
}

const indefinite = 0x80;
/** Tag numbers above 30 do not occur in certificates or CMS. */
const severalOctets = 0x1f;
const constructed = 0x20;
const setTag = 0x31;
const sequenceTag = 0x30;

/** Sequences and sets are constructed, everything else of the universal class is primitive. */
function hasRightForm(tag: number): boolean {
	if ((tag & 0xc0) !== 0) return true;
	const isCollection = (tag | constructed) === sequenceTag || (tag | constructed) === setTag;
	return isCollection === ((tag & constructed) !== 0);
}

function isPrimitiveDer(tag: number, value: Uint8Array): boolean {
	const [first = 0, second = 0] = value;
	switch (tag) {
		case 0x01: // BOOLEAN
			return value.length === 1 && (first === 0x00 || first === 0xff);
		case 0x02: // INTEGER
			if (value.length === 1) return true;
			return !((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80));
		case 0x03: // BIT STRING: the bits that do not count are zero
			return value.length > 0 && first < 8 && ((value.at(-1) ?? 0) & ((1 << first) - 1)) === 0;
		case 0x05: // NULL
			return value.length === 0;
		case 0x06: // OBJECT IDENTIFIER: whole, no arc with a leading 80
			return value.length > 0 && (value.at(-1) ?? 0) < 0x80 && hasShortestArcs(value);
		case 0x0c: // UTF8String
			return isUtf8(value);
		case 0x17: // UTCTime, RFC 5280 4.1.2.5.1
			return /^\d{12}Z$/.test(Buffer.from(value).toString('latin1'));
		case 0x18: // GeneralizedTime, RFC 5280 4.1.2.5.2
			return /^\d{14}Z$/.test(Buffer.from(value).toString('latin1'));
		default:
			return true;
	}
}

function hasShortestArcs(value: Uint8Array): boolean {
	return value.every((byte, index) => byte !== 0x80 || (index > 0 && (value[index - 1] ?? 0) >= 0x80));
}

function isUtf8(value: Uint8Array): boolean {
	return decodeUtf8(value) !== undefined;
}

/** UTF-8 as text; undefined for bytes that are none. A byte order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
	} catch {
		return undefined;
	}
}
