import {join} from 'node:path';
import {askGrub, boot} from './boot.ts';
import {answersKeys, attempt, changesSince, conditionOf, escapes, grub} from './escapes.ts';
import {type KioskInside, until} from './kiosk.ts';
import {type Machine, windowPlace} from './machine.ts';
import {insertCard, Office} from './office.ts';
import {tryRecoveries} from './recovery.ts';
import {demand, type Run} from './run.ts';

/** Of the words of the resting screen. */
const resting = /オンライン窓[\s\S]*始める/;

/** The locked image: what a person can do with it, and what nobody can. */
export async function tryLocked(run: Run, disk: string): Promise<void> {
	const office = await Office.of(run);
	await using _window = await office.openWindow();
	const kiosk = await boot(disk, run, office);
	await using machine = kiosk.machine;
	await tryJourney(run, kiosk, office);
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
	await kiosk.hasWindow();
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
	await run.step('the kiosk was never ended and started again by the system', async () => {
		const restarts = await machine.run('systemctl show madoguchi -P NRestarts');
		demand(restarts === '0', `${restarts} times`);
	});
	await tryRecoveries(run, kiosk);
	await run.step('every unit runs, and none starts for ever', async () => {
		// What is still starting, or has failed, is neither running nor degraded.
		const state = await machine.run('systemctl is-system-running --wait || true');
		const others = await machine.run(
			'systemctl list-units --failed --plain --no-legend; systemctl list-jobs --no-legend',
		);
		demand(state === 'running', `${state}: ${others}`);
		const carrier = await machine.run('systemctl is-active madoguchi-window.service || true');
		demand(carrier === 'active', `the way to the window is ${carrier}`);
	});
}

/** Without a password GRUB leads nowhere: on a machine of its own. */
export async function tryGrub(run: Run, disk: string): Promise<void> {
	await run.step('T-19 GRUB gives no prompt without its password', async () => {
		const seen = await askGrub(disk, run);
		run.saw(grub, [seen]);
		demand(seen !== 'a prompt', seen);
	});
}

/** What a citizen does. */
async function tryJourney(run: Run, kiosk: KioskInside, office: Office): Promise<void> {
	const {machine} = kiosk;
	await run.step('the first screen after the boot is the kiosk', async () => {
		await kiosk.shows(resting, run.folder);
	});
	await run.step('only the window can be reached', async () => {
		const reach = (place: string) =>
			machine.run(`timeout 5 bash -c '</dev/tcp/${place}' 2>/dev/null && echo open || echo shut`);
		demand((await reach(windowPlace.replace(':', '/'))) === 'open', 'the window is not reached');
		demand((await reach(`10.0.2.2/${office.windowPort}`)) === 'shut', 'the host is reached');
		demand((await reach('10.0.2.3/53')) === 'shut', 'the name server is reached');
	});
	await run.step('a whole revocation, from the first key to 受理通知', async () => {
		await using card = await insertCard('valid', machine.reader);
		await kiosk.revokes('valid');
		await kiosk.comes(/accepted$/);
		await kiosk.shows(/受理通知/, run.folder);
		demand(office.accepted() === 1, `${office.accepted()} accepted at the window`);
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
