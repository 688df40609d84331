import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openPcscReader} from '../../src/card/pcsc.ts';
import type {ReaderChange, ReaderPort} from '../../src/card/reader.ts';
import {enrolDemoStaff} from '../../src/commands/kiosk/enrolDemoStaff.ts';
import {initPki} from '../../src/pki/init.ts';
import {findInMemory} from '../helpers/memory.ts';
import {openssl} from '../helpers/openssl.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {auditOf, type StaffCardName, staffCard} from '../helpers/staff.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';
import {type Program, startProgram} from './program.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
/** Nothing of the program reads like this. */
const next = 'ZQ7XK4WJ9VHX';

let folder: string;
let pki: string;
let state: string;
let windowState: string;
let pcscd: TestPcscd;
let reader: ReaderPort & {stop(): void | Promise<void>};
let window: Program;
let url: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'reset-'));
	pki = join(folder, 'pki');
	state = join(folder, 'state');
	windowState = join(folder, 'window');
	await initPki(pki, {now: new Date()});
	await mkdir(state);
	await writeFile(join(state, 'settings.json'), JSON.stringify({unblocker: 'window'}));
	await enrolDemoStaff(pki, state);
	pcscd = await startPcscd();
	reader = await openPcscReader({readerName: pcscd.readers[0]});
	window = startProgram([
		...[
			'window',
			'--pki',
			pki,
			'--listen',
			'127.0.0.1:0',
			'--store',
			`sqlite:${join(folder, 'window.sqlite')}`,
		],
		...['--unblock-key', join(pki, 'unblock.key'), '--staff-ca', join(pki, 'staff-ca.pem')],
		...['--own-cards', join(pki, 'own-cards.json'), '--state', windowState],
	]);
	url = JSON.parse(await window.line(/listening/)).listening;
}, 60_000);

afterAll(async () => {
	await window?.end();
	await reader?.stop();
	await pcscd?.stop();
	await rm(folder, {recursive: true, force: true});
});

const insert = async (name: string): Promise<Program> => {
	for (;;) {
		const card = startProgram([
			'card',
			'--keep',
			'--pki',
			pki,
			'--card',
			name,
			'--vpcd',
			`localhost:${pcscd.port}`,
		]);
		await card.line(/is in the reader/);
		// The virtual reader swallows a card that comes in the moment it lost another: then once more, as people do.
		if (await Promise.race([readerIs('present').then(() => true), Bun.sleep(3000).then(() => false)]))
			return card;
		await card.end();
	}
};

async function readerIs(status: ReaderChange['status']): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const end = reader.watch(change => change.status === status && resolve());
	await promise;
	end();
}

const run = (...words: string[]) => {
	const {exitCode, stdout} = Bun.spawnSync([process.execPath, main, ...words]);
	return {exitCode, output: stdout.toString()};
};

/** Puts a card in, and presses OK once the reader's service knows it. */
async function showsCard(citizen: Citizen, name: string, seen: string): Promise<Program> {
	const card = await insert(name);
	citizen.press('Enter');
	await citizen.sees(seen);
	return card;
}

/** From 職員証を入れて to the card taken out again. */
async function signs(citizen: Citizen, name: StaffCardName): Promise<void> {
	await citizen.sees('職員証を入れて');
	await using card = await showsCard(citizen, name, '残り回数は5回です');
	await citizen.types(staffCard(name).pin);
	citizen.press('Enter');
	await citizen.sees('職員証をお取りください');
	await card.end();
	await readerIs('empty');
}

