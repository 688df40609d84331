import {closeSync, fstatSync, fsyncSync, openSync, writeSync} from 'node:fs';
import type {Line} from './format.ts';

/**
 * A file that journal lines are appended to, each whole in one write, mode 0600. When the disk refuses, the file is
 * given up and says so by `isBroken`: a kiosk never stops for its journal.
 */
export class LineFile {
	readonly #file: number;
	#bytes = 0;
	#isBroken = false;

	/** @param how `new` refuses a file that is there; `append` goes on behind it. Throws the system's error. */
	constructor(path: string, how: 'new' | 'append') {
		this.#file = openSync(path, how === 'new' ? 'ax' : 'a', 0o600);
		// A crash may have left half a line: what follows begins on a line of its own.
		this.#bytes = fstatSync(this.#file).size;
		if (this.#bytes > 0) this.#append('\n');
	}

	/** How much the file holds, in bytes. */
	get bytes(): number {
		return this.#bytes;
	}

	get isBroken(): boolean {
		return this.#isBroken;
	}

	write(line: Line): void {
		this.#append(`${JSON.stringify(line)}\n`);
	}

	close(): void {
		try {
			fsyncSync(this.#file);
		} catch {
			this.#isBroken = true;
		}
		closeSync(this.#file);
	}

	#append(text: string): void {
		if (this.#isBroken) return;
		const bytes = Buffer.from(text);
		try {
			this.#isBroken = writeSync(this.#file, bytes) < bytes.length;
		} catch {
			this.#isBroken = true;
		}
		this.#bytes += bytes.length;
	}
}
