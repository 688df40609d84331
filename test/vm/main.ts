import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {diskOver} from './boot.ts';
import {tryControl} from './control.ts';
import {tryCuts} from './cuts.ts';
import {tryLocked} from './locked.ts';
import {writeReport} from './report.ts';
import {Run} from './run.ts';

/**
 * `bun run test:vm [--control] [--write]`: boots the images of `kiosk/image --test`; `--control` tries the ways out without
 * the lock as well, `--write` renews docs/lockdown.md.
 */
const run = new Run(await mkdtemp(join(tmpdir(), 'vm-')));
try {
	// An emulated machine has one processor; this one has two.
	await Promise.all([
		process.argv.includes('--control')
			? run.step('the control, from its boot to its end', () => tryControl(run, diskOver('control', run)))
			: undefined,
		run.step('the terminal, from its boot to its end', async () => {
			const disk = diskOver('locked', run);
			await tryLocked(run, disk);
			await tryCuts(run, disk);
		}),
	]);
	if (process.argv.includes('--write')) await writeReport(run.results);
} finally {
	await rm(run.folder, {recursive: true, force: true});
}
console.log(`${run.passed} passed, ${run.failed} failed`);
process.exit(run.failed === 0 ? 0 : 1);
