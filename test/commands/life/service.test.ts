import {once} from 'node:events';
import {readdirSync, watch} from 'node:fs';
import {cp, mkdir, mkdtemp, rename, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {compositor} from '../../../src/commands/kiosk/life/compositor.ts';
import {lifeForService} from '../../../src/commands/kiosk/life/forService.ts';
import {
	askReaderService,
	untilReaderServiceMoves,
	watchReaderService,
} from '../../../src/commands/kiosk/life/readerWatch.ts';
import {setTimer} from '../../../src/keys/timer.ts';
import {startPcscd} from '../../helpers/pcscd.ts';
import {demoPki} from '../../helpers/pki.ts';
import {openManager, type TestManager} from '../../helpers/serviceManager.ts';
import {openTerminal} from '../../helpers/terminal.ts';

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'life-'));
});
afterAll(() => rm(folder, {recursive: true}));

async function openTestManager() {
	const manager = await openManager(folder);
	onTestFinished(() => manager.close());
	return manager;
}

/** What answers like sway-ipc(7), once it is let. */
async function openCompositor(answers: boolean) {
	const path = join(folder, crypto.randomUUID());
	const heard: Buffer[] = [];
	const server = createServer(socket =>
		socket.on('data', piece => {
			heard.push(Buffer.from(piece));
			if (answers) socket.write(Buffer.from('i3-ipc\x02\0\0\0\x07\0\0\0{}', 'latin1'));
		}),
	);
	onTestFinished(() => void server.close());
	await new Promise<void>(resolve => server.listen(path, resolve));
	return {path, heard};
}

/** A kiosk as a manager starts it, with a state folder of this name. */
const openService = (pki: string, state: string, {socket}: TestManager) =>
	openTerminal(
		[
			process.execPath,
			join(import.meta.dirname, '../../../src/main.ts'),
			...['kiosk', '--pki', pki, '--window', 'https://localhost:9', '--reader', 'pcsc'],
			...['--state', join(folder, state)],
		],
		{cols: 100, rows: 40, env: {LANG: 'C.UTF-8', NOTIFY_SOCKET: socket}},
	);

test('a kiosk that runs as a service tells that it is ready, and lives while its terminal answers', async () => {
	const pki = await demoPki();
	const manager = await openTestManager();
	await using terminal = openService(pki, 'state', manager);
	await terminal.waitFor('始める');
	expect((await manager.heard(5)).slice(0, 5)).toEqual([
		'listening',
		'READY=1 WATCHDOG_USEC=3000000 WATCHDOG=1',
		'WATCHDOG=1',
		'WATCHDOG=1',
		'WATCHDOG=1',
	]);
});

test('a service that cannot be set up says so to citizens and staff, lives, and serves once it can', {
	timeout: 30_000,
}, async () => {
	const pki = join(folder, 'broken-pki');
	await cp(await demoPki(), pki, {recursive: true});
	await rename(join(pki, 'tls-ca.pem'), join(pki, 'away.pem'));
	const manager = await openTestManager();
	await using terminal = openService(pki, 'troubled', manager);
	await terminal.waitFor('職員をお呼びください。');
	await terminal.waitFor(/職員の方へ: .*tls-ca\.pem/);
	const screen = terminal.screen();
	expect(screen).toContain('この端末の設定に問題があります。');
	for (const word of ['始める', 'Enter', 'F1']) expect(screen).not.toContain(word);
	const told = await manager.heard(4);
	expect(told[1]).toMatch(/^STATUS=.*tls-ca\.pem/);
	expect(told[2]).toMatch(/^READY=1 /);
	// Whoever presses a key before a screen without buttons means none that comes later.
	terminal.send('\r');
	await rename(join(pki, 'away.pem'), join(pki, 'tls-ca.pem'));
	await terminal.waitFor('始める');
	expect(terminal.screen()).not.toContain('職員の方へ');
	expect((await manager.heard(5)).some(line => line === 'STATUS=')).toBe(true);
});

test('the compositor is asked for its version, as sway-ipc has it', async () => {
	const {path, heard} = await openCompositor(true);
	await compositor(path)();
	expect(Buffer.concat(heard)).toEqual(Buffer.from('i3-ipc\0\0\0\0\x07\0\0\0', 'latin1'));
});

test('the tones for a card left in are asked of the system, and a folder that is gone ends nothing', async () => {
	const runtime = join(folder, 'runtime');
	await mkdir(runtime);
	const {socket} = await openTestManager();
	const life = lifeForService({NOTIFY_SOCKET: socket, RUNTIME_DIRECTORY: runtime});
	life?.ring();
	expect(readdirSync(runtime)).toEqual(['bell']);
	await rm(runtime, {recursive: true});
	expect(() => life?.ring()).not.toThrow();
});

test('a reader service that answers, hangs and is gone are told apart; the one that hangs raises the alarm', async () => {
	const pcscd = await startPcscd();
	onTestFinished(() => pcscd.stop());
	expect(await askReaderService(setTimer)).toBe('answers');
	pcscd.hang();
	expect(await askReaderService(setTimer)).toBe('hangs');
	const alarms = join(folder, 'alarms');
	await mkdir(alarms);
	const raised = once(watch(alarms), 'change');
	onTestFinished(watchReaderService(join(alarms, 'reader-hangs'), setTimer));
	expect((await raised)[1]).toBe('reader-hangs');
	const moves = untilReaderServiceMoves(join(alarms, 'reader-hangs'), setTimer);
	await pcscd.kill();
	await moves;
	expect(await askReaderService(setTimer)).toBe('gone');
});
