import {join} from 'node:path';
import {askGrub, boot} from './boot.ts';
import {answersKeys, attempt, changesSince, conditionOf, escapes, grub} from './escapes.ts';
import {type KioskInside, until} from './kiosk.ts';
import type {Machine} from './machine.ts';
import {insertCard, openWindow} from './office.ts';
import {tryRecoveries} from './recovery.ts';
import {demand, type Run} from './run.ts';

/** Of the words of the resting screen. */
const resting = /オンライン窓[\s\S]*始める/;

/** The locked image: what a person can do with it, and what nobody can. */
export async function tryLocked(run: Run, disk: string): Promise<void> {
	// Others wait for the window: what needs it comes first.
	const kiosk = await run.atWindow(() => tryWithWindow(run, disk));
	await using machine = kiosk.machine;
	await run.step('T-15 the kiosk has nothing in its environment but what it needs', async () => {
		const names = await machine.run(
			"tr '\\0' '\\n' </proc/$(pidof madoguchi-terminal)/environ | sed 's/=.*//' | sort | tr '\\n' ' '",
		);
		demand(names === 'COLORTERM LANG NOTIFY_SOCKET RUNTIME_DIRECTORY SWAYSOCK TERM', names);
		const place = await machine.run('stat -Lc "%U %a" /proc/$(pidof madoguchi-terminal)/cwd');
		demand(place === 'root 755', place);
	});
	await run.step(
		'T-20 what the terminal trusts came along, the authority of the staff cards too',
		async () => {
			const trusted = await machine.run("cd /etc/madoguchi/pki && ls anchors/*.pem *.pem | tr '\\n' ' '");
			for (const file of ['anchors/', ' tls-ca.pem', ' receipt-ca.pem', ' staff-ca.pem'])
				demand(` ${trusted}`.includes(file), trusted);
		},
	);
	await run.step('T-18 no swap, no core file, no process that reads another', async () => {
		const facts = await machine.run(
			'cat /proc/sys/kernel/yama/ptrace_scope /proc/sys/kernel/core_pattern; sed 1d /proc/swaps',
		);
		demand(facts === '3\n|/bin/false', facts);
	});
	await kiosk.missesWindow();
	let base = await conditionOf(kiosk);
	for (const way of escapes) {
		await run.step(`held: ${way.name}`, async () => {
			await attempt(machine, way);
			const presses = await answersKeys(kiosk, base.picture);
			// What is wrong once shall not count against every way after it.
			if (presses === 0) base = await conditionOf(kiosk);
			demand(presses > 0, 'the kiosk does not answer any more');
			const {changes, after} = await changesSince(base, kiosk, run.folder);
			base = after;
			run.saw(
				way.name,
				presses === 1
					? changes
					: [...changes, `the kiosk stays, and answers the key pressed ${presses} times`],
			);
			demand(changes.length === 0, changes.join(', '));
		});
	}
	await tryUsb(run, kiosk);
	await tryRecoveries(run, kiosk);
	await machine.cut();
	await run.step('T-19 GRUB gives no prompt without its password', async () => {
		const seen = await askGrub(disk, run);
		run.saw(grub, [seen]);
		demand(seen !== 'a prompt', seen);
	});
}

