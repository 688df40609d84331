import {writeSync} from 'node:fs';

/**
 * Writes straight to a terminal and returns when every byte is out. Streams keep copies in their buffers
 * until later; for a password none may be left.
 */
export function writerTo(fd: number): (bytes: Uint8Array) => void {
	return bytes => {
		for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at);
	};
}
