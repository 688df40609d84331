import {type Set as Asn1Set, fromBER, type ObjectIdentifier, type Sequence} from 'asn1js';
import {toArrayBuffer} from './asn1.ts';
import {isSame} from './x509.ts';

/**
 * Whether two distinguished names are the same one (RFC 5280 7.1): case, width and needless spaces do not
 * count, nor does the kind of string. It tells which authority is meant; that it signed is for its key to prove.
 * @param left DER of a Name, as read from a certificate; throws for bytes that are none
 */
export function isSameName(left: Uint8Array, right: Uint8Array): boolean {
	return isSame(left, right) || comparable(left) === comparable(right);
}

function comparable(name: Uint8Array): string {
	const rdns = (fromBER(toArrayBuffer(name)).result as Sequence).valueBlock.value as Asn1Set[];
	return JSON.stringify(
		rdns.map(rdn => (rdn.valueBlock.value as Sequence[]).map(comparableAttribute).sort()),
	);
}

function comparableAttribute(attribute: Sequence): string {
	const [type, value] = attribute.valueBlock.value as [ObjectIdentifier, {getValue?: () => unknown}];
	const text = value.getValue?.();
	const content =
		typeof text === 'string'
			? prepared(text)
			: Buffer.from((value as unknown as Sequence).valueBeforeDecodeView).toString('hex');
	return `${type.valueBlock.toString()}=${content}`;
}

/** caseIgnoreMatch: fold, compose, leave out needless spaces (RFC 4518 2.2, 2.3, 2.6.1). */
function prepared(text: string): string {
	return text.normalize('NFKC').toLowerCase().normalize('NFKC').trim().replaceAll(/ +/g, ' ');
}
