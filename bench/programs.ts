import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {compile} from '../kiosk/build.ts';

/** A program to measure: how it is started, how its first full frame is known, and a key that changes the frame. */
export interface Program {
	readonly name: string;
	readonly build: Build;
	readonly command: readonly string[];
	readonly firstFrame: RegExp;
	readonly key: string;
}

/** As `bun run` starts it, or the release binary. */
export type Build = 'source' | 'compiled';

export const builds: readonly Build[] = ['source', 'compiled'];

const root = join(import.meta.dir, '..');
const tab = '\t';

const sources = [
	{name: 'hello', entry: 'bench/hello.tsx', arguments: [], firstFrame: /ready/, key: tab},
	// The key hints stand in the kiosk's last line.
	{name: 'kiosk', entry: 'src/main.ts', arguments: ['demo'], firstFrame: /F10/, key: tab},
] as const;

/** The bare hello and the kiosk, each from source and compiled with the release's options into `dist/`. */
export async function buildPrograms(): Promise<readonly Program[]> {
	const programs: Program[] = [];
	for (const {name, entry, arguments: args, firstFrame, key} of sources) {
		const source = join(root, entry);
		if (!existsSync(source)) throw new Error(`${entry} is missing: there is nothing to measure`);
		const binary = join(root, 'dist', `bench-${name}`);
		await compile(source, binary);
		const commands = {source: ['bun', source, ...args], compiled: [binary, ...args]};
		for (const build of builds) programs.push({name, build, command: commands[build], firstFrame, key});
	}
	return programs;
}
