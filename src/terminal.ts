#!/usr/bin/env bun
/** What stands on a city's terminal: no simulated card, no simulator panel, no window, no demo (threats T-14). */
import {runCommand} from './commands/runCommand.ts';

const commands = {
	kiosk: async () => (await import('./commands/kiosk.ts')).kiosk,
	staff: async () => (await import('./commands/staff.ts')).staff,
	check: async () => (await import('./commands/check.ts')).check,
	audit: async () => (await import('./commands/audit.ts')).audit,
	replay: async () => (await import('./commands/replay.ts')).replay,
};

process.exit(await runCommand(commands, process.argv.slice(2)));
