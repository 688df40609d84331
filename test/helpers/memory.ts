import {closeSync, openSync, readdirSync, readFileSync, readSync} from 'node:fs';

/** A piece of a secret that lies in memory. */
export interface Find {
	/** As much of the secret as stands there, four characters at least. */
	readonly piece: string;
	readonly encoding: Encoding;
	/** The mapping and the address: `[heap] 55d0c0ffee00`. */
	readonly place: string;
}

type Encoding = (typeof encodings)[number];

const encodings = ['utf8', 'utf16le'] as const;
const shortestPiece = 4;
const pageBytes = 4096;
const windowPages = 1024;

/**
 * Searches the memory of a process and of its children for a secret: each prefix, tail and middle of four and
 * more characters, in UTF-8 and UTF-16LE.
 * @param secret ASCII, of signs that do not stand together in the program by chance
 */
export function findInMemory(pid: number, secret: string): readonly Find[] {
	if (secret.length < shortestPiece) throw new RangeError('A secret this short is found everywhere');
	const needles = encodings.flatMap(encoding => needlesOf(secret, encoding));
	return withChildren(pid).flatMap(process => [...findsIn(process, needles)]);
}

interface Needle {
	readonly encoding: Encoding;
	readonly secret: Buffer;
	/** Where in the secret these four characters begin, in bytes. */
	readonly offset: number;
	readonly bytes: Buffer;
}

/** The secret's runs of four: whatever piece of it lies somewhere contains one of them. */
function needlesOf(text: string, encoding: Encoding): readonly Needle[] {
	const secret = Buffer.from(text, encoding);
	const signBytes = secret.length / text.length;
	return Array.from({length: text.length - shortestPiece + 1}, (_, at) => ({
		encoding,
		secret,
		offset: at * signBytes,
		bytes: secret.subarray(at * signBytes, (at + shortestPiece) * signBytes),
	}));
}

function* findsIn(pid: number, needles: readonly Needle[]): Generator<Find> {
	const overlapBytes = Math.max(...needles.map(({secret}) => secret.length));
	for (const {name, address, bytes, ownLength} of windowsOf(pid, overlapBytes)) {
		for (const {encoding, secret, offset, bytes: needle} of needles) {
			for (let at = bytes.indexOf(needle); at >= 0 && at < ownLength; at = bytes.indexOf(needle, at + 1)) {
				// With the secret's sign before it, it belongs to a piece that begins further left.
				const isInner = offset > 0 && at > 0 && endsAlike(bytes, at, secret, offset, encoding);
				if (isInner) continue;
				const piece = commonPrefix(bytes.subarray(at), secret.subarray(offset)).toString(encoding);
				yield {piece, encoding, place: `${name} ${(address + at).toString(16)}`};
			}
		}
	}
}

function endsAlike(bytes: Buffer, at: number, secret: Buffer, offset: number, encoding: Encoding): boolean {
	const signBytes = encoding === 'utf8' ? 1 : 2;
	if (at < signBytes) return false;
	return bytes.subarray(at - signBytes, at).equals(secret.subarray(offset - signBytes, offset));
}

function commonPrefix(left: Buffer, right: Buffer): Buffer {
	let length = 0;
	while (length < left.length && length < right.length && left[length] === right[length]) length++;
	return left.subarray(0, length);
}

function withChildren(pid: number): readonly number[] {
	const children = readdirSync(`/proc/${pid}/task`).flatMap(task =>
		readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
	);
	return [pid, ...children.flatMap(withChildren)];
}

/** A stretch of a process's memory that is there. */
export interface MemoryWindow {
	readonly name: string;
	readonly address: number;
	/** The first `ownLength` bytes are this window's, the rest also stands in the next one. */
	readonly bytes: Buffer;
	readonly ownLength: number;
}

/** The pages that hold something: the engine reserves gigabytes, and looking at them would fill them. */
export function* windowsOf(pid: number, overlapBytes: number): Generator<MemoryWindow> {
	const memory = openSync(`/proc/${pid}/mem`, 'r');
	const pages = openSync(`/proc/${pid}/pagemap`, 'r');
	const buffer = Buffer.alloc(windowPages * pageBytes + overlapBytes);
	try {
		for (const {start, end, name} of mappingsOf(pid)) {
			for (const run of residentRuns(pages, start, end)) {
				for (let address = run.start; address < run.end; address += windowPages * pageBytes) {
					const wanted = Math.min(run.end - address, buffer.length);
					const length = readMemory(memory, buffer, wanted, address);
					const ownLength = Math.min(length, windowPages * pageBytes);
					yield {name, address, bytes: buffer.subarray(0, length), ownLength};
				}
			}
		}
	} finally {
		closeSync(memory);
		closeSync(pages);
	}
}

interface Range {
	readonly start: number;
	readonly end: number;
}

function mappingsOf(pid: number): readonly (Range & {readonly name: string})[] {
	return (
		readFileSync(`/proc/${pid}/maps`, 'utf8')
			.trim()
			.split('\n')
			.map(line => /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+ *(.*)$/.exec(line))
			.filter(match => match !== null)
			// The kernel's own pages cannot be read from outside.
			.filter(([, , , mode, name]) => mode?.startsWith('r') && name !== '[vvar]' && name !== '[vsyscall]')
			.map(([, start, end, , name]) => ({
				start: Number(`0x${start}`),
				end: Number(`0x${end}`),
				name: name || '[anonymous]',
			}))
	);
}

/** Runs of pages in memory or in swap: bits 63 and 62 of their pagemap entries (proc_pid_pagemap(5)). */
function* residentRuns(pages: number, start: number, end: number): Generator<Range> {
	const entries = Buffer.alloc(((end - start) / pageBytes) * 8);
	const length = readSync(pages, entries, 0, entries.length, (start / pageBytes) * 8);
	let runStart: number | undefined;
	for (let at = 0; at < length; at += 8) {
		const address = start + (at / 8) * pageBytes;
		const isThere = ((entries[at + 7] ?? 0) & 0xc0) !== 0;
		if (isThere) runStart ??= address;
		else if (runStart !== undefined) {
			yield {start: runStart, end: address};
			runStart = undefined;
		}
	}
	if (runStart !== undefined) yield {start: runStart, end};
}

/** A mapping may go between the list and the reading: what is gone holds nothing. */
function readMemory(memory: number, buffer: Buffer, length: number, address: number): number {
	try {
		return readSync(memory, buffer, 0, length, address);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EIO') return 0;
		throw error;
	}
}
