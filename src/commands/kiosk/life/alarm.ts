import {closeSync, openSync} from 'node:fs';

/** Makes an empty file that a unit of the system waits for: it does what this program may not. */
export function raise(file: string): void {
	closeSync(openSync(file, 'w', 0o600));
}
