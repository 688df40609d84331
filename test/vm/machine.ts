import {copyFile, mkdtemp, rm} from 'node:fs/promises';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Subprocess} from 'bun';
import {type Picture, readPicture} from './picture.ts';
import {freePort} from './port.ts';

export interface MachineOptions {
	/** A qcow2 overlay or raw image; it is written to. */
	readonly disk: string;
	/** At the first USB port, if not given. */
	readonly keyboard?: 'USB' | 'PS/2';
	/** What starts it: a BIOS, if not given, or UEFI with Secure Boot on and Microsoft's keys. */
	readonly firmware?: 'BIOS' | 'UEFI';
	/** Where on this host the window listens that the machine finds at its own address; nowhere, if not given. */
	readonly windowPort?: number;
}

/** A virtual machine under software emulation, and what a person or a hostile hand can do to it. */
export interface Machine {
	/** Where a simulated card is plugged in: the virtual reader inside. */
	readonly reader: string;
	readonly startedAt: number;
	/** Presses keys together and lets them go, by QEMU's names (qcodes). */
	press(...keys: readonly string[]): Promise<void>;
	picture(): Promise<Picture>;
	/** Whether anything but silence came out of its sound card so far. */
	isHeard(): Promise<boolean>;
	/** Runs a command as root inside, over the second serial port; its output. Rejects when it fails. */
	run(command: string): Promise<string>;
	/** A command of QEMU's own (QMP). */
	control(command: string, words?: Readonly<Record<string, unknown>>): Promise<unknown>;
	/** As when the plug is pulled: nothing more reaches the disk. */
	cut(): Promise<void>;
	isOn(): boolean;
	[Symbol.asyncDispose](): Promise<void>;
}

export async function startMachine({
	disk,
	keyboard = 'USB',
	firmware = 'BIOS',
	windowPort,
}: MachineOptions): Promise<Machine> {
	const folder = await mkdtemp(join(tmpdir(), 'machine-'));
	const [qmpPath, shellPath, soundPath] = [
		join(folder, 'qmp'),
		join(folder, 'shell'),
		join(folder, 'sound.wav'),
	];
	const readerPort = await freePort();
	const startedAt = performance.now();
	const qemu: Subprocess = Bun.spawn(
		[
			// It ends with this program, however that ends.
			...['setpriv', '--pdeathsig', 'KILL', 'qemu-system-x86_64'],
			...[
				'-accel',
				'tcg,thread=single',
				'-icount',
				'shift=0,sleep=on',
				'-cpu',
				'max',
				'-smp',
				'1',
				'-m',
				'1536',
			],
			...(firmware === 'UEFI' ? await secureBoot(folder) : []),
			...['-drive', `file=${disk},if=virtio,format=qcow2,cache=writeback`],
			...['-vga', 'none', '-device', 'virtio-vga,xres=1280,yres=720', '-display', 'none'],
			...['-device', 'qemu-xhci,id=usb'],
			...(keyboard === 'USB' ? ['-device', 'usb-kbd,id=keyboard,bus=usb.0,port=1'] : []),
			...['-netdev', `user,id=net,hostfwd=tcp:127.0.0.1:${readerPort}-:35963${wayTo(windowPort)}`],
			...['-device', 'virtio-net-pci,netdev=net'],
			...[
				'-audiodev',
				`wav,id=sound,path=${soundPath}`,
				'-device',
				'intel-hda',
				'-device',
				'hda-output,audiodev=sound',
			],
			...['-serial', 'null', '-serial', `unix:${shellPath},server=on,wait=off`],
			...['-qmp', `unix:${qmpPath},server=on,wait=off`],
		],
		{stdin: 'ignore', stdout: 'inherit', stderr: 'inherit'},
	);
	const qmp = await openQmp(qmpPath, qemu);
	const shell = openShell(await connected(shellPath, qemu));
	const picturePath = join(folder, 'picture.ppm');
	const cut = async () => {
		qemu.kill('SIGKILL');
		await qemu.exited;
	};
	return {
		reader: `127.0.0.1:${readerPort}`,
		startedAt,
		press: async (...keys) => {
			await qmp('send-key', {keys: keys.map(data => ({type: 'qcode', data}))});
		},
		picture: async () => {
			await qmp('screendump', {filename: picturePath});
			return readPicture(picturePath);
		},
		isHeard: async () => {
			// After the header of 44 bytes: samples of 16 bits, all 0 for silence.
			const sound = await Bun.file(soundPath).bytes();
			return sound.subarray(44).some(byte => byte !== 0);
		},
		run: shell,
		control: qmp,
		cut,
		isOn: () => qemu.exitCode === null && qemu.signalCode === null,
		[Symbol.asyncDispose]: async () => {
			await cut();
			await rm(folder, {recursive: true});
		},
	};
}

