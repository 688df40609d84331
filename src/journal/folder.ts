import {mkdirSync, readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {LineFile} from './file.ts';
import type {Shelf} from './journal.ts';

export interface FolderOptions extends FolderLimits {
	/** The first file is the last one of the program before, unless that has enough. */
	readonly goesOn: boolean;
}

export interface FolderLimits {
	readonly enoughBytes: number;
	readonly mostBytes: number;
	/** How many files are kept, the one that is being written among them. */
	readonly files: number;
}

/** About 2,500 visits in the 64 MiB that the folder may take. */
const limits: FolderLimits = {enoughBytes: 1024 * 1024, mostBytes: 2 * 1024 * 1024, files: 32};

/** A folder of numbered files, `000001.jsonl` and on: the oldest make room for the next. Mode 0700. */
export function journalFolder(folder: string, options: Partial<FolderOptions> = {}): Shelf {
	const {enoughBytes, mostBytes, files, goesOn} = {...limits, goesOn: false, ...options};
	let isFirst = true;
	return {
		enoughBytes,
		mostBytes,
		open() {
			mkdirSync(folder, {recursive: true, mode: 0o700});
			const numbers = numbersIn(folder);
			const last = numbers.at(-1);
			if (goesOn && isFirst && last !== undefined) {
				isFirst = false;
				const path = join(folder, nameOf(last));
				if (statSync(path).size < enoughBytes) return new LineFile(path, 'append');
			}
			for (const number of numbers.slice(0, Math.max(numbers.length + 1 - files, 0))) {
				rmSync(join(folder, nameOf(number)), {force: true});
			}
			return new LineFile(join(folder, nameOf((last ?? 0) + 1)), 'new');
		},
	};
}

function numbersIn(folder: string): number[] {
	return readdirSync(folder)
		.filter(name => /^\d{6,15}\.jsonl$/.test(name))
		.map(name => Number.parseInt(name, 10))
		.sort((one, other) => one - other);
}

function nameOf(number: number): string {
	return `${String(number).padStart(6, '0')}.jsonl`;
}
