import type {PasswordSlot} from './slot.ts';
import {slotCharacters} from './slot.ts';
import type {SetTimer} from './timer.ts';

export interface RevealOptions {
	readonly slot: PasswordSlot;
	/** Writes to the terminal before it returns, and keeps nothing: the bytes are wiped then. */
	readonly write: (bytes: Uint8Array) => void;
	readonly setTimer: SetTimer;
	/** False where the settings forbid showing a password. */
	readonly isAllowed: boolean;
	/** The sign that stands for one character, one cell wide. */
	readonly mark: string;
	readonly shownMs?: number;
}

/** Where the first mark stands, in cells from the upper left corner, which is 0, 0. */
export interface Cell {
	readonly x: number;
	readonly y: number;
}

const questionMark = 0x3f;
const encoder = new TextEncoder();

/**
 * Shows the password in place of its marks for five seconds, or until `hide` (call it on every key), or until
 * the slot changes. It draws past Ink, from the slot's bytes to the terminal's: no string, no React.
 */
export class Reveal {
	readonly #options: RevealOptions;
	readonly #mark: Uint8Array;
	// Cursor save, position, restore around the characters; a mark may take four bytes.
	readonly #bytes = new Uint8Array(new ArrayBuffer(64 + slotCharacters * 4));
	#hide: (() => void) | undefined;

	constructor(options: RevealOptions) {
		this.#options = options;
		this.#mark = encoder.encode(options.mark);
	}

	get isShowing(): boolean {
		return this.#hide !== undefined;
	}

	/** Shows what was typed, as the card would see it; false when it is forbidden or there is nothing. */
	show(at: Cell): boolean {
		const {slot, setTimer, isAllowed, shownMs = 5000} = this.#options;
		this.hide();
		const count = slot.count;
		if (!isAllowed || count === 0) return false;
		slot.lend(password => this.#draw(at, to => this.#copy(password, to)));
		const cancelTimer = setTimer(() => this.hide(), shownMs);
		const unsubscribe = slot.subscribe(() => this.hide());
		this.#hide = () => {
			cancelTimer();
			unsubscribe();
			this.#draw(at, to => this.#fillWithMarks(to, count));
		};
		return true;
	}

	/** Puts the marks back; does nothing when nothing is shown. */
	hide(): void {
		const hide = this.#hide;
		this.#hide = undefined;
		hide?.();
	}

	#draw({x, y}: Cell, writeCells: (to: number) => number): void {
		// DECSC, CUP ... DECRC: Ink goes on where its cursor was.
		const before = encoder.encode(`\x1b7\x1b[${y + 1};${x + 1}H`);
		const after = encoder.encode('\x1b8');
		this.#bytes.set(before);
		const end = writeCells(before.length);
		this.#bytes.set(after, end);
		try {
			this.#options.write(this.#bytes.subarray(0, end + after.length));
		} finally {
			this.#bytes.fill(0);
		}
	}

	/** One cell a character: a sign that no password can hold is shown as a question mark. */
	#copy(password: Uint8Array, to: number): number {
		let end = to;
		for (const byte of password) {
			const isContinuation = (byte & 0xc0) === 0x80;
			if (!isContinuation) this.#bytes[end++] = byte < 0x80 ? byte : questionMark;
		}
		return end;
	}

	#fillWithMarks(to: number, count: number): number {
		for (let at = 0; at < count; at++) this.#bytes.set(this.#mark, to + at * this.#mark.length);
		return to + count * this.#mark.length;
	}
}
