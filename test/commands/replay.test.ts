import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import type {Entry} from '../../src/journal/format.ts';
import {openTerminal} from '../helpers/terminal.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, {recursive: true}));
const journey = join(import.meta.dirname, '../journeys/pcscd-accepted.jsonl');
const recorded = readFileSync(journey, 'utf8');

function write(name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

function replay(...words: string[]) {
	const {exitCode, stdout, stderr} = Bun.spawnSync([process.execPath, main, 'replay', ...words], {
		cwd: folder,
		env: {PATH: process.env.PATH},
	});
	return {exitCode, stdout: stdout.toString(), stderr: stderr.toString()};
}

const terminal = (...words: string[]) =>
	openTerminal([process.execPath, main, 'replay', ...words], {cols: 80, rows: 24, cwd: folder});

describe('--assert', () => {
	test('a journey of a real reader comes out as recorded, with nothing of the kiosk but its journal', () => {
		// Machines may have grown since without bending this journey: then stderr names them.
		expect(replay(journey, '--assert')).toMatchObject({
			exitCode: 0,
			stdout: `as recorded: 1 run, ${recorded.split('\n').length - 3} events\n`,
		});
	});

	test('the first difference stands side by side, exit 1', () => {
		const lines = recorded.trimEnd().split('\n');
		const at = lines.findIndex(line => line.includes('"card.signed"'));
		const entry = JSON.parse(lines[at] ?? '') as Entry;
		lines[at] = JSON.stringify({...entry, event: {type: 'card.signFailed'}});
		const {exitCode, stdout} = replay(write('bent.jsonl', lines.join('\n')), '--assert');
		expect(exitCode).toBe(1);
		expect(stdout).toMatch(
			new RegExp(
				`^run 1, event ${at} of ${lines.length - 2}, at [0-9:.]+: card.signFailed to procedure$`,
				'm',
			),
		);
		expect(stdout).toMatch(/^ +recorded +replayed$/m);
		expect(stdout).toMatch(/^state +procedure\.sendConfirm +procedure\.signFailed$/m);
		expect(stdout).toContain(entry.view);
	});

	test('a journal of another build and another machine says so, and what was cut', () => {
		const [first = '', ...rest] = recorded.trimEnd().split('\n');
		const header = JSON.parse(first);
		const older = {...header, build: '0.0.9', machines: {...header.machines, login: '0000000000000000'}};
		const text = [JSON.stringify(older), ...rest.slice(0, 20)].join('\n').slice(0, -10);
		const {exitCode, stderr} = replay(write('older.jsonl', text), '--assert');
		expect(exitCode).toBe(0);
		expect(stderr).toContain('run 1 was recorded by build 0.0.9; this is ');
		expect(stderr).toMatch(/run 1 was recorded with another definition of: .*login/);
		expect(stderr).toContain('run 1 is cut at line 21: it was played up to there');
	});
});

test('--screens prints each screen as plain text', () => {
	const {stdout} = replay(journey, '--screens');
	const titles = [...stdout.matchAll(/^[0-9:.]+ (\S+)$/gm)].map(([, path]) => path);
	expect(titles).toContain('menu');
	expect(titles).toContain('procedure.confirmImport.reading');
	expect(titles.at(-1)).toBe('idle');
	expect(stdout).toContain('氏名1');
	expect(stdout).toContain('試験用');
	expect(stdout).not.toContain('\x1b');
});

test('--cast writes what asciinema plays', async () => {
	const cast = join(folder, 'journey.cast');
	expect(replay(journey, '--cast', cast, '--speed', '2').exitCode).toBe(0);
	const [header = '', ...events] = readFileSync(cast, 'utf8').trimEnd().split('\n');
	expect(JSON.parse(header)).toMatchObject({version: 2, width: 80, height: 24});
	const times = events.map(line => JSON.parse(line)[0] as number);
	expect(times).toEqual([...times].sort((one, other) => one - other));
	await using player = openTerminal(['asciinema', 'cat', cast], {cols: 80, rows: 24});
	expect(await player.exited).toBe(0);
	await player.waitFor(screen => screen.includes('始める') && screen.includes('試験用'));
});

test('--svg writes a picture of each screen', () => {
	const pictures = join(folder, 'pictures');
	expect(replay(journey, '--svg', pictures).exitCode).toBe(0);
	const files = readdirSync(pictures).sort();
	expect(files[0]).toBe('0001-idle.svg');
	const accepted = files.find(file => file.endsWith('-accepted.svg'));
	const svg = readFileSync(join(pictures, accepted ?? ''), 'utf8');
	expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
	expect(svg).toContain('>受<');
});

test('it plays in a terminal, up to the end', async () => {
	await using player = terminal(journey, '--speed', '1000');
	await player.waitFor('始める', {timeoutMs: 20_000});
	expect(await player.exited).toBe(0);
	expect(player.isAlternateScreen()).toBe(false);
});

test('--step goes forward and back by key', async () => {
	await using player = terminal(journey, '--step');
	await player.waitFor(/^ 1\/\d+ .*idle/m, {timeoutMs: 20_000});
	player.send('\x1b[C');
	await player.waitFor(/^ 2\/\d+ /m);
	player.send('\x1b[F');
	await player.waitFor(screen => /^ (\d+)\/\1 /m.test(screen));
	player.send('\x1b[D\x1b[H');
	await player.waitFor(/^ 1\/\d+ .*idle/m);
	player.send('\x1b');
	expect(await player.exited).toBe(0);
	expect(player.isAlternateScreen()).toBe(false);
});

test.each([
	['no file', [], 2],
	['two ways at once', [journey, '--step', '--assert'], 2],
	['no speed', [journey, '--speed', 'fast'], 2],
	['a file that is not there', ['missing.jsonl'], 1],
	['no journal', [write('other.txt', 'hello\n'), '--assert'], 1],
	['half a header', [write('half.jsonl', recorded.slice(0, 50)), '--assert'], 1],
	['no terminal to play in', [journey], 1],
] as const)('%s is refused in one line', (_, words, exitCode) => {
	const refused = replay(...words);
	expect(refused.exitCode).toBe(exitCode);
	expect(refused.stdout).toBe('');
	expect(refused.stderr).toMatch(/^madoguchi: [^\n]+\n$/);
});
