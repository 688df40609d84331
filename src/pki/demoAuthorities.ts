import {generateKeyPair} from 'node:crypto';
import {promisify} from 'node:util';
import {type Authority, issueAuthority, type KeyPair, type NamePart} from './jpkiProfile.ts';
import {demoOrganization} from './realm.ts';
import {authorityValidity} from './validity.ts';

/** The roots that demo cards are issued under. */
export interface DemoAuthorities {
	/** Of three generations of one name, as JPKI has them (card-facts 3.1), the one that has run out. */
	readonly first: Authority;
	readonly previous: Authority;
	readonly current: Authority;
	/** Of another name. */
	readonly stranger: Authority;
	readonly authentication: Authority;
	/** Signs in the current authority's name without being it. */
	readonly forger: KeyPair;
}

/** Makes them; they differ from JPKI's own by organisation and unit. */
export async function issueDemoAuthorities(now: Date, serialNumber: () => string): Promise<DemoAuthorities> {
	const issue = async (name: readonly NamePart[], yearsAgo: number) =>
		issueAuthority(name, serialNumber(), authorityValidity(now, yearsAgo), await generateRsaKeys());
	const [first, previous, current, stranger, authentication, forger] = await Promise.all([
		issue(signingName, 11),
		issue(signingName, 7),
		issue(signingName, 3),
		issue(strangerName, 3),
		issue(authenticationName, 3),
		generateRsaKeys(),
	]);
	return {first, previous, current, stranger, authentication, forger};
}

/** RSA of 2048 bits with e 65537, as on the card (card-facts 3.2). */
export function generateRsaKeys(): Promise<KeyPair> {
	return promisify(generateKeyPair)('rsa', {modulusLength: 2048, publicExponent: 0x10001});
}

const signingName = authorityName(demoOrganization, 'JPKI for digital signature');
const strangerName = authorityName('STRANGER-DEMO', 'JPKI for digital signature');
const authenticationName = authorityName(demoOrganization, 'JPKI for user authentication');

function authorityName(organization: string, unit: string): readonly NamePart[] {
	return [
		['countryName', 'JP'],
		['organizationName', organization],
		['organizationalUnitName', unit],
		['organizationalUnitName', 'For demonstration only'],
	];
}
