import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
let state: string;

beforeAll(async () => {
	state = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(() => rm(state, {recursive: true, force: true}));

/** What the certificate of each card says, and how a citizen reads it: each control is one visible mark. */
const cards = {
	'escape-sequences': {
		shown: ['〓[2J〓[31m山田　〓1m次郎〓', '〓〓〓]0;title〓寺町通御池上る〓〓上本能寺前町'],
		sent: ['\x1b[2J\x1b[31m山田', '\x9b1m', '\x1b]0;title', '御池上る\x00'],
	},
	bidi: {
		shown: ['中村〓　郎三〓〓', '兵庫県神戸市〓中央区〓加納町〓６丁目〓５番１号〓'],
		sent: ['\u202e', '\u202c', '\u200b', '\u2066', '\u2069', '\u200f', '\u2028', '\ufeff'],
	},
} as const;

test.each(Object.entries(cards))(
	'T-13 the %s card draws marks, and none of its controls reaches the terminal',
	async (name, {shown, sent}) => {
		await using terminal = openTerminal([process.execPath, main, 'demo', '--state', state], {
			cols: 120,
			rows: 40,
			env: {LANG: 'C.UTF-8'},
		});
		const citizen = new Citizen(terminal);
		await citizen.sees('始める');
		citizen.press('F9');
		await citizen.sees(/> \[ \] valid/);
		while (!terminal.screen().includes(`> [ ] ${name}`)) {
			const before = terminal.screen();
			citizen.press('Down');
			await citizen.sees(screen => screen !== before);
		}
		citizen.press('Enter');
		await citizen.sees('手続を選んでください');
		await citizen.chooses('自己の電子証明書の失効申請');
		await citizen.sees('申請に必要な情報の取込み');
		await citizen.chooses('OK');
		await citizen.sees('残り回数は5回です');
		await citizen.types('DEMO2026');
		citizen.press('Enter');
		await citizen.sees('取込み情報の確認', '申請者の生年月日');

		const text = terminal
			.screen()
			.replaceAll(/\s*│\s*/g, '')
			.replaceAll(/\n\s*/g, '');
		for (const piece of shown) expect(text).toContain(piece);
		const bytes = new TextDecoder().decode(terminal.rawBytes());
		for (const control of sent) expect(bytes).not.toContain(control);
	},
);
