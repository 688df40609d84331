import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {diskOver} from './boot.ts';
import {tryControl} from './control.ts';
import {tryCuts} from './cuts.ts';
import {tryGrub, tryLocked} from './locked.ts';
import {tryMaintenance} from './maintenance.ts';
import {keepResults, writeReport} from './report.ts';
import {Run} from './run.ts';
import {tryUefi} from './uefi.ts';

/**
 * `bun run test:vm [--control | --maintenance | --uefi] [--write]`: boots the images of `kiosk/image --test`; `--control` tries the
 * ways out without the lock instead, `--maintenance` the way in with the boot's password, `--uefi` the start by UEFI with Secure
 * Boot; `--write` renews docs/lockdown.md.
 */
const words = process.argv.slice(2);
const run = new Run(await mkdtemp(join(tmpdir(), 'vm-')));

function end(): never {
	console.log(`${run.passed} passed, ${run.failed} failed`);
	// The machines end with this program.
	process.exit(run.failed === 0 ? 0 : 1);
}

// A machine that hangs must not hold whoever waits for this.
setTimeout(() => {
	run.failed++;
	console.log('FAILED  it took more than half an hour');
	end();
}, 1_800_000).unref();

try {
	if (words.includes('--control')) {
		await run.step('the control, from its boot to its end', () => tryControl(run, diskOver('control', run)));
		await keepResults('control', run.results);
	} else if (words.includes('--maintenance')) {
		await tryMaintenance(run, diskOver('locked', run));
	} else if (words.includes('--uefi')) {
		await tryUefi(run, () => diskOver('locked', run));
	} else {
		// An emulated machine has one processor, so two go side by side.
		await Promise.all([
			run.step('the terminal, from its boot to its end', () => tryLocked(run, diskOver('locked', run))),
			run.step('the terminal whose plug is pulled', async () => {
				await tryCuts(run, diskOver('locked', run));
				await tryGrub(run, diskOver('locked', run));
			}),
		]);
		await keepResults('locked', run.results);
	}
	if (words.includes('--write')) await writeReport();
} finally {
	await rm(run.folder, {recursive: true, force: true});
}
end();
