import {visibleText} from '../domain/text.ts';
import {type Command, isSetUpProblem, UsageError} from './command.ts';

/** Commands by name, loaded one at a time: a window needs no Ink, a card no window, and the kiosk starts sooner. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** Looks a command up and runs it; answers with the exit code (design 8). */
export async function runCommand(commands: Commands, [name, ...args]: readonly string[]): Promise<number> {
	if (name === undefined || name === '--help' || name === 'help') {
		console.log(await listOf(commands));
		return name === undefined ? 2 : 0;
	}
	const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (!load) return fail(`no command ${visibleText(name)}; see madoguchi --help`, 2);
	const command = await load();
	if (args.includes('--help')) {
		console.log(command.usage);
		return 0;
	}
	try {
		return await command.run(args);
	} catch (error) {
		if (error instanceof UsageError) return fail(`${error.message}; see madoguchi ${name} --help`, 2);
		if (isSetUpProblem(error)) return fail(error.message, 1);
		throw error;
	}
}

async function listOf(commands: Commands): Promise<string> {
	const all = await Promise.all(Object.values(commands).map(load => load()));
	const lines = all.map(({name, summary}) => `  ${name.padEnd(8)}${summary}`);
	return ['madoguchi COMMAND', '', ...lines, '', 'madoguchi COMMAND --help says more.'].join('\n');
}

function fail(message: string, code: number): number {
	console.error(`madoguchi: ${visibleText(message.split('\n')[0] ?? '')}`);
	return code;
}
