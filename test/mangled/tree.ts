import {concat, mangleBytes} from './bytes.ts';
import type {Random} from './random.ts';

/** A value of DER taken apart, so that what is changed deep inside still has right lengths around it. */
interface Value {
	tag: number;
	content: Uint8Array | Value[];
}

/**
 * Mangles the values of a DER structure: changes, removes, doubles, moves and nests them and writes the lengths anew, so
 * that the bytes come past the first check of form. Now and then the bytes are mangled as well.
 */
export function mangleDer(der: Uint8Array, random: Random): Uint8Array {
	const [root] = valuesIn(der) ?? [];
	if (!root) return mangleBytes(der, random);
	for (let left = 1 + random.below(3); left > 0; left--)
		change(random.pick(collectionsIn(root)), root, random);
	const mangled = encode(root);
	return random.below(16) === 0 ? mangleBytes(mangled, random) : mangled;
}

type Collection = Value & {content: Value[]};

function change(collection: Collection, root: Value, random: Random): void {
	const {content: values} = collection;
	const at = random.below(values.length);
	const value = values[at];
	if (!value) return;
	switch (random.below(9)) {
		case 0:
			values.splice(at, 1);
			return;
		case 1:
			values.splice(at, 0, structuredClone(value));
			return;
		case 2:
			values.push(...values.splice(at, 1));
			return;
		case 3:
			random.pick(collectionsIn(root)).content.push(structuredClone(value));
			return;
		case 4:
			value.tag = random.pick([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x17, 0x18, 0x30, 0x31, 0x80, 0xa0]);
			return;
		case 5:
			values[at] = {tag: random.pick([0x30, 0x31, 0xa0, 0xa3]), content: [value]};
			return;
		case 6:
			value.content = new Uint8Array();
			return;
		default:
			value.content = mangleBytes(contentOf(value), random);
	}
}

function collectionsIn(value: Value): [Collection, ...Collection[]] {
	if (!isCollection(value)) throw new TypeError('a structure without parts has nothing to reorder');
	return [value, ...value.content.filter(isCollection).flatMap(collectionsIn)];
}

function isCollection(value: Value): value is Collection {
	return Array.isArray(value.content);
}

/** The values that fill these bytes; undefined where they do not. Lengths of up to three bytes (X.690, 8.1.3). */
function valuesIn(bytes: Uint8Array): Value[] | undefined {
	const values: Value[] = [];
	for (let at = 0; at < bytes.length; ) {
		const [tag = 0, first = 0x80] = bytes.subarray(at);
		const lengthBytes = first < 0x80 ? 0 : first - 0x80;
		const start = at + 2 + lengthBytes;
		if (first === 0x80 || lengthBytes > 3) return undefined;
		const length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
		const end = start + (lengthBytes === 0 ? first : length);
		if (end > bytes.length) return undefined;
		const content = bytes.slice(start, end);
		values.push({tag, content: (tag & 0x20 ? valuesIn(content) : undefined) ?? content});
		at = end;
	}
	return values;
}

function encode(value: Value): Uint8Array {
	const content = contentOf(value);
	return concat(Uint8Array.of(value.tag, ...lengthOf(content.length)), content);
}

function contentOf({content}: Value): Uint8Array {
	return Array.isArray(content) ? concat(...content.map(encode)) : content;
}

function lengthOf(length: number): number[] {
	if (length < 0x80) return [length];
	if (length < 0x100) return [0x81, length];
	if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
	return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
}
