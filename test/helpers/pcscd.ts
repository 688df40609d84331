import {once} from 'node:events';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {connect, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {Subprocess} from 'bun';

/** A real pcscd with vsmartcard's virtual reader, for as long as a test needs it. */
export interface TestPcscd {
	/** Where the virtual reader listens for a card, on the loopback address. */
	readonly port: number;
	/** Its two slots, as PC/SC names them. */
	readonly readers: readonly [string, string];
	/** The service's process. */
	readonly pid: number;
	/** Ends the service as a crash would. */
	kill(): Promise<void>;
	/** Stops it where it is, as a service that hangs; `kill` still ends it. */
	hang(): void;
	/** Ends the service as an operator would. */
	shutDown(): Promise<void>;
	/** Starts it again, if wanted with no reader in its socket. */
	start(readers?: 'readers' | 'no reader'): Promise<void>;
	/** Ends it, and lets the next test have the socket. */
	stop(): Promise<void>;
}

const socketPath = '/run/pcscd/pcscd.comm';
const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const lockPath = '/run/lock/madoguchi-test-pcscd';

/**
 * Starts pcscd with a reader configuration of its own. Its socket has one fixed place, so that there can be one at a
 * time on a machine: a file lock, which the kernel takes back from a test that dies, makes tests wait for each
 * other. Needs root and the Debian packages pcscd and vsmartcard-vpcd; ends only what it started.
 */
export async function startPcscd(): Promise<TestPcscd> {
	const lock = await takeLock();
	const folder = await mkdtemp(join(tmpdir(), 'pcscd-'));
	let daemon: Subprocess | undefined;

	const start = async (readers: 'readers' | 'no reader' = 'readers') => {
		daemon = await startDaemon(join(folder, readers));
	};
	const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
		daemon?.kill(signal);
		await daemon?.exited;
		daemon = undefined;
	};
	const release = async () => {
		await end('SIGTERM');
		await rm(folder, {recursive: true});
		await lock.release();
	};

	try {
		const port = await freePort();
		await Promise.all(['readers', 'no reader'].map(name => mkdir(join(folder, name))));
		await writeFile(join(folder, 'readers/vpcd'), readerConfiguration(port));
		await start();
		return {
			port,
			readers: ['Virtual PCD 00 00', 'Virtual PCD 00 01'],
			get pid() {
				if (!daemon) throw new Error('pcscd does not run');
				return daemon.pid;
			},
			kill: () => end('SIGKILL'),
			hang: () => daemon?.kill('SIGSTOP'),
			shutDown: () => end('SIGTERM'),
			start,
			stop: release,
		};
	} catch (error) {
		await release();
		throw error;
	}
}

async function startDaemon(folder: string): Promise<Subprocess> {
	if (await answers(socketPath)) throw new Error('A pcscd that no test started is running: stop it first');
	const daemon = Bun.spawn(['pcscd', '--foreground', '--config', folder], {
		stdin: 'ignore',
		stdout: 'ignore',
		stderr: 'ignore',
	});
	while (!(await answers(socketPath))) {
		if (daemon.exitCode !== null)
			throw new Error(`pcscd ended with ${daemon.exitCode}: root and its packages are needed`);
		await Bun.sleep(10);
	}
	return daemon;
}

function readerConfiguration(port: number): string {
	const channel = `0x${port.toString(16).toUpperCase()}`;
	return [
		'FRIENDLYNAME "Virtual PCD"',
		`DEVICENAME /dev/null:${channel}`,
		`LIBPATH ${driver}`,
		`CHANNELID ${channel}`,
		'',
	].join('\n');
}

async function takeLock(): Promise<{release(): Promise<void>}> {
	await mkdir(dirname(lockPath), {recursive: true});
	const holder = Bun.spawn(['flock', lockPath, 'cat'], {stdin: 'pipe', stdout: 'pipe', stderr: 'inherit'});
	// Its echo says that the lock is ours; it ends with its input, also when this process dies.
	holder.stdin.write('\n');
	await holder.stdin.flush();
	const {done} = await holder.stdout.getReader().read();
	if (done) throw new Error(`No lock on ${lockPath}`);
	return {
		async release() {
			await holder.stdin.end();
			await holder.exited;
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

/** A port that is free, and the next as well: each slot of the virtual reader has one. */
async function freePort(): Promise<number> {
	for (;;) {
		const first = await listen(0);
		const {port} = first.address() as {port: number};
		const second = await listen(port + 1).catch(() => undefined);
		first.close();
		second?.close();
		if (second) return port;
	}
}

async function listen(port: number) {
	const server = createServer().listen(port);
	await once(server, 'listening');
	return server;
}
