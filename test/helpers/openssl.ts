import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** What openssl answered: its exit status and what it printed, both streams. */
export interface OpensslAnswer {
	readonly status: number | null;
	readonly output: string;
	readonly stdout: Uint8Array;
}

/**
 * Runs openssl, the judge that shares no code with us.
 * @param files written to a folder of their own for the run; name them in the arguments
 */
export function openssl(
	args: readonly string[],
	files: Readonly<Record<string, Uint8Array | string>> = {},
): OpensslAnswer {
	const folder = mkdtempSync(join(tmpdir(), 'madoguchi-openssl-'));
	try {
		for (const [name, content] of Object.entries(files))
			writeFileSync(join(folder, name), content, {mode: 0o600});
		const {status, stdout, stderr} = spawnSync('openssl', args, {cwd: folder});
		return {status, output: `${stdout}${stderr}`, stdout: new Uint8Array(stdout)};
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}
