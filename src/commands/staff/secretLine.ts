import {readSync} from 'node:fs';
import {ReadStream} from 'node:tty';

const enter = [0x0a, 0x0d];
const erase = [0x08, 0x7f];
/** Ctrl-C and Ctrl-D; in raw mode they are bytes like any other. */
const leave = [0x03, 0x04];

const encoder = new TextEncoder();

/**
 * Reads one line from a terminal without echo, or from what stands in its place, into bytes that the caller wipes;
 * undefined when it was broken off, or nothing came. Never a string: those stay in memory.
 * @param ask written to the terminal before; not where there is none
 */
export function readSecretLine(ask: string, write: (text: Uint8Array) => void): Uint8Array | undefined {
	const terminal = process.stdin.isTTY ? new ReadStream(0) : undefined;
	terminal?.setRawMode(true);
	if (terminal) write(encoder.encode(ask));
	const line = new Uint8Array(new ArrayBuffer(1024));
	const one = new Uint8Array(new ArrayBuffer(1));
	let length = 0;
	try {
		for (;;) {
			const count = readSync(0, one);
			const byte = one[0] as number;
			if (count === 0 || leave.includes(byte))
				return length > 0 && count === 0 ? line.slice(0, length) : undefined;
			if (enter.includes(byte)) return line.slice(0, length);
			if (erase.includes(byte)) length = eraseLast(line, length);
			else if (length < line.length) line[length++] = byte;
		}
	} finally {
		line.fill(0);
		one.fill(0);
		terminal?.setRawMode(false);
		terminal?.destroy();
		if (terminal) write(encoder.encode('\r\n'));
	}
}

/** Takes one character of UTF-8 away. */
function eraseLast(line: Uint8Array, length: number): number {
	if (length === 0) return 0;
	let end = length - 1;
	while (end > 0 && ((line[end] as number) & 0xc0) === 0x80) end--;
	line.fill(0, end, length);
	return end;
}
