import {type Set as Asn1Set, fromBER, type ObjectIdentifier, type Sequence} from 'asn1js';
import {toArrayBuffer} from './asn1.ts';

/**
 * A distinguished name as RFC 4514 text: most specific first, `CN=...,OU=...,C=JP`.
 * @param name DER of a Name; throws for bytes that are none, so call it with checked ones
 */
export function distinguishedNameText(name: Uint8Array): string {
	const rdns = (fromBER(toArrayBuffer(name)).result as Sequence).valueBlock.value as Asn1Set[];
	return rdns
		.map(rdn => (rdn.valueBlock.value as Sequence[]).map(attributeText).join('+'))
		.reverse()
		.join(',');
}

/** The short names of RFC 4514 section 3; a value of any other type is written in hex (section 2.4). */
const shortNames: Readonly<Record<string, string>> = {
	'2.5.4.3': 'CN',
	'2.5.4.6': 'C',
	'2.5.4.7': 'L',
	'2.5.4.8': 'ST',
	'2.5.4.9': 'STREET',
	'2.5.4.10': 'O',
	'2.5.4.11': 'OU',
	'0.9.2342.19200300.100.1.1': 'UID',
	'0.9.2342.19200300.100.1.25': 'DC',
};

function attributeText(attribute: Sequence): string {
	const [type, value] = attribute.valueBlock.value as [ObjectIdentifier, {getValue?: () => unknown}];
	const identifier = type.valueBlock.toString();
	const shortName = shortNames[identifier];
	const text = value.getValue?.();
	if (shortName && typeof text === 'string') return `${shortName}=${escapeValue(text)}`;
	const encoded = (value as unknown as Sequence).valueBeforeDecodeView;
	return `${shortName ?? identifier}=#${Buffer.from(encoded).toString('hex').toUpperCase()}`;
}

/** RFC 4514 section 2.4. */
function escapeValue(text: string): string {
	return text
		.replaceAll(/[\\"+,;<>]/g, '\\$&')
		.replaceAll('\u0000', '\\00')
		.replaceAll(/^[ #]| $/g, '\\$&');
}
