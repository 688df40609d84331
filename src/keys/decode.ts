import type {NamedKey} from './key.ts';
import {type Meaning, readControlSequence, readLinuxFunction, readSingleShift} from './sequence.ts';
import type {SetTimer} from './timer.ts';
import {Utf8Reader} from './utf8.ts';

/** Hears what was pressed, in order. */
export interface KeySink {
	readonly onKey: (name: NamedKey | 'other') => void;
	/** @param point a Unicode scalar value, never a control character */
	readonly onCharacter: (point: number, isPasted: boolean) => void;
	/** The terminal answered that it is well. */
	readonly onWell?: () => void;
}

export interface DecoderOptions extends KeySink {
	readonly setTimer: SetTimer;
	/** After this silence what has begun is over: a lone ESC was the Escape key, half a sequence was nothing. */
	readonly quietMs: number;
}

type State =
	| 'ground'
	| 'escape'
	| 'control'
	| 'singleShift'
	| 'linuxFunction'
	/** OSC, DCS, APC, PM, SOS: text up to the string terminator. */
	| 'string'
	/** The three bytes of an X10 mouse report. */
	| 'mouse';

const esc = 0x1b;
const bel = 0x07;
const mouseReportBytes = 3;
const mostParameters = 8;
const mostParts = 4;
const largestNumber = 0x11_0000;

/**
 * Turns a terminal's bytes into keys, whatever way a read cuts them. It keeps no bytes between reads, only
 * where it is in a sequence and the number begun, and it makes no text of what it reads.
 */
export class Decoder {
	readonly #options: DecoderOptions;
	readonly #utf8 = new Utf8Reader();
	#state: State = 'ground';
	#escapes = 0;
	#isMeta = false;
	#isPaste = false;
	#prefix = '';
	#parameters: number[][] = [];
	#mouseBytes = 0;
	#cancelTimer: (() => void) | undefined;

	constructor(options: DecoderOptions) {
		this.#options = options;
	}

	/** Reads the first `length` bytes; the caller may wipe them afterwards. */
	feed(bytes: Uint8Array, length: number): void {
		this.#cancelTimer?.();
		this.#cancelTimer = undefined;
		for (let at = 0; at < length; at++) this.#push(bytes[at] as number);
		if (this.#isUnfinished()) {
			this.#cancelTimer = this.#options.setTimer(() => this.#endOfBytes(), this.#options.quietMs);
		}
	}

	/** Forgets what has begun and calls the timer off. */
	close(): void {
		this.#cancelTimer?.();
		this.#cancelTimer = undefined;
		this.#rest();
		this.#isPaste = false;
	}

