import {type NameAttribute, readName} from './distinguishedName.ts';
import {isSame} from './x509.ts';

/**
 * Whether two distinguished names are the same one (RFC 5280 7.1): case, width and needless spaces do not
 * count, nor does the kind of string. It tells which authority is meant; that it signed is for its key to prove.
 * @param left DER of a Name, as read from a certificate; what is none is the same as nothing but itself
 */
export function isSameName(left: Uint8Array, right: Uint8Array): boolean {
	if (isSame(left, right)) return true;
	const name = comparable(left);
	return name !== undefined && name === comparable(right);
}

function comparable(name: Uint8Array): string | undefined {
	const rdns = readName(name);
	return rdns && JSON.stringify(rdns.map(rdn => rdn.map(comparableAttribute).sort()));
}

function comparableAttribute({type, text, encoded}: NameAttribute): string {
	return `${type}=${text === undefined ? Buffer.from(encoded).toString('hex') : prepared(text)}`;
}

/** caseIgnoreMatch: fold, compose, leave out needless spaces (RFC 4518 2.2, 2.3, 2.6.1). */
function prepared(text: string): string {
	return text.normalize('NFKC').toLowerCase().normalize('NFKC').trim().replaceAll(/ +/g, ' ');
}
