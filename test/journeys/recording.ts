import {rmSync} from 'node:fs';
import {join} from 'node:path';
import type {ReaderPort} from '../../src/card/reader.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {SimulatedReader, type SimulatedReaderOptions} from '../../src/card/simulated/reader.ts';
import {build} from '../../src/commands/kiosk/build.ts';
import {enrolDemoStaff} from '../../src/commands/kiosk/enrolDemoStaff.ts';
import {defaultDocumentRules} from '../../src/domain/reset.ts';
import {onlyFile, openJournal} from '../../src/journal/journal.ts';
import {Recorder} from '../../src/journal/recorder.ts';
import {RunningClock} from '../../src/journal/runningClock.ts';
import {setTimer} from '../../src/keys/timer.ts';
import type {Resumption} from '../../src/machines/resumption.ts';
import {defaultSettings, type Settings} from '../../src/settings/settings.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {type HeadlessKiosk, headlessKioskAt, stateFolder} from '../helpers/headlessKiosk.ts';
import {demoPki} from '../helpers/pki.ts';

export interface RecordingOptions {
	/** Where the journals go; beside this file if not given. */
	readonly folder?: string;
	/** The PKI and its cards; the demo's if not given. */
	readonly pki?: () => Promise<string>;
	/** The window's drill, such as `busy`. */
	readonly fault?: string;
	/** The window unblocks cards, and the kiosk asks it to. */
	readonly unblocks?: boolean;
	/** There is a printer, and this is what comes of a slip. */
	readonly prints?: 'printed' | 'failed';
	/** The kiosk has just become itself anew, with somebody still there. */
	readonly resumes?: Resumption;
	/** Nobody answers where the window should be. */
	readonly isWindowGone?: boolean;
	readonly reader?: SimulatedReaderOptions;
	/** Stands between the simulated reader and the kiosk. */
	readonly behind?: (reader: SimulatedReader) => ReaderPort;
}

/** A kiosk whose run is written down. */
export interface Recorded extends HeadlessKiosk {
	readonly pki: string;
	/** Its state folder. */
	readonly state: string;
	/** Lets so much time pass at once, for machines and window alike. */
	skips(milliseconds: number): void;
}

export interface RecordedAtSimulatedReader extends Recorded {
	readonly reader: SimulatedReader;
	/** Puts a card of the PKI in. */
	inserts(card: string): Promise<void>;
}

/** Writes `NAME.jsonl`: a visit at a simulated reader, with everything else as it runs in a kiosk. */
export async function record(
	name: string,
	options: RecordingOptions,
	visit: (kiosk: RecordedAtSimulatedReader) => Promise<void>,
): Promise<void> {
	const reader = new SimulatedReader(options.reader);
	await recordAt(options.behind?.(reader) ?? reader, name, options, kiosk =>
		visit({
			...kiosk,
			reader,
			inserts: async card => reader.insert(await loadSimulatedCard(join(kiosk.pki, 'cards', card))),
		}),
	);
}

/** The same at any reader. */
export async function recordAt(
	reader: ReaderPort,
	name: string,
	{
		fault,
		pki: given = demoPki,
		isWindowGone,
		unblocks = false,
		prints,
		resumes,
		folder = import.meta.dirname,
	}: RecordingOptions,
	visit: (kiosk: Recorded) => Promise<void>,
): Promise<void> {
	let skippedMs = 0;
	const now = () => new Date(Date.now() + skippedMs);
	const monotonicMs = () => performance.now() + skippedMs;
	const pki = await given();
	const window = await demoWindow(pki, {now, unblocks, ...(fault && {fault})});
	if (isWindowGone) await window.stop();

	const path = join(folder, `${name}.jsonl`);
	rmSync(path, {force: true});
	const resets = {canUnblock: unblocks, documentRules: defaultDocumentRules};
	const facts = {resets, ...(prints && {hasPrinter: true}), ...(resumes && {resumes})};
	const clock = new RunningClock({monotonicMs, setTimer});
	const journal = openJournal(onlyFile(path), {
		build,
		input: {language: 'ja', procedures: ['revocation', 'validity'], timeScale: 1, ...facts},
		screen: {columns: 80, rows: 24, isTrial: true},
	});
	const recorder = new Recorder({clock, sink: journal});
	const state = stateFolder();
	await enrolDemoStaff(pki, state);
	const settings: Settings = {...defaultSettings, unblocker: unblocks ? 'window' : 'none'};
	const kiosk = await headlessKioskAt(reader, {
		...{pki, window: window.url, state, settings, now, monotonicMs, clock, recorder, input: facts},
		...(prints && {printer: {print: async () => prints}}),
	});
	const skips = (milliseconds: number) => {
		skippedMs += milliseconds;
		clock.catchUp();
	};
	try {
		await visit({...kiosk, pki, state, skips});
	} finally {
		clock.stop();
		recorder.stop();
		await kiosk.stop();
	}
}
