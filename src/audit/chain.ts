import type {KeyObject} from 'node:crypto';
import type {AuditHead} from '../domain/audit.ts';
import type {AuditFile} from './files.ts';
import {readPublicKey} from './keys.ts';
import {type AuditLine, beforeTheFirst, hashOf, isSignedBy, type ReadLine, readLine} from './line.ts';

/** What is wrong, and where. */
export interface Finding {
	readonly problem: Problem;
	/** The file, and the line in it counted from 1. */
	readonly file: string;
	readonly line: number;
}

export type Problem =
	/** The audit does not begin with its first line: what was before is gone. */
	| 'noBeginning'
	/** No line of an audit: changed, and no more in its form. */
	| 'unreadable'
	/** Changed, or written by somebody else: the signature is not that of the audit's key. */
	| 'badSignature'
	/** Lines before this one are gone. */
	| 'missingBefore'
	/** A line that was here or belongs elsewhere: repeated, or put out of order. */
	| 'outOfOrder'
	/** The line before is not the one that this line followed. */
	| 'brokenChain'
	/** A file names another key than the audit began with. */
	| 'otherKey'
	/** The end is a part of a line, as a power cut leaves it; the next start mends it. */
	| 'torn';

/** How far a walk has come. */
export interface Progress {
	readonly key: KeyObject | undefined;
	readonly head: AuditHead;
}

/** What one file said. */
export interface Walk extends Progress {
	readonly lines: readonly ReadLine[];
	readonly findings: readonly Finding[];
	/** The bytes at the end that are no whole line, as a power cut leaves them; none if empty. */
	readonly torn: Uint8Array;
	/** Whether the last whole line lacks its line break. */
	readonly isOpen: boolean;
}

export interface WalkOptions {
	/** Where the walk begins: undefined before the first line of an audit. */
	readonly from: Progress | undefined;
	/** Whether the file may be the middle of an audit whose earlier files are not at hand. */
	readonly isExcerpt?: boolean;
	/** Whether each signature is checked, or only form and chain. */
	readonly checksSignatures: boolean;
}

/** Walks through a file of an audit, line by line, and says everything that does not fit. Never throws. */
export function walkFile({name, bytes}: AuditFile, options: WalkOptions): Walk {
	const {checksSignatures, isExcerpt = false} = options;
	const lines: ReadLine[] = [];
	const findings: Finding[] = [];
	let key = options.from?.key;
	let head = options.from?.head ?? {count: 0, hash: beforeTheFirst};
	let isFirst = options.from === undefined;
	/** Where bytes began that are no line, and have no `mended` after them yet. */
	let strayFrom: number | undefined;
	let strayLine = 0;
	let isOpen = false;
	let physical = 0;
	for (let start = 0; start < bytes.length; ) {
		physical++;
		const lineBreak = bytes.indexOf(0x0a, start);
		const end = lineBreak < 0 ? bytes.length : lineBreak;
		const found = (problem: Problem, line = physical) => findings.push({problem, file: name, line});
		const read = readLine(bytes.subarray(start, end));
		if (read) {
			const {n, previous, entry} = read.line;
			if (strayFrom !== undefined) {
				if (!mends(entry, bytes.subarray(strayFrom, start - 1))) found('unreadable', strayLine);
				strayFrom = undefined;
			}
			if (isFirst && isExcerpt) head = {count: n - 1, hash: previous};
			else if (isFirst && n !== 1) found('noBeginning');
			if (n > head.count + 1) {
				if (!(isFirst && !isExcerpt)) found('missingBefore');
			} else if (n <= head.count) found('outOfOrder');
			else if (previous !== head.hash) found('brokenChain');
			const named = keyNamedIn(read.line);
			if (named) {
				if (key && !key.equals(named)) found('otherKey');
				key ??= named;
			}
			if (checksSignatures && !(key && isSignedBy(read, key))) found('badSignature');
			lines.push(read);
			head = {count: n, hash: read.hash};
			isFirst = false;
			isOpen = lineBreak < 0;
		} else {
			strayLine = strayFrom === undefined ? physical : strayLine;
			strayFrom ??= start;
		}
		start = end + 1;
	}
	const stray = strayFrom === undefined ? new Uint8Array() : bytes.subarray(strayFrom);
	const isTorn = stray.length > 0 && (stray.at(-1) !== 0x0a || stray.includes(0));
	if (stray.length > 0 && !isTorn) findings.push({problem: 'unreadable', file: name, line: strayLine});
	if (isTorn || isOpen) findings.push({problem: 'torn', file: name, line: isTorn ? strayLine : physical});
	return {key, head, lines, findings, torn: isTorn ? stray : new Uint8Array(), isOpen};
}

/** Whether an entry tells of exactly these bytes. */
function mends(entry: AuditLine['entry'], bytes: Uint8Array): boolean {
	return entry.kind === 'mended' && entry.bytes === bytes.length && entry.digest === hashOf(bytes);
}

function keyNamedIn({entry}: AuditLine): KeyObject | undefined {
	return entry.kind === 'begun' || entry.kind === 'continued' ? readPublicKey(String(entry.key)) : undefined;
}
