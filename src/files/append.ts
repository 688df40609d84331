import {closeSync, fsyncSync, openSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';

/**
 * Appends to a file, made with mode 0600 when it is missing; all of it is on disk when this returns. What a
 * power cut or a full disk leaves is a beginning of the text, never a change to what was there.
 * @throws the file system's error; then a part may have been written
 */
export function appendThrough(path: string, text: string | Uint8Array): void {
	const bytes = typeof text === 'string' ? Buffer.from(text) : text;
	const file = openSync(path, 'a', 0o600);
	try {
		for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	const folder = openSync(dirname(path), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}
