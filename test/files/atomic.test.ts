import {
	chownSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {writeFileAtomically, writeFolderAtomically} from '../../src/files/atomic.ts';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'madoguchi-files-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a file is replaced, for its owner alone, and nothing stays beside it', async () => {
	const path = join(folder, 'state', 'settings.json');
	await writeFileAtomically(path, 'old');
	await writeFileAtomically(path, 'new');

	expect(readFileSync(path, 'utf8')).toBe('new');
	expect([mode(path), mode(join(folder, 'state'))]).toEqual(['600', '700']);
	expect(readdirSync(join(folder, 'state'))).toEqual(['settings.json']);
});

test('a reader that has the old file open keeps it whole', async () => {
	const path = join(folder, 'file');
	await writeFileAtomically(path, 'old');
	const before = statSync(path).ino;

	await writeFileAtomically(path, 'new');

	expect(statSync(path).ino).not.toBe(before);
});

test('a write that fails leaves the old file and nothing beside it', async () => {
	const path = join(folder, 'taken');
	mkdirSync(join(path, 'inside'), {recursive: true});

	await expect(writeFileAtomically(path, 'new')).rejects.toThrow();
	expect(readdirSync(folder)).toEqual(['taken']);
});

test('a folder comes whole', async () => {
	const path = join(folder, 'pki');
	await writeFolderAtomically(
		path,
		new Map([
			['realm', 'demo'],
			['cards/valid/card.json', '{}'],
		]),
	);

	expect((readdirSync(path, {recursive: true}) as string[]).sort()).toEqual([
		'cards',
		'cards/valid',
		'cards/valid/card.json',
		'realm',
	]);
	expect([mode(join(path, 'cards/valid')), mode(join(path, 'realm'))]).toEqual(['700', '600']);
});

test('a folder never replaces one that holds something', async () => {
	const path = join(folder, 'pki');
	mkdirSync(path);
	writeFileSync(join(path, 'mine'), '');

	await expect(writeFolderAtomically(path, new Map([['realm', 'demo']]))).rejects.toThrow();
	expect(readdirSync(folder)).toEqual(['pki']);
	expect(readdirSync(path)).toEqual(['mine']);
});

test.runIf(process.getuid?.() === 0)('what root writes belongs to whom the folder belongs to', async () => {
	chownSync(folder, 4711, 4712);
	await writeFileAtomically(join(folder, 'staff.json'), '{}');
	expect(statSync(join(folder, 'staff.json'))).toMatchObject({uid: 4711, gid: 4712, mode: 0o100600});
});
