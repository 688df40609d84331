import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, describe, expect, onTestFinished, test} from 'vitest';
import {examineOwnRelease, isAccepted, type OwnRelease} from '../../src/commands/kiosk/ownRelease.ts';
import {openRelease} from '../../src/pki/release.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {headlessKiosk} from '../helpers/headlessKiosk.ts';
import {openssl} from '../helpers/openssl.ts';
import {demoPki} from '../helpers/pki.ts';
import {opensslKeys} from '../helpers/releaseKeys.ts';

let folder: string;
let program: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'own-release-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	program = join(folder, 'madoguchi-terminal');
	mkdirSync(join(folder, 'pki'));
	writeFileSync(program, Buffer.alloc(3_000_000, 'the program'));
});

/** Signs by openssl what sha256sum says of the program, as the publisher does. */
function sign(kind: Parameters<typeof opensslKeys>[1] = 'ed25519', file = 'madoguchi-terminal'): void {
	const [sha256] = Bun.spawnSync(['sha256sum', program]).stdout.toString().split(' ');
	const addon = join(folder, 'pcsc-mini.node');
	writeFileSync(addon, 'the addon');
	const [ofAddon] = Bun.spawnSync(['sha256sum', addon]).stdout.toString().split(' ');
	const release = {
		format: 'madoguchi-release',
		version: 1,
		build: '1.2.3',
		commit: '0123456789abcdef0123456789abcdef01234567',
		committedAt: '2026-11-22T06:00:00.000Z',
		files: [
			{name: file, sha256, bytes: 3_000_000},
			{name: 'pcsc-mini.node', sha256: ofAddon, bytes: 9},
			// Released, and not installed.
			{name: 'sbom.cdx.json', sha256: '00'.repeat(32), bytes: 1},
		],
	};
	const path = join(folder, 'release.json');
	writeFileSync(path, JSON.stringify(release));
	const {key, publicKey} = opensslKeys(folder, kind);
	const made = openssl(['pkeyutl', '-sign', '-rawin', '-inkey', key, '-in', path, '-out', `${path}.sig`]);
	expect(made).toMatchObject({status: 0});
	writeFileSync(join(folder, 'pki/release.pem'), readFileSync(publicKey));
}

const examine = () => examineOwnRelease({execPath: program, running: program, pki: join(folder, 'pki')});

/** Changes one byte of a file in the middle. */
function spoil(path: string): void {
	const bytes = readFileSync(path);
	const at = bytes.length >> 1;
	bytes[at] = (bytes[at] ?? 0) ^ 1;
	writeFileSync(path, bytes);
}

describe('T-20 S004-026 the running program', () => {
	test.each(['ed25519', 'p256'] as const)('is genuine when the publisher signed it (%s)', async kind => {
		sign(kind);
		expect(await examine()).toEqual({
			status: 'genuine',
			build: '1.2.3',
			commit: '0123456789abcdef0123456789abcdef01234567',
		});
	});

	test.each([
		['one byte of the program', 'madoguchi-terminal', 'program'],
		['one byte of the addon beside it', 'pcsc-mini.node', 'program'],
		['one byte of the release', 'release.json', 'signature'],
		['one byte of the signature', 'release.json.sig', 'signature'],
		['one byte of the key', 'pki/release.pem', 'signature'],
	])('is wrong after a change of %s', async (_, file, why) => {
		sign();
		spoil(join(folder, file));
		expect(await examine()).toEqual({status: 'wrong', why});
	});

	test('is wrong under another key, without one, and where the release cannot be read', async () => {
		sign();
		writeFileSync(
			join(folder, 'pki/release.pem'),
			readFileSync(opensslKeys(folder, 'ed25519', 'other').publicKey),
		);
		expect(await examine()).toEqual({status: 'wrong', why: 'signature'});
		rmSync(join(folder, 'pki/release.pem'));
		expect(await examine()).toEqual({status: 'wrong', why: 'noKey'});
		rmSync(join(folder, 'release.json'));
		mkdirSync(join(folder, 'release.json'));
		expect(await examine()).toEqual({status: 'wrong', why: 'unreadable'});
	});

	test('is wrong where the release names another one', async () => {
		sign('ed25519', 'madoguchi');
		expect(await examine()).toEqual({status: 'wrong', why: 'program'});
	});

	test('is unsigned where no signature lies beside it', async () => {
		sign();
		rmSync(join(folder, 'release.json.sig'));
		expect(await examine()).toEqual({status: 'unsigned'});
	});

	test.each(['rsa', 'p384'] as const)('cannot be signed by another algorithm: %s', kind => {
		sign(kind);
		const files = ['release.json', 'release.json.sig'].map(name => readFileSync(join(folder, name)));
		expect(
			openRelease(
				files[0] as Buffer,
				files[1] as Buffer,
				readFileSync(join(folder, 'pki/release.pem'), 'utf8'),
			),
		).toBeUndefined();
	});
});

test('T-20 only the demo takes a program that nobody signed, and nobody takes a wrong one', () => {
	const genuine: OwnRelease = {status: 'genuine', build: '', commit: ''};
	const wrong: OwnRelease = {status: 'wrong', why: 'program'};
	const taken = (['demo', 'production'] as const).map(realm =>
		[genuine, {status: 'unsigned'} as const, wrong].map(release => isAccepted(release, realm)),
	);
	expect(taken).toEqual([
		[true, true, false],
		[true, false, false],
	]);
});

test('T-20 S004-026 a changed program begins no procedure: 2.2.4', async () => {
	sign();
	spoil(program);
	const pki = await demoPki();
	const window = await demoWindow(pki);
	const kiosk = await headlessKiosk({pki, window: window.url, ownRelease: examine()});
	await kiosk.until(({fault}) => fault === 'software');
	kiosk.presses('ok');
	await kiosk.untilScreen('menu');
	kiosk.presses('revocation');
	expect(await kiosk.untilScreen('notInService', 'importPrompt')).toMatchObject({
		screen: 'notInService',
		code: '2.2.4',
	});
});

test('T-20 S004-026 a genuine one begins', async () => {
	sign();
	const pki = await demoPki();
	const window = await demoWindow(pki);
	const kiosk = await headlessKiosk({pki, window: window.url, ownRelease: examine()});
	kiosk.presses('ok');
	await kiosk.untilScreen('menu');
	kiosk.presses('revocation');
	expect((await kiosk.untilScreen('notInService', 'importPrompt')).screen).toBe('importPrompt');
});
