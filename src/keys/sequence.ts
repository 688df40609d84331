import type {NamedKey} from './key.ts';

/** A control sequence taken apart (ECMA-48, 5.4): `ESC [ < 0 ; 1 : 2 $ y`. */
export interface ControlSequence {
	/** The private sign in front, one of `<=>?`, or ''. */
	readonly prefix: string;
	/** Parameters, each with its parts (`1:3` is [1, 3]); one left out is 0. */
	readonly parameters: readonly (readonly number[])[];
	readonly final: string;
}

/** What a sequence says. */
export type Meaning =
	| {readonly kind: 'key'; readonly name: NamedKey | 'other'}
	| {readonly kind: 'character'; readonly point: number}
	| {readonly kind: 'pasteBegins'}
	| {readonly kind: 'pasteEnds'}
	/** The terminal says that it is well, as it was asked (ECMA-48, DSR: `CSI 0 n`). */
	| {readonly kind: 'well'}
	/** No key at all: another answer of the terminal, the mouse, a key let go. */
	| {readonly kind: 'nothing'};

const nothing: Meaning = {kind: 'nothing'};
const other: Meaning = {kind: 'key', name: 'other'};

/** Finals of CSI and SS3 alike (xterm ctlseqs, "PC-Style Function Keys"). */
const lettered: Readonly<Record<string, NamedKey>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
	Z: 'backTab',
};

/** The number of `CSI n ~`: DEC VT220 and xterm; 7 and 8 are rxvt's, 11 to 14 rxvt's and old xterm's. */
const numbered: Readonly<Record<number, NamedKey>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pageUp',
	6: 'pageDown',
	7: 'home',
	8: 'end',
	11: 'f1',
	12: 'f2',
	13: 'f3',
	14: 'f4',
	15: 'f5',
	17: 'f6',
	18: 'f7',
	19: 'f8',
	20: 'f9',
	21: 'f10',
	23: 'f11',
	24: 'f12',
};

/** Key codes of `CSI code u`: control characters, and the keypad of the kitty keyboard protocol. */
const coded: Readonly<Record<number, NamedKey>> = {
	9: 'tab',
	13: 'enter',
	27: 'escape',
	127: 'backspace',
	57414: 'enter',
	57417: 'left',
	57418: 'right',
	57419: 'up',
	57420: 'down',
	57421: 'pageUp',
	57422: 'pageDown',
	57423: 'home',
	57424: 'end',
	57425: 'insert',
	57426: 'delete',
};

const keypadDigitZero = 57399;
const keypadSigns = './*-+';
const keypadPoint = 57409;

const modifier = {shift: 1, lockKeys: 64 | 128} as const;
const keyLetGo = 3;

/** Reads a complete control sequence. */
export function readControlSequence({prefix, parameters, final}: ControlSequence): Meaning {
	if (prefix !== '') return nothing;
	const first = parameters[0]?.[0] ?? 0;
	const modifiers = Math.max((parameters[1]?.[0] ?? 1) - 1, 0);
	if (parameters[1]?.[1] === keyLetGo) return nothing;
	switch (final) {
		case '~':
			if (first === 200) return {kind: 'pasteBegins'};
			if (first === 201) return {kind: 'pasteEnds'};
			// xterm's modifyOtherKeys: CSI 27 ; modifiers ; code ~
			if (first === 27) return readCode(parameters[2]?.[0] ?? 0, undefined, modifiers);
			return readNamed(numbered[first], modifiers);
		case 'u':
			return readCode(first, parameters[0]?.[1], modifiers);
		// rxvt: $ is shift, ^ and @ are ctrl without and with shift.
		case '$':
			return readNamed(numbered[first], modifier.shift);
		case '^':
		case '@':
			return other;
		// Focus in and out, the mouse, and answers to questions about state and size.
		case 'I':
		case 'O':
		case 'M':
		case 'm':
		case 'c':
		case 't':
		case 'y':
			return nothing;
		case 'n':
			return first === 0 ? {kind: 'well'} : nothing;
		case 'R':
			// F3 has no first parameter or 1; anything else is a cursor position report.
			return first <= 1 ? readNamed('f3', modifiers) : nothing;
		default:
			return readNamed(lettered[final], modifiers);
	}
}

/** Reads what follows SS3 (`ESC O`): function keys, cursor keys, and the keypad in application mode. */
export function readSingleShift(final: string, modifiers = 0): Meaning {
	if (final === 'M') return readNamed('enter', modifiers);
	if (final === 'I') return readNamed('tab', modifiers);
	// VT100 keypad: j to y are the signs * to 9, moved up by 0x40.
	if (/^[j-y]$/.test(final)) return readCharacter(final.charCodeAt(0) - 0x40, modifiers);
	if (final === 'X') return readCharacter(0x3d, modifiers);
	return readNamed(lettered[final], modifiers);
}

/** Reads the letter after `ESC [ [`: F1 to F5 of the Linux console. */
export function readLinuxFunction(final: string): Meaning {
	const at = 'ABCDE'.indexOf(final);
	return at < 0 ? other : readNamed(numbered[11 + at], 0);
}

function readCode(code: number, shifted: number | undefined, modifiers: number): Meaning {
	const name = coded[code];
	if (name !== undefined) return readNamed(name, modifiers);
	if (code >= keypadDigitZero && code < keypadDigitZero + 10) {
		return readCharacter(0x30 + code - keypadDigitZero, modifiers);
	}
	if (code >= keypadPoint && code < keypadPoint + keypadSigns.length) {
		return readCharacter(keypadSigns.charCodeAt(code - keypadPoint), modifiers);
	}
	const isPrivateUse = code >= 0xe000 && code <= 0xf8ff;
	const isSurrogate = code >= 0xd800 && code <= 0xdfff;
	if (code < 0x20 || (code >= 0x80 && code <= 0x9f) || isPrivateUse || isSurrogate || code > 0x10ffff) {
		return other;
	}
	if ((modifiers & modifier.shift) === 0) return readCharacter(code, modifiers);
	const isLowerCase = code >= 0x61 && code <= 0x7a;
	// Without the shifted code only letters are certain: which sign 2 becomes is the layout's affair.
	const point = shifted ?? (isLowerCase ? code - 0x20 : undefined);
	return point === undefined ? other : readCode(point, undefined, modifiers & ~modifier.shift);
}

function readCharacter(point: number, modifiers: number): Meaning {
	return isPlain(modifiers) ? {kind: 'character', point} : other;
}

function readNamed(name: NamedKey | undefined, modifiers: number): Meaning {
	if (name === undefined || !isPlain(modifiers)) return other;
	if (name === 'tab' && (modifiers & modifier.shift) !== 0) return {kind: 'key', name: 'backTab'};
	return {kind: 'key', name};
}

/** Shift and the lock keys leave a key what it is; ctrl, alt, super and the rest make another of it. */
function isPlain(modifiers: number): boolean {
	return (modifiers & ~(modifier.shift | modifier.lockKeys)) === 0;
}
