import {mkdtemp, readdir, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {demoPki} from '../helpers/pki.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {Citizen} from './citizen.ts';
import {written} from './program.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'journal-e2e-'));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

/** A kiosk without a card, at whatever PC/SC service there is, and without a window. */
const kiosk = async (state: string) =>
	openTerminal(
		[
			...[process.execPath, main, 'kiosk', '--pki', await demoPki(), '--window', 'https://localhost:1'],
			...['--reader', 'pcsc', '--reader-name', 'no reader of this name', '--state', state],
		],
		{cols: 100, rows: 30, env: {LANG: 'C.UTF-8'}},
	);

function assertReplay(file: string) {
	const {exitCode, stdout, stderr} = Bun.spawnSync([process.execPath, main, 'replay', file, '--assert']);
	return {exitCode, stdout: stdout.toString(), stderr: stderr.toString()};
}

test('a kiosk keeps a journal in its state folder without being told; killed or ended, it plays again', async () => {
	const state = join(folder, 'state');
	const journal = join(state, 'journal');

	await using first = await kiosk(state);
	const citizen = new Citizen(first);
	await citizen.sees('始める');
	citizen.press('Enter');
	await citizen.sees('手続を選んでください');
	await written(join(journal, '000001.jsonl'), /"path":"menu".*\n/);
	process.kill(first.pid, 'SIGKILL');
	await first.exited;

	await using second = await kiosk(state);
	const next = new Citizen(second);
	await next.sees('始める');
	next.press('Enter');
	await next.sees('手続を選んでください');
	process.kill(second.pid, 'SIGTERM');
	await second.exited;

	expect((await readdir(journal)).sort()).toEqual(['000001.jsonl', '000002.jsonl']);
	expect((await stat(journal)).mode & 0o777).toBe(0o700);
	const killed = assertReplay(join(journal, '000001.jsonl'));
	expect(killed).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/^as recorded: 1 run/)});
	expect(killed.stderr).toMatch(/is cut at line \d+: it was played up to there/);
	expect(assertReplay(join(journal, '000002.jsonl'))).toMatchObject({exitCode: 0, stderr: ''});
});
