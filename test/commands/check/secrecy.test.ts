import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {checkSecrecy} from '../../../src/commands/check/secrecy.ts';

let machine: string;
beforeEach(() => {
	machine = mkdtempSync(join(tmpdir(), 'machine-'));
	for (const [path, text] of Object.entries(well)) write(path, text);
	chmodSync(join(machine, 'dev/input/event0'), 0o660);
});
afterEach(() => rmSync(machine, {recursive: true}));

/** A terminal as kiosk/install leaves it. */
const well = {
	'proc/swaps': 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n',
	'proc/sys/kernel/yama/ptrace_scope': '3\n',
	'proc/sys/kernel/core_pattern': '|/bin/false\n',
	'proc/700/comm': 'pcscd\n',
	'proc/700/cmdline': '/usr/sbin/pcscd\0--foreground\0--auto-exit\0',
	'dev/input/event0': '',
	'dev/input/mice': '',
};

function write(path: string, text: string): void {
	mkdirSync(dirname(join(machine, path)), {recursive: true});
	writeFileSync(join(machine, path), text);
}

const faulty = (production = true) =>
	checkSecrecy({production, machine}).filter(({status}) => status !== 'ok');

test('T-18 a terminal that keeps secrets has nothing to mend', () => {
	expect(faulty()).toEqual([]);
});

test.each([
	['card log', 'proc/700/cmdline', '/usr/sbin/pcscd\0--foreground\0--apdu\0'],
	['card log', 'proc/700/cmdline', '/usr/sbin/pcscd\0-fd\0'],
	['card log', 'proc/700/cmdline', '/usr/sbin/pcscd\0-a\0'],
	['swap', 'proc/swaps', 'Filename Type Size Used Priority\n/dev/vda5 partition 999 0 -2\n'],
	['ptrace', 'proc/sys/kernel/yama/ptrace_scope', '1\n'],
	['core files', 'proc/sys/kernel/core_pattern', '|/usr/lib/systemd/systemd-coredump %P\n'],
])('T-18 %s: %s with %j is NG in production, with a remedy', (check, path, text) => {
	write(path, text);
	expect(faulty()).toMatchObject([{check, status: 'ng', remedy: expect.stringMatching(/\S/)}]);
	expect(faulty(false)).toMatchObject([{check, status: 'unasked'}]);
});

test('T-18 an input device that others may read is NG', () => {
	chmodSync(join(machine, 'dev/input/event0'), 0o664);
	expect(faulty()).toMatchObject([
		{check: 'input devices', status: 'ng', found: expect.stringContaining('event0')},
	]);
});

test('T-18 a kernel without Yama lets processes read each other', () => {
	rmSync(join(machine, 'proc/sys/kernel/yama'), {recursive: true});
	expect(faulty()).toMatchObject([{check: 'ptrace', status: 'ng'}]);
});
