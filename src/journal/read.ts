import {isDialogue} from '../machines/children.ts';
import type {Ending, Entry, FaultNote, Header, MachineId} from './format.ts';
import {hasFormOfRedacted} from './redact.ts';

/** One run of a kiosk, as far as its journal tells it. */
export interface Run {
	/** Where its header stands in the file; lines count from 1. */
	readonly line: number;
	readonly header: Header;
	readonly entries: readonly Entry[];
	readonly faults: readonly string[];
	readonly ending:
		| {readonly status: 'stopped' | 'full'; readonly at: number}
		/** The line from which on nothing can be read, or where the ending should stand. */
		| {readonly status: 'cut'; readonly line: number};
}

export type JournalReading =
	| {readonly status: 'read'; readonly runs: readonly Run[]}
	/** Nothing of this file can be played. */
	| {readonly status: 'unreadable'; readonly why: 'noJournal' | 'newerVersion' | 'cutHeader'};

/** Reads a journal; one that was cut at any byte is read up to the cut. */
export function readJournal(text: string): JournalReading {
	const lines = text.split('\n');
	const runs: Run[] = [];
	let at = 0;
	while (at < lines.length) {
		const line = lines[at] ?? '';
		const value = parsed(line);
		if (isHeader(value)) {
			const run = readRun(value, lines, at);
			runs.push(run);
			at += 1 + run.entries.length + run.faults.length;
		} else if (isNewer(value) && runs.length === 0) {
			return {status: 'unreadable', why: 'newerVersion'};
		} else {
			at++;
		}
	}
	if (runs.length > 0) return {status: 'read', runs};
	return {status: 'unreadable', why: text.startsWith(beginning) ? 'cutHeader' : 'noJournal'};
}

const beginning = '{"format":"madoguchi-journal"';

function readRun(header: Header, lines: readonly string[], from: number): Run {
	const entries: Entry[] = [];
	const faults: string[] = [];
	let ending: Run['ending'] = {status: 'cut', line: lines.length};
	for (let at = from + 1; ; at++) {
		const value = parsed(lines[at] ?? '');
		if (isEntry(value, entries.at(-1)?.at ?? 0)) entries.push(value);
		else if (isFaultNote(value)) faults.push(value.fault);
		else {
			ending = isEnding(value) ? {status: value.end, at: value.at} : {status: 'cut', line: at + 1};
			break;
		}
	}
	return {line: from + 1, header, entries, faults, ending};
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

type Members = Readonly<Record<string, unknown>>;

function isHeader(value: unknown): value is Header {
	if (!isObject(value) || value.format !== 'madoguchi-journal' || value.version !== 1) return false;
	const {machines, input, screen} = value;
	return (
		typeof value.build === 'string' &&
		isObject(machines) &&
		typeof machines.kiosk === 'string' &&
		Object.values(machines).every(digest => typeof digest === 'string') &&
		isObject(input) &&
		(input.language === 'ja' || input.language === 'en') &&
		Array.isArray(input.procedures) &&
		typeof input.timeScale === 'number' &&
		isObject(screen) &&
		isCount(screen.columns) &&
		isCount(screen.rows) &&
		typeof screen.isTrial === 'boolean'
	);
}

function isNewer(value: unknown): boolean {
	return isObject(value) && value.format === 'madoguchi-journal' && Number(value.version) > 1;
}

function isMachineId(value: unknown): value is MachineId {
	return value === 'kiosk' || value === 'procedure' || (typeof value === 'string' && isDialogue(value));
}

function isEntry(value: unknown, since: number): value is Entry {
	return (
		isObject(value) &&
		isCount(value.at) &&
		value.at >= since &&
		isMachineId(value.to) &&
		hasFormOfRedacted(value.event) &&
		typeof value.path === 'string' &&
		typeof value.view === 'string' &&
		/^[0-9a-f]{16}$/.test(value.view)
	);
}

function isFaultNote(value: unknown): value is FaultNote {
	return isObject(value) && typeof value.fault === 'string';
}

function isEnding(value: unknown): value is Ending {
	return isObject(value) && (value.end === 'stopped' || value.end === 'full') && isCount(value.at);
}

function isObject(value: unknown): value is Members {
	return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
