import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {initPki} from '../../src/pki/init.ts';
import {oneTimeCode, stepAt} from '../../src/staff/totp.ts';
import {findInMemory} from '../helpers/memory.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {auditOf} from '../helpers/staff.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';
import {type Program, startProgram} from './program.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const passphrase = 'Zq7 xk4WJ9 vhx Plume';
/** Digits that stand nowhere else by chance. */
const pin = '918273645501';

let folder: string;
let pki: string;
let state: string;
let secret: Uint8Array;
let pcscd: TestPcscd;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'staff-'));
	pki = join(folder, 'pki');
	state = join(folder, 'state');
	await initPki(pki, {now: new Date()});
	const cardFile = join(pki, 'cards/staff-operator/card.json');
	await writeFile(cardFile, JSON.stringify({...JSON.parse(await readFile(cardFile, 'utf8')), pin}));
	await staff(['add', '9001', '--role', 'operator', '--card', join(pki, 'cards/staff-operator/staff.der')]);
	const told = await staff(['add', '9002', '--role', 'operator', '--passphrase'], `${passphrase}\n`);
	secret = bytesOfBase32(/secret=([A-Z2-7]+)/.exec(told)?.[1] ?? '');
	pcscd = await startPcscd();
}, 60_000);

afterAll(async () => {
	await pcscd?.stop();
	await rm(folder, {recursive: true, force: true});
});

/** Runs `madoguchi staff` with a first line of standard input; what it says. */
async function staff(words: readonly string[], input = ''): Promise<string> {
	const child = Bun.spawn([process.execPath, main, 'staff', ...words, '--state', state], {
		stdin: new Blob([input]),
		stdout: 'pipe',
	});
	const said = await new Response(child.stdout).text();
	expect(await child.exited).toBe(0);
	return said;
}

/** RFC 4648 section 6. */
function bytesOfBase32(text: string): Uint8Array {
	const bits = [...text]
		.map(sign => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
		.join('');
	return Uint8Array.from(bits.match(/.{8}/g) ?? [], octet => Number.parseInt(octet, 2));
}

const insert = async (name: string): Promise<Program> => {
	const card = startProgram(['card', '--pki', pki, '--card', name, '--vpcd', `localhost:${pcscd.port}`]);
	await card.line(/is in the reader/);
	return card;
};

/** Port 9 discards: staff are let in where no window answers. */
const kiosk = () =>
	openTerminal(
		[
			...[process.execPath, main, 'kiosk', '--pki', pki, '--window', 'https://127.0.0.1:9'],
			...['--reader', 'pcsc', '--reader-name', pcscd.readers[0] ?? '', '--state', state],
		],
		{cols: 100, rows: 45, env: {LANG: 'C.UTF-8'}},
	);

const callStaff = async (citizen: Citizen) => {
	citizen.press('F10');
	await citizen.sees('F10 職員のサインイン');
	citizen.press('F10');
	await citizen.sees('サインインの方法を選んでください');
};

/** Pieces so long that no chance brings them about. */
const found = (pid: number, text: string) =>
	findInMemory(pid, text).filter(({piece}) => piece.length >= Math.min(text.length, 8));

test('T-21 T-18 staff sign in on a real reader, the card comes out, and no PIN is left in memory', async () => {
	await using terminal = kiosk();
	const citizen = new Citizen(terminal);
	await citizen.sees('始める');
	// The screen that follows says that the reader has seen it.
	await using card = await insert('staff-operator');
	await citizen.sees('手続を選んでください');
	await callStaff(citizen);
	await citizen.chooses('職員証');
	await citizen.sees('職員証を入れて');
	citizen.press('Enter');
	await citizen.sees('残り回数は5回です');
	expect(found(terminal.pid, pin)).toEqual([]);
	await citizen.types(pin);
	// The slot alone holds it: the search is not blind.
	expect(found(terminal.pid, pin)).toMatchObject([{piece: pin, encoding: 'utf8'}]);
	citizen.press('Enter');
	await citizen.sees('職員証をお取りください');
	expect(terminal.screen()).not.toContain('職員サインイン中');
	expect(found(terminal.pid, pin)).toEqual([]);
	await card.end();
	await citizen.sees('職員メニュー', '職員サインイン中 9001(管理者)');

	// The self-check of the terminal, with the reader that this kiosk holds.
	citizen.press('Enter');
	await citizen.sees('端末の点検', 'OK 読取り機のサービス', 'NG オンライン窓口');
	await citizen.chooses('職員メニューに戻る');
	await citizen.sees('行うことを選んでください');

	// The reader's connection is dropped and made anew: a card is seen again after it.
	await citizen.moveTo('端末の手入れ', 'Down');
	citizen.press('Enter');
	await citizen.chooses('読取り機をつなぎ直す');
	await citizen.sees('終わりました');
	citizen.press('Enter');
	await citizen.sees('行うことを選んでください');
	citizen.press('Esc');
	await citizen.sees('始める', '職員サインイン中');
	await using visitor = await insert('valid');
	await citizen.sees('手続を選んでください', '職員サインイン中');
	await visitor.end();
	expect(auditOf(state).map(({kind}) => kind)).toEqual(
		expect.arrayContaining(['staffSignedIn', 'readerReset']),
	);
});

test('T-21 T-18 staff sign in by passphrase and code, of which nothing is left in memory', async () => {
	await using terminal = kiosk();
	const citizen = new Citizen(terminal);
	await citizen.sees('始める');
	await callStaff(citizen);
	await citizen.chooses('職員用パスワードとコード');
	await citizen.sees('職員番号を入力');
	await citizen.types('9002');
	citizen.press('Enter');
	await citizen.sees('職員用パスワードを入力');
	expect(found(terminal.pid, passphrase)).toEqual([]);
	await citizen.types(passphrase);
	expect(found(terminal.pid, passphrase)).toMatchObject([{piece: passphrase, encoding: 'utf8'}]);
	// F4 shows nothing of it.
	citizen.press('F4');
	citizen.press('Enter');
	await citizen.sees('6桁のコードを入力');
	const code = String(oneTimeCode(secret, stepAt(new Date()))).padStart(6, '0');
	await citizen.types(code);
	citizen.press('Enter');
	await citizen.sees('職員メニュー', '職員サインイン中 9002(管理者)');
	expect(terminal.rawBytes().includes(passphrase)).toBe(false);
	expect(found(terminal.pid, passphrase)).toEqual([]);
	expect(found(terminal.pid, code)).toEqual([]);

	// A restart ends the program, for its unit to start it again.
	await citizen.moveTo('端末の手入れ', 'Down');
	citizen.press('Enter');
	await citizen.chooses('再起動する');
	await citizen.sees('元に戻せません');
	await citizen.chooses('行う');
	expect(await terminal.exited).toBe(0);
	expect(auditOf(state).map(({kind}) => kind)).toEqual(expect.arrayContaining(['restarted', 'stopped']));
});
