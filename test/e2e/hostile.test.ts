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
		await citizen.putsIn(name);
		await citizen.goesToLogin();
		await citizen.logsIn('DEMO2026');
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
