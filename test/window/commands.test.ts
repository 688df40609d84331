import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {SetUpError, UsageError} from '../../src/commands/command.ts';
import {readTerminalCredential} from '../../src/commands/kiosk/terminalCredential.ts';
import {kiosk} from '../../src/commands/kiosk.ts';
import {readResets} from '../../src/commands/window/resetOptions.ts';
import {window} from '../../src/commands/window.ts';
import {startProgram} from '../e2e/program.ts';
import {openssl} from '../helpers/openssl.ts';
import {copyOfPki, demoPki} from '../helpers/pki.ts';
import {testClient, testFolder} from './testWindow.ts';

const pem = (folder: string, name: string) => Bun.file(join(folder, name)).text();

test('T-05 a demo PKI has a terminal and a verifier, each under its own authority and for nothing but client authentication', async () => {
	const pki = await demoPki();
	for (const [own, other] of [
		['terminal', 'verifier'],
		['verifier', 'terminal'],
	]) {
		const files = {
			ca: await pem(pki, `${own}-ca.pem`),
			other: await pem(pki, `${other}-ca.pem`),
			client: await pem(pki, `${own}.pem`),
		};
		const verify = (...args: string[]) =>
			openssl(['verify', '-x509_strict', ...args, 'client'], files).status;
		expect(verify('-purpose', 'sslclient', '-CAfile', 'ca')).toBe(0);
		expect(verify('-purpose', 'sslclient', '-CAfile', 'other')).not.toBe(0);
		expect(verify('-purpose', 'sslserver', '-CAfile', 'ca')).not.toBe(0);
	}
});

test('T-05 madoguchi window strike shuts a terminal out of a running window', async () => {
	const pki = await copyOfPki();
	const authority = join(pki, 'terminal-ca.pem');
	const running = startProgram([
		...['window', '--pki', pki, '--listen', '127.0.0.1:0', '--terminals', authority],
		...['--store', `sqlite:${join(testFolder(), 'store.sqlite')}`],
	]);
	const {listening} = JSON.parse(await running.line(/listening/));
	const certificate = await pem(pki, 'terminal.pem');
	const client = testClient(listening, {
		ca: await pem(pki, 'tls-ca.pem'),
		terminal: {certificate, key: await pem(pki, 'terminal.key')},
	});
	expect((await client.alive()).status).toBe('alive');
	const {output} = openssl(['x509', '-in', 'pem', '-noout', '-serial'], {pem: certificate});
	const serialNumber = output.trim().slice('serial='.length);
	expect(await window.run(['strike', serialNumber, '--authority', authority])).toBe(0);
	expect((await client.alive()).status).toBe('unreachable');
	expect(await running.end()).toBe(0);
});

describe('the words of madoguchi window', () => {
	const run = async (...words: string[]) =>
		window.run([
			'--pki',
			await demoPki(),
			'--listen',
			'127.0.0.1:0',
			'--store',
			'sqlite:/proc/none',
			...words,
		]);

	test.each([
		['--crl-hour', '24'],
		['--crl-hour', '-1'],
		['--crl-hour', '1.5'],
		['--crl-period', '5'],
		['--crl-period', '0'],
		['--crl', 'closed'],
		['--retention-days', '0'],
		['--capacity', 'many'],
		['--rate-all', '0'],
		['--fault', 'none'],
		['--fault', 'toString'],
	])('%s %s is refused', async (...words) => {
		await expect(run(...words)).rejects.toBeInstanceOf(UsageError);
	});

	test.each([
		['--resets-day', '0'],
		['--resets-officer', 'many'],
		['--resets-card-days', '29'],
		['--resets-between', '6'],
		['--resets-after', '181'],
	])('T-21 %s %s is refused: a limit may only be made stricter', async (...words) => {
		const office = ['--unblock-key', 'k', '--staff-ca', 'c', '--own-cards', 'o', '--state', 's'];
		await expect(run(...office, ...words)).rejects.toThrow(`${words[0]} wants a number`);
	});

	test('T-21 the limits of resets are those that were given', () => {
		const office = {'unblock-key': 'k', 'staff-ca': 'c', 'own-cards': 'o', state: 's'};
		const given = {
			...{'resets-day': '100', 'resets-officer': '3', 'resets-card-days': '60'},
			...{'resets-between': '2', 'resets-after': '90'},
		};
		const limits = {perDay: 100, perOfficer: 3, cardDays: 60, minutesBetween: 2, secondsAfter: 90};
		expect(readResets({...office, ...given})?.limits).toEqual(limits);
		expect(readResets(office)?.limits).toEqual({});
		expect(readResets({})).toBeUndefined();
		expect(() => readResets({'resets-after': '90'})).toThrow('--resets-after needs --unblock-key');
	});

	test('an enrolling authority that is none is refused', async () => {
		const noAuthority = join(await demoPki(), 'realm');
		await expect(run('--terminals', noAuthority)).rejects.toBeInstanceOf(SetUpError);
	});

	test('strike wants the serial number of a certificate', async () => {
		const authority = join(testFolder(), 'ca.pem');
		for (const words of [['strike'], ['strike', 'terminal 1']]) {
			await expect(window.run([...words, '--authority', authority])).rejects.toBeInstanceOf(UsageError);
		}
		expect(existsSync(`${authority}.struck`)).toBe(false);
	});
});

describe('T-05 the certificate a kiosk is started with', () => {
	const start = async (...words: string[]) =>
		kiosk.run([
			...['--pki', await demoPki(), '--window', 'https://127.0.0.1:1', '--reader', 'pcsc'],
			...['--state', testFolder(), ...words],
		]);

	test('comes with its key', async () => {
		await expect(start('--terminal', join(await demoPki(), 'terminal.pem'))).rejects.toBeInstanceOf(
			UsageError,
		);
	});

	test.each(['verifier.key', 'terminal.pem', 'nowhere.key'])('does not go with %s', async key => {
		const pki = await demoPki();
		const files = {certificate: join(pki, 'terminal.pem'), key: join(pki, key)};
		const error = await readTerminalCredential(files).catch(thrown => thrown);
		expect(error).toBeInstanceOf(SetUpError);
		expect(error.message).not.toContain('PRIVATE');
	});
});