/** Debian's OVMF with the keys that a PC comes with; its store of settings is this machine's own. */
async function secureBoot(folder: string): Promise<readonly string[]> {
	const store = join(folder, 'uefi');
	await copyFile('/usr/share/OVMF/OVMF_VARS_4M.ms.fd', store);
	return [
		...['-machine', 'q35,smm=on', '-global', 'driver=cfi.pflash01,property=secure,value=on'],
		...['-drive', 'if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd'],
		...['-drive', `if=pflash,format=raw,unit=1,file=${store}`],
	];
}

/** As kiosk/terminal/test-image has the window's address. */
export const windowPlace = '10.0.2.100:28443';

function wayTo(windowPort: number | undefined): string {
	if (windowPort === undefined) return '';
	return `,guestfwd=tcp:${windowPlace}-cmd:socat STDIO TCP:127.0.0.1:${windowPort}`;
}

async function connected(path: string, qemu: Subprocess): Promise<Socket> {
	for (;;) {
		if (qemu.exitCode !== null) throw new Error(`QEMU ended with ${qemu.exitCode}`);
		const socket = connect(path);
		const isOpen = await new Promise<boolean>(resolve => {
			socket.once('connect', () => resolve(true));
			socket.once('error', () => resolve(false));
		});
		if (isOpen) return socket;
		await Bun.sleep(20);
	}
}

const off = 'QEMU is off';

/** QEMU's machine protocol: one JSON object a line, answers in the order of the commands, events between. */
async function openQmp(path: string, qemu: Subprocess): Promise<Machine['control']> {
	const socket = await connected(path, qemu);
	const waiting: Array<{resolve: (value: unknown) => void; reject: (error: Error) => void}> = [];
	let rest = '';
	socket.on('data', piece => {
		const lines = (rest + piece.toString()).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			const message = JSON.parse(line);
			if ('return' in message) waiting.shift()?.resolve(message.return);
			else if ('error' in message) waiting.shift()?.reject(new Error(message.error.desc));
		}
	});
	socket.on('close', () => {
		for (const {reject} of waiting) reject(new Error(off));
	});
	const command: Machine['control'] = (execute, words = {}) =>
		new Promise((resolve, reject) => {
			if (socket.closed) throw new Error(off);
			waiting.push({resolve, reject});
			socket.write(`${JSON.stringify({execute, arguments: words})}\n`);
		});
	await command('qmp_capabilities');
	return command;
}

/** Each command is framed by a mark of its own, so that what the console says meanwhile is not taken for its output. */
function openShell(socket: Socket): Machine['run'] {
	let heard = '';
	let look = () => {};
	let fail = (_error: Error) => {};
	socket.on('data', piece => {
		heard += piece.toString();
		look();
	});
	socket.on('close', () => fail(new Error(off)));
	// Before its greeting nobody reads what is written to it.
	let last: Promise<unknown> = new Promise<void>((resolve, reject) => {
		fail = reject;
		look = () => {
			if (heard.includes('<shell>')) resolve();
		};
	});
	// A machine that goes off before anybody asked its shell anything is no failure.
	last.catch(() => {});
	const run = (command: string) =>
		new Promise<string>((resolve, reject) => {
			if (socket.closed) throw new Error(off);
			fail = reject;
			const mark = crypto.randomUUID();
			look = () => {
				const found = new RegExp(`<${mark}>\\n?([\\s\\S]*)</${mark} (\\d+)>`).exec(heard);
				if (!found) return;
				look = () => {};
				heard = '';
				const [, output = '', code] = found;
				if (code === '0') resolve(output.trim());
				else reject(new Error(`${command}: ${code} ${output}`));
			};
			// The mark is put together inside, so that an echo is not taken for the answer.
			socket.write(`m=${mark}; echo "<$m>"; { ${command}\n} 2>&1 </dev/null; echo "</$m $?>"\n`);
		});
	return command => {
		const turn = last.then(() => run(command));
		last = turn.catch(() => {});
		return turn;
	};
}
