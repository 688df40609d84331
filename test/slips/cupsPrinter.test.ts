import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type CupsOptions, cupsPrinter} from '../../src/slips/cupsPrinter.ts';
import {startCups, type TestCups} from '../helpers/cupsd.ts';
import {openPaper} from '../helpers/paper.ts';

let cups: TestCups;
const pdf = new TextEncoder().encode(`%PDF-1.3\n% a slip with a name: 辻${'x'.repeat(20_000)}\n%%EOF\n`);
const slip = {kind: 'acceptance', receiptNumber: '1111', decidedAt: '2026-11-22T02:00:00Z'} as const;

beforeAll(async () => {
	cups = await startCups();
}, 60_000);
afterAll(() => cups?.stop());

const printerAt = (queue: string, more: Partial<CupsOptions> = {}) =>
	cupsPrinter({
		socket: cups.socket,
		queue,
		draw: async () => pdf,
		paper: 'A5',
		pollMs: 20,
		...more,
	});

/** Every file under a folder. */
async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}

const jobs = async () => (await cups.asks('lpstat', '-W', 'all', '-o')).trim();

test('T-24 a slip reaches the printer byte for byte, and nothing of it is left', async () => {
	const {port, sheets} = await openPaper();
	await cups.addPrinter('good', port);
	expect(await printerAt('good').print(slip)).toBe('printed');
	expect(sheets.map(sheet => sheet.equals(pdf))).toEqual([true]);
	expect(await jobs()).toBe('');
	expect(await filesBelow(cups.spool)).toEqual([]);
	// Not there while there is nothing to complain about.
	const log = await readFile(cups.log, 'utf8').catch(() => '');
	expect(log).toBe('');
});

test('T-24 the title of a job is the same for all, while it waits', async () => {
	const {port, close} = await openPaper();
	close();
	await cups.addPrinter('waiting', port);
	const leaving = new AbortController();
	const printing = printerAt('waiting').print(slip, leaving.signal);
	let seen = '';
	while (!seen) seen = await jobs();
	expect(seen).toMatch(/^waiting-\d+ +(unknown|madoguchi) /);
	let control = '';
	while (!control.includes('job-name')) {
		const [file] = (await filesBelow(cups.spool)).filter(name => /\/c\d+$/.test(name));
		if (file) control = await readFile(file, 'latin1');
	}
	leaving.abort();
	expect(await printing).toBe('failed');
	// RFC 8010: a name (42), its length, the name's own, then the value's length and the value.
	expect(control).toContain('\x42\x00\x08job-name\x00\x04slip');
});

test('a printer that does not answer is a failure within its time, and its job is cancelled', async () => {
	const {port, close} = await openPaper();
	close();
	await cups.addPrinter('dead', port);
	expect(await printerAt('dead', {waitMs: 800}).print(slip)).toBe('failed');
	while ((await jobs()) !== '' || (await filesBelow(cups.spool)).length > 0) await Bun.sleep(20);
});

test('whoever leaves takes the slip with them: a job that has not come out is cancelled', async () => {
	const {port, close} = await openPaper();
	close();
	await cups.addPrinter('left', port);
	const leaving = new AbortController();
	const printing = printerAt('left').print(slip, leaving.signal);
	while ((await jobs()) === '') await Bun.sleep(20);
	leaving.abort();
	expect(await printing).toBe('failed');
	while ((await jobs()) !== '') await Bun.sleep(20);
});

test.each([
	['a queue that is not there', () => printerAt('nobody')],
	['a CUPS that does not run', () => printerAt('good', {socket: '/nonexistent/cups.sock'})],
	[
		'a slip that cannot be drawn',
		() => printerAt('good', {draw: () => Promise.reject(new Error('no font'))}),
	],
])('%s is a failure, not an exception', async (_, printer) => {
	expect(await printer().print(slip)).toBe('failed');
});
