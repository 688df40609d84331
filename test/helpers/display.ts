import {existsSync} from 'node:fs';
import {chown, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {type Picture, readPpm} from './picture.ts';

export interface DisplayOptions {
	readonly width: number;
	readonly height: number;
	readonly text: 'normal' | 'large';
	/** The program in the terminal. */
	readonly program: readonly string[];
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A screen that nobody sees, with a terminal on it that fills it. */
export interface TestDisplay extends AsyncDisposable {
	readonly swayPid: number;
	readonly footPid: number;
	/** Ends with the program's exit code. */
	readonly ended: Promise<number>;
	/** What is on the screen now. */
	capture(): Promise<Picture>;
	/** Captures until a picture is as wanted; answers with the last one when the time is over. */
	captureUntil(isWanted: (picture: Picture) => boolean, timeoutMs?: number): Promise<Picture>;
	/** Presses keys as wtype(1) takes them: text, or `-k Return`. */
	press(...wtype: readonly string[]): Promise<void>;
	close(): Promise<void>;
}

const installed = join(import.meta.dirname, '../../kiosk/terminal/root');
const footSized = join(installed, 'opt/madoguchi/foot-sized');
const footConfiguration = join(installed, 'etc/madoguchi/foot.ini');

/** sway refuses to run as root: any number will do that no user has. */
const userOfSway = 20_000;

/**
 * Opens sway without a screen or a graphics card, and foot in it, with the real fonts. sway runs as a user of its own
 * where the test is root; foot and its program as the test.
 */
export async function openDisplay(options: DisplayOptions): Promise<TestDisplay> {
	const {width, height, text, program, env = {}} = options;
	const folder = await mkdtemp(join(tmpdir(), 'display-'));
	const configuration = join(folder, 'sway.conf');
	await writeFile(
		configuration,
		`output HEADLESS-1 resolution ${width}x${height}\ndefault_border none\nxwayland disable\n`,
	);
	const isRoot = process.getuid?.() === 0;
	if (isRoot) await chown(folder, userOfSway, userOfSway);
	const clean = {PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', XDG_RUNTIME_DIR: folder};
	const quiet = {stdin: 'ignore', stdout: 'ignore', stderr: 'ignore'} as const;
	const sway = Bun.spawn(
		[
			...(isRoot
				? ['setpriv', `--reuid=${userOfSway}`, `--regid=${userOfSway}`, '--clear-groups', '--no-new-privs']
				: []),
			...['sway', '--config', configuration],
		],
		{
			...quiet,
			env: {...clean, WLR_BACKENDS: 'headless', WLR_RENDERER: 'pixman', WLR_LIBINPUT_NO_DEVICES: '1'},
		},
	);
	const client = {
		...clean,
		WAYLAND_DISPLAY: 'wayland-1',
		SWAYSOCK: join(folder, `sway-ipc.${isRoot ? userOfSway : process.getuid?.()}.${sway.pid}.sock`),
	};
	while (![client.WAYLAND_DISPLAY, client.SWAYSOCK].every(path => existsSync(join(folder, basename(path))))) {
		if (sway.exitCode !== null) throw new Error(`sway ended with ${sway.exitCode}`);
		await Bun.sleep(5);
	}
	const foot = Bun.spawn([footSized, text, '-c', footConfiguration, ...program], {
		...quiet,
		env: {...client, ...env},
	});

	const capture = async () => {
		const grim = Bun.spawn(['grim', '-t', 'ppm', '-'], {...quiet, stdout: 'pipe', env: client});
		return readPpm(new Uint8Array(await new Response(grim.stdout).arrayBuffer()));
	};
	const close = async () => {
		foot.kill('SIGKILL');
		sway.kill('SIGTERM');
		await Promise.all([foot.exited, sway.exited]);
		await rm(folder, {recursive: true, force: true});
	};
	return {
		swayPid: sway.pid,
		footPid: foot.pid,
		ended: foot.exited,
		capture,
		async captureUntil(isWanted, timeoutMs = 5000) {
			const end = performance.now() + timeoutMs;
			for (;;) {
				const picture = await capture();
				if (isWanted(picture) || performance.now() > end) return picture;
			}
		},
		async press(...wtype) {
			const typing = Bun.spawn(['wtype', '-s', '150', ...wtype, '-s', '50'], {...quiet, env: client});
			if ((await typing.exited) !== 0) throw new Error('wtype could not type');
		},
		close,
		[Symbol.asyncDispose]: close,
	};
}
