/** As much of IPP (RFC 8010, the encoding; RFC 8011, the model) as a slip needs. */

/** The groups of attributes that are sent or read, by their tags (RFC 8010, 3.5.1; RFC 3995, 11). */
export const groupTags = {
	operation: 0x01,
	job: 0x02,
	printer: 0x04,
	subscription: 0x06,
	notification: 0x07,
} as const;
const endOfAttributes = 0x03;

const valueTags = {
	integer: 0x21,
	boolean: 0x22,
	enum: 0x23,
	name: 0x42,
	keyword: 0x44,
	uri: 0x45,
	charset: 0x47,
	language: 0x48,
	mimeType: 0x49,
} as const;

export type Attribute =
	| readonly [name: string, type: 'integer' | 'enum', value: number]
	| readonly [
			name: string,
			type: Exclude<keyof typeof valueTags, 'integer' | 'enum' | 'boolean'>,
			value: string,
	  ];

/** RFC 8011, 5.4.15; RFC 3995, 11.2 and RFC 3996, 10.2. */
export const operations = {
	printJob: 0x0002,
	cancelJob: 0x0008,
	getPrinterAttributes: 0x000b,
	createPrinterSubscriptions: 0x0016,
	cancelSubscription: 0x001b,
	getNotifications: 0x001c,
} as const;

export interface IppRequest {
	readonly operation: keyof typeof operations;
	readonly requestId: number;
	readonly groups: ReadonlyArray<readonly [keyof typeof groupTags, readonly Attribute[]]>;
	/** The document, where there is one. */
	readonly data?: Uint8Array;
}

export interface IppAnswer {
	/** Below 0x0100 where all went well (RFC 8011, B.1). */
	readonly status: number;
	readonly groups: ReadonlyArray<{
		readonly tag: number;
		/** The values of each attribute: numbers, texts, and true or false as 1 or 0. */
		readonly attributes: ReadonlyMap<string, ReadonlyArray<number | string>>;
	}>;
}

export function encodeRequest({operation, requestId, groups, data}: IppRequest): Uint8Array<ArrayBuffer> {
	const head = Buffer.alloc(8);
	head.writeUInt16BE(0x0200, 0);
	head.writeUInt16BE(operations[operation], 2);
	head.writeUInt32BE(requestId, 4);
	const parts: Uint8Array[] = [head];
	for (const [group, attributes] of groups) {
		parts.push(Uint8Array.of(groupTags[group]));
		for (const attribute of attributes) parts.push(encodeAttribute(attribute));
	}
	parts.push(Uint8Array.of(endOfAttributes));
	if (data) parts.push(data);
	return new Uint8Array(Buffer.concat(parts));
}

function encodeAttribute([name, type, value]: Attribute): Uint8Array {
	const text = typeof value === 'number' ? integerBytes(value) : Buffer.from(value);
	const nameText = Buffer.from(name);
	const bytes = Buffer.alloc(5 + nameText.length + text.length);
	bytes.writeUInt8(valueTags[type], 0);
	bytes.writeUInt16BE(nameText.length, 1);
	bytes.set(nameText, 3);
	bytes.writeUInt16BE(text.length, 3 + nameText.length);
	bytes.set(text, 5 + nameText.length);
	return bytes;
}

function integerBytes(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(value);
	return bytes;
}

/** Reads an answer; undefined where it is none. */
export function decodeAnswer(answer: Uint8Array): IppAnswer | undefined {
	try {
		return decode(Buffer.from(answer));
	} catch {
		// A length that leads past the end.
		return undefined;
	}
}

function decode(bytes: Buffer): IppAnswer {
	const status = bytes.readUInt16BE(2);
	const groups: Array<{tag: number; attributes: Map<string, Array<number | string>>}> = [];
	let at = 8;
	let values: Array<number | string> = [];
	for (;;) {
		const tag = bytes.readUInt8(at++);
		if (tag === endOfAttributes) return {status, groups};
		if (tag < 0x10) {
			groups.push({tag, attributes: new Map()});
			continue;
		}
		const nameLength = bytes.readUInt16BE(at);
		const name = bytes.toString('utf8', at + 2, at + 2 + nameLength);
		at += 2 + nameLength;
		const length = bytes.readUInt16BE(at);
		const value = bytes.subarray(at + 2, at + 2 + length);
		if (value.length !== length) throw new RangeError('the answer breaks off');
		at += 2 + length;
		// No name: one more value of the attribute before.
		if (nameLength > 0) values = [];
		values.push(decodeValue(tag, value));
		if (nameLength > 0) groups.at(-1)?.attributes.set(name, values);
	}
}

function decodeValue(tag: number, value: Buffer): number | string {
	if (tag === valueTags.boolean) return value.readUInt8();
	const isInteger = tag === valueTags.integer || tag === valueTags.enum;
	return isInteger ? value.readInt32BE() : value.toString('utf8');
}
