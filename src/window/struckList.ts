import {readFileSync, statSync} from 'node:fs';
import {writeFileAtomically} from '../files/atomic.ts';

/** The list of client certificates that were struck off: one serial number a line, in hex. */
export interface StruckList {
	/** Asked at each connection; reads the file again when it has changed. An unreadable list strikes off everybody. */
	isStruckOff(serialNumber: string): boolean;
}

/** @param file need not exist: then nobody is struck off */
export function readStruckList(file: string): StruckList {
	let version = '';
	let serials: ReadonlySet<string> | undefined = new Set();
	return {
		isStruckOff(serialNumber) {
			const found = versionOf(file);
			if (found !== version) {
				version = found;
				serials = readSerials(file);
			}
			return serials?.has(plainSerial(serialNumber) ?? '') ?? true;
		},
	};
}

/**
 * Strikes a client certificate off; the window follows at the next connection.
 * @returns false for what is no serial number
 * @throws the file system's error
 */
export async function strikeOff(file: string, serialNumber: string): Promise<boolean> {
	const serial = plainSerial(serialNumber);
	if (serial === undefined) return false;
	const serials = readSerials(file);
	if (!serials) throw new Error('The list of struck-off certificates cannot be read.');
	await writeFileAtomically(file, [...new Set([...serials, serial])].map(each => `${each}\n`).join(''));
	return true;
}

/** Changes whenever the file does; the inode too, for a file that was replaced within a tick of the clock. */
function versionOf(file: string): string {
	const found = statSync(file, {throwIfNoEntry: false, bigint: true});
	return found ? `${found.ino} ${found.mtimeNs} ${found.size}` : '';
}

/** Undefined when the file is there but cannot be read as a list. */
function readSerials(file: string): ReadonlySet<string> | undefined {
	try {
		const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(plainSerial);
		return lines.includes(undefined) ? undefined : new Set(lines.filter(line => line !== undefined));
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : undefined;
	}
}

/** Upper-case hex without leading zeros, whatever tool wrote it. */
export function plainSerial(text: string): string | undefined {
	return /^[0-9A-Fa-f]{1,40}$/.test(text) ? text.toUpperCase().replace(/^0+(?=.)/, '') : undefined;
}
