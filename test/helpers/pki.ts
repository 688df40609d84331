import {createPrivateKey, type KeyObject} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import {initPki} from '../../src/pki/init.ts';

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
