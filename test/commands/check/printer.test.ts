import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {checkPrinter} from '../../../src/commands/check/printer.ts';
import {askPrinterState} from '../../../src/slips/printerState.ts';
import {startCups, type TestCups} from '../../helpers/cupsd.ts';

let cups: TestCups;

beforeAll(async () => {
	cups = await startCups();
}, 60_000);
afterAll(() => cups?.stop());

const check = (printer: string) => checkPrinter({printer}, cups.socket);

test('a printer that CUPS has nothing against is ready', async () => {
	// Port 9 discards: it is not spoken to.
	await cups.addPrinter('good', 9);
	expect(await check('good')).toEqual({check: 'printer', status: 'ok', found: 'good is ready'});
});

// The reasons of RFC 8011, 5.4.12, set at a real CUPS; without a suffix one is an error.
test.each([
	['media-empty-error', 'ng', 'has no paper'],
	['media-needed', 'ng', 'has no paper'],
	['media-jam-error', 'ng', 'the paper is jammed'],
	['offline-report', 'ng', 'cannot be reached'],
	['connecting-to-device', 'ng', 'cannot be reached'],
	['cover-open', 'ng', 'is open'],
	['toner-empty-error', 'ng', 'has no toner'],
	['spool-area-full', 'ng', 'spool-area-full'],
	['media-low-warning', 'ok', 'is ready, media-low-warning'],
	['toner-low-report', 'ok', 'is ready, toner-low-report'],
] as const)('a printer with %s is %s: %s', async (reason, status, found) => {
	await cups.addPrinter(reason, 9);
	await cups.asks('lpadmin', '-p', reason, '-o', `printer-state-reasons=${reason}`);
	expect(await check(reason)).toMatchObject({status, found: expect.stringContaining(found)});
});

test('of several reasons the one that stands in the way is told', async () => {
	await cups.addPrinter('several', 9);
	const reasons = 'printer-state-reasons=media-low-warning,media-jam';
	await cups.asks('lpadmin', '-p', 'several', '-o', reasons);
	expect(await check('several')).toMatchObject({
		status: 'ng',
		found: 'the paper is jammed (media-jam)',
		remedy: expect.stringContaining('take'),
	});
});

test('a queue that was stopped, or takes no jobs, is told with the command that mends it', async () => {
	await cups.addPrinter('queue', 9);
	await cups.asks('cupsdisable', 'queue');
	expect(await check('queue')).toMatchObject({
		status: 'ng',
		remedy: expect.stringContaining('cupsenable queue'),
	});
	await cups.asks('cupsenable', 'queue');
	await cups.asks('cupsreject', 'queue');
	expect(await check('queue')).toMatchObject({status: 'ng', remedy: 'cupsaccept queue'});
	await cups.asks('cupsaccept', 'queue');
	expect(await check('queue')).toMatchObject({status: 'ok'});
});

test('a printer that CUPS does not know, and none at all', async () => {
	expect(await check('nobody')).toMatchObject({status: 'ng', found: 'CUPS knows no nobody'});
	expect(await check('')).toEqual({
		check: 'printer',
		status: 'unasked',
		found: 'none in the settings: no slips',
	});
});

test('a CUPS that is not there, or takes the question and never answers, holds nothing up', async () => {
	const noAnswer = {status: 'ng', found: 'CUPS does not answer'};
	expect(await checkPrinter({printer: 'good'}, '/nowhere/cups.sock')).toMatchObject(noAnswer);

	const folder = mkdtempSync(join(tmpdir(), 'mute-cups-'));
	const socket = join(folder, 'cups.sock');
	const asked = Promise.withResolvers<void>();
	const mute = createServer(connection => connection.on('data', () => asked.resolve())).listen(socket);
	onTestFinished(() => {
		mute.close();
		rmSync(folder, {recursive: true});
	});
	const patience = new AbortController();
	const answer = askPrinterState({socket, queue: 'good'}, patience.signal);
	await asked.promise;
	patience.abort();
	expect(await answer).toEqual({status: 'noAnswer'});
	expect(await checkPrinter({printer: 'good'}, socket)).toMatchObject(noAnswer);
});
