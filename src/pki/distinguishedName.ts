import {readDer, tag} from './der.ts';
import {objectIdentifierOf, partsOf, textOf} from './derTypes.ts';

/** One attribute of a distinguished name. */
export interface NameAttribute {
	/** Its object identifier. */
	readonly type: string;
	/** Undefined when the value is no character string. */
	readonly text: string | undefined;
	/** DER of the value. */
	readonly encoded: Uint8Array;
}

/** The attributes of a Name (RFC 5280 4.1.2.4) by relative name, most general first; undefined for bytes that are none. */
export function readName(name: Uint8Array): ReadonlyArray<readonly NameAttribute[]> | undefined {
	const rdns: NameAttribute[][] = [];
	const value = readDer(name);
	if (value?.tag !== tag.sequence) return undefined;
	for (const rdn of value.parts) {
		if (rdn.tag !== tag.set || rdn.parts.length === 0) return undefined;
		const attributes: NameAttribute[] = [];
		for (const attribute of rdn.parts) {
			const [type, part] = partsOf(attribute, tag.sequence, 2) ?? [];
			const identifier = objectIdentifierOf(type);
			if (identifier === undefined || !part) return undefined;
			attributes.push({type: identifier, text: textOf(part), encoded: part.bytes});
		}
		rdns.push(attributes);
	}
	return rdns;
}

/**
 * A distinguished name as RFC 4514 text: most specific first, `CN=...,OU=...,C=JP`.
 * @param name DER of a Name; undefined for bytes that are none
 */
export function distinguishedNameText(name: Uint8Array): string | undefined {
	return readName(name)
		?.map(rdn => rdn.map(attributeText).join('+'))
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

function attributeText({type, text, encoded}: NameAttribute): string {
	const shortName = shortNames[type];
	if (shortName && text !== undefined) return `${shortName}=${escapeValue(text)}`;
	return `${shortName ?? type}=#${Buffer.from(encoded).toString('hex').toUpperCase()}`;
}

/** RFC 4514 section 2.4. */
function escapeValue(text: string): string {
	return text
		.replaceAll(/[\\"+,;<>]/g, '\\$&')
		.replaceAll('\u0000', '\\00')
		.replaceAll(/^[ #]| $/g, '\\$&');
}
