import {Database} from 'bun:sqlite';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';
import {type Program, startProgram, written} from './program.ts';

let folder: string;
let pki: string;
let pcscd: TestPcscd;
let window: Program;
let url: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kiosk-'));
	pki = join(folder, 'pki');
	await startProgram(['pki', 'init', pki]).exited;
	pcscd = await startPcscd();
	window = startProgram([
		'window',
		'--pki',
		pki,
		'--listen',
		'127.0.0.1:0',
		'--store',
		`sqlite:${join(folder, 'window.sqlite')}`,
	]);
	url = JSON.parse(await window.line(/listening/)).listening;
}, 60_000);

afterAll(async () => {
	await window?.end();
	await pcscd?.stop();
	await rm(folder, {recursive: true, force: true});
});

const insert = async (name: string): Promise<Program> => {
	const card = startProgram(['card', '--pki', pki, '--card', name, '--vpcd', `localhost:${pcscd.port}`]);
	await card.line(/is in the reader/);
	return card;
};

const kiosk = (state: string) =>
	openTerminal(
		[
			process.execPath,
			join(import.meta.dirname, '../../src/main.ts'),
			...['kiosk', '--pki', pki, '--window', url, '--reader', 'pcsc', '--reader-name', pcscd.readers[0]],
			...['--state', join(folder, state), '--journal', join(folder, `${state}.jsonl`)],
		],
		{cols: 100, rows: 40, env: {LANG: 'C.UTF-8'}},
	);

const receiptNumber = /\d{4}-\d{4}-\d{4}/;

/** From the top screen to 送信確認 and its 了解. */
async function revoke(citizen: Citizen): Promise<void> {
	await citizen.sees('手続を選んでください', '通信は安全です');
	await citizen.goesToLogin();
	await citizen.logsIn('DEMO2026');
	await citizen.sees('取込み情報の確認', '吉田　太郎');
	await citizen.signsAndSends('DEMO2026');
}

test('a card in a real reader is revoked at the window once; the second request ends at 二重の失効申請', async () => {
	await using terminal = kiosk('state');
	const citizen = new Citizen(terminal);
	await citizen.sees('始める', '試験用');
	await using card = await insert('valid');
	await revoke(citizen);
	await citizen.sees('受理通知', receiptNumber);
	const [number = ''] = receiptNumber.exec(terminal.screen()) ?? [];
	citizen.press('Enter');
	await citizen.sees('カードをお取りください');
	await card.end();
	await citizen.sees('始める');

	// The request is in the window's store, and openssl takes its signature for the citizen's.
	const stored = `sqlite:${join(folder, 'window.sqlite')}`;
	const evidence = join(folder, 'evidence');
	const exporting = ['--pki', pki, '--store', stored, '--out', evidence];
	expect(await startProgram(['window', 'export', number, ...exporting]).exited).toBe(0);
	const verified = Bun.spawnSync([
		...['openssl', 'cms', '-verify', '-inform', 'DER', '-in', join(evidence, 'application.cms')],
		...['-CAfile', join(pki, 'sign-ca.pem'), '-purpose', 'any'],
	]);
	expect(verified.stderr.toString()).toMatch(/Verification successful/i);
	expect(verified.stdout.toString()).toContain('自己の電子証明書の失効申請を依頼します。');

	await using again = await insert('valid');
	await revoke(citizen);
	await citizen.sees('二重の失効申請', '2.2.15');
	citizen.press('Enter');
	await citizen.sees('カードをお取りください');
	await again.end();
	await citizen.sees('始める');
	const store = new Database(join(folder, 'window.sqlite'), {readonly: true});
	const rows = store.query('SELECT serial_number FROM revocations WHERE request_id IS NOT NULL');
	expect(rows.all()).toHaveLength(1);
	store.close();
});

test('T-11 a card pulled from the real reader at the imported information leads to 2.2.6 without personal data', async () => {
	await using terminal = kiosk('pulled');
	const citizen = new Citizen(terminal);
	await citizen.sees('始める');
	await using card = await insert('second');
	await citizen.sees('手続を選んでください');
	await citizen.chooses('自己の電子証明書の失効申請');
	await citizen.sees('申請に必要な情報の取込み');
	await citizen.chooses('OK');
	await citizen.sees('残り回数は5回です');
	const {signPassword} = JSON.parse(await Bun.file(join(pki, 'cards/second/card.json')).text());
	await citizen.types(signPassword);
	citizen.press('Enter');
	await citizen.sees('取込み情報の確認', '申請者の氏名');
	const shown = terminal.screen();
	const name = /申請者の氏名 +(\S+)/.exec(shown)?.[1] ?? '';
	expect(name.length).toBeGreaterThan(1);
	let next: string | undefined;
	const watching = citizen.sees(screen => {
		if (screen !== shown) next ??= screen;
		return screen.includes('予期しないエラー');
	});
	await card.end();
	await watching;
	await citizen.sees('2.2.6');
	expect(next).not.toContain(name);
	expect(terminal.screen()).not.toContain(name);
});

test('no reader service, no card and another card are told apart', async () => {
	await using terminal = kiosk('causes');
	const citizen = new Citizen(terminal);
	await citizen.sees('始める');
	citizen.press('Enter');
	await citizen.sees('手続を選んでください');
	await citizen.chooses('自己の電子証明書の失効申請');
	await citizen.sees('申請に必要な情報の取込み');
	await citizen.chooses('OK');
	await citizen.sees('ICカード準備エラー', '2.2.5');
	const noCard = terminal.screen();
	await using juki = await insert('juki');
	// The virtual reader is polled: the card counts once the kiosk has heard of it.
	await written(join(folder, 'causes.jsonl'), /"reader\.present"/);
	citizen.press('Enter');
	await citizen.sees('S-07', '住民基本台帳カード');
	citizen.press('Enter');
	await citizen.sees('申請に必要な情報の取込み');
	await pcscd.kill();
	await citizen.chooses('OK');
	await citizen.sees('ICカード準備エラー', '2.2.5');
	expect(terminal.screen()).not.toBe(noCard);
	await juki.end();
	await pcscd.start();
	await using card = await insert('second');
	// The kiosk finds the service, and the card in it, again by itself.
	await written(join(folder, 'causes.jsonl'), /"noService"[\s\S]*"reader\.present"/);
	citizen.press('Enter');
	await citizen.sees('残り回数は5回です');
	await card.end();
});
