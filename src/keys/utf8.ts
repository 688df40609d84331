/** What one more byte means to a character that arrives in pieces. */
export type Utf8Step =
	| {readonly status: 'complete'; readonly point: number}
	| {readonly status: 'partial'}
	/** The bytes so far are no character and are forgotten; `isUnread` says that this byte starts anew. */
	| {readonly status: 'invalid'; readonly isUnread: boolean};

const partial: Utf8Step = {status: 'partial'};
const invalid: Utf8Step = {status: 'invalid', isUnread: false};
const interrupted: Utf8Step = {status: 'invalid', isUnread: true};

/**
 * Puts UTF-8 together byte by byte (Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing
 * above U+10FFFF), holding at most a part of one number, so that no read has to be kept for the next one.
 */
export class Utf8Reader {
	#point = 0;
	#missing = 0;
	#lowest = 0x80;
	#highest = 0xbf;

	get isPartial(): boolean {
		return this.#missing > 0;
	}

	reset(): void {
		this.#point = 0;
		this.#missing = 0;
		this.#lowest = 0x80;
		this.#highest = 0xbf;
	}

	push(byte: number): Utf8Step {
		return this.#missing === 0 ? this.#begin(byte) : this.#continue(byte);
	}

	#begin(byte: number): Utf8Step {
		if (byte < 0x80) return {status: 'complete', point: byte};
		if (byte >= 0xc2 && byte <= 0xdf) return this.#expect(1, byte & 0x1f);
		if (byte >= 0xe0 && byte <= 0xef) {
			if (byte === 0xe0) this.#lowest = 0xa0;
			if (byte === 0xed) this.#highest = 0x9f;
			return this.#expect(2, byte & 0x0f);
		}
		if (byte >= 0xf0 && byte <= 0xf4) {
			if (byte === 0xf0) this.#lowest = 0x90;
			if (byte === 0xf4) this.#highest = 0x8f;
			return this.#expect(3, byte & 0x07);
		}
		return invalid;
	}

	#expect(missing: number, point: number): Utf8Step {
		this.#missing = missing;
		this.#point = point;
		return partial;
	}

	#continue(byte: number): Utf8Step {
		if (byte < this.#lowest || byte > this.#highest) {
			this.reset();
			return interrupted;
		}
		this.#lowest = 0x80;
		this.#highest = 0xbf;
		this.#point = (this.#point << 6) | (byte & 0x3f);
		if (--this.#missing > 0) return partial;
		const complete: Utf8Step = {status: 'complete', point: this.#point};
		this.reset();
		return complete;
	}
}
