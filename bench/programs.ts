import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {compile} from '../kiosk/build.ts';

/** A program to measure. */
export interface Program {
	readonly name: string;
	readonly build: Build;
	readonly command: readonly string[];
	/** What stands in the last line of its first full frame. */
	readonly firstFrame: RegExp;
	/** What Enter leads to from there: a screen on which each Tab changes the frame. */
	readonly afterEnter: RegExp;
}

/** As `bun run` starts it, or the release binary. */
export type Build = 'source' | 'compiled';

export const builds: readonly Build[] = ['source', 'compiled'];

const root = join(import.meta.dir, '..');

const sources = [
	{name: 'hello', entry: 'bench/hello.tsx', arguments: [], firstFrame: /ready/, afterEnter: /窓口 1/},
	// The key hints; the menu of procedures.
	{name: 'kiosk', entry: 'src/main.ts', arguments: ['demo'], firstFrame: /F10/, afterEnter: /手続を選んで/},
] as const;

/** The bare hello and the kiosk, each from source and compiled with the release's options into `dist/`. */
export async function buildPrograms(): Promise<readonly Program[]> {
	const programs: Program[] = [];
	for (const {name, entry, arguments: args, firstFrame, afterEnter} of sources) {
		const source = join(root, entry);
		if (!existsSync(source)) throw new Error(`${entry} is missing: there is nothing to measure`);
		const binary = join(root, 'dist', `bench-${name}`);
		await compile(source, binary);
		const commands = {source: ['bun', source, ...args], compiled: [binary, ...args]};
		for (const build of builds)
			programs.push({name, build, command: commands[build], firstFrame, afterEnter});
	}
	return programs;
}
