import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {demoStaffCards} from '../../src/pki/demoStaff.ts';
import {initPki} from '../../src/pki/init.ts';
import {certificatePem} from '../../src/pki/pem.ts';
import {PkiFolderError} from '../../src/pki/pkiFolder.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile, copyOfPki, demoPki} from '../helpers/pki.ts';

const scratch = mkdtempSync(join(tmpdir(), 'madoguchi-init-'));
afterAll(() => rmSync(scratch, {recursive: true, force: true}));

const cards = [
	'auth-only',
	'bad-signature',
	'bidi',
	'escape-sequences',
	'expired',
	'juki',
	'locked',
	'long-address',
	'one-try',
	'revoked',
	'second',
	'staff-helper',
	'staff-officer-1',
	'staff-officer-2',
	'staff-operator',
	'substitute-characters',
	'valid',
	'wrong-issuer',
];

describe('the demo PKI folder', () => {
	test('holds every card of the design, and no other', async () => {
		expect(readdirSync(join(await demoPki(), 'cards')).sort()).toEqual(cards);
	});

	test('is readable by its owner alone', async () => {
		const folder = await demoPki();
		const paths = readdirSync(folder, {recursive: true}) as string[];

		const modes = new Set(
			[folder, ...paths.map(path => join(folder, path))]
				.map(path => statSync(path))
				.map(found => `${found.isDirectory() ? 'folder' : 'file'} ${(found.mode & 0o777).toString(8)}`),
		);
		expect([...modes].sort()).toEqual(['file 600', 'folder 700']);
	});

	test('names the revoked certificate', async () => {
		const revoked = JSON.parse(readFileSync(join(await demoPki(), 'revoked.json'), 'utf8'));
		const serial = openssl(['x509', '-inform', 'DER', '-in', 'der', '-noout', '-serial'], {
			der: await cardFile('revoked', 'sign.der'),
		});

		expect(serial.output.trim()).toBe(`serial=${revoked[0].serialNumber}`);
		expect(revoked).toHaveLength(1);
	});

	test('has a TLS certificate that openssl verifies for localhost and 127.0.0.1', async () => {
		const files = {
			ca: readFileSync(join(await demoPki(), 'tls-ca.pem')),
			tls: readFileSync(join(await demoPki(), 'window-tls.pem')),
		};
		const verify = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'ca'];

		expect(openssl([...verify, '-verify_hostname', 'localhost', 'tls'], files).output).toBe('tls: OK\n');
		expect(openssl([...verify, '-verify_ip', '127.0.0.1', 'tls'], files).output).toBe('tls: OK\n');
		expect(openssl([...verify, '-verify_hostname', 'example.jp', 'tls'], files).status).not.toBe(0);
	});

	test('has a receipt signer under the receipt root, and not under the TLS root', async () => {
		const file = async (name: string) => readFileSync(join(await demoPki(), name));
		const files = {
			signer: await file('window-sign.pem'),
			receipt: await file('receipt-ca.pem'),
			tls: await file('tls-ca.pem'),
		};

		expect(openssl(['verify', '-x509_strict', '-CAfile', 'receipt', 'signer'], files).output).toBe(
			'signer: OK\n',
		);
		expect(openssl(['verify', '-CAfile', 'tls', 'signer'], files).status).not.toBe(0);
	});

	test.each(Object.keys(demoStaffCards))(
		'has a card %s that openssl verifies under the staff root',
		async card => {
			const answer = openssl(['verify', '-x509_strict', '-CAfile', 'root', 'card'], {
				root: readFileSync(join(await demoPki(), 'staff-ca.pem')),
				card: certificatePem(await cardFile(card, 'staff.der')),
			});

			expect(answer.output).toBe('card: OK\n');
		},
	);

	test.each([
		['valid', 'sign-ca.pem', true],
		['second', 'anchors/sign-ca-2.pem', true],
		['second', 'sign-ca.pem', false],
		['bad-signature', 'sign-ca.pem', false],
		['wrong-issuer', 'sign-ca.pem', false],
	])('%s verified under %s: %s', async (card, root, isVerified) => {
		const answer = openssl(['verify', '-CAfile', 'root', 'card'], {
			root: readFileSync(join(await demoPki(), root)),
			card: certificatePem(await cardFile(card, 'sign.der')),
		});

		expect(answer.output === 'card: OK\n').toBe(isVerified);
	});

	test.each([
		['valid', 5, 'both'],
		['locked', 0, 'both'],
		['one-try', 1, 'both'],
		['auth-only', 5, 'auth'],
	])('the card %s has %i tries and holds %s', async (card, signTriesLeft, holds) => {
		const settings = JSON.parse(new TextDecoder().decode(await cardFile(card, 'card.json')));

		expect(settings).toMatchObject({signTriesLeft, holds});
		expect(settings.signPassword).toMatch(/^[A-Z0-9]{6,16}$/);
		expect(settings.authPin).toMatch(/^\d{4}$/);
		expect(readdirSync(join(await demoPki(), 'cards', card)).includes('sign.key')).toBe(holds === 'both');
	});
});

describe('making it again', () => {
	test('leaves a complete folder alone', async () => {
		const folder = await copyOfPki();
		const before = readFileSync(join(folder, 'sign-ca.key'), 'utf8');

		await initPki(folder, {now: new Date()});

		expect(readFileSync(join(folder, 'sign-ca.key'), 'utf8')).toBe(before);
	});

	test('refuses a folder that lacks a part, and touches nothing in it', async () => {
		const folder = await copyOfPki();
		rmSync(join(folder, 'window-sign.key'));
		const before = readdirSync(folder, {recursive: true}).length;

		await expect(initPki(folder, {now: new Date()})).rejects.toBeInstanceOf(PkiFolderError);
		expect(readdirSync(folder, {recursive: true})).toHaveLength(before);
	});

	test('refuses a file in its place', async () => {
		const path = join(scratch, 'file');
		writeFileSync(path, 'mine');

		await expect(initPki(path, {now: new Date()})).rejects.toBeInstanceOf(PkiFolderError);
		expect(readFileSync(path, 'utf8')).toBe('mine');
	});

	test('fills an empty folder, and two at once make one PKI', async () => {
		const folder = join(scratch, 'empty', 'pki');
		mkdirSync(folder, {recursive: true});

		await Promise.all([initPki(folder, {now: new Date()}), initPki(folder, {now: new Date()})]);

		const files = {
			root: readFileSync(join(folder, 'sign-ca.pem')),
			card: certificatePem(readFileSync(join(folder, 'cards/valid/sign.der'))),
		};
		expect(openssl(['verify', '-CAfile', 'root', 'card'], files).output).toBe('card: OK\n');
		expect(readdirSync(join(folder, '..'))).toEqual(['pki']);
	});
});
