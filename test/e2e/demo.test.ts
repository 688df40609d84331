import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
let state: string;

beforeAll(async () => {
	state = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterAll(() => rm(state, {recursive: true, force: true}));

interface DemoOptions {
	readonly cols?: number;
	readonly rows?: number;
	readonly journal?: string;
	readonly folder?: string;
}

function demo(options: DemoOptions = {}) {
	const {journal, folder = state, ...size} = options;
	const words = ['demo', '--state', folder, ...(journal ? ['--journal', journal] : [])];
	return openTerminal([process.execPath, main, ...words], {
		cols: 100,
		rows: 40,
		env: {LANG: 'C.UTF-8'},
		...size,
	});
}

/** Puts the ordinary card in and goes up to the imported information. */
async function toConfirmImport(citizen: Citizen, act: '失効申請' | '有効性確認' = '失効申請'): Promise<void> {
	await citizen.putsIn('valid');
	await citizen.goesToLogin(act);
	await citizen.logsIn('demo2026');
	await citizen.sees('取込み情報の確認', '吉田　太郎');
}

/** From a result to the idle screen. */
async function takesTheCard(citizen: Citizen): Promise<void> {
	citizen.press('Enter');
	await citizen.sees('カードをお取りください');
	citizen.press('F9');
	await citizen.sees('[*] valid');
	citizen.press('Enter');
	await citizen.sees('始める');
}

test('a citizen revokes the certificate in the demo, from the idle screen to 受理通知', async () => {
	const journal = join(state, 'journal.jsonl');
	await using terminal = demo({journal});
	const citizen = new Citizen(terminal);

	// 2.1.1-2.1.5
	await toConfirmImport(citizen);
	await citizen.sees('試験用', '東京都知事殿', '自己の電子証明書の失効申請を依頼します。', '昭和33年8月10日');
	await citizen.readsToTheEnd();
	await citizen.chooses('電子署名');

	// 2.1.6
	await citizen.sees('署名確認');
	await citizen.chooses('了解');

	// 2.1.7
	await citizen.sees('ログイン', '残り回数は5回です');
	await citizen.types('DEMO2026');
	citizen.press('Enter');

	// 2.1.8: the harmless button has the focus
	await citizen.sees('送信確認', /> \d? *送信中止/);
	await citizen.chooses('了解');

	// 2.1.9
	await citizen.sees('受理通知', '受付番号', /\d{4}-\d{4}-\d{4}/);
	expect(terminal.screen()).not.toContain('吉田');
	await takesTheCard(citizen);

	citizen.press('F12');
	expect(await terminal.exited).toBe(0);
	const written = await Bun.file(journal).text();
	expect(written).toContain('"path":"procedure.accepted"');
});

test('a citizen checks the certificate in the demo: 有効, and after a revocation オンライン失効申請受理済み', async () => {
	// A window that has heard of nobody yet.
	const folder = await mkdtemp(join(state, 'validity-'));
	await using terminal = demo({folder});
	const citizen = new Citizen(terminal);

	// 3.1.1-3.1.9
	await toConfirmImport(citizen, '有効性確認');
	await citizen.sees('自己の電子証明書の有効性確認を依頼します。');
	await citizen.signsAndSends('demo2026');
	await citizen.sees(
		'オンライン有効性確認結果通知:有効',
		/申請者名 +吉田　太郎/,
		/確認年月日 +令和\d+年\d+月\d+日 \d\d時\d\d分/,
	);
	expect(terminal.screen()).not.toMatch(/霞が関|昭和33年/);
	await takesTheCard(citizen);
	expect(terminal.screen()).not.toContain('吉田');

	await toConfirmImport(citizen);
	await citizen.signsAndSends('demo2026');
	await citizen.sees('オンライン失効申請の受理通知');
	await takesTheCard(citizen);

	// 3.1.12
	await toConfirmImport(citizen, '有効性確認');
	await citizen.signsAndSends('demo2026');
	await citizen.sees('オンライン有効性確認結果通知:オンライン失効申請受理済み', '3.1.12');
	expect(terminal.screen()).not.toContain('吉田');
});

test('a wrong password says how many tries are left, an impossible one costs none', async () => {
	await using terminal = demo();
	const citizen = new Citizen(terminal);
	await citizen.putsIn('valid');
	await citizen.goesToLogin();
	await citizen.types('1234');
	citizen.press('Enter');
	await citizen.sees('4桁', '残り回数は5回です');
	await citizen.types('WRONG2026');
	citizen.press('Enter');
	await citizen.sees('残り回数は4回です');
});

test('T-11 T-23 a card pulled at the imported information leaves no personal data in any cell of the next frame', async () => {
	await using terminal = demo();
	const citizen = new Citizen(terminal);
	await toConfirmImport(citizen);
	citizen.press('F9');
	await citizen.sees('[*] valid');
	let next: string | undefined;
	const watching = citizen.sees(screen => {
		if (!screen.includes('[*] valid')) next ??= screen;
		return screen.includes('予期しないエラー');
	});
	citizen.press('Enter');
	await watching;
	await citizen.sees('2.2.6');
	for (const personal of ['吉田', '太郎', '霞が関', '昭和33年']) {
		expect(next).not.toContain(personal);
		expect(terminal.screen()).not.toContain(personal);
	}
});

test('T-23 help, language, staff and the veil leave no personal data in any cell', async () => {
	await using terminal = demo();
	const citizen = new Citizen(terminal);
	await toConfirmImport(citizen);
	for (const [key, sign] of [
		['F1', 'ヘルプ'],
		['F2', 'English'],
		['F10', '職員'],
	] as const) {
		citizen.press(key);
		await citizen.sees(screen => screen.includes(sign) && !screen.includes('吉田'));
		for (const personal of ['吉田', '太郎', '霞が関', '昭和33年']) {
			expect(terminal.screen()).not.toContain(personal);
		}
		citizen.press('Esc');
		await citizen.sees('吉田　太郎');
	}
	citizen.press('F3');
	await citizen.sees(screen => !screen.includes('吉田') && !screen.includes('霞が関'));
	citizen.press('F3');
	await citizen.sees('吉田　太郎');
});

test('F4 shows the password until the next key', async () => {
	await using terminal = demo();
	const citizen = new Citizen(terminal);
	await citizen.putsIn('valid');
	await citizen.goesToLogin();
	await citizen.types('abc123');
	citizen.press('F4');
	await citizen.sees('ABC123');
	terminal.send('X');
	await citizen.sees(screen => !screen.includes('ABC123') && screen.includes('*******_'));
});

test('a terminal that is too small says so, and the kiosk goes on in a better one', async () => {
	await using terminal = demo({cols: 60, rows: 20});
	const citizen = new Citizen(terminal);
	await citizen.sees('80', '24');
	expect(terminal.screen()).not.toContain('始める');
	terminal.resize(80, 24);
	await citizen.sees('始める');
});

test('S004-141 a citizen looks at the signing certificate, in short and in detail, and it goes with the card', async () => {
	await using terminal = demo();
	const citizen = new Citizen(terminal);
	await citizen.putsIn('valid');
	await citizen.chooses('電子証明書の表示');
	await citizen.sees('見たい証明書を選んでください');
	await citizen.chooses('署名用電子証明書');
	await citizen.sees('残り回数は5回です');
	await citizen.types('demo2026');
	citizen.press('Enter');
	await citizen.sees('電子証明書の基本情報', '吉田　太郎', '昭和33年8月10日', '正しい発行者', 'シリアル番号');
	await citizen.chooses('詳細を見る');
	await citizen.sees('電子証明書の詳細情報', 'V3');
	await citizen.readsToTheEnd();
	await citizen.sees('指紋(SHA-256)', '指紋(SHA-1)');
	await citizen.chooses('基本情報に戻る');
	await citizen.sees('吉田　太郎');
	citizen.press('F9');
	await citizen.sees('[*] valid');
	citizen.press('Enter');
	await citizen.sees('表示していた内容は消しました');
	for (const personal of ['吉田', '太郎', '霞が関', '昭和33年']) {
		expect(terminal.screen()).not.toContain(personal);
	}
});

test('T-21 T-23 staff sign in over a citizen, work at their desk, and the demo begins anew within itself', {
	timeout: 120_000,
}, async () => {
	await using terminal = demo();
	const citizen = new Citizen(terminal);
	await citizen.putsIn('staff-operator');
	citizen.press('F10');
	await citizen.sees('F10 職員のサインイン');
	citizen.press('F10');
	await citizen.sees('サインインの方法を選んでください');
	await citizen.chooses('職員証');
	await citizen.sees('職員証を入れて');
	citizen.press('Enter');
	await citizen.sees('残り回数は5回です');
	await citizen.types('900190');
	citizen.press('Enter');
	await citizen.sees('職員証をお取りください');
	citizen.press('F9');
	await citizen.sees('[*] staff-operator');
	citizen.press('Enter');
	await citizen.sees('職員メニュー', '職員サインイン中 9001(管理者)');
	citizen.press('Esc');
	await citizen.sees('始める', '職員サインイン中 9001(管理者)');

	// A citizen is served meanwhile: nothing personal is seen before F3.
	await citizen.putsIn('valid');
	await citizen.goesToLogin();
	await citizen.logsIn('demo2026');
	await citizen.sees('取込み情報の確認', '職員サインイン中 9001(管理者)', '(隠しています)');
	for (const personal of ['吉田', '太郎', '霞が関', '昭和33年'])
		expect(terminal.screen()).not.toContain(personal);
	citizen.press('F3');
	await citizen.sees('吉田　太郎');

	// Back at the desk, which forgets the citizen as every way out does.
	citizen.press('F10');
	await citizen.sees('F10 職員のサインイン');
	citizen.press('F10');
	await citizen.sees('行うことを選んでください');
	expect(terminal.screen()).not.toContain('吉田');
	await citizen.moveTo('端末の手入れ', 'Down');
	citizen.press('Enter');
	await citizen.chooses('再起動する');
	await citizen.sees('元に戻せません', /> \d? *やめる/);
	await citizen.chooses('行う');
	await citizen.sees(screen => screen.includes('始める') && !screen.includes('職員サインイン中'));
	citizen.press('Enter');
	await citizen.sees('手続を選んでください', '通信は安全です');
	citizen.press('F12');
	expect(await terminal.exited).toBe(0);
});
