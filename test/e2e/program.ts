import {watch} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** A madoguchi command running beside the test. */
export interface Program {
	readonly exited: Promise<number>;
	/** Waits for a line of its output. */
	line(pattern: RegExp): Promise<string>;
	/** Asks it to end, as an operator would, and waits until it has. */
	end(): Promise<number>;
	/** Ends it as a power cut would. */
	kill(): Promise<number>;
	/** With `await using`, a test that fails leaves nothing running. */
	[Symbol.asyncDispose](): Promise<void>;
}

export function startProgram(words: readonly string[]): Program {
	const child = Bun.spawn([process.execPath, join(import.meta.dirname, '../../src/main.ts'), ...words], {
		stdin: 'ignore',
		stdout: 'pipe',
		stderr: 'inherit',
	});
	const lines: string[] = [];
	const waiting = new Set<() => void>();
	let rest = '';
	const reading = (async () => {
		const decoder = new TextDecoder();
		for await (const chunk of child.stdout) {
			const pieces = (rest + decoder.decode(chunk, {stream: true})).split('\n');
			rest = pieces.pop() ?? '';
			lines.push(...pieces);
			for (const wake of [...waiting]) wake();
		}
	})();
	const end = (signal: 'SIGTERM' | 'SIGKILL') => {
		child.kill(signal);
		return child.exited;
	};
	return {
		exited: child.exited,
		line: pattern =>
			new Promise((resolve, reject) => {
				const look = () => {
					const found = lines.find(line => pattern.test(line));
					if (found === undefined) return;
					waiting.delete(look);
					resolve(found);
				};
				waiting.add(look);
				look();
				void reading.then(() => reject(new Error(`it ended without a line like ${pattern}`)));
			}),
		end: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
		[Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
	};
}

/** Waits until a file that a program is writing holds what is expected. */
export async function written(path: string, pattern: RegExp): Promise<void> {
	const changes = Promise.withResolvers<void>();
	const look = async () => {
		if (pattern.test(await readFile(path, 'utf8'))) changes.resolve();
	};
	const watcher = watch(path, () => void look());
	try {
		await look();
		await changes.promise;
	} finally {
		watcher.close();
	}
}
