import {join} from 'node:path';
import {KioskInside} from './kiosk.ts';
import {type Machine, startMachine} from './machine.ts';
import {imageFolder} from './office.ts';
import {readText} from './picture.ts';
import {demand, type Run} from './run.ts';

/** A disk of this run's own over an image, which stays as it was built. */
export function diskOver(image: 'locked' | 'control', run: Run): string {
	const disk = join(run.folder, `${image}.qcow2`);
	const base = join(imageFolder, `${image}.img`);
	const made = Bun.spawnSync(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', base, '-F', 'raw', disk]);
	demand(made.exitCode === 0, made.stderr.toString());
	return disk;
}

/** Starts a machine and waits until the kiosk rests. `atGrub` is a hand at the keyboard before that. */
export async function boot(
	disk: string,
	run: Run,
	atGrub?: (machine: Machine) => Promise<void>,
): Promise<KioskInside> {
	const machine = await startMachine({disk});
	try {
		await atGrub?.(machine);
		const kiosk = new KioskInside(machine);
		await kiosk.rests();
		// A boot that somebody held up is not counted.
		if (!atGrub) run.results.bootSeconds.push((performance.now() - machine.startedAt) / 1000);
		return kiosk;
	} catch (error) {
		await machine.cut();
		throw error;
	}
}

/** Tries to get a prompt of GRUB: Esc for its menu, `c` for the prompt. What was then on the screen. */
export async function askGrub(machine: Machine, run: Run): Promise<string> {
	let text = '';
	for (let tries = 0; tries < 40 && !/GRUB|username/.test(text); tries++) {
		await machine.press('esc');
		text = await readText(await machine.picture(), run.folder);
		// The kernel has taken over.
		if ((await machine.picture()).width === 1280) return 'no menu';
	}
	await machine.press('c');
	for (let tries = 0; tries < 20; tries++) {
		text = await readText(await machine.picture(), run.folder);
		if (/grub>/.test(text) || /username/i.test(text)) break;
	}
	const seen = /grub>/.test(text)
		? 'a prompt of GRUB'
		: /username/i.test(text)
			? 'a question for name and password'
			: text;
	await machine.press('esc');
	await machine.press('ret');
	return seen;
}
