import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {enrolDemoStaff} from '../../src/commands/kiosk/enrolDemoStaff.ts';
import {oneTimeCodeDigits} from '../../src/domain/staff.ts';
import {readRoster} from '../../src/staff/roster.ts';
import {oneTimeCode, stepAt} from '../../src/staff/totp.ts';
import {type Program, startProgram} from '../e2e/program.ts';
import {openDisplay, type TestDisplay} from '../helpers/display.ts';
import {startPcscd} from '../helpers/pcscd.ts';

export const processNames = ['kiosk', 'foot', 'sway', 'pcscd'] as const;
export type ProcessName = (typeof processNames)[number];

/** The kiosk on a terminal of its own, as a city has it: sway, foot, pcscd, a card and a window. */
export interface WholeTerminal extends AsyncDisposable {
	readonly display: TestDisplay;
	readonly pids: Readonly<Record<ProcessName, number>>;
	/** The journal's last word on where the kiosk is. */
	path(): Promise<string>;
	/** Waits until the kiosk is at a state or one of its inner ones. */
	reaches(path: string | RegExp): Promise<void>;
	/** Puts a card in; ending the program pulls it. */
	insert(card: string): Promise<Program>;
	/** Presses keys by their names in X, one after the other. */
	press(...keys: readonly string[]): Promise<void>;
	/** Presses a key until the kiosk has left the screen that it is on. */
	pressUntilLeft(key: string): Promise<void>;
	type(text: string): Promise<void>;
	/** An officer who signs in by passphrase; where the terminal has staff. */
	readonly passphraseOfficer: {readonly id: string; code(): string};
	/** Does something that ends a visit, and waits until the kiosk has renewed itself and rests or serves again. */
	renewsAfter(act: () => Promise<unknown>): Promise<void>;
	close(): Promise<void>;
}

export interface WholeTerminalOptions {
	/** Passwords of demo cards by the card's name, in place of the ones that stand in the program. */
	readonly passwords: Readonly<Record<string, string>>;
	/** The staff of the terminal and of its window, which unblocks cards; nobody if not given. */
	readonly staff?: {
		/** PINs of demo staff cards by the card's name, in place of the ones that stand in the program. */
		readonly pins: Readonly<Record<string, string>>;
		readonly passphrase: string;
	};
}

