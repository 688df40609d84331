import {closeSync, openSync, readdirSync, readFileSync, statSync, truncateSync} from 'node:fs';
import {join} from 'node:path';
import type {Audit, AuditEntry, AuditHead} from '../domain/audit.ts';
import {appendThrough} from '../files/append.ts';
import {makeFolder} from '../files/atomic.ts';
import {withLock} from '../files/lock.ts';
import {type Progress, walkFile} from './chain.ts';
import {AuditError} from './error.ts';
import {auditFileName, auditFileNumber} from './files.ts';
import {type SignedHead, signHead} from './head.ts';
import {type AuditKeys, loadAuditKeys, spkiOf} from './keys.ts';
import {beforeTheFirst, hashOf, isSignedBy, writeLine} from './line.ts';

export interface AuditOptions {
	/** The state folder; the audit is its folder `audit`, the keys lie in its folder `keys`. */
	readonly state: string;
	readonly now: () => Date;
	/** From which size on a file gets no more lines, in bytes. */
	readonly largestFile?: number;
}

/** An audit that is open for writing. Several processes may have the same one open. */
export interface AuditTrail extends Audit {
	/** How far it has come, signed: what goes to the window. */
	signedHead(): SignedHead;
	/** The last entry for which the question is answered with yes; of the files in use now, not of the oldest. */
	findLast<Found extends AuditEntry>(is: (entry: AuditEntry) => entry is Found): Found | undefined;
	/** Safe to call twice. */
	close(): void;
}

/** A few thousand lines: little enough to be walked through at each start. */
const largestFileIfNotGiven = 1024 * 1024;

/**
 * Opens the audit of a state folder, or begins it. A torn last line, as a power cut leaves it, stays where it
 * is and is told by an entry after it.
 * @throws AuditError when the last file does not hold together: then it is evidence, and nothing is added to it
 */
export async function openAudit(options: AuditOptions): Promise<AuditTrail> {
	const folder = join(options.state, 'audit');
	await makeFolder(folder);
	const isNew = auditFileNumbers(folder).length === 0;
	return new Trail(folder, await loadAuditKeys(options.state, isNew), options);
}

class Trail implements AuditTrail {
	readonly #folder: string;
	readonly #keys: AuditKeys;
	readonly #now: () => Date;
	readonly #largestFile: number;
	readonly #lock: number;
	#tail: Tail;
	#isClosed = false;

	constructor(folder: string, keys: AuditKeys, {now, largestFile = largestFileIfNotGiven}: AuditOptions) {
		this.#folder = folder;
		this.#keys = keys;
		this.#now = now;
		this.#largestFile = largestFile;
		this.#lock = openSync(folder, 'r');
		try {
			this.#tail = withLock(this.#lock, () => this.#startAt(readTail(folder, keys)));
		} catch (error) {
			closeSync(this.#lock);
			throw error;
		}
	}

	note(entry: AuditEntry): void {
		withLock(this.#lock, () => {
			// Another process may have gone on, or an earlier write was cut short.
			if (!isAtEnd(this.#folder, this.#tail)) this.#tail = this.#startAt(readTail(this.#folder, this.#keys));
			if (this.#tail.size >= this.#largestFile) this.#turnPage();
			this.#append(entry);
		});
	}

	markOf(cardIdentity: string): string {
		return this.#keys.markOf(cardIdentity);
	}

	signedHead(): SignedHead {
		return signHead(this.#tail.head, this.#now(), this.#keys);
	}

	findLast<Found extends AuditEntry>(is: (entry: AuditEntry) => entry is Found): Found | undefined {
		for (const number of auditFileNumbers(this.#folder).reverse()) {
			const {lines} = readPart(this.#folder, number);
			const found = lines.findLast(({line}) => is(line.entry));
			if (found) return found.line.entry as Found;
		}
		return undefined;
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		closeSync(this.#lock);
	}

	/** Begins an audit without lines, ends a line without its break, tells of torn bytes. */
	#startAt(tail: Tail): Tail {
		this.#tail = tail;
		if (tail.head.count === 0) {
			this.#tail = {...tail, file: 1, size: 0, torn: nothing};
			// A power cut within the very first line: nothing was ever noted.
			if (tail.size > 0) truncateSync(this.#path);
			this.#append({kind: 'begun', key: this.#keys.publicKey});
			return this.#tail;
		}
		if (tail.isOpen) {
			appendThrough(this.#path, '\n');
			this.#tail = {...this.#tail, size: this.#tail.size + 1, isOpen: false};
		}
		const {torn} = tail;
		if (torn.length > 0) this.#append({kind: 'mended', bytes: torn.length, digest: hashOf(torn)}, '\n');
		return this.#tail;
	}

	#turnPage(): void {
		const file = this.#tail.file + 1;
		this.#tail = {...this.#tail, file, size: 0};
		this.#append({kind: 'continued', file, key: this.#keys.publicKey});
	}

	#append(entry: AuditEntry, before = ''): void {
		const {head, size} = this.#tail;
		const line = {n: head.count + 1, at: this.#now().toISOString(), previous: head.hash, entry};
		const text = writeLine(line, this.#keys.key);
		const bytes = Buffer.from(`${before}${text}\n`);
		appendThrough(this.#path, bytes);
		this.#tail = {
			...this.#tail,
			size: size + bytes.length,
			head: {count: line.n, hash: hashOf(text)},
			torn: nothing,
		};
	}

	get #path(): string {
		return join(this.#folder, auditFileName(this.#tail.file));
	}
}

const nothing = new Uint8Array();

/** The end of an audit. */
interface Tail {
	/** The number of the last file; 0 without one. */
	readonly file: number;
	/** Its size in bytes, with whatever is torn. */
	readonly size: number;
	readonly head: AuditHead;
	readonly torn: Uint8Array;
	readonly isOpen: boolean;
}

function readTail(folder: string, keys: AuditKeys): Tail {
	const numbers = auditFileNumbers(folder);
	const file = numbers.at(-1) ?? 0;
	const size = file === 0 ? 0 : statSync(join(folder, auditFileName(file))).size;
	let from: Progress | undefined;
	// A crash between the making of a file and its first line leaves one without lines: then the one before it counts too.
	for (const number of numbers.slice(-2)) {
		const part = readPart(folder, number, from);
		const fault = part.findings.find(({problem}) => problem !== 'torn' || number !== file);
		const last = part.lines.at(-1);
		if (fault || (part.key && spkiOf(part.key) !== keys.publicKey) || (last && !isSignedBy(last, keys.key))) {
			throw new AuditError(
				`the audit was changed, see madoguchi audit verify ${folder}: keep that folder as evidence elsewhere, and start anew`,
			);
		}
		if (number === file) return {file, size, head: part.head, torn: part.torn, isOpen: part.isOpen};
		from = part;
	}
	return {file, size, head: {count: 0, hash: beforeTheFirst}, torn: nothing, isOpen: false};
}

function readPart(folder: string, number: number, from?: Progress) {
	const name = auditFileName(number);
	const bytes = readFileSync(join(folder, name));
	return walkFile({name, bytes}, {from, isExcerpt: number > 1, checksSignatures: false});
}

function isAtEnd(folder: string, {file, size}: Tail): boolean {
	try {
		if (auditFileNumbers(folder).at(-1) !== file) return false;
		return statSync(join(folder, auditFileName(file))).size === size;
	} catch {
		return false;
	}
}

function auditFileNumbers(folder: string): number[] {
	return readdirSync(folder)
		.flatMap(name => auditFileNumber(name) ?? [])
		.sort((one, other) => one - other);
}
