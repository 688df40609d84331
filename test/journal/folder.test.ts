import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeEach, describe, expect, test} from 'vitest';
import {type FolderLimits, journalFolder} from '../../src/journal/folder.ts';
import {onlyFile, openJournal, type Shelf} from '../../src/journal/journal.ts';
import {readJournal} from '../../src/journal/read.ts';
import {firstDifference} from '../../src/journal/replay.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {applicationFor} from '../helpers/kiosk.ts';
import {header, type Journey, playInto} from '../helpers/recordedRun.ts';
import {identity} from '../screens/views.ts';
import {revocationOf} from './journeys.ts';

const base = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(base, {recursive: true}));
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(base, 'folder-'));
});

const visit = revocationOf({
	application: applicationFor('revocation'),
	certificate: 'MIIC',
	signed: 'MIIS',
	receiptNumber: '7700-1234-5678',
});

/** So many visits, one after the other, of a kiosk that had learnt who the window is before them. */
function visits(count: number): Journey {
	const learnt: Journey = [
		[0, {type: 'reader.lost'}],
		[10, {type: 'terminal.failed', cause: 'clock'}],
		[20, {type: 'outbox.counted', waiting: 2}],
		[30, {type: 'window.identified', identity}],
	];
	return [
		...learnt,
		...Array.from({length: count}, (_, nth) =>
			visit.map(([at, event]): readonly [number, MachineEvent] => [100 + nth * 100_000 + at, event]),
		).flat(),
	];
}

async function keep(shelf: Shelf, journey: Journey): Promise<void> {
	await playInto(openJournal(shelf, header), journey);
}

const filesIn = (place: string) => readdirSync(place).sort();
const runsOf = (path: string) => {
	const reading = readJournal(readFileSync(path, 'utf8'));
	if (reading.status !== 'read') throw new Error(`${path}: ${reading.why}`);
	return reading.runs;
};

describe('the journal of a kiosk that runs for long', () => {
	const small: FolderLimits = {enoughBytes: 20_000, mostBytes: 100_000, files: 100};

	test('goes on in another file between visits, and each file plays alone', async () => {
		await keep(journalFolder(folder, small), visits(12));
		const files = filesIn(folder);
		expect(files.slice(0, 3)).toEqual(['000001.jsonl', '000002.jsonl', '000003.jsonl']);
		let accepted = 0;
		for (const file of files) {
			const [run, ...more] = runsOf(join(folder, file));
			expect(more).toEqual([]);
			expect(run && firstDifference(run), file).toBeUndefined();
			expect(run?.ending.status, file).toBe('stopped');
			accepted += run?.entries.filter(entry => entry.event.type === 'window.answered').length ?? 0;
			expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
		}
		expect(accepted).toBe(12);
	});

	test('of a program that goes on is written on in the last file, until that has enough', async () => {
		await keep(journalFolder(folder, small), visits(1));
		await keep(journalFolder(folder, {...small, goesOn: true}), visits(1));
		expect(filesIn(folder)).toEqual(['000001.jsonl']);
		expect(runsOf(join(folder, '000001.jsonl')).map(run => firstDifference(run))).toEqual([
			undefined,
			undefined,
		]);
		await keep(journalFolder(folder, {...small, enoughBytes: 1, goesOn: true}), visits(1));
		expect(filesIn(folder).length).toBeGreaterThan(1);
		expect(runsOf(join(folder, '000001.jsonl'))).toHaveLength(2);
	});

	test('goes on likewise after a card was left in, and outside the hours', async () => {
		const opensAt = '2026-11-24T23:30:00.000Z';
		const leftIn = (from: number): Journey => [
			[from, {type: 'reader.present'}],
			[from + 1000, {type: 'user.cancel'}],
			[from + 301_000, {type: 'reader.empty'}],
		];
		const journey: Journey = [
			[0, {type: 'reader.empty'}],
			[10, {type: 'service.open', until: '2026-11-24T08:15:00.000Z'}],
			...leftIn(1000),
			[400_000, {type: 'service.closed', why: 'hours', opensAt}],
			...leftIn(500_000),
			...leftIn(1_000_000),
		];
		await keep(journalFolder(folder, {...small, enoughBytes: 1}), journey);
		const files = filesIn(folder);
		expect(files.length).toBeGreaterThan(3);
		for (const file of files) {
			for (const run of runsOf(join(folder, file))) expect(firstDifference(run), file).toBeUndefined();
		}
	});

	test('keeps only so many files, the newest', async () => {
		await keep(journalFolder(folder, {...small, files: 3}), visits(12));
		await keep(journalFolder(folder, {...small, files: 3}), visits(1));
		const files = filesIn(folder);
		expect(files).toHaveLength(3);
		expect(runsOf(join(folder, files.at(-1) ?? ''))[0]?.entries).toHaveLength(4 * 2 + visit.length * 2);
	});

	test('stops in the middle of a visit that fills its file, says so, and goes on after it', async () => {
		await keep(journalFolder(folder, {enoughBytes: 4000, mostBytes: 4000, files: 100}), visits(2));
		const files = filesIn(folder);
		const endings = files.map(file => runsOf(join(folder, file))[0]?.ending.status);
		expect(endings).toEqual(['full', 'full', 'stopped']);
		for (const file of files) {
			expect(statSync(join(folder, file)).size).toBeLessThan(5000);
			for (const run of runsOf(join(folder, file))) expect(firstDifference(run)).toBeUndefined();
		}
	});
});

describe('a journal in one file', () => {
	test('holds several runs, the one before a crash up to its last whole line', async () => {
		const path = join(folder, 'journal.jsonl');
		await keep(onlyFile(path), visits(1));
		const whole = readFileSync(path, 'utf8');
		writeFileSync(path, whole.slice(0, -200));
		await keep(onlyFile(path), visits(1));
		const [first, second, ...more] = runsOf(path);
		expect(more).toEqual([]);
		expect(first?.ending.status).toBe('cut');
		expect(second?.ending.status).toBe('stopped');
		expect(second?.entries.length).toBeGreaterThan(first?.entries.length ?? 0);
	});

	test('a disk that refuses to be written to does not stop the kiosk', async () => {
		await expect(keep(onlyFile('/dev/full'), visits(1))).resolves.toBeUndefined();
	});
});

test('a fault is noted by its kind, never by its text', async () => {
	const path = join(folder, 'journal.jsonl');
	const journal = openJournal(onlyFile(path), header);
	journal.note(new RangeError('DEMO2026'));
	journal.note(Object.assign(new Error('x'), {name: '吉田　太郎'}));
	journal.note('DEMO2026');
	journal.close(5);
	expect(runsOf(path)[0]?.faults).toEqual(['RangeError', 'unknown', 'unknown']);
	expect(readFileSync(path, 'utf8')).not.toMatch(/DEMO2026|吉田/);
});