export async function openWholeTerminal({passwords, staff}: WholeTerminalOptions): Promise<WholeTerminal> {
	const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
	const pki = join(folder, 'pki');
	await startProgram(['pki', 'init', pki]).exited;
	const rewrite = (card: string, change: object) => {
		const path = join(pki, 'cards', card, 'card.json');
		writeFileSync(path, JSON.stringify({...JSON.parse(readFileSync(path, 'utf8')), ...change}));
	};
	for (const [card, signPassword] of Object.entries(passwords)) rewrite(card, {signPassword});
	for (const [card, pin] of Object.entries(staff?.pins ?? {})) rewrite(card, {pin});
	const state = join(folder, 'state');
	const totpSecret = staff && (await enrolStaff(pki, state, staff.passphrase));
	const pcscd = await startPcscd();
	const window = startProgram([
		...['window', '--pki', pki, '--listen', '127.0.0.1:0'],
		...['--store', `sqlite:${join(folder, 'window.sqlite')}`],
		...(staff
			? [
					...['--unblock-key', join(pki, 'unblock.key'), '--staff-ca', join(pki, 'staff-ca.pem')],
					...['--own-cards', join(pki, 'own-cards.json'), '--state', join(folder, 'window')],
				]
			: []),
	]);
	const url = JSON.parse(await window.line(/listening/)).listening;
	const journal = join(folder, 'journal.jsonl');
	const display = await openDisplay({
		width: 1280,
		height: 720,
		text: 'normal',
		program: [
			...[process.execPath, join(import.meta.dirname, '../../src/main.ts')],
			...['kiosk', '--pki', pki, '--window', url, '--reader', 'pcsc', '--reader-name', pcscd.readers[0]],
			...['--state', state, '--journal', journal],
		],
		env: {COLORTERM: 'truecolor'},
	});
	const cards: Program[] = [];
	/** What was written since each start of the program. */
	const runs = async () => {
		const text = await readFile(journal, 'utf8').catch(() => '');
		return text.split('"format":"madoguchi-journal"').slice(1);
	};
	const path = async () => {
		const text = (await runs()).join();
		return text.match(/"path":"[^"]*"(?![\s\S]*"path":")/)?.[0].slice(8, -1) ?? '';
	};
	const until = async (isThere: () => Promise<boolean>, what: string) => {
		const end = performance.now() + 30_000;
		while (!(await isThere())) {
			if (performance.now() > end) throw new Error(`${what} did not come; the kiosk is at ${await path()}`);
			await Bun.sleep(10);
		}
	};
	const reaches = (wanted: string | RegExp) =>
		until(async () => {
			const at = await path();
			return typeof wanted === 'string' ? `${at}.`.startsWith(`${wanted}.`) : wanted.test(at);
		}, String(wanted));
	const close = async () => {
		for (const card of cards) await card.kill();
		await display.close();
		await window.end();
		await pcscd.stop();
		await rm(folder, {recursive: true, force: true});
	};
	try {
		await reaches('idle');
		const [kiosk = 0] = childrenOf(display.footPid);
		return {
			display,
			pids: {kiosk, foot: display.footPid, sway: display.swayPid, pcscd: pcscd.pid},
			path,
			reaches,
			async insert(name) {
				const card = startProgram([
					'card',
					'--pki',
					pki,
					'--card',
					name,
					'--vpcd',
					`localhost:${pcscd.port}`,
				]);
				cards.push(card);
				await card.line(/is in the reader/);
				return card;
			},
			async press(...keys) {
				for (const key of keys) await display.press('-k', key);
			},
			async pressUntilLeft(key) {
				const before = await path();
				let presses = 0;
				await until(async () => {
					// A key that comes before its screen is out is not heard.
					if (presses++ % 40 === 0) await display.press('-k', key);
					return (await path()) !== before;
				}, `an answer to ${key} at ${before}`);
			},
			type: text => display.press(text),
			passphraseOfficer: {
				id: passphraseId,
				code: () => {
					if (!totpSecret) throw new Error('this terminal has no staff');
					const code = oneTimeCode(totpSecret, stepAt(new Date()));
					return String(code).padStart(oneTimeCodeDigits, '0');
				},
			},
			async renewsAfter(act) {
				const before = (await runs()).length;
				await act();
				await until(async () => {
					const all = await runs();
					return all.length > before && /"path":/.test(all.at(-1) ?? '');
				}, 'a renewed kiosk');
			},
			close,
			[Symbol.asyncDispose]: close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

const passphraseId = '7001';

/** Enrols the demo's staff cards, and an officer with a passphrase; answers with the secret of the one-time codes. */
async function enrolStaff(pki: string, state: string, passphrase: string): Promise<Uint8Array> {
	mkdirSync(state, {recursive: true});
	writeFileSync(join(state, 'settings.json'), JSON.stringify({unblocker: 'window'}));
	await enrolDemoStaff(pki, state);
	const {exitCode} = Bun.spawnSync(
		[
			...[process.execPath, join(import.meta.dirname, '../../src/main.ts'), 'staff', 'add', passphraseId],
			...['--state', state, '--role', 'resetOfficer', '--passphrase'],
		],
		{stdin: Buffer.from(`${passphrase}\n`), stdout: 'ignore', stderr: 'inherit'},
	);
	const officer = (await readRoster(state)).find(({id}) => id === passphraseId);
	if (exitCode !== 0 || !officer?.passphrase) throw new Error('nobody was enrolled');
	return Buffer.from(officer.passphrase.totpSecret, 'base64');
}

function childrenOf(pid: number): number[] {
	return readdirSync(`/proc/${pid}/task`).flatMap(task =>
		readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
	);
}
