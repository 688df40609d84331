import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {hearing} from './heard.ts';
import {terminfoKeys} from './terminfo.ts';

const capabilities: Readonly<Record<string, string>> = {
	kcuu1: 'up',
	kcud1: 'down',
	kcuf1: 'right',
	kcub1: 'left',
	khome: 'home',
	kend: 'end',
	kpp: 'pageUp',
	knp: 'pageDown',
	kich1: 'insert',
	kdch1: 'delete',
	kbs: 'backspace',
	kcbt: 'backTab',
	kent: 'enter',
	...Object.fromEntries(Array.from({length: 12}, (_, at) => [`kf${at + 1}`, `f${at + 1}`])),
};

describe.each(['xterm-256color', 'linux', 'rxvt', 'rxvt-unicode', 'screen-256color', 'tmux-256color'])(
	'the keys of %s, as terminfo has them',
	terminal => {
		const keys = [...terminfoKeys(terminal)].filter(([name]) => name in capabilities);
		test.each(keys)('%s', (name, bytes) => {
			const {feed, heard, timer} = hearing();
			feed(bytes);
			timer.advance(50);
			expect(heard).toEqual([capabilities[name]]);
		});
		test('are all there', () => expect(keys.length).toBeGreaterThanOrEqual(22));
	},
);

describe('plain keys', () => {
	test.each([
		{bytes: '\r', means: ['enter'], description: 'Return'},
		{bytes: '\n', means: ['enter'], description: 'line feed'},
		{bytes: '\t', means: ['tab'], description: 'Tab'},
		{bytes: '\b', means: ['backspace'], description: 'Backspace as ctrl-H'},
		{bytes: '1a ~', means: ["'1'", "'a'", "' '", "'~'"], description: 'ASCII'},
		{bytes: 'ｱ猫😀', means: ["'ｱ'", "'猫'", "'😀'"], description: 'two, three, four bytes'},
		{bytes: '\x1bOp\x1bOy\x1bOm\x1bOX', means: ["'0'", "'9'", "'-'", "'='"], description: 'VT100 keypad'},
		{bytes: '\x1b[1;2A\x1b[1;65A', means: ['up', 'up'], description: 'shift and caps lock with an arrow'},
	])('$description', ({bytes, means}) => {
		const {feed, heard} = hearing();
		feed(bytes);
		expect(heard).toEqual(means);
	});
});

describe('ctrl and meta never become plain letters', () => {
	test.each([
		{bytes: '\x03', description: 'ctrl-C'},
		{bytes: '\x1a', description: 'ctrl-Z'},
		{bytes: '\x1c', description: 'ctrl-backslash'},
		{bytes: '\x00', description: 'ctrl-space'},
		{bytes: '\x1ba', description: 'alt-a'},
		{bytes: '\x1b猫', description: 'alt with a character of three bytes'},
		{bytes: '\x1b\r', description: 'alt-Enter'},
		{bytes: '\x1b[1;5A', description: 'ctrl-up'},
		{bytes: '\x1b[1;3P', description: 'alt-F1'},
		{bytes: '\x1b[21;5~', description: 'ctrl-F10'},
		{bytes: '\x1b[21^', description: 'ctrl-F10 of rxvt'},
		{bytes: '\x1b\x1b[A', description: 'alt-up of rxvt'},
		{bytes: '\x1bO5P', description: 'ctrl-F1 with its modifier after SS3'},
		{bytes: '\x1b[97;5u', description: 'ctrl-a, kitty'},
		{bytes: '\x1b[27;5;97~', description: 'ctrl-a, modifyOtherKeys'},
		{bytes: '\x1b[13;3u', description: 'alt-Enter, kitty'},
		{bytes: '\x1b[50;2u', description: 'shift-2 without its sign: the layout is not known'},
		{bytes: '\x1b[25~', description: 'F13'},
		{bytes: '\x1b[57358u', description: 'caps lock itself'},
		{bytes: '\x1b[128u', description: 'a control character as a code'},
		{bytes: '\x1b[55296u', description: 'a surrogate as a code'},
		{bytes: '\x1b[99999999999999999999u', description: 'a code beyond Unicode'},
	])('$description', ({bytes}) => {
		const {feed, heard} = hearing();
		feed(bytes);
		expect(heard).toEqual(['other']);
	});
});

