import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openTerminal} from '../helpers/terminal.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
let folder: string;
let pki: string;

const run = (...words: string[]) => {
	const {exitCode, stdout, stderr} = Bun.spawnSync([process.execPath, main, ...words]);
	return {exitCode, output: stdout.toString(), error: stderr.toString()};
};

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'start-'));
	pki = join(folder, 'pki');
	expect(run('pki', 'init', pki).exitCode).toBe(0);
});
afterAll(() => rm(folder, {recursive: true, force: true}));

test.each([
	[[], 2, /COMMAND/],
	[['juggle'], 2, /no command juggle/],
	[['window', '--pki', 'x'], 2, /--listen is missing/],
	[['window', '--pki', 'x', '--listen', 'nowhere', '--store', 'sqlite:y'], 2, /HOST:PORT/],
	[['kiosk', '--pki', 'x', '--window', 'http://localhost', '--reader', 'pcsc', '--state', 'y'], 2, /https/],
	[['kiosk', '--pki', 'x', '--window', 'https://localhost', '--reader', 'usb', '--state', 'y'], 2, /pcsc/],
	[['demo', '--lang', 'fr'], 2, /ja or en/],
	[['pki', 'make'], 2, /init DIR/],
	[['card', '--pki', 'nowhere', '--card', 'valid'], 1, /pki init/],
	[['demo', '--colour', 'red'], 2, /colour/],
])('%j ends with %i and one line that says why', (words, exitCode, why) => {
	const result = Bun.spawnSync([process.execPath, main, ...words], {cwd: folder});
	expect(result.exitCode).toBe(exitCode);
	const said = (result.stderr.toString() || result.stdout.toString()).trim();
	expect(said).toMatch(why);
	if (result.stderr.length > 0) expect(said.split('\n')).toHaveLength(1);
});

test('a broken PKI folder is one line on stderr and exit 1', async () => {
	const broken = join(folder, 'broken');
	await mkdir(broken);
	await writeFile(join(broken, 'realm'), 'perhaps\n');
	const result = run('window', '--pki', broken, '--listen', '127.0.0.1:0', '--store', `sqlite:${folder}/x`);
	expect(result.exitCode).toBe(1);
	expect(result.error.trim().split('\n')).toHaveLength(1);
	expect(result.error).toMatch(/realm must hold one word/);
});

test('the kiosk without a terminal says so', () => {
	const result = run('demo', '--state', join(folder, 'demo'));
	expect(result.exitCode).toBe(1);
	expect(result.error).toMatch(/needs a terminal/);
});

test('T-14 production refuses demo certificates at start', async () => {
	const state = join(folder, 'production');
	await mkdir(state);
	await writeFile(join(state, 'settings.json'), JSON.stringify({production: true}));
	const window = 'https://localhost:1';
	const kiosk = [process.execPath, main, 'kiosk', '--pki', pki, '--window', window, '--reader', 'pcsc'];
	// As the unit starts it: with nothing in the environment that production refuses first (T-15).
	await using terminal = openTerminal([
		'env',
		'-i',
		'LANG=C.UTF-8',
		'TERM=xterm-256color',
		...kiosk,
		'--state',
		state,
	]);
	expect(await terminal.exited).toBe(1);
	expect(terminal.screen()).toMatch(/production refuses demo certificates/);
});

test('a broken settings file gives the defaults and says so', async () => {
	const state = join(folder, 'broken-settings');
	await mkdir(state);
	await writeFile(join(state, 'settings.json'), '{"allowedSkewSeconds": "an hour"}');
	const {loadSettings, defaultSettings} = await import('../../src/settings/settings.ts');
	const loaded = loadSettings(state);
	expect(loaded.settings).toEqual(defaultSettings);
	expect(loaded.faults).toEqual([{key: 'allowedSkewSeconds', why: 'must be integer'}]);
});

test('a terminal that does not draw UTF-8 is told so in ASCII, and the kiosk waits', async () => {
	await using terminal = openTerminal([process.execPath, main, 'demo', '--state', join(folder, 'demo')], {
		env: {LANG: 'ja_JP.eucJP', LC_ALL: undefined, LC_CTYPE: undefined},
	});
	await terminal.waitFor(/UTF-8/, {timeoutMs: 20_000});
	expect(terminal.screen()).not.toMatch(/[^\u0020-\u007E\s]/);
});
