import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'tally-'));
});
afterEach(() => rm(folder, {recursive: true}));

/** Runs vitest over the given files and reads the last line it prints. */
async function lastLine(files: Readonly<Record<string, string>>): Promise<string | undefined> {
	for (const [name, code] of Object.entries(files)) await Bun.write(join(folder, name), code);
	const {stdout} = Bun.spawnSync(
		[
			...['bun', '--bun', join(root, 'node_modules/.bin/vitest'), 'run', '--globals', '--pool=threads'],
			...[`--root=${folder}`, `--reporter=${join(root, 'kiosk/tally.ts')}`],
		],
		{cwd: folder},
	);
	return stdout.toString().trim().split('\n').at(-1);
}

test('counts what passed, failed and was skipped', async () => {
	const line = await lastLine({
		'a.test.ts': `test('well', () => {}); test('ill', () => { throw new Error('ill'); }); test.skip('later', () => {});`,
		'b.test.ts': `describe('group', () => { test('well', () => {}); });`,
	});
	expect(line).toBe('2 passed, 1 failed, 1 skipped');
});

test('a file that does not load is a failure', async () => {
	const line = await lastLine({
		'a.test.ts': `test('well', () => {});`,
		'b.test.ts': `throw new Error('cannot load');`,
	});
	expect(line).toBe('1 passed, 1 failed');
});

test('an error outside every test is a failure', async () => {
	const line = await lastLine({
		'a.test.ts': `test('well', async () => { queueMicrotask(() => { throw new Error('nobody catches'); }); await new Promise(done => setTimeout(done, 50)); });`,
	});
	expect(line).toBe('1 passed, 1 failed');
});

test('a failing hook is a failure', async () => {
	const line = await lastLine({
		'a.test.ts': `describe('group', () => { afterAll(() => { throw new Error('ill'); }); test('well', () => {}); });`,
	});
	expect(line).toBe('1 passed, 1 failed');
});
