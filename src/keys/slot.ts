import {foldPassword, type PasswordFault, signingPasswordFault} from '../domain/password.ts';

/** How many characters the slot takes: twice the longest password, so that a slip of the keys can be seen. */
export const slotCharacters = 32;

const longestUtf8Bytes = 4;

/**
 * The one place where a password lives, from key press to card: a byte buffer that is wiped, never a string.
 * Others may know how many characters it holds, whether they can be a password, and nothing else.
 */
export class PasswordSlot {
	// An explicit ArrayBuffer: a small array without one is copied by the engine when a view on it is made.
	readonly #bytes = new Uint8Array(new ArrayBuffer(slotCharacters * longestUtf8Bytes));
	readonly #listeners = new Set<() => void>();
	#length = 0;
	#count = 0;

	/** The characters typed, for the marks on the screen. */
	get count(): number {
		return this.#count;
	}

	/** `count` as a bound function: the snapshot for React's useSyncExternalStore. */
	readonly getCount = (): number => this.#count;

	/** Calls the listener after each change of the count; the answer ends that. */
	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	};

	/**
	 * Adds one character at the end.
	 * @param point a Unicode scalar value: a number leaves no text behind, a string would
	 */
	append(point: number): 'added' | 'full' {
		if (this.#count === slotCharacters) return 'full';
		this.#length = writeUtf8(this.#bytes, this.#length, point);
		this.#setCount(this.#count + 1);
		return 'added';
	}

	/** Takes the last character away; does nothing when there is none. */
	eraseLast(): void {
		if (this.#count === 0) return;
		let end = this.#length - 1;
		while (isContinuation(this.#bytes[end])) end--;
		this.#bytes.fill(0, end, this.#length);
		this.#length = end;
		this.#setCount(this.#count - 1);
	}

	/** Wipes everything typed. */
	empty(): void {
		this.#bytes.fill(0);
		this.#length = 0;
		this.#setCount(0);
	}

	/** Folds what was typed and says why it cannot be a signing password, if it cannot; no characters. */
	examine(): PasswordFault | undefined {
		this.#fold();
		return signingPasswordFault(this.#bytes, this.#length);
	}

	/**
	 * Lends the folded password for the length of one call, and keeps it. The view is on the slot's own
	 * bytes: the borrower copies nothing it does not wipe.
	 */
	lend(use: (password: Uint8Array) => void): void {
		this.#fold();
		use(this.#bytes.subarray(0, this.#length));
	}

	/**
	 * Hands the folded password over once, and is empty afterwards whatever the receiver does.
	 * @returns false, without a call, when nothing was typed
	 */
	take(write: (password: Uint8Array) => void): boolean {
		if (this.#count === 0) return false;
		try {
			this.lend(write);
		} finally {
			this.empty();
		}
		return true;
	}

	/** The same without folding, for what tells upper from lower case. */
	takeAsTyped(write: (typed: Uint8Array) => void): boolean {
		if (this.#count === 0) return false;
		try {
			write(this.#bytes.subarray(0, this.#length));
		} finally {
			this.empty();
		}
		return true;
	}

	// One character stays one character, so the count holds.
	#fold(): void {
		this.#length = foldPassword(this.#bytes, this.#length);
	}

	#setCount(count: number): void {
		if (count === this.#count) return;
		this.#count = count;
		for (const listener of [...this.#listeners]) listener();
	}
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Encodes one scalar value (RFC 3629 section 3) at an offset, and returns the offset after it. */
function writeUtf8(bytes: Uint8Array, offset: number, point: number): number {
	let at = offset;
	if (point < 0x80) {
		bytes[at++] = point;
	} else if (point < 0x800) {
		bytes[at++] = 0xc0 | (point >> 6);
		bytes[at++] = 0x80 | (point & 0x3f);
	} else if (point < 0x1_0000) {
		bytes[at++] = 0xe0 | (point >> 12);
		bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
		bytes[at++] = 0x80 | (point & 0x3f);
	} else {
		bytes[at++] = 0xf0 | (point >> 18);
		bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
		bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
		bytes[at++] = 0x80 | (point & 0x3f);
	}
	return at;
}
