import {shortName} from './crl.ts';
import type {DemoAuthorities} from './demoAuthorities.ts';
import {generateRsaKeys} from './demoAuthorities.ts';
import type {DemoCard} from './demoCards.ts';
import {
	type Authority,
	issueAuthenticationCertificate,
	issueSigningCertificate,
	type KeyPair,
	keyIdentifier,
	type NamePart,
	type Validity,
} from './jpkiProfile.ts';
import {policyOid} from './oids.ts';
import {privateKeyPem} from './pem.ts';
import {citizenValidity, daysBefore} from './validity.ts';

/** What the making of a demo card takes besides the card. */
export interface CardMaking {
	readonly authorities: DemoAuthorities;
	/** One for all cards: no demonstration uses it, and keys take time to make. */
	readonly authenticationKeys: KeyPair;
	/** The public key of the unblock authority: SPKI in PEM. */
	readonly unblockKey: string;
	readonly now: Date;
	/** The next serial number, in hex. */
	readonly serialNumber: () => string;
}

/** A card's files by name, and its signing certificate's name in a revocation record, where it has one. */
export interface CardFiles {
	readonly files: ReadonlyMap<string, string | Uint8Array>;
	readonly signing?: {
		/** The short name of the issuing authority. */
		readonly issuer: string;
		readonly serialNumber: string;
	};
}

/** Issues a demo card's certificates and keys. */
export async function demoCardFiles(card: DemoCard, making: CardMaking): Promise<CardFiles> {
	const {authorities, authenticationKeys, unblockKey, now, serialNumber} = making;
	const {issuer, shownIssuer, issuedDaysAgo} = issues(authorities)[card.issue];
	const validity = citizenValidity(daysBefore(now, issuedDaysAgo), card.applicant.birthDate);
	const files = new Map<string, string | Uint8Array>([
		['card.json', `${JSON.stringify({...card.settings, unblockKey}, undefined, '\t')}\n`],
		['sign-ca.der', shownIssuer.certificate],
		['auth-ca.der', authorities.authentication.certificate],
		['auth.key', privateKeyPem(authenticationKeys.privateKey)],
		[
			'auth.der',
			issueAuthenticationCertificate(authorities.authentication, {
				serialNumber: serialNumber(),
				subject: [country, ['commonName', `${serialNumber()}${municipality}${serialNumber()}A`]],
				distributionPoint,
				validity,
				publicKey: authenticationKeys.publicKey,
			}),
		],
	]);
	if (card.settings.holds === 'auth') return {files};

	const keys = await generateRsaKeys();
	const signSerialNumber = serialNumber();
	const certificate = issueSigningCertificate(
		issuer,
		{
			serialNumber: signSerialNumber,
			subject: signingSubject(validity, serialNumber()),
			distributionPoint,
			validity,
			publicKey: keys.publicKey,
		},
		card.applicant,
		policyOid.signingTest,
		card.issue === 'forged' ? authorities.forger.privateKey : issuer.privateKey,
	);
	files.set('sign.der', certificate).set('sign.key', privateKeyPem(keys.privateKey));
	const issuerName = shortName(keyIdentifier(issuer.publicKey));
	return {files, signing: {issuer: issuerName, serialNumber: signSerialNumber}};
}

interface Issue {
	readonly issuer: Authority;
	/** What the card itself says its issuer is. */
	readonly shownIssuer: Authority;
	readonly issuedDaysAgo: number;
}

function issues({current, previous, stranger}: DemoAuthorities): Record<DemoCard['issue'], Issue> {
	return {
		current: {issuer: current, shownIssuer: current, issuedDaysAgo: 400},
		forged: {issuer: current, shownIssuer: current, issuedDaysAgo: 400},
		// It shows the demo root all the same, or the realm gate would turn it away before any password (T-14).
		stranger: {issuer: stranger, shownIssuer: current, issuedDaysAgo: 400},
		previousGeneration: {issuer: previous, shownIssuer: previous, issuedDaysAgo: 1200},
		longAgo: {issuer: previous, shownIssuer: previous, issuedDaysAgo: 6 * 365},
	};
}

const country: NamePart = ['countryName', 'JP'];
const municipality = '13101';
const distributionPoint: readonly NamePart[] = [
	['organizationalUnitName', 'CRL Distribution Points'],
	['organizationalUnitName', 'Tokyo-to'],
	['commonName', 'Chiyoda-ku CRLDP'],
];

/** The common name is an opaque number beginning with the time of the request, never a person's name. */
function signingSubject({notBefore}: Validity, sequence: string): readonly NamePart[] {
	const requested = notBefore.toISOString().replaceAll(/\D/g, '').slice(0, 14);
	return [
		country,
		['localityName', 'Tokyo-to'],
		['localityName', 'Chiyoda-ku'],
		['commonName', `${requested}${sequence}${municipality}A`],
	];
}
