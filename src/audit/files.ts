import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** A file of an audit. */
export interface AuditFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** The name of the nth file, from 1. */
export function auditFileName(number: number): string {
	return `${String(number).padStart(6, '0')}.jsonl`;
}

/** The number in a name; undefined for what is no file of an audit. */
export function auditFileNumber(name: string): number | undefined {
	const digits = /^(\d{6})\.jsonl$/.exec(name)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** The files of an audit's folder in their order; whatever else lies there is left out. */
export async function readAuditFiles(folder: string): Promise<AuditFile[]> {
	const names = (await readdir(folder)).filter(name => auditFileNumber(name) !== undefined).sort();
	return Promise.all(names.map(async name => ({name, bytes: await readFile(join(folder, name))})));
}

/** The lines of a file, each without its line break, and whether the last one has none. */
export function linesOf(bytes: Uint8Array): {
	readonly lines: readonly Uint8Array[];
	readonly isOpen: boolean;
} {
	const lines: Uint8Array[] = [];
	let start = 0;
	for (let end = bytes.indexOf(lineBreak); end >= 0; end = bytes.indexOf(lineBreak, start)) {
		lines.push(bytes.subarray(start, end));
		start = end + 1;
	}
	const isOpen = start < bytes.length;
	return {lines: isOpen ? [...lines, bytes.subarray(start)] : lines, isOpen};
}

const lineBreak = 0x0a;