describe('the kitty keyboard protocol', () => {
	test.each([
		{bytes: '\x1b[97u', means: ["'a'"]},
		{bytes: '\x1b[97;2u', means: ["'A'"]},
		{bytes: '\x1b[50:34;2u', means: ["'\"'"]},
		{bytes: '\x1b[97;1:1u\x1b[97;1:3u', means: ["'a'"]},
		{bytes: '\x1b[13u\x1b[27u\x1b[9;2u\x1b[127u', means: ['enter', 'escape', 'backTab', 'backspace']},
		{bytes: '\x1b[57399u\x1b[57413u\x1b[57414u', means: ["'0'", "'+'", 'enter']},
	])('$bytes', ({bytes, means}) => {
		const {feed, heard} = hearing();
		feed(bytes);
		expect(heard).toEqual(means);
	});
});

describe('what is no key is swallowed', () => {
	test.each([
		{bytes: '\x1b[?62;22c', description: 'device attributes'},
		{bytes: '\x1b[24;80R', description: 'cursor position'},
		{bytes: '\x1b[?2026;1$y', description: 'mode report'},
		{bytes: '\x1b[I\x1b[O', description: 'focus in and out'},
		{bytes: '\x1b[M a!', description: 'mouse, X10: its bytes look like letters'},
		{bytes: '\x1b[<0;10;5M\x1b[<0;10;5m', description: 'mouse, SGR'},
		{bytes: '\x1b]11;rgb:0000/0000/0000\x1b\\', description: 'colour report closed by ST'},
		{bytes: '\x1b]52;c;QUJD\x07', description: 'clipboard closed by BEL'},
		{bytes: '\x1bP>|foot(1.13.1)\x1b\\', description: 'version report'},
	])('$description', ({bytes}) => {
		const {feed, heard} = hearing();
		feed(`${bytes}7`);
		expect(heard).toEqual(["'7'"]);
	});
});

describe('invalid UTF-8 is dropped and costs no neighbour (Unicode table 3-7)', () => {
	test.each([
		{bytes: [0x80], description: 'a lone continuation'},
		{bytes: [0xc0, 0xaf], description: 'an overlong slash'},
		{bytes: [0xe0, 0x80, 0xaf], description: 'an overlong slash of three bytes'},
		{bytes: [0xed, 0xa0, 0x80], description: 'a surrogate'},
		{bytes: [0xf4, 0x90, 0x80, 0x80], description: 'above U+10FFFF'},
		{bytes: [0xf0, 0x80, 0x80, 0x8d], description: 'an overlong Return'},
		{bytes: [0xff], description: 'no UTF-8 at all'},
		{bytes: [0xe7, 0x8c], description: 'a cut character'},
		{bytes: [0xc2, 0x9b], description: 'a C1 control character'},
	])('$description', ({bytes}) => {
		const {feed, heard} = hearing();
		feed([...bytes, 0x41]);
		expect(heard).toEqual(["'A'"]);
	});
});

describe('a lone ESC', () => {
	test('is Escape after the silence, not before', () => {
		const {feed, heard, timer} = hearing();
		feed('\x1b');
		timer.advance(49);
		expect(heard).toEqual([]);
		timer.advance(1);
		expect(heard).toEqual(['escape']);
		feed('a');
		expect(heard).toEqual(['escape', "'a'"]);
	});

	test('pressed twice is Escape twice', () => {
		const {feed, heard, timer} = hearing();
		feed('\x1b\x1b');
		timer.advance(50);
		expect(heard).toEqual(['escape', 'escape']);
	});

	test('the silence begins anew with each byte', () => {
		const {feed, heard, timer} = hearing();
		feed('\x1b');
		timer.advance(49);
		feed('[');
		timer.advance(49);
		feed('A');
		expect(heard).toEqual(['up']);
		expect(timer.isIdle).toBe(true);
	});
});

