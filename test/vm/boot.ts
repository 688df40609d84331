import {join} from 'node:path';
import {KioskInside, until} from './kiosk.ts';
import {startMachine} from './machine.ts';
import {imageFolder} from './office.ts';
import {readText} from './picture.ts';
import {demand, type Run} from './run.ts';

/** A new disk of this run's own over an image, which stays as it was built. */
export function diskOver(image: 'locked' | 'control', run: Run): string {
	const disk = join(run.folder, `${crypto.randomUUID()}.qcow2`);
	const base = join(imageFolder, `${image}.img`);
	const made = Bun.spawnSync(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', base, '-F', 'raw', disk]);
	demand(made.exitCode === 0, made.stderr.toString());
	return disk;
}

/** Starts a machine and waits until the kiosk rests. */
export async function boot(disk: string, run: Run): Promise<KioskInside> {
	const machine = await startMachine({disk});
	try {
		const kiosk = new KioskInside(machine);
		await kiosk.rests();
		run.results.bootSeconds.push(Number(await machine.run("cut -d' ' -f1 /proc/uptime")));
		return kiosk;
	} catch (error) {
		await machine.cut();
		throw error;
	}
}

/**
 * Tries to get a prompt of GRUB, on a machine of its own: Esc for the menu, `c` for the prompt. What came. The
 * keyboard is no USB one: the firmware's driver for those loses keys here.
 */
export async function askGrub(disk: string, run: Run): Promise<string> {
	await using machine = await startMachine({disk, keyboard: 'PS/2'});
	return await until('GRUB', async () => {
		const picture = await machine.picture();
		// The kernel has taken the screen over, with a size of its own.
		if (picture.width > 1000) return 'no menu came';
		const text = await readText(picture, run.folder);
		if (/BASH/.test(text)) return 'a prompt';
		if (/user/i.test(text)) return 'a name and a password were asked for';
		await machine.press(/GRUB/.test(text) ? 'c' : 'esc');
		return undefined;
	});
}
