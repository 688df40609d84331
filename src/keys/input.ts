import {read} from 'node:fs';
import {ReadStream} from 'node:tty';
import {Decoder} from './decode.ts';
import type {Key} from './key.ts';
import type {PasswordSlot} from './slot.ts';
import type {SetTimer} from './timer.ts';

export interface KeyboardOptions {
	/** The terminal: 0 outside of tests. */
	readonly fd: number;
	readonly slot: PasswordSlot;
	readonly onKey: (key: Key) => void;
	/** The terminal answered that it is well (`CSI 5 n` asks). */
	readonly onWell?: () => void;
	/** The terminal hung up; no key will ever come again. */
	readonly onGone: () => void;
	/** Asked for every character, so that a field that just got the focus takes the rest of the same read. */
	readonly isPasswordField: () => boolean;
	/** Writes to the terminal before it returns. */
	readonly write: (bytes: Uint8Array) => void;
	readonly setTimer: SetTimer;
	/** How long a lone ESC waits for the rest of a sequence; 50 ms if not given. */
	readonly quietMs?: number;
}

const bufferBytes = 4096;
const encoder = new TextEncoder();
// DEC private mode 2004: pasted text comes between marks, so that it is not taken for keys.
const pasteMarksOn = encoder.encode('\x1b[?2004h');
const pasteMarksOff = encoder.encode('\x1b[?2004l');

/**
 * Reads the keyboard until it is closed: the terminal in raw mode, so that no key stops or kills the
 * program, one buffer, wiped after each read. Nothing else may read the terminal meanwhile.
 *
 * Open it before the first frame: until then the terminal echoes what is typed.
 * `close` gives the terminal back as it was. The read that waits for the next key cannot be called back: it
 * keeps the process alive until that key, or until `process.exit`.
 * @throws when `fd` is no terminal
 */
export function openKeyboard(options: KeyboardOptions): {readonly close: () => void} {
	const {fd, slot, onKey, write} = options;
	const terminal = new ReadStream(fd);
	if (!terminal.isTTY) throw new Error('The keyboard needs a terminal on standard input');
	const buffer = new Uint8Array(new ArrayBuffer(bufferBytes));
	let isOpen = true;

	const decoder = new Decoder({
		setTimer: options.setTimer,
		quietMs: options.quietMs ?? 50,
		onKey(name) {
			if (name === 'backspace' && options.isPasswordField()) {
				slot.eraseLast();
				onKey({name: 'typed', isFull: false});
			} else {
				onKey({name});
			}
		},
		onCharacter(point, isPasted) {
			if (options.isPasswordField()) onKey({name: 'typed', isFull: slot.append(point) === 'full'});
			else if (!isPasted) onKey({name: 'character', text: String.fromCodePoint(point)});
		},
		onWell: () => options.onWell?.(),
	});

	const readNext = () => read(fd, buffer, 0, bufferBytes, null, take);
	const take = (error: NodeJS.ErrnoException | null, length: number) => {
		try {
			if (isOpen && error === null) decoder.feed(buffer, length);
		} finally {
			buffer.fill(0);
			if (isOpen) goOn(error, length);
		}
	};
	const goOn = (error: NodeJS.ErrnoException | null, length: number) => {
		if (error?.code === 'EINTR' || (error === null && length > 0)) {
			readNext();
		} else {
			isOpen = false;
			decoder.close();
			options.onGone();
		}
	};

	terminal.setRawMode(true);
	write(pasteMarksOn);
	readNext();

	return {
		close() {
			if (!isOpen) return;
			isOpen = false;
			decoder.close();
			write(pasteMarksOff);
			terminal.setRawMode(false);
		},
	};
}
