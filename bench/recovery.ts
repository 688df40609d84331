import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {compile} from '../kiosk/build.ts';
import {initPki} from '../src/pki/init.ts';
import {openDisplay} from '../test/helpers/display.ts';
import {openManager, type TestManager} from '../test/helpers/serviceManager.ts';
import {quantile} from './quantile.ts';

/** The watchdog of madoguchi.service takes 3 s of the 5 that a recovery may take. */
const budgetMs = 2000;

/**
 * Starts the whole terminal so many times on this machine, without emulation: sway without a screen, foot, the city's
 * program, until it tells its manager that it is ready. Beside it a program that is ready at once, in the same sway and foot.
 * @returns whether the longest start kept its budget
 */
export async function recovery(runs: number): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'recovery-'));
	const manager = await openManager(folder);
	try {
		const binary = join(import.meta.dir, '../dist/madoguchi-terminal');
		await compile(join(import.meta.dir, '../src/terminal.ts'), binary, 'beside');
		const [pki, state] = [join(folder, 'pki'), join(folder, 'state')];
		await initPki(pki, {now: new Date()});
		await mkdir(state);
		const programs = {
			'ready at once': ['perl', '-e', readyAtOnce, manager.socket],
			kiosk: [
				...[binary, 'kiosk', '--pki', pki, '--state', state, '--reader', 'pcsc'],
				...['--window', 'https://localhost:9'],
			],
		};
		const taken: Record<keyof typeof programs, number[]> = {'ready at once': [], kiosk: []};
		for (let round = 0; round <= runs; round++) {
			for (const [name, program] of Object.entries(programs)) {
				const ms = await startOf(program, manager);
				// The first start reads the disk.
				if (round > 0) taken[name as keyof typeof programs].push(ms);
			}
		}
		for (const [name, ms] of Object.entries(taken)) {
			const [median, max] = [quantile(ms, 0.5), quantile(ms, 1)];
			console.log(`sway, foot and ${name}: ready after ${median.toFixed(0)} ms, at most ${max.toFixed(0)}`);
		}
		return quantile(taken.kiosk, 1) <= budgetMs;
	} finally {
		manager.close();
		await rm(folder, {recursive: true, force: true});
	}
}

const readyAtOnce = `
	use Socket;
	socket(my $s, AF_UNIX, SOCK_DGRAM, 0); send($s, "READY=1", 0, sockaddr_un($ARGV[0])); sleep 60`;

async function startOf(program: readonly string[], manager: TestManager): Promise<number> {
	const {length: heardBefore} = await manager.heard(0);
	const startedAt = performance.now();
	await using _display = await openDisplay({
		width: 1280,
		height: 720,
		text: 'normal',
		program,
		env: {NOTIFY_SOCKET: manager.socket},
	});
	for (let at = heardBefore; ; at++) {
		const line = (await manager.heard(at + 1))[at];
		if (line?.includes('READY=1')) return performance.now() - startedAt;
	}
}