/** Boots the machine and does with it what a citizen does. */
async function tryWithWindow(run: Run, disk: string): Promise<KioskInside> {
	const store = run.store('journey');
	await using _window = await openWindow(store);
	const kiosk = await boot(disk, run);
	const {machine} = kiosk;
	await run.step('the first screen after the boot is the kiosk', async () => {
		await kiosk.shows(resting, run.folder);
	});
	await run.step('only the window can be reached', async () => {
		const reach = (place: string) =>
			machine.run(`timeout 5 bash -c '</dev/tcp/${place}' 2>/dev/null && echo open || echo shut`);
		demand((await reach('10.0.2.2/28443')) === 'open', 'the window is not reached');
		demand((await reach('10.0.2.3/53')) === 'shut', 'the name server is reached');
	});
	await run.step('a whole revocation, from the first key to 受理通知', async () => {
		await kiosk.setsClock();
		await using card = await insertCard('valid', machine.reader);
		await kiosk.revokes('valid');
		await kiosk.comes(/accepted$/);
		await kiosk.shows(/受理通知/, run.folder);
		demand(run.accepted(store) === 1, `${run.accepted(store)} accepted at the window`);
		await kiosk.chooses(1);
		await kiosk.comes(/^takeCard$/);
		demand(!(await machine.isHeard()), 'a tone came before there was a reason');
		await until('the tone for a card left in', async () => ((await machine.isHeard()) ? true : undefined));
		await card.end();
		await kiosk.shows(resting, run.folder);
		// After a visit the kiosk makes all its memory new, and hears no key meanwhile.
		const base = await kiosk.stillPicture();
		await until('its answer', async () => ((await answersKeys(kiosk, base)) > 0 ? true : undefined));
	});
	return kiosk;
}

async function tryUsb(run: Run, kiosk: KioskInside): Promise<void> {
	const {machine} = kiosk;
	await run.step('T-19 a second keyboard is refused', async () => {
		const base = await kiosk.stillPicture();
		await machine.control('device_add', {driver: 'usb-kbd', id: 'second', bus: 'usb.0', port: '2'});
		await refusal(kiosk, 'via-port "1-2"');
		// What is pressed now comes from the newest keyboard.
		demand((await answersKeys(kiosk, base, 1)) === 0, 'the kiosk hears it');
		await machine.control('device_del', {id: 'second'});
		demand((await answersKeys(kiosk, base)) > 0, 'the kiosk does not hear its own any more');
		run.saw('A second USB keyboard', []);
	});
	await run.step('T-19 a USB stick is refused', async () => {
		await plugStick(run, machine);
		await refusal(kiosk, 'with-interface 08:06:50');
		demand((await machine.run('ls /dev/sd* 2>/dev/null | wc -l')) === '0', 'there is a disk');
		await machine.control('device_del', {id: 'stick'});
		run.saw('A USB stick', []);
	});
	await run.step('the keyboard may be unplugged and plugged in again', async () => {
		const base = await kiosk.stillPicture();
		const keyboards = () => machine.run('grep -c "QEMU USB Keyboard" /proc/bus/input/devices || true');
		await machine.control('device_del', {id: 'keyboard'});
		await until('the unplugging', async () => ((await keyboards()) === '0' ? true : undefined));
		await machine.control('device_add', {driver: 'usb-kbd', id: 'keyboard', bus: 'usb.0', port: '1'});
		// A key that comes before the compositor knows the keyboard is lost: pressed again, like a person would.
		await until('the keyboard', async () => ((await answersKeys(kiosk, base)) > 0 ? true : undefined));
	});
}

/** Waits until USBGuard says that it let a device not in; `mark` is a part of the device's rule. */
async function refusal(kiosk: KioskInside, mark: string): Promise<void> {
	await until(`the refusal of ${mark}`, async () => {
		const log = await kiosk.machine.run(`journalctl -b -u usbguard -o cat | grep '${mark}' || true`);
		return /target\.new='block'/.test(log) ? true : undefined;
	});
}

/** Plugs a stick of 8 MiB into the third port. */
export async function plugStick(run: Run, machine: Machine): Promise<void> {
	const filename = join(run.folder, `${crypto.randomUUID()}.img`);
	await Bun.write(filename, new Uint8Array(8 << 20));
	await machine.control('blockdev-add', {driver: 'file', 'node-name': 'stick', filename});
	await machine.control('device_add', {
		driver: 'usb-storage',
		id: 'stick',
		bus: 'usb.0',
		port: '3',
		drive: 'stick',
	});
}
