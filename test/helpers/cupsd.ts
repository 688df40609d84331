import {once} from 'node:events';
import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A real CUPS with the configuration of a terminal, in a folder and on a socket of its own. */
export interface TestCups {
	readonly socket: string;
	/** Where it keeps jobs while they are there. */
	readonly spool: string;
	/** The file it logs to. */
	readonly log: string;
	/** Adds a queue that sends what it is given, byte for byte, to this port of the loopback address. */
	addPrinter(queue: string, port: number): Promise<void>;
	/** What a command of CUPS says of this one. */
	asks(...command: readonly string[]): Promise<string>;
	stop(): Promise<void>;
}

const shipped = join(import.meta.dirname, '../../kiosk/terminal/root/etc/cups');

/** Needs root and the Debian package cups. */
export async function startCups(): Promise<TestCups> {
	const folder = await mkdtemp(join(tmpdir(), 'cups-'));
	const path = (name: string) => join(folder, name);
	const [socket, spool, log] = [path('cups.sock'), path('spool'), path('error_log')];
	// Its programs run as another user.
	await chmod(folder, 0o755);
	for (const name of ['root', 'cache', 'state']) await mkdir(path(name));
	const configuration = await readFile(join(shipped, 'cupsd.conf'), 'utf8');
	// Written to its files at once, so that a test sees all there is.
	const ours = `${configuration.replace('/run/cups/cups.sock', socket)}DirtyCleanInterval 0\n`;
	await writeFile(path('cupsd.conf'), ours);
	const files = (await readFile(join(shipped, 'cups-files.conf'), 'utf8'))
		.replaceAll('/run/cups/spool', spool)
		.replace('ErrorLog stderr', `ErrorLog ${log}`);
	const places = [`ServerRoot ${path('root')}`, `CacheDir ${path('cache')}`, `StateDir ${path('state')}`];
	await writeFile(path('cups-files.conf'), `${files}${places.join('\n')}\n`);

	const cupsd = Bun.spawn(['cupsd', '-f', '-c', path('cupsd.conf'), '-s', path('cups-files.conf')], {
		stdin: 'ignore',
		stdout: 'ignore',
		stderr: 'inherit',
	});
	while (!(await answers(socket))) {
		if (cupsd.exitCode !== null) throw new Error(`cupsd ended with ${cupsd.exitCode}: see ${log}`);
		await Bun.sleep(10);
	}
	const asks: TestCups['asks'] = async (...command) => {
		const child = Bun.spawn([...command], {
			env: {...process.env, CUPS_SERVER: socket, LC_ALL: 'C'},
			stdin: 'ignore',
			stdout: 'pipe',
			stderr: 'pipe',
		});
		const [out, problem] = await Promise.all([
			new Response(child.stdout).text(),
			new Response(child.stderr).text(),
		]);
		return (await child.exited) === 0 ? out : `${out}${problem}`;
	};
	return {
		socket,
		spool,
		log,
		asks,
		async addPrinter(queue, port) {
			const uri = `socket://127.0.0.1:${port}`;
			const said = await asks('lpadmin', '-p', queue, '-E', '-v', uri, '-m', 'raw');
			if (!(await asks('lpstat', '-p', queue)).includes('enabled')) throw new Error(`no queue: ${said}`);
		},
		async stop() {
			cupsd.kill('SIGTERM');
			await cupsd.exited;
			await rm(folder, {recursive: true, force: true});
		},
	};
}

async function answers(path: string): Promise<boolean> {
	const socket = connect(path);
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
