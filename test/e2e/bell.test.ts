import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const bell = 0x07;

test('G-04 the terminal’s bell rings for a card left in; a demo names what is wrong in its settings', async () => {
	const state = await mkdtemp(join(tmpdir(), 'bell-'));
	onTestFinished(() => rm(state, {recursive: true, force: true}));
	await writeFile(join(state, 'settings.json'), '{"x": 1}');
	await using terminal = openTerminal([process.execPath, main, 'demo', '--state', state], {
		cols: 100,
		rows: 40,
		env: {LANG: 'C.UTF-8'},
	});
	const citizen = new Citizen(terminal);
	await citizen.sees('職員の方へ: 設定に誤りがあり、初期値を使っています(x)。');
	await citizen.putsIn('valid');
	await citizen.sees('手続を選んでください。');
	expect(terminal.rawBytes().includes(bell)).toBe(false);
	citizen.press('Esc');
	await citizen.sees('カードをお取りください');
	await terminal.waitFor(() => terminal.rawBytes().includes(bell), {timeoutMs: 20_000});
});
