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
