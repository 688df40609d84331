import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {window as windowCommand} from '../../src/commands/window.ts';
import {demoPki} from '../helpers/pki.ts';
import {realWindow, signedParcel} from './realWindow.ts';
import {testFolder} from './testWindow.ts';

const files = [
	'applicant.pem',
	'application.cms',
	'application.json',
	'issuer.pem',
	'list.pem',
	'receipt.cms',
	'receipt.json',
	'verify.sh',
	'window-issuer.pem',
	'window.pem',
];

describe('T-06 madoguchi window export', () => {
	test('gives a stranger what proves a revocation, and openssl alone checks it', async () => {
		const {out, said, parcel, number} = await exported();

		expect(readdirSync(out).sort()).toEqual(files);
		expect(new Uint8Array(readFileSync(join(out, 'application.cms')))).toEqual(parcel.cms);
		const {stdout} = spawnSync('openssl', ['dgst', '-sha256', '-r', join(out, 'verify.sh')], {
			encoding: 'utf8',
		});
		expect(said).toContain(stdout.slice(0, 64));
		const {status, output} = verify(out);
		expect(output).toContain(`OK ${number} accepted at`);
		// Who knows a requestId may ask the window about it.
		expect(output).not.toContain(parcel.requestId);
		expect(status).toBe(0);
	});

	test('any octet changed in any file is found', async () => {
		const {out} = await exported();

		for (const file of files.filter(name => name !== 'verify.sh')) {
			const path = join(out, file);
			const sound = readFileSync(path);
			for (const at of [0, sound.length >> 1, sound.length - 1]) {
				writeFileSync(path, sound.with(at, (sound[at] ?? 0) ^ 0x01));
				expect(verify(out), `${file} at ${at}`).toEqual({status: 1, output: `NG ${file} was changed\n`});
			}
			writeFileSync(path, sound);
		}
		expect(verify(out).status).toBe(0);
	});

	test.each([
		['application.cms', 'NG application.cms is not signed by applicant.pem under issuer.pem\n'],
		['application.json', 'NG application.cms holds something else than application.json\n'],
		['applicant.pem', 'NG application.cms is not signed by applicant.pem under issuer.pem\n'],
		['receipt.cms', 'NG receipt.cms is not signed by window.pem under window-issuer.pem\n'],
		['receipt.json', 'NG receipt.cms holds something else than receipt.json\n'],
		['window.pem', 'NG receipt.cms is not signed by window.pem under window-issuer.pem\n'],
		['list.pem', 'NG the certificate was not in force by list.pem\n'],
	])('a changed %s is found by its signature where the digests were changed too', async (file, finding) => {
		const {out} = await exported();
		const [path, script] = [join(out, file), join(out, 'verify.sh')];
		const sound = readFileSync(path);
		// The end of signed data is its signature; the middle is a certificate's copy, which openssl is told to leave.
		const at = file.endsWith('.cms') ? sound.length - 1 : sound.length >> 1;
		const changed = sound.with(at, other(sound[at] ?? 0));
		writeFileSync(path, changed);
		writeFileSync(script, readFileSync(script, 'utf8').replaceAll(sha256(sound), sha256(changed)));

		expect(verify(out)).toEqual({status: 1, output: finding});
	});

	test('a root of this machine does not stand in for the one that is missing', async () => {
		const {out} = await exported();
		const [path, script] = [join(out, 'issuer.pem'), join(out, 'verify.sh')];
		const [sound, foreign] = [readFileSync(path), readFileSync(join(out, 'window-issuer.pem'))];
		writeFileSync(path, foreign);
		writeFileSync(script, readFileSync(script, 'utf8').replaceAll(sha256(sound), sha256(foreign)));

		const {status, stdout} = spawnSync('sh', [script], {
			encoding: 'utf8',
			env: {...process.env, SSL_CERT_FILE: join(await demoPki(), 'sign-ca.pem')},
		});
		expect([status, stdout]).toEqual([
			1,
			'NG application.cms is not signed by applicant.pem under issuer.pem\n',
		]);
	});

	test('writes nothing without the key, for another number, or over what is there', async () => {
		const {store, number, parcel, out} = await exported();
		const folder = testFolder();
		const otherKey = join(folder, 'other.key');
		writeFileSync(otherKey, Buffer.alloc(32, 1).toString('base64'));
		const target = join(folder, 'evidence');

		await expect(run(number, store, target, ['--store-key', otherKey])).rejects.toThrow('does not open');
		await expect(run(number, store, target, ['--store-key', '/dev/null'])).rejects.toThrow('no key');
		await expect(run('0000-0000-0000', store, target)).rejects.toThrow('no application');
		expect(existsSync(target)).toBe(false);
		await expect(run(number, store, out)).rejects.toThrow('is there already');
		expect(new Uint8Array(readFileSync(join(out, 'application.cms')))).toEqual(parcel.cms);
	});
});

/** A revocation accepted by the real window, and its evidence. */
async function exported() {
	const {client, store, stop} = await realWindow();
	const parcel = await signedParcel('valid');
	const answer = await client.submit(parcel);
	if (answer.status !== 'answered') throw new Error(`not answered: ${answer.status}`);
	await stop();
	const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	onTestFinished(() => log.mockRestore());
	const number = answer.receipt.receiptNumber;
	const out = join(testFolder(), 'evidence');
	expect(await run(number, store, out)).toBe(0);
	return {out, said: log.mock.calls.join('\n'), parcel, number, store};
}

async function run(number: string, store: string, out: string, more: readonly string[] = []) {
	const where = ['--pki', await demoPki(), '--store', store, '--out', out];
	return windowCommand.run(['export', number, ...where, ...more]);
}

function verify(folder: string): {status: number | null; output: string} {
	const {status, stdout, stderr} = spawnSync('sh', [join(folder, 'verify.sh')], {encoding: 'utf8'});
	return {status, output: `${stdout}${stderr}`};
}

function sha256(bytes: Uint8Array): string {
	return new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
}

/** Another sign of base64 and of JSON text alike. */
function other(byte: number): number {
	return byte === 0x41 ? 0x42 : 0x41;
}
