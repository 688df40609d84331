import {statSync} from 'node:fs';
import {join} from 'node:path';
import {imageFolder} from './office.ts';
import type {Attempted, Results} from './run.ts';

/** Writes docs/lockdown.md: what was seen in a run, and nothing else. */
export async function writeReport(results: Results): Promise<void> {
	await Bun.write(join(import.meta.dirname, '../../docs/lockdown.md'), textOf(results));
}

function textOf({attempts, recoveries, cuts, bootSeconds}: Results): string {
	return `# The lock, as it was seen

Made by \`bun run test:vm\`, which boots the image of \`kiosk/image --test\` under software emulation, tries every way out, and
does the same with the control: the same image with the defaults of Debian, foot and sway. A way that does nothing in
the control either is not shown to be shut by us. After each attempt the kiosk must answer F1 by its help.

## Ways out

| tried | locked | control |
| --- | --- | --- |
${[...attempts].map(([name, attempted]) => `| ${name.replaceAll('|', '\\|')} | ${lockedText(attempted)} | ${controlText(attempted)} |`).join('\n')}

## Back at the resting screen

In seconds of the machine's clock, which goes by its instructions: 1,000 million a second on one core, a fifth or less of what a
small office PC does. The first column is the watchdog's (WatchdogSec=3) and hardly depends on that; the start that follows does.

| what happened | noticed and ended after | back after |
| --- | --- | --- |
${recoveries.length === 0 ? '| no figures were taken | | |' : recoveries.map(({process, signal, noticedAfter, backAfter}) => `| ${process}, SIG${signal} | ${noticedAfter.toFixed(1)} | ${backAfter.toFixed(1)} |`).join('\n')}

## The plug pulled while sending

After the next start the outbox was empty, the journal could be replayed, and the window had stored nothing twice.

| pulled | the window's answer to the outbox |
| --- | --- |
${cuts.map(({name, seen}) => `| ${name} | ${seen} |`).join('\n')}

## Figures

- From power to the kiosk at rest, by that clock: ${bootSeconds.map(seconds => `${seconds.toFixed(0)} s`).join(', ')}.
- The image: ${gibibytes()} GiB of files.
`;
}

function lockedText({locked}: Attempted): string {
	if (locked === undefined) return 'not tried';
	return locked.length === 0 ? 'the kiosk stays, and answers' : locked.join('; ');
}

function controlText({control}: Attempted): string {
	if (control === undefined) return 'not tried';
	return control.length === 0 ? 'did nothing either' : control.join('; ');
}

/** What the file takes on the disk: its holes are free space. */
function gibibytes(): string {
	return ((statSync(join(imageFolder, 'locked.img')).blocks * 512) / 2 ** 30).toFixed(2);
}
