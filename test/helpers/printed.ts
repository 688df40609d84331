import {vi} from 'vitest';

/** Runs a command and keeps what it prints. */
export async function printed(
	run: () => Promise<number>,
): Promise<{readonly code: number; readonly out: string; readonly err: string}> {
	const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
	const err = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const textOf = (spy: typeof out) => spy.mock.calls.map(words => words.join(' ')).join('\n');
	try {
		const code = await run();
		return {code, out: textOf(out), err: textOf(err)};
	} finally {
		out.mockRestore();
		err.mockRestore();
	}
}
