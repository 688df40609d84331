import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test} from 'vitest';
import {openPcscReader, type PcscReaderPort} from '../../src/card/pcsc.ts';
import type {ReaderChange} from '../../src/card/reader.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {insertIntoVpcd} from '../../src/card/simulated/vpcd.ts';
import {type CheckedTerminal, checkTerminal} from '../../src/commands/check/terminal.ts';
import {checkWindow} from '../../src/commands/check/window.ts';
import type {Finding} from '../../src/domain/finding.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {copyOfPki, demoPki} from '../helpers/pki.ts';
import {openTerminal} from '../helpers/terminal.ts';

let pki: string;
let pcscd: TestPcscd;
/** Another program at the same reader. */
let reader: PcscReaderPort;

beforeAll(async () => {
	pki = await demoPki();
	pcscd = await startPcscd();
	reader = await openPcscReader({readerName: pcscd.readers[0]});
	await until('empty');
}, 180_000);
afterAll(async () => {
	await reader?.stop();
	await pcscd?.stop();
});

/** A terminal that counts as xterm does; `wide` cells for a line instead of one each, or no answer at all. */
function terminal({columns = 100, answers = true, lineCells = 1} = {}): CheckedTerminal {
	return {
		size: {columns, rows: 30},
		columnAfter: async text =>
			answers
				? Bun.stringWidth(text) + [...text].filter(sign => /[│─┐]/.test(sign)).length * (lineCells - 1)
				: undefined,
		close: () => undefined,
	};
}

/** What the program finds, in a process of its own that sees no terminal. */
async function check(...args: readonly string[]) {
	const program = Bun.spawn(
		[
			'setsid',
			'--wait',
			process.execPath,
			main,
			'check',
			'--json',
			'--reader-name',
			pcscd.readers[0],
			...args,
		],
		{stdin: 'ignore', stdout: 'pipe', stderr: 'inherit', env: {...process.env, LC_ALL: 'ja_JP.eucJP'}},
	);
	const {ok, findings} = JSON.parse(await new Response(program.stdout).text());
	return {ok, findings: findings as readonly Finding[], exit: await program.exited};
}

const main = join(import.meta.dirname, '../../src/main.ts');

const of = (findings: readonly Finding[], check: string) => findings.find(finding => finding.check === check);

/** Lays a card in for this test; the service has seen it before it is checked. */
async function insert(name: string): Promise<SimulatedCard> {
	const card = await loadSimulatedCard(join(pki, 'cards', name));
	const slot = await insertIntoVpcd({hostname: '127.0.0.1', port: pcscd.port, card});
	await until('present');
	onTestFinished(async () => {
		slot.pull();
		await until('empty');
	});
	return card;
}

async function until(wanted: ReaderChange['status']): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const end = reader.watch(({status}) => status === wanted && resolve());
	await promise;
	end();
}

const triesOf = (card: SimulatedCard) => {
	const file = card.files.get(0x001b);
	return file?.holds === 'password' ? file.triesLeft : undefined;
};

test('says OK in a terminal with service, reader, card and window, and spends no try', async () => {
	const card = await insert('valid');
	const window = await demoWindow(pki);
	const program = openTerminal(
		[
			process.execPath,
			main,
			...['check', '--reader-name', pcscd.readers[0], '--pki', pki, '--window', window.url],
		],
		{cols: 100, rows: 40, env: {LANG: 'C.UTF-8'}},
	);
	expect(await program.exited).toBe(0);
	const said = program.rawBytes().toString();
	await program.close();
	// What the machine lets others read differs from one to the next.
	const ofMachine = /card log|swap|ptrace|core files|input devices/;
	const lines = said
		.split('\r\n')
		.filter(line => !ofMachine.test(line))
		.map(line => /(OK|NG|--) {2}(\S+)/.exec(line)?.slice(1).join(' '));
	expect(lines.filter(line => line !== undefined)).toEqual([
		...['OK terminal', 'OK locale', 'OK width', 'OK pcscd'],
		...['OK SCardEstablishContext', 'OK SCardListReaders', 'OK SCardConnect', 'OK SCardStatus'],
		...['OK SCardBeginTransaction', 'OK SCardTransmit', 'OK SCardEndTransaction', 'OK SCardDisconnect'],
		...[
			'OK reader',
			'OK reader',
			'OK card',
			'OK token',
			'OK tries',
			'-- settings',
			'-- printer',
			'OK pki',
			'-- release',
			'OK window',
			'OK clock',
		],
	]);
	expect(said).toContain('5 left');
	expect(triesOf(card)).toBe(5);
});

