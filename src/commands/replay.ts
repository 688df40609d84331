import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {visibleText} from '../domain/text.ts';
import {makeFolder, writeFileAtomically} from '../files/atomic.ts';
import {changedSince} from '../journal/definition.ts';
import {type Run, readJournal} from '../journal/read.ts';
import {cellsOfRows, cellsToSvg} from '../screens/picture.ts';
import {type Command, readOptions, SetUpError, UsageError} from './command.ts';
import {build} from './kiosk/build.ts';
import {asciicast} from './replay/cast.ts';
import {compare} from './replay/compare.ts';
import {clockTime, framesOf, textOfRows} from './replay/frames.ts';
import {play, step, terminalSize} from './replay/player.ts';

export const replay: Command = {
	name: 'replay',
	summary: 'plays a journal again, offline',
	usage: `madoguchi replay FILE [--speed N | --step | --screens | --assert | --cast OUT | --svg DIR]

Plays a journal with the machines of this build: no reader, no window, no PKI. Names and
numbers are placeholders. Waits longer than 3 s are shortened; Esc ends.
  --speed N    N times faster than recorded; also for --cast
  --step       one screen at a time: arrow keys go forward and back
  --screens    prints each screen as plain text
  --assert     compares states and views with what was recorded; exit 1 at the first difference
  --cast OUT   writes an asciicast v2 for asciinema
  --svg DIR    writes each screen as a picture`,
	async run(args) {
		const options = readOptions(args, {
			optional: ['speed', 'cast', 'svg'],
			flags: ['step', 'screens', 'assert'],
			words: 1,
		});
		const [file] = options.words;
		if (file === undefined) throw new UsageError('FILE is missing');
		const modes = ['step', 'screens', 'assert', 'cast', 'svg'] as const;
		const [mode, another] = modes.filter(name => options[name]);
		if (another) throw new UsageError(`--${mode} and --${another} do not go together`);
		const speed = Number(options.speed ?? 1);
		if (!(speed > 0 && speed <= 1000)) throw new UsageError('--speed wants a number from above 0 to 1000');

		const runs = await readRuns(file);
		switch (mode) {
			case 'assert': {
				tellRemarks(runs);
				const {isSame, report} = compare(runs);
				console.log(report);
				return isSame ? 0 : 1;
			}
			case 'screens':
				tellRemarks(runs);
				for (const {at, moment, rows} of framesOf(runs)) {
					console.log(`${clockTime(at)} ${moment.view.path}\n${textOfRows(rows)}\n`);
				}
				return 0;
			case 'cast':
				tellRemarks(runs);
				await writeFileAtomically(options.cast ?? '', asciicast(framesOf(runs), speed));
				return 0;
			case 'svg':
				tellRemarks(runs);
				await writePictures(runs, options.svg ?? '');
				return 0;
			case 'step':
				await step([...framesOf(runs, terminalSize())]);
				tellRemarks(runs);
				return 0;
			default:
				await play(framesOf(runs, terminalSize()), speed);
				tellRemarks(runs);
				return 0;
		}
	},
};

async function readRuns(file: string): Promise<readonly Run[]> {
	const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		throw new SetUpError(`${file} cannot be read (${error.code}): name the file of a journal`);
	});
	const reading = readJournal(text);
	if (reading.status === 'read') return reading.runs;
	switch (reading.why) {
		case 'newerVersion':
			throw new SetUpError(`${file} was written by a newer build: replay it with that one`);
		case 'cutHeader':
			throw new SetUpError(`${file} was cut within its first line: there is nothing to play`);
		case 'noJournal':
			throw new SetUpError(`${file} is no journal`);
	}
}

/** What a reader of the record should know beside it, on stderr. */
function tellRemarks(runs: readonly Run[]): void {
	for (const [index, {header, ending, faults}] of runs.entries()) {
		const tell = (remark: string) => console.error(`madoguchi: run ${index + 1} ${remark}`);
		if (header.build !== build) tell(`was recorded by build ${visibleText(header.build)}; this is ${build}`);
		const changed = changedSince(header.machines);
		if (changed.length > 0) tell(`was recorded with another definition of: ${changed.join(', ')}`);
		if (ending.status === 'cut') tell(`is cut at line ${ending.line}: it was played up to there`);
		if (ending.status === 'full') tell(`ends where its file was full, at ${clockTime(ending.at)}`);
		if (faults.length > 0) tell(`met faults: ${faults.map(visibleText).join(', ')}`);
	}
}

async function writePictures(runs: readonly Run[], folder: string): Promise<void> {
	await makeFolder(folder);
	let nth = 0;
	for (const {moment, rows} of framesOf(runs)) {
		const name = `${String(++nth).padStart(4, '0')}-${moment.view.screen}.svg`;
		await writeFileAtomically(join(folder, name), cellsToSvg(cellsOfRows(rows)));
	}
}
