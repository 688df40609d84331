#!/usr/bin/env bun
import {runCommand} from './commands/runCommand.ts';

const commands = {
	demo: async () => (await import('./commands/demo.ts')).demo,
	kiosk: async () => (await import('./commands/kiosk.ts')).kiosk,
	window: async () => (await import('./commands/window.ts')).window,
	pki: async () => (await import('./commands/pki.ts')).pki,
	card: async () => (await import('./commands/card.ts')).card,
	staff: async () => (await import('./commands/staff.ts')).staff,
	check: async () => (await import('./commands/check.ts')).check,
	audit: async () => (await import('./commands/audit.ts')).audit,
	replay: async () => (await import('./commands/replay.ts')).replay,
};

process.exit(await runCommand(commands, process.argv.slice(2)));