	#isUnfinished(): boolean {
		return this.#state !== 'ground' || this.#utf8.isPartial || this.#isPaste;
	}

	#endOfBytes(): void {
		this.#cancelTimer = undefined;
		const escapes = this.#state === 'escape' ? this.#escapes : 0;
		const wasMetaKey = this.#state === 'control' || this.#state === 'singleShift';
		this.#rest();
		for (let press = 0; press < escapes; press++) this.#key('escape');
		// Alt with [ or O: the beginning of a sequence and nothing after it.
		if (wasMetaKey) this.#key('other');
		this.#isPaste = false;
	}

	#rest(): void {
		this.#state = 'ground';
		this.#escapes = 0;
		this.#isMeta = false;
		this.#mouseBytes = 0;
		this.#utf8.reset();
	}

	#push(byte: number): void {
		// ESC breaks off whatever it meets and begins anew (ECMA-48, and every terminal).
		if (byte === esc) {
			this.#beginEscape();
			return;
		}
		switch (this.#state) {
			case 'ground':
				this.#pushGround(byte);
				return;
			case 'escape':
				this.#pushEscape(byte);
				return;
			case 'control':
				this.#pushControl(byte);
				return;
			case 'singleShift':
				this.#pushSingleShift(byte);
				return;
			case 'linuxFunction':
				this.#finish(readLinuxFunction(String.fromCharCode(byte)));
				return;
			case 'string':
				if (byte === bel) this.#rest();
				return;
			case 'mouse':
				if (++this.#mouseBytes === mouseReportBytes) this.#rest();
				return;
			default:
				this.#state satisfies never;
		}
	}

	#beginEscape(): void {
		const escapes = this.#state === 'escape' ? this.#escapes : 0;
		const closesString = this.#state === 'string';
		this.#rest();
		this.#state = 'escape';
		// The ESC of a string terminator is no key of its own.
		this.#escapes = closesString ? 0 : escapes + 1;
	}

	#pushGround(byte: number): void {
		const step = this.#utf8.push(byte);
		if (step.status === 'complete') this.#character(step.point);
		if (step.status === 'invalid') {
			this.#isMeta = false;
			if (step.isUnread) this.#pushGround(byte);
		}
	}

	#character(point: number): void {
		const isMeta = this.#isMeta;
		this.#isMeta = false;
		if (isMeta) this.#key('other');
		else if (point < 0x20 || point === 0x7f) this.#key(controlKey(point));
		else if (point < 0x80 || point > 0x9f) this.#options.onCharacter(point, this.#isPaste);
	}

	#pushEscape(byte: number): void {
		// More than one ESC before a sequence: rxvt's way to say alt.
		const isMeta = this.#escapes > 1;
		const closesString = this.#escapes === 0;
		this.#rest();
		switch (String.fromCharCode(byte)) {
			case '[':
				this.#isMeta = isMeta;
				this.#prefix = '';
				this.#parameters = [];
				this.#state = 'control';
				return;
			case 'O':
				this.#isMeta = isMeta;
				this.#parameters = [];
				this.#state = 'singleShift';
				return;
			// Shift-Tab on the Linux console (terminfo linux, kcbt).
			case '\t':
				this.#key(isMeta ? 'other' : 'backTab');
				return;
			case ']':
			case 'P':
			case '_':
			case '^':
			case 'X':
				this.#state = 'string';
				return;
			default:
				if (closesString && byte === 0x5c) return;
				this.#isMeta = true;
				this.#pushGround(byte);
		}
	}

	#pushControl(byte: number): void {
		const sign = String.fromCharCode(byte);
		const isFirst = this.#parameters.length === 0 && this.#prefix === '';
		if (isFirst && sign === '[') this.#state = 'linuxFunction';
		else if (isFirst && sign === 'M') this.#state = 'mouse';
		else if (isFirst && '<=>?'.includes(sign)) this.#prefix = sign;
		else if (this.#readParameter(byte)) return;
		// An intermediate byte, but rxvt ends shifted keys with it.
		else if (sign === '$' && this.#prefix === '') this.#finishControl(sign);
		else if (byte >= 0x20 && byte <= 0x2f) return;
		else if (byte >= 0x40 && byte <= 0x7e) this.#finishControl(sign);
		else this.#breakOff(byte);
	}

	#finishControl(final: string): void {
		this.#finish(readControlSequence({prefix: this.#prefix, parameters: this.#parameters, final}));
	}

	#pushSingleShift(byte: number): void {
		if (this.#readParameter(byte)) return;
		if (byte < 0x20 || byte > 0x7e) this.#breakOff(byte);
		else
			this.#finish(
				readSingleShift(String.fromCharCode(byte), Math.max((this.#parameters[0]?.[0] ?? 1) - 1, 0)),
			);
	}

	/** Takes a digit, a semicolon or a colon; what exceeds any known sequence is counted no further. */
	#readParameter(byte: number): boolean {
		const isDigit = byte >= 0x30 && byte <= 0x39;
		if (!isDigit && byte !== 0x3a && byte !== 0x3b) return false;
		if (this.#parameters.length === 0) this.#parameters.push([0]);
		const parts = this.#parameters.at(-1) ?? [];
		if (byte === 0x3b) {
			if (this.#parameters.length < mostParameters) this.#parameters.push([0]);
		} else if (byte === 0x3a) {
			if (parts.length < mostParts) parts.push(0);
		} else {
			const number = (parts.at(-1) ?? 0) * 10 + byte - 0x30;
			parts[parts.length - 1] = Math.min(number, largestNumber);
		}
		return true;
	}

	/** The sequence was none; the byte that showed it counts by itself. */
	#breakOff(byte: number): void {
		this.#rest();
		this.#key('other');
		this.#push(byte);
	}

	#finish(meaning: Meaning): void {
		const isMeta = this.#isMeta;
		this.#rest();
		switch (meaning.kind) {
			case 'key':
				this.#key(isMeta ? 'other' : meaning.name);
				return;
			case 'character':
				if (isMeta) this.#key('other');
				else this.#options.onCharacter(meaning.point, this.#isPaste);
				return;
			case 'pasteBegins':
				this.#isPaste = true;
				return;
			case 'pasteEnds':
				this.#isPaste = false;
				return;
			case 'well':
				// The answer came upon the Escape key, before its silence was over.
				if (isMeta) this.#key('escape');
				this.#options.onWell?.();
				return;
			case 'nothing':
				return;
			default:
				meaning satisfies never;
		}
	}

	/** Keys inside a paste were never pressed: a pasted line break activates nothing. */
	#key(name: NamedKey | 'other'): void {
		if (!this.#isPaste) this.#options.onKey(name);
	}
}

function controlKey(point: number): NamedKey | 'other' {
	switch (point) {
		case 0x0d:
		case 0x0a:
			return 'enter';
		case 0x09:
			return 'tab';
		case 0x08:
		case 0x7f:
			return 'backspace';
		default:
			return 'other';
	}
}