test.each([
	{begun: '\x1b[', means: ['other'], description: 'alt-['},
	{begun: '\x1bO', means: ['other'], description: 'alt-O'},
	{begun: '\x1b]0;title', means: [], description: 'a string without its end'},
	{begun: '\x1b[M!', means: [], description: 'half a mouse report'},
])('after the silence $description holds no further key back', ({begun, means}) => {
	const {feed, heard, timer} = hearing();
	feed(begun);
	timer.advance(50);
	feed('A');
	expect(heard).toEqual([...means, "'A'"]);
});

describe('a paste', () => {
	test('is text only: its line breaks and sequences are no keys', () => {
		const {feed, heard} = hearing();
		feed('\x1b[200~A\r\x1b[A\x03\x1bxB\x1b[201~\r');
		expect(heard).toEqual(['"A"', '"B"', 'enter']);
	});

	test('without an end ends with the silence', () => {
		const {feed, heard, timer} = hearing();
		feed('\x1b[200~A');
		timer.advance(50);
		feed('\r');
		expect(heard).toEqual(['"A"', 'enter']);
	});
});

test('CAN and ESC break a sequence off', () => {
	const {feed, heard} = hearing();
	feed('\x1b[1;\x1b[B\x1b[\x18A');
	expect(heard).toEqual(['down', 'other', 'other', "'A'"]);
});

test('closing forgets what has begun and leaves no timer', () => {
	const {feed, heard, timer, decoder} = hearing();
	feed('\x1b');
	decoder.close();
	timer.advance(50);
	expect(heard).toEqual([]);
	expect(timer.isIdle).toBe(true);
});

test('it makes no difference how reads cut the bytes', () => {
	const pieces = fc.oneof(
		fc.constantFrom(
			'\x1b[A',
			'\x1bOS',
			'\x1b[15~',
			'\x1b[[B',
			'\x1b[200~',
			'\x1b[201~',
			'\x1b[97;5u',
			'\x1b]0;x\x07',
		),
		fc.constantFrom('\x1b', '\r', '猫', '😀', 'a', '7', '\x7f', '\x1b[M', '\x1b\\'),
		fc.string({unit: 'binary', maxLength: 4}),
	);
	fc.assert(
		fc.property(fc.array(pieces, {maxLength: 12}), parts => {
			const whole = hearing();
			whole.feed(parts.join(''));
			whole.timer.advance(50);
			const single = hearing();
			for (const byte of new TextEncoder().encode(parts.join(''))) single.feed([byte]);
			single.timer.advance(50);
			expect(single.heard).toEqual(whole.heard);
		}),
	);
});

test('whatever comes, the next key after the silence is heard', () => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 40}), bytes => {
			const {feed, heard, timer} = hearing();
			feed([...bytes]);
			timer.advance(50);
			heard.length = 0;
			feed('\r');
			expect(heard).toEqual(['enter']);
			expect(timer.isIdle).toBe(true);
		}),
	);
});

describe('the terminal says that it is well (ECMA-48, DSR 0)', () => {
	test.each([
		{bytes: '\x1b[0n', means: ['(well)'], description: 'and no key is heard'},
		{bytes: 'a\x1b[0nb', means: ["'a'", '(well)', "'b'"], description: 'between two characters'},
		{bytes: '\x1b[3n', means: [], description: 'but not when it reports a malfunction'},
		{
			bytes: '\x1b\x1b[0n',
			means: ['escape', '(well)'],
			description: 'upon the Escape key, which is not lost',
		},
	])('$description', ({bytes, means}) => {
		const {feed, heard, timer} = hearing();
		feed(bytes);
		timer.advance(50);
		expect(heard).toEqual(means);
	});
});
