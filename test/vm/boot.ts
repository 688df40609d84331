import {join} from 'node:path';
import {KioskInside, until} from './kiosk.ts';
import {type Machine, type MachineOptions, startMachine} from './machine.ts';
import {imageFolder} from './office.ts';
import {difference, readText} from './picture.ts';
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
export async function boot(
	disk: string,
	run: Run,
	options: Pick<MachineOptions, 'windowPort' | 'firmware'> = {},
): Promise<KioskInside> {
	const machine = await startMachine({disk, ...options});
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
 * Tries to get a prompt of GRUB, on a machine of its own: Esc for the menu, or F4 where Esc is the firmware's own; `c` for
 * the prompt. What came. The keyboard is no USB one: the firmware's driver for those loses keys here.
 */
export async function askGrub(
	disk: string,
	run: Run,
	firmware: MachineOptions['firmware'] = 'BIOS',
): Promise<string> {
	await using machine = await startMachine({disk, keyboard: 'PS/2', firmware});
	return await until('GRUB', async () => {
		const picture = await machine.picture();
		// The kernel has taken the screen over, with a size of its own.
		if (picture.width === kernelScreen.width && picture.height === kernelScreen.height) return 'no menu came';
		const text = await readText(picture, run.folder);
		if (/BASH/.test(text)) return 'a prompt';
		if (/user/i.test(text)) return 'a name and a password were asked for';
		if (/RUB *version/.test(text)) await machine.press('c');
		else if (firmware === 'BIOS') await machine.press('esc');
		// Not before UEFI's last word: it would take the key for itself.
		else if (/BdsDxe/.test(text)) await machine.press('f4');
		return undefined;
	});
}

/**
 * Boots for maintenance as an engineer does: the boot's password, one word more on the kernel's command line, and the
 * shell that comes. The machine with that shell on its screen.
 */
export async function bootForMaintenance(disk: string, run: Run): Promise<Machine> {
	const machine = await startMachine({disk, keyboard: 'PS/2'});
	const reads = (words: RegExp, otherwise: (text: string) => Promise<void>) =>
		until(`${words}`, async () => {
			const text = await readText(await machine.picture(), run.folder);
			if (words.test(text)) return true;
			await otherwise(text);
			return undefined;
		});
	// Each sign waits for the one before to stand there: GRUB reads slowly, and a keyboard keeps fifteen.
	const types = async (line: string) => {
		for (const sign of line) {
			const before = await machine.picture();
			await machine.press(keyNames[sign] ?? sign);
			await until(
				`${sign} of ${line}`,
				async () => difference(before, await machine.picture()) > 0 || undefined,
			);
		}
	};
	await reads(/GRUB.*version/, () => machine.press('esc'));
	// Once: what is pressed again meanwhile would stand in the name.
	await machine.press('e');
	await reads(/username/, async () => {});
	await types('madoguchi');
	await machine.press('ret');
	await reads(/password/i, async () => {});
	// Nothing of it is shown.
	for (const sign of grubPassword) await machine.press(sign);
	await machine.press('ret');
	await reads(/setparams/, async () => {});
	// The line of the kernel is the third, after the entry's name and an empty one.
	for (const key of ['down', 'down', 'end']) await machine.press(key);
	await types(' madoguchi.maintenance');
	await machine.press('ctrl', 'x');
	await machine.run('until [ "$(systemctl is-active madoguchi-maintenance)" = active ]; do sleep 0.2; done');
	await reads(/[#]/, () => machine.press('ret'));
	return machine;
}

/** The size that the machine's screen says it has; firmwares take others. */
const kernelScreen = {width: 1280, height: 720};

/** As kiosk/terminal/test-image has it. */
const grubPassword = 'maintained';
const keyNames: Readonly<Record<string, string>> = {' ': 'spc', '.': 'dot'};
