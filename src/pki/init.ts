import {createHash, generateKeyPairSync, randomBytes} from 'node:crypto';
import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {writeFolderAtomically} from '../files/atomic.ts';
import {generateRsaKeys, issueDemoAuthorities} from './demoAuthorities.ts';
import {type CardFiles, demoCardFiles} from './demoCardFiles.ts';
import {demoCards} from './demoCards.ts';
import {demoStaffCards, demoStaffFiles} from './demoStaff.ts';
import {demoWindowFiles} from './demoWindow.ts';
import {certificatePem, privateKeyPem} from './pem.ts';
import {PkiFolderError} from './pkiFolder.ts';
import {daysBefore} from './validity.ts';

/** Time and randomness of a demo PKI; its keys always come from the runtime's generator. */
export interface PkiMaking {
	readonly now: Date;
	/** Gives that many random bytes, for serial numbers. */
	readonly random?: (length: number) => Uint8Array;
}

/**
 * Makes a complete demo PKI in a folder (design 8), in one step: it is there whole or not at all.
 * A complete folder is left alone. Throws PkiFolderError for a folder that holds something else.
 */
export async function initPki(folder: string, making: PkiMaking): Promise<void> {
	if (await isComplete(folder)) return;
	const files = await demoPkiFiles(making);
	try {
		await writeFolderAtomically(folder, files);
	} catch (error) {
		// Another process may have made it meanwhile; its folder is as good as ours.
		if (await isComplete(folder)) return;
		if (!isTaken(error)) throw error;
		throw new PkiFolderError(
			folder,
			'is not empty and is no complete demo PKI: name another folder or remove it',
			{
				cause: error,
			},
		);
	}
}

async function isComplete(folder: string): Promise<boolean> {
	const cards = Object.keys({...demoCards, ...demoStaffCards}).map(name => `cards/${name}/card.json`);
	const present = await Promise.all(
		[...windowFiles, ...cards].map(async file => {
			const found = await stat(join(folder, file)).catch(() => undefined);
			return found?.isFile() === true;
		}),
	);
	return present.every(Boolean);
}

const windowFiles = [
	'realm',
	'anchors/sign-ca-1.pem',
	'anchors/sign-ca-2.pem',
	'anchors/sign-ca-3.pem',
	'sign-ca.pem',
	'sign-ca.key',
	'tls-ca.pem',
	'window-tls.pem',
	'window-tls.key',
	'receipt-ca.pem',
	'window-sign.pem',
	'window-sign.key',
	'window-audit.pem',
	'window-audit.key',
	'revoked.json',
	'crl-keys/sign-ca-1.key',
	'crl-keys/sign-ca-2.key',
	'crl-keys/sign-ca-3.key',
	'terminal-ca.pem',
	'terminal-ca.key',
	'terminal.pem',
	'terminal.key',
	'verifier-ca.pem',
	'verifier-ca.key',
	'verifier.pem',
	'verifier.key',
	'store.key',
	'staff-ca.pem',
	'staff-ca.key',
	'unblock.key',
	'unblock.pub',
	'own-cards.json',
];

function isTaken(error: unknown): boolean {
	const code = (error as NodeJS.ErrnoException).code;
	return code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR';
}

type Files = Map<string, string | Uint8Array>;

async function demoPkiFiles({now, random = randomBytes}: PkiMaking): Promise<Files> {
	const serialNumber = () => serialNumberFrom(random(4));
	const [authorities, authenticationKeys, windowFiles, staffFiles] = await Promise.all([
		issueDemoAuthorities(now, serialNumber),
		generateRsaKeys(),
		demoWindowFiles(now, serialNumber),
		demoStaffFiles(now, serialNumber),
	]);
	const unblock = generateKeyPairSync('ec', {
		namedCurve: 'P-256',
		publicKeyEncoding: {type: 'spki', format: 'pem'},
		privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
	});
	const making = {authorities, authenticationKeys, unblockKey: unblock.publicKey, now, serialNumber};
	const cards = await Promise.all(
		Object.entries(demoCards).map(async ([name, card]) => ({
			name,
			card,
			...(await demoCardFiles(card, making)),
		})),
	);
	const revoked = cards
		.filter(({card}) => card.revoked)
		.map(({signing}) => ({...signing, revokedAt: daysBefore(now, 30).toISOString()}));
	return new Map<string, string | Uint8Array>([
		['realm', 'demo\n'],
		['anchors/sign-ca-1.pem', certificatePem(authorities.first.certificate)],
		['anchors/sign-ca-2.pem', certificatePem(authorities.previous.certificate)],
		['anchors/sign-ca-3.pem', certificatePem(authorities.current.certificate)],
		['sign-ca.pem', certificatePem(authorities.current.certificate)],
		['sign-ca.key', privateKeyPem(authorities.current.privateKey)],
		['crl-keys/sign-ca-1.key', privateKeyPem(authorities.first.privateKey)],
		['crl-keys/sign-ca-2.key', privateKeyPem(authorities.previous.privateKey)],
		['crl-keys/sign-ca-3.key', privateKeyPem(authorities.current.privateKey)],
		['revoked.json', `${JSON.stringify(revoked, undefined, '\t')}\n`],
		['unblock.key', unblock.privateKey],
		['unblock.pub', unblock.publicKey],
		['own-cards.json', ownCardsOf(cards)],
		...windowFiles,
		...staffFiles,
		...cards.flatMap(({name, files}) =>
			[...files].map(([file, content]) => [`cards/${name}/${file}`, content] as const),
		),
	]);
}

/** The officers' own citizen cards, by SHA-256 of the first bytes of the card's authentication certificate. */
function ownCardsOf(
	cards: ReadonlyArray<{readonly name: string; readonly files: CardFiles['files']}>,
): string {
	const second = cards.find(({name}) => name === 'second')?.files.get('auth.der');
	const identity = createHash('sha256')
		.update((second as Uint8Array).subarray(0, identifyingBytes))
		.digest('hex');
	const officers = Object.values(demoStaffCards).map(({id, role}) => [
		id,
		role === 'operator' ? [identity] : [],
	]);
	return `${JSON.stringify(Object.fromEntries(officers), undefined, '\t')}\n`;
}

/** What a card is known by: as much of the certificate as one command reads. */
const identifyingBytes = 256;

/** Upper-case hex of a positive serial number as long as the bytes. */
function serialNumberFrom(bytes: Uint8Array): string {
	const first = ((bytes[0] ?? 0) & 0x3f) | 0x40;
	return Buffer.from([first, ...bytes.subarray(1)])
		.toString('hex')
		.toUpperCase();
}