test('T-21 T-22: a locked card on a real reader is unlocked by two officers with their cards; both audits prove it', async () => {
	await using terminal = openTerminal(
		[
			...[process.execPath, main, 'kiosk', '--pki', pki, '--window', url],
			...['--reader', 'pcsc', '--reader-name', pcscd.readers[0] ?? '', '--state', state],
		],
		{cols: 100, rows: 45, env: {LANG: 'C.UTF-8'}},
	);
	const citizen = new Citizen(terminal);
	await citizen.sees('始める');
	citizen.press('Enter');
	await citizen.sees('手続を選んでください', '通信は安全です');
	citizen.press('F10');
	await citizen.sees('F10 職員のサインイン');
	citizen.press('F10');
	await citizen.sees('サインインの方法を選んでください');
	await citizen.chooses('職員証');
	await signs(citizen, 'staff-officer-1');
	await citizen.sees('職員サインイン中 2001');
	await citizen.moveTo('パスワードの初期化', 'Down');
	citizen.press('Enter');

	await citizen.sees('初期化するものを選んでください');
	await citizen.chooses('署名用パスワード');
	await citizen.sees('利用者のマイナンバーカードを入れて');
	const looked = await showsCard(citizen, 'locked', 'ロックされています');
	await looked.end();
	await readerIs('empty');
	await citizen.chooses('本人');
	await citizen.sees('確かめた書類に印をつけて');
	citizen.press('Enter');
	await citizen.sees('[済]');
	await citizen.moveTo('OK', 'Down');
	citizen.press('Enter');
	await signs(citizen, 'staff-officer-1');
	await citizen.sees('一人目の職員が確かめた内容です', '運転免許証', '2001');
	await citizen.chooses('確認した');
	await signs(citizen, 'staff-officer-2');

	await citizen.sees('職員は画面から離れてください');
	expect(terminal.screen()).not.toContain('職員サインイン中');
	await citizen.chooses('始める');
	await citizen.sees('新しい署名用パスワード(');
	await citizen.types(next);
	expect(findInMemory(terminal.pid, next)).toMatchObject([{piece: next, encoding: 'utf8'}]);
	citizen.press('Enter');
	await citizen.sees('もう一度入力してください');
	await citizen.types(next);
	citizen.press('Enter');
	await citizen.sees('はじめに確かめたマイナンバーカードを入れて');
	const card = await showsCard(citizen, 'locked', '新しい署名用パスワードを設定しました');
	expect(findInMemory(terminal.pid, next).filter(({piece}) => piece.length >= 8)).toEqual([]);

	citizen.press('Enter');
	await citizen.sees('カードをお取りください');
	await card.end();
	await citizen.sees('始める');

	// The citizen signs in with the new password, at the same kiosk.
	await using again = await insert('locked');
	await citizen.sees('手続を選んでください', '通信は安全です');
	await citizen.goesToLogin('有効性確認');
	await citizen.logsIn(next);
	await citizen.sees('取込み情報の確認');
	void again;

	const steps = auditOf(state).map(entry => ('step' in entry ? entry.step : entry.kind));
	expect(steps).toEqual(
		expect.arrayContaining(['begun', 'documentsSeen', 'confirmed', 'authorised', 'resetEnded']),
	);
	expect(auditOf(windowState)).toContainEqual(
		expect.objectContaining({kind: 'unblockRuled', result: 'authorised', officers: ['2001', '2002']}),
	);
	for (const audited of [state, windowState]) {
		const {exitCode, output} = run('audit', 'verify', join(audited, 'audit'));
		expect({exitCode, output}).toMatchObject({exitCode: 0, output: expect.stringContaining('hold together')});
	}
	// What the window saw up to the reset's end is its own word.
	const proved = run('audit', 'verify', join(state, 'audit'), '--heads', url, '--pki', pki);
	expect(proved).toMatchObject({exitCode: 0, output: expect.stringMatching(/Proved up to/)});
	const report = run('audit', 'report', join(state, 'audit'));
	expect(report.output).toMatch(/2001\s+\d+\s+0\s+1\s+0/);
	expect(report.output).toMatch(/2002\s+\d+\s+0\s+1\s+0/);
}, 120_000);

test('T-21: the unblock key is nowhere in the terminal\u2019s folder', async () => {
	const key = openssl(['pkey', '-in', 'key', '-outform', 'DER'], {
		key: await readFile(join(pki, 'unblock.key'), 'utf8'),
	}).stdout;
	// The private number itself: 32 bytes after the version of an ECPrivateKey (RFC 5915).
	const secret = Buffer.from(key.subarray(7, 39));
	const {stdout} = Bun.spawnSync(['find', state, '-type', 'f']);
	const files = stdout.toString().trim().split('\n');
	expect(files.length).toBeGreaterThan(3);
	for (const file of files) expect((await readFile(file)).includes(secret)).toBe(false);
});
