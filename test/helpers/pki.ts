import {createPrivateKey, type KeyObject, randomBytes} from 'node:crypto';
import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import type {Procedure} from '../../src/domain/procedure.ts';
import {drawUpApplication} from '../../src/pki/application.ts';
import {readSigningCertificate, type SigningCertificate} from '../../src/pki/certificate.ts';
import {initPki} from '../../src/pki/init.ts';
import {signApplication} from '../../src/pki/signedApplication.ts';
import {signWith} from '../../src/pki/softwareKey.ts';

let made: Promise<string> | undefined;

/** A demo PKI folder, made once a test file and removed after it. */
export function demoPki(): Promise<string> {
	made ??= make();
	return made;
}

async function make(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'madoguchi-pki-'));
	await initPki(join(folder, 'pki'), {now: new Date()});
	return join(folder, 'pki');
}

/** A copy of the demo PKI folder for a test to break. */
export async function copyOfPki(): Promise<string> {
	const folder = mkdtempSync(join(await demoPki(), '..', 'copy-'));
	cpSync(await demoPki(), folder, {recursive: true});
	return folder;
}

afterAll(async () => {
	if (made) rmSync(join(await made, '..'), {recursive: true, force: true});
});

/** A file of a demo card, such as `sign.der`. */
export async function cardFile(card: string, file: string): Promise<Uint8Array> {
	return new Uint8Array(readFileSync(join(await demoPki(), 'cards', card, file)));
}

/** A demo card's private signing key. */
export async function signingKey(card: string): Promise<KeyObject> {
	return createPrivateKey(readFileSync(join(await demoPki(), 'cards', card, 'sign.key')));
}

/** A demo card's signing certificate, read. */
export async function readCard(card: string): Promise<SigningCertificate> {
	const reading = readSigningCertificate(await cardFile(card, 'sign.der'));
	if (reading.status !== 'read') throw new Error(`the card ${card} cannot be read: ${reading.fault}`);
	return reading.certificate;
}

/** The addressee of applications in tests. */
export const addressee = 'DEMO市長殿';

/** An application of a demo card's holder, as canonical JSON text. */
export async function drawnUp(card: string, procedure: Procedure = 'revocation'): Promise<string> {
	return drawUpApplication({
		procedure,
		addressee,
		certificate: await readCard(card),
		requestId: randomBytes(16).toString('hex'),
		createdAt: new Date(),
	});
}

/** A text signed with a demo card's key: CMS SignedData. */
export async function signedBy(
	card: string,
	application: string,
	signingTime = new Date(),
): Promise<Uint8Array> {
	const sign = signWith(await signingKey(card));
	const signing = await signApplication(application, await readCard(card), signingTime, sign);
	if (signing.status !== 'signed') throw new Error(`the card ${card} did not sign: ${signing.status}`);
	return signing.signedData;
}
