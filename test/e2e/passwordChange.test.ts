import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {findInMemory} from '../helpers/memory.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';
import {type Program, startProgram} from './program.ts';

let folder: string;
let pki: string;
let pcscd: TestPcscd;
let window: Program;
let url: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'change-'));
	pki = join(folder, 'pki');
	await startProgram(['pki', 'init', pki]).exited;
	pcscd = await startPcscd();
	const store = `sqlite:${join(folder, 'window.sqlite')}`;
	window = startProgram(['window', '--pki', pki, '--listen', '127.0.0.1:0', '--store', store]);
	url = JSON.parse(await window.line(/listening/)).listening;
}, 60_000);

afterAll(async () => {
	await window?.end();
	await pcscd?.stop();
	await rm(folder, {recursive: true, force: true});
});

/** Nothing of the program reads like these. */
const first = 'ZQ7XK4WJ9VHX';
const second = 'P5TW8QL2XBZ';

/** From the top screen through the three fields. */
async function changes(
	citizen: Citizen,
	current: string,
	next: string,
	whileTyped: () => void = () => undefined,
): Promise<void> {
	await citizen.sees('手続を選んでください', '通信は安全です');
	await citizen.chooses('パスワードの変更');
	await citizen.sees('変更するパスワードを選んでください');
	await citizen.chooses('署名用パスワード(英字と数字)');
	await citizen.sees('署名用パスワードの変更');
	await citizen.chooses('OK');
	await citizen.sees('いまの署名用パスワードを入力してください');
	await citizen.types(current);
	citizen.press('Enter');
	await citizen.sees('新しい署名用パスワード(');
	await citizen.types(next);
	citizen.press('Enter');
	await citizen.sees('もう一度入力してください');
	await citizen.types(next);
	whileTyped();
	citizen.press('Enter');
	await citizen.sees('署名用パスワードを変更しました');
}

const verifies = (pin: string) =>
	Bun.spawnSync(['pkcs15-tool', '--reader', '0', '--verify-pin', '--auth-id', '02', '--pin', pin])
		.exitCode === 0;

test('T-18 a password changed at a real reader opens the card, for us and for OpenSC, and no piece of it stays in memory', async () => {
	await using terminal = openTerminal(
		[
			process.execPath,
			join(import.meta.dirname, '../../src/main.ts'),
			...['kiosk', '--pki', pki, '--window', url, '--reader', 'pcsc', '--reader-name', pcscd.readers[0]],
			...['--state', join(folder, 'state'), '--journal', join(folder, 'journal.jsonl')],
		],
		{cols: 100, rows: 40, env: {LANG: 'C.UTF-8'}},
	);
	const citizen = new Citizen(terminal);
	await citizen.sees('始める');
	const card = () =>
		startProgram(['card', '--keep', '--pki', pki, '--card', 'valid', '--vpcd', `localhost:${pcscd.port}`]);

	await using inserted = card();
	// Until the card took it, it lies in slot and vault: the search is not blind.
	await changes(citizen, 'DEMO2026', first, () => {
		expect(findInMemory(terminal.pid, first).map(({piece}) => piece)).toContain(first);
	});
	expect(findInMemory(terminal.pid, first)).toEqual([]);
	expect([verifies('DEMO2026'), verifies(first)]).toEqual([false, true]);
	citizen.press('Enter');
	await citizen.sees('カードをお取りください');
	await inserted.end();
	await citizen.sees('始める');

	// The card remembers: what it is opened with now is the new one.
	await using again = card();
	await changes(citizen, first, second);
	expect([...findInMemory(terminal.pid, first), ...findInMemory(terminal.pid, second)]).toEqual([]);
	citizen.press('Enter');
	await citizen.sees('カードをお取りください');
	await again.end();
	await citizen.sees('始める');

	await using last = card();
	await citizen.sees('手続を選んでください', '通信は安全です');
	await citizen.goesToLogin();
	await citizen.logsIn(second);
	await citizen.sees('取込み情報の確認', '吉田　太郎');
	await last.end();
	const journal = await Bun.file(join(folder, 'journal.jsonl')).text();
	for (const password of [first, second]) expect(journal).not.toContain(password.slice(0, 4));
}, 120_000);
