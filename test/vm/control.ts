import {askGrub, boot} from './boot.ts';
import {attempt, changesSince, conditionOf, type Escape, escapes} from './escapes.ts';
import {type KioskInside, until} from './kiosk.ts';
import {plugStick} from './locked.ts';
import {openWindow} from './office.ts';
import {difference} from './picture.ts';
import {demand, type Run} from './run.ts';

/** The same image without the lock: which of the ways out would have led out. It proves nothing about the lock alone. */
export async function tryControl(run: Run, disk: string): Promise<void> {
	await using _window = await openWindow(run.store);
	const kiosk = await boot(disk, run, async machine => {
		run.saw(grub, {control: [await askGrub(machine, run)]});
	});
	await using machine = kiosk.machine;
	for (const way of escapes) {
		await run.step(`control: ${way.name}`, async () => {
			run.saw(way.name, {control: await seenUnlocked(run, kiosk, way)});
		});
	}
	await run.step('control: a second USB keyboard', async () => {
		const base = await kiosk.stillPicture();
		await machine.control('device_add', {driver: 'usb-kbd', id: 'second', bus: 'usb.0', port: '2'});
		const keyboards = () => machine.run('grep -c "QEMU USB Keyboard" /proc/bus/input/devices || true');
		await until('the keyboard', async () => ((await keyboards()) === '2' ? true : undefined));
		await until('its key', async () => {
			await machine.press('f1');
			return difference(base, await machine.picture()) > 0.01 ? true : undefined;
		});
		run.saw('A second USB keyboard', {control: ['its keys reach the kiosk']});
		await machine.control('device_del', {id: 'second'});
	});
	await run.step('control: a USB stick', async () => {
		await plugStick(run, machine);
		await until('the disk', async () =>
			(await machine.run('ls /dev/sd* 2>/dev/null | wc -l')) === '1' ? true : undefined,
		);
		run.saw('A USB stick', {control: ['it is there as a disk']});
	});
}

export const grub = 'Esc and C while the machine starts';

async function seenUnlocked(run: Run, kiosk: KioskInside, way: Escape): Promise<readonly string[]> {
	const before = await conditionOf(kiosk);
	await attempt(kiosk.machine, way);
	// What does nothing is looked at twice: programs take their time to start.
	let changes: readonly string[] = [];
	for (let looks = 0; looks < 3 && changes.length === 0; looks++) {
		changes = await changesSince(before, kiosk, run.folder);
	}
	if (changes.length > 0) await putBack(run, kiosk);
	return changes;
}

/** Back to the kiosk, whatever was opened. */
async function putBack(run: Run, kiosk: KioskInside): Promise<void> {
	await kiosk.machine.press('ctrl', 'alt', 'f1');
	await kiosk.machine.run('systemctl reset-failed madoguchi; systemctl restart madoguchi');
	await kiosk.rests();
	demand(kiosk.machine.isOn(), `the machine is off after ${run.passed} steps`);
}