test('--json gives the same findings to a program, and exit code 1 for what is NG', async () => {
	const {ok, findings, exit} = await check();
	expect({ok, exit}).toEqual({ok: false, exit: 1});
	expect(of(findings, 'terminal')?.status).toBe('ng');
	expect(of(findings, 'locale')).toMatchObject({status: 'ng', remedy: expect.stringContaining('UTF-8')});
	expect(of(findings, 'pcscd')?.status).toBe('ok');
});

describe('the card', () => {
	test('that is not there is no fault of the terminal', async () => {
		const {findings} = await check();
		expect(of(findings, 'card')?.status).toBe('unasked');
		expect(findings.filter(({status}) => status === 'ng').map(({check}) => check)).toEqual([
			'terminal',
			'locale',
		]);
	});

	test.each([
		['juki', 'token', '住基カード'],
		['auth-only', 'token', 'without a signing certificate'],
		['locked', 'tries', 'locked'],
	])('%s is told by its %s', async (name, thing, said) => {
		await insert(name);
		const {findings} = await check();
		expect(findings.filter(({status}) => status === 'ng').at(-1)).toMatchObject({
			check: thing,
			found: expect.stringContaining(said),
		});
		expect(of(findings, 'card')?.status).toBe('ok');
	});

	test('of another realm is told with the PKI folder at hand', async () => {
		await insert('valid');
		const production = await copyOfPki();
		await Bun.write(
			join(production, 'anchors', 'sign-ca-3.pem'),
			await Bun.file(join(pki, 'tls-ca.pem')).text(),
		);
		const {findings} = await check('--pki', production);
		expect(of(findings, 'token')).toMatchObject({status: 'ng', found: expect.stringContaining('realm')});
	});

	test('that another program holds is told by the call that was refused', async () => {
		await insert('valid');
		const connected = await reader.connect();
		if (connected.status !== 'connected') throw new Error(connected.cause);
		const {findings} = await check();
		await connected.card.close();
		expect(of(findings, 'SCardConnect')).toMatchObject({
			status: 'ng',
			found: expect.stringContaining('SharingViolation'),
			remedy: expect.stringContaining('another program'),
		});
		expect(of(findings, 'SCardTransmit')?.status).toBe('unasked');
	});
});

test('a reader that is not there is told beside those that are', async () => {
	const {findings} = await check('--reader-name', 'another make');
	expect(findings.filter(({check}) => check === 'reader').map(({status}) => status)).toEqual([
		'ok',
		'ok',
		'ng',
	]);
});

test('a service that does not run is told, and nothing is said of readers', async () => {
	await pcscd.kill();
	const {findings} = await check();
	await pcscd.start();
	await until('empty');
	expect(of(findings, 'pcscd')).toMatchObject({status: 'ng', remedy: expect.stringContaining('pcscd')});
	expect(of(findings, 'reader')?.status).toBe('unasked');
});

describe('the terminal', () => {
	test.each([
		['of 79 columns is too small', {columns: 79}, 'terminal', 'ng'],
		['that draws lines wide overlaps them', {lineCells: 2}, 'width', 'ng'],
		['that does not tell where its cursor is leaves the width open', {answers: false}, 'width', 'unasked'],
		['of 80 columns is large enough', {columns: 80}, 'terminal', 'ok'],
	])('%s', async (_what, bends, check, expected) => {
		expect(of(await checkTerminal(terminal(bends), {LANG: 'C.UTF-8'}), check)?.status).toBe(expected);
	});
});

describe('the window', () => {
	let url: string;
	beforeEach(async () => {
		({url} = await demoWindow(pki));
	});
	const checked = async (folder: string, now = () => new Date()) =>
		checkWindow({url, trust: await loadTrust(folder), settings: defaultSettings, terminal: undefined, now});

	test('that answers is told with its certificate', async () => {
		const found = expect.stringContaining('TLSv1.3');
		expect(of(await checked(pki), 'window')).toMatchObject({status: 'ok', found});
	});

	test('T-16 of another authority than the pinned one is refused', async () => {
		const other = await copyOfPki();
		await Bun.write(join(other, 'tls-ca.pem'), await Bun.file(join(pki, 'anchors/sign-ca-1.pem')).text());
		const findings = await checked(other);
		expect(of(findings, 'window')?.status).toBe('ng');
		expect(of(findings, 'clock')?.status).toBe('unasked');
	});

	// The window's Date header counts whole seconds.
	test.each([
		[58, 'ok'],
		[63, 'ng'],
		[-63, 'ng'],
	])('T-09 with a clock %i s apart: %s', async (seconds, expected) => {
		const findings = await checked(pki, () => new Date(Date.now() + seconds * 1000));
		expect(of(findings, 'clock')?.status).toBe(expected);
	});
});
