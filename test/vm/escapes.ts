import type {KioskInside} from './kiosk.ts';
import type {Machine} from './machine.ts';
import {difference, type Picture, readText} from './picture.ts';

/** One way out that somebody at the keyboard may try. */
export interface Escape {
	readonly name: string;
	/** Keys pressed together, one combination after the other, by QEMU's names. */
	readonly keys: readonly (readonly string[])[];
}

const functionKeys = Array.from({length: 12}, (_, at) => `f${at + 1}`);

/** The table of what is tried; what restarts a machine comes last. */
export const escapes: readonly Escape[] = [
	...['c', 'z', 'backslash', 'd', 's', 'q'].map(key => ({
		name: `Ctrl+${key === 'backslash' ? '\\' : key.toUpperCase()}`,
		keys: [['ctrl', key]],
	})),
	...['n', 'r', 'u', 'c', 'v'].map(key => ({
		name: `Ctrl+Shift+${key.toUpperCase()}`,
		keys: [['ctrl', 'shift', key]],
	})),
	{
		name: 'Ctrl and +, zoom',
		keys: [
			['ctrl', 'shift', 'semicolon'],
			['ctrl', 'kp_add'],
		],
	},
	{
		name: 'Ctrl and -, zoom',
		keys: [
			['ctrl', 'minus'],
			['ctrl', 'kp_subtract'],
		],
	},
	{name: 'Shift+PgUp, scroll', keys: [['shift', 'pgup']]},
	{name: 'Alt+F2', keys: [['alt', 'f2']]},
	{name: 'Alt+F4', keys: [['alt', 'f4']]},
	{name: 'Alt+Esc', keys: [['alt', 'esc']]},
	{name: 'Super+Enter', keys: [['meta_l', 'ret']]},
	{name: 'Super+Shift+E', keys: [['meta_l', 'shift', 'e']]},
	{name: 'Super+Shift+Q', keys: [['meta_l', 'shift', 'q']]},
	...functionKeys.map(key => ({name: `Ctrl+Alt+${key.toUpperCase()}`, keys: [['ctrl', 'alt', key]]})),
	{name: 'Ctrl+Alt+Backspace', keys: [['ctrl', 'alt', 'backspace']]},
	{name: 'Alt+SysRq+H', keys: [['alt', 'sysrq', 'h']]},
	{name: 'Alt+SysRq+K', keys: [['alt', 'sysrq', 'k']]},
	{name: 'Ctrl+Alt+Del', keys: [['ctrl', 'alt', 'delete']]},
];

/** The way in before there is a kiosk. */
export const grub = 'Esc and C while the machine starts';

/** What a machine is like: what an escape would change. */
export interface Condition {
	readonly picture: Picture;
	/** Named facts, each with what its change means. */
	readonly facts: Readonly<Record<string, string>>;
}

const factCommands: Readonly<Record<string, string>> = {
	console: 'cat /sys/class/tty/tty0/active',
	terminals: 'grep -lx foot /proc/[0-9]*/comm 2>/dev/null | wc -l',
	kiosk: 'grep -lx madoguchi-termi /proc/[0-9]*/comm 2>/dev/null',
	shells: 'grep -lx bash /proc/[0-9]*/comm 2>/dev/null | wc -l',
	sysrq: 'dmesg | grep -c "sysrq:"; true',
	shutdown: 'systemctl list-jobs --no-legend | grep -Ec "reboot|shutdown"; true',
};

const meanings: Readonly<Record<string, string>> = {
	console: 'another console is shown',
	terminals: 'the number of terminals changed',
	kiosk: 'the kiosk was ended',
	shells: 'a shell was started',
	sysrq: 'the kernel obeyed',
	shutdown: 'the machine goes down',
};

export async function conditionOf(kiosk: KioskInside): Promise<Condition> {
	const picture = await kiosk.stillPicture();
	const commands = Object.entries(factCommands).map(([name, command]) => `echo "${name}=$(${command})"`);
	const output = await kiosk.machine.run(commands.join('; '));
	const facts = Object.fromEntries(
		output.split('\n').flatMap(line => {
			const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
			return name === undefined ? [] : [[name, value ?? '']];
		}),
	);
	return {picture, facts};
}

/** What is different after an attempt, in words: nothing, where the kiosk is as it was. */
export async function changesSince(
	before: Condition,
	kiosk: KioskInside,
	folder: string,
): Promise<{readonly changes: readonly string[]; readonly after: Condition}> {
	const after = await conditionOf(kiosk);
	const changes = Object.keys(meanings)
		.filter(name => before.facts[name] !== after.facts[name])
		.map(name => meanings[name] ?? name);
	const part = difference(before.picture, after.picture);
	if (part > 0) {
		const text = await readText(after.picture, folder);
		changes.push(`the picture changed (${(part * 100).toFixed(1)} %)${seen(text)}`);
	}
	return {changes, after};
}

function seen(text: string): string {
	if (/オンライン窓/.test(text)) return ', the kiosk is on it';
	if (/login:/.test(text)) return ', a login prompt is on it';
	if (/[$#]/.test(text)) return ', a shell is on it';
	return ', the kiosk is not on it';
}

/** Presses the keys of an attempt. */
export async function attempt(machine: Machine, {keys}: Escape): Promise<void> {
	for (const combination of keys) await machine.press(...combination);
}

/**
 * Whether the kiosk answers F1 by its help, and Esc by what it showed before: after how many presses of F1 it did; 0,
 * when it answers no more.
 */
export async function answersKeys(kiosk: KioskInside, base: Picture, atMost = 3): Promise<number> {
	const answers = async (key: string, is: (picture: Picture) => boolean) => {
		// More than once: right after an Esc a key counts as one with Alt.
		for (let presses = 1; presses <= atMost; presses++) {
			await kiosk.machine.press(key);
			const end = performance.now() + 6_000;
			while (performance.now() < end) {
				if (is(await kiosk.machine.picture())) return presses;
				await Bun.sleep(100);
			}
		}
		return 0;
	};
	const presses = await answers('f1', picture => difference(base, picture) > 0.01);
	if (presses === 0) return 0;
	return (await answers('esc', picture => difference(base, picture) === 0)) > 0 ? presses : 0;
}
