import type {MachineEvent} from '../machines/events.ts';
import type {KioskInput} from '../machines/kiosk.ts';
import {definitionsNow} from './definition.ts';
import {LineFile} from './file.ts';
import type {Entry, Header} from './format.ts';
import type {JournalSink} from './recorder.ts';
import {entriesOfFacts} from './standingFacts.ts';

/** What a journal is kept of. */
export type Recording = Pick<Header, 'build' | 'input' | 'screen'>;

/** A journal that is being written. */
export interface Journal extends JournalSink {
	/** A bug that a device met: its kind is written, never its text. */
	note(error: unknown): void;
}

/** Where lines go: one file for good, or one file after the other. */
export interface Shelf {
	/** Opens the next file. Throws the system's error. */
	open(): LineFile;
	/** Beyond this a file is left when nobody is served; infinite where there is only one. */
	readonly enoughBytes: number;
	/** Beyond this nothing is written any more until nobody is served. */
	readonly mostBytes: number;
}

/** One file that somebody asked for; it may hold earlier runs. */
export function onlyFile(path: string): Shelf {
	return {
		open: () => new LineFile(path, 'append'),
		enoughBytes: Number.POSITIVE_INFINITY,
		mostBytes: Number.POSITIVE_INFINITY,
	};
}

/** Begins a run in the shelf's next file. Throws the system's error when there is no writing there. */
export function openJournal(shelf: Shelf, recording: Recording): Journal {
	const header: Omit<Header, 'input'> = {
		format: 'madoguchi-journal',
		version: 1,
		build: recording.build,
		machines: definitionsNow(),
		screen: recording.screen,
	};
	let isFull = false;
	const begin = (facts: readonly MachineEvent[], input: KioskInput) => {
		const file = shelf.open();
		file.write({...header, input});
		for (const entry of entriesOfFacts(facts, input)) file.write(entry);
		isFull = false;
		return file;
	};
	let file = begin([], recording.input);
	return {
		write(entry: Entry) {
			if (isFull) return;
			isFull = file.bytes >= shelf.mostBytes;
			file.write(isFull ? {end: 'full', at: entry.at} : entry);
		},
		rest(at, facts) {
			if (file.bytes < shelf.enoughBytes && !file.isBroken) return 'same';
			const last = file;
			const wasFull = isFull;
			try {
				// Whoever was gone on with has left.
				file = begin(facts, {...recording.input, resumes: undefined});
			} catch {
				// The disk still refuses: the next rest tries again.
				return 'same';
			}
			if (!wasFull) last.write({end: 'stopped', at});
			last.close();
			return 'begun anew';
		},
		note(error) {
			if (!isFull) file.write({fault: kindOf(error)});
		},
		close(at) {
			if (!isFull) file.write({end: 'stopped', at});
			file.close();
		},
	};
}

/** The name of an error's class; anything else might quote what it met. */
function kindOf(error: unknown): string {
	const name = error instanceof Error ? error.name : '';
	return /^[A-Za-z]{1,40}$/.test(name) ? name : 'unknown';
}

/** A journal that keeps nothing. */
export const noJournal: Journal = {
	write: () => undefined,
	rest: () => 'same',
	note: () => undefined,
	close: () => undefined,
};
