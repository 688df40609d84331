import {mkdtempSync, rmSync} from 'node:fs';
import {mkdir, readFile, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {type AuditTrail, openAudit} from '../../src/audit/trail.ts';
import type {AuditEntry} from '../../src/domain/audit.ts';

let state: string;
beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterEach(() => rmSync(state, {recursive: true, force: true}));

const now = () => new Date('2026-11-22T01:02:03Z');
const started: AuditEntry = {kind: 'started', version: '1.0.0', isTrial: true, settings: {}};
const stopped: AuditEntry = {kind: 'stopped', result: 'asked'};
const first = () => join(state, 'audit', '000001.jsonl');
const open = (largestFile?: number) => openAudit({state, now, ...(largestFile && {largestFile})});
const linesOf = async (path: string) => (await readFile(path, 'utf8')).split('\n').slice(0, -1);
const entriesOf = async (path: string) => (await linesOf(path)).map(line => JSON.parse(line).entry);

async function noted(...entries: AuditEntry[]): Promise<void> {
	const audit = await open();
	for (const entry of entries) audit.note(entry);
	audit.close();
}

test('begins with its key and goes on over restarts', async () => {
	await noted(started);
	await noted(stopped);

	const entries = await entriesOf(first());
	expect(entries).toEqual([{kind: 'begun', key: expect.any(String)}, started, stopped]);
	expect((await linesOf(first())).map(line => JSON.parse(line).n)).toEqual([1, 2, 3]);
});

test('keeps keys and lines from everybody else', async () => {
	await noted(started);

	for (const path of ['audit/000001.jsonl', 'keys/audit.key', 'keys/audit-card.key']) {
		expect((await stat(join(state, path))).mode & 0o777).toBe(0o600);
	}
});

test('knows a card again by a mark that another terminal does not share', async () => {
	const audit = await open();
	const other = await openAudit({state: join(state, 'other'), now});

	expect(audit.markOf('a1')).toBe(audit.markOf('a1'));
	expect(audit.markOf('a1')).not.toBe(audit.markOf('a2'));
	expect(audit.markOf('a1')).not.toBe(other.markOf('a1'));
});

test('turns to a further file whose first line follows the last line of the one before', async () => {
	const audit = await open(600);
	for (let i = 0; i < 4; i++) audit.note(started);
	audit.close();

	const second = await linesOf(join(state, 'audit', '000002.jsonl'));
	expect(JSON.parse(second[0] ?? '')).toMatchObject({
		n: (await linesOf(first())).length + 1,
		entry: {kind: 'continued', file: 2},
	});
});

describe('after a power cut', () => {
	test.each([
		['within a line', (text: string) => text.slice(0, -40)],
		['with the file longer than what was written', (text: string) => `${text.slice(0, -40)}\0\0\0\0`],
		['with a hole in the line', (text: string) => `${text.slice(0, -40)}${'\0'.repeat(39)}\n`],
	])('%s, the torn bytes stay and an entry tells of them', async (_, cut) => {
		await noted(started, stopped);
		const torn = cut(await readFile(first(), 'utf8'));
		await writeFile(first(), torn);

		await noted(started);

		const text = await readFile(first(), 'utf8');
		expect(text.startsWith(torn)).toBe(true);
		const [mended, after] = text
			.slice(torn.length)
			.trim()
			.split('\n')
			.map(line => JSON.parse(line));
		expect(mended).toMatchObject({n: 3, entry: {kind: 'mended'}});
		expect(after).toMatchObject({n: 4, entry: started});
	});

	test('again, within the entry that mends, both are told', async () => {
		await noted(started, stopped);
		await writeFile(first(), (await readFile(first(), 'utf8')).slice(0, -40));
		await noted();
		await writeFile(first(), (await readFile(first(), 'utf8')).slice(0, -40));

		await noted(started);

		expect(await whole()).toEqual(started);
	});

	test('before the line break, the whole line stays', async () => {
		await noted(started, stopped);
		await writeFile(first(), (await readFile(first(), 'utf8')).slice(0, -1));

		await noted(started);

		expect((await entriesOf(first())).slice(1)).toEqual([started, stopped, started]);
	});

	test('within the very first line, it begins anew by the same key', async () => {
		await noted();
		const [begun = ''] = await linesOf(first());
		await writeFile(first(), begun.slice(0, 50));

		await noted();

		expect(await linesOf(first())).toEqual([begun]);
	});

	test('between a new file and its first line, it goes on there', async () => {
		await noted(started);
		await writeFile(join(state, 'audit', '000002.jsonl'), '');

		await noted(stopped);

		const [line = ''] = await linesOf(join(state, 'audit', '000002.jsonl'));
		expect(JSON.parse(line)).toMatchObject({n: 3, entry: stopped});
	});

	async function whole(): Promise<AuditEntry | undefined> {
		const audit = await open();
		return audit.findLast((entry): entry is AuditEntry => entry.kind !== 'mended');
	}
});

test('two processes that write one audit follow one another', async () => {
	const [one, other] = [await open(), await open()] as [AuditTrail, AuditTrail];
	one.note(started);
	other.note(stopped);
	one.note(started);

	const lines = (await linesOf(first())).map(line => JSON.parse(line));
	expect(lines.map(({n}) => n)).toEqual([1, 2, 3, 4]);
	expect(new Set(lines.map(({previous}) => previous)).size).toBe(4);
});

test('adds nothing to an audit that was changed', async () => {
	await noted(started, stopped);
	await writeFile(first(), (await readFile(first(), 'utf8')).replace('"1.0.0"', '"1.0.1"'));

	await expect(open()).rejects.toThrow('the audit was changed');
});

test('adds nothing to an audit whose key is gone', async () => {
	await noted(started);
	rmSync(join(state, 'keys'), {recursive: true});

	await expect(open()).rejects.toThrow('audit.key is missing or broken');
});

test('is not silent when the disk refuses', async () => {
	const audit = await open();
	rmSync(join(state, 'audit'), {recursive: true});

	expect(() => audit.note(started)).toThrow();
	await mkdir(join(state, 'audit'));
});
