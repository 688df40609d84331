import {askGrub, boot} from './boot.ts';
import {
	answersKeys,
	attempt,
	type Condition,
	changesSince,
	conditionOf,
	type Escape,
	escapes,
	grub,
} from './escapes.ts';
import {type KioskInside, until} from './kiosk.ts';
import {plugStick} from './locked.ts';
import {demand, type Run} from './run.ts';

/** The same image without the lock: which of the ways out would have led out. It proves nothing about the lock alone. */
export async function tryControl(run: Run, disk: string): Promise<void> {
	await run.step('control: GRUB gives a prompt', async () => {
		const seen = await askGrub(disk, run);
		run.saw(grub, [seen]);
		demand(seen === 'a prompt', seen);
	});
	const kiosk = await boot(disk, run);
	await using _machine = kiosk.machine;
	let base = await conditionOf(kiosk);
	for (const way of escapes) {
		await run.step(`control: ${way.name}`, async () => {
			const changes = await seenUnlocked(run, kiosk, way, base);
			run.saw(way.name, changes);
			if (changes.length > 0) base = await putBack(kiosk);
		});
	}
	await tryUsb(run, kiosk);
}

async function tryUsb(run: Run, kiosk: KioskInside): Promise<void> {
	const {machine} = kiosk;
	await run.step('control: a second USB keyboard', async () => {
		await machine.control('device_add', {driver: 'usb-kbd', id: 'second', bus: 'usb.0', port: '2'});
		const keyboards = () => machine.run('grep -c "QEMU USB Keyboard" /proc/bus/input/devices || true');
		await until('the keyboard', async () => ((await keyboards()) === '2' ? true : undefined));
		// The kiosk misses a window here at its own time, and then shows another picture.
		await until('its key', async () =>
			(await answersKeys(kiosk, await kiosk.stillPicture())) > 0 ? true : undefined,
		);
		run.saw('A second USB keyboard', ['its keys reach the kiosk']);
		await machine.control('device_del', {id: 'second'});
	});
	await run.step('control: a USB stick', async () => {
		await plugStick(run, machine);
		await until('the disk', async () =>
			(await machine.run('ls /dev/sd* 2>/dev/null | wc -l')) === '1' ? true : undefined,
		);
		run.saw('A USB stick', ['it is there as a disk']);
	});
}

async function seenUnlocked(
	run: Run,
	kiosk: KioskInside,
	way: Escape,
	base: Condition,
): Promise<readonly string[]> {
	await attempt(kiosk.machine, way);
	// What does nothing is looked at three times: programs take their time to start.
	for (let looks = 0; looks < 3; looks++) {
		const {changes} = await changesSince(base, kiosk, run.folder);
		if (changes.length > 0) return changes;
	}
	return [];
}

/** Back to the kiosk, whatever was opened; how things are then. */
async function putBack(kiosk: KioskInside): Promise<Condition> {
	demand(kiosk.machine.isOn(), 'the machine is off');
	await kiosk.machine.press('ctrl', 'alt', 'f1');
	await kiosk.machine.run('systemctl reset-failed madoguchi; systemctl restart madoguchi');
	await kiosk.rests();
	return conditionOf(kiosk);
}
