import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {type CheckName, type Finding, ng, ok, unasked} from '../../domain/finding.ts';

export interface SecrecyCheckOptions {
	/** A city's terminal must hold these; a workshop's machine need not. */
	readonly production: boolean;
	/** Where proc and dev lie; the machine itself if not given. */
	readonly machine?: string;
}

/** What else could give away a password or a person's data: other processes, the disk, the keyboard's own file (T-18). */
export function checkSecrecy({production, machine = '/'}: SecrecyCheckOptions): Finding[] {
	return facts.map(({check, look, well, remedy}) => {
		const fault = look(machine);
		if (fault === undefined) return ok(check, well);
		return production ? ng(check, fault, remedy) : unasked(check, `${fault}: a fault in production`);
	});
}

interface Fact {
	readonly check: CheckName;
	/** Says what is wrong; undefined if nothing is. */
	readonly look: (machine: string) => string | undefined;
	readonly well: string;
	readonly remedy: string;
}

const facts: readonly Fact[] = [
	{
		check: 'card log',
		look: machine => {
			const talkative = commandLines(machine, 'pcscd').flat().filter(isTalkative);
			return talkative.length > 0 ? `pcscd writes down what is sent: ${talkative.join(' ')}` : undefined;
		},
		well: 'pcscd writes no commands down',
		remedy: 'start pcscd without --apdu and --debug',
	},
	{
		check: 'swap',
		look: machine => {
			const [, ...swaps] = linesOf(machine, 'proc/swaps');
			return swaps.length > 0 ? `${swaps.length} in use: memory is written to disk` : undefined;
		},
		well: 'none',
		remedy: 'swapoff --all, and take it out of /etc/fstab',
	},
	{
		check: 'ptrace',
		look: machine => {
			const [scope = '0'] = linesOf(machine, 'proc/sys/kernel/yama/ptrace_scope');
			return Number(scope) >= 2 ? undefined : 'processes may read each other';
		},
		well: 'no process reads another',
		remedy: 'sysctl kernel.yama.ptrace_scope=2, or 3',
	},
	{
		check: 'core files',
		look: machine => {
			const [pattern = ''] = linesOf(machine, 'proc/sys/kernel/core_pattern');
			// A program gets them whatever the limits say (core(5)).
			return /^\|(?!\/bin\/false$)/.test(pattern) ? 'a program is given the memory of each crash' : undefined;
		},
		well: 'given to no program',
		remedy: "sysctl kernel.core_pattern='|/bin/false'",
	},
	{
		check: 'input devices',
		look: machine => {
			const open = readable(machine);
			return open.length > 0 ? `others than the seat may read ${open.join(' ')}` : undefined;
		},
		well: 'read by the seat alone',
		remedy: 'give /dev/input/event* to root and group input, mode 0660, and have nobody in that group',
	},
];

/** Short and long options of pcscd(8) that print every command: --apdu, --debug. */
function isTalkative(option: string): boolean {
	return option === '--apdu' || option === '--debug' || /^-[a-z]*[ad][a-z]*$/.test(option);
}

/** The arguments of each process of this name. */
function commandLines(machine: string, name: string): string[][] {
	return namesIn(machine, 'proc')
		.filter(pid => /^\d+$/.test(pid) && linesOf(machine, `proc/${pid}/comm`)[0] === name)
		.map(pid => (linesOf(machine, `proc/${pid}/cmdline`)[0] ?? '').split('\0').slice(1));
}

/** Linux's <sys/stat.h>: any right of others. */
const othersMode = 0o007;

function readable(machine: string): string[] {
	return namesIn(machine, 'dev/input')
		.filter(name => name.startsWith('event'))
		.filter(name => {
			const {mode, uid} = statSync(join(machine, 'dev/input', name));
			return (mode & othersMode) !== 0 || uid !== 0;
		});
}

/** Nothing where there is nothing, or a process has just ended. */
function linesOf(machine: string, path: string): string[] {
	try {
		return readFileSync(join(machine, path), 'utf8')
			.split('\n')
			.filter(line => line !== '');
	} catch {
		return [];
	}
}

function namesIn(machine: string, path: string): string[] {
	try {
		return readdirSync(join(machine, path)).sort();
	} catch {
		return [];
	}
}
