import {expect, test} from 'vitest';
import {Reveal} from '../../src/keys/reveal.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {ManualTimer} from './manualTimer.ts';

function revealing({typed = 'abc123', isAllowed = true, mark = '*'} = {}) {
	const slot = new PasswordSlot();
	for (const sign of typed) slot.append(sign.codePointAt(0) as number);
	const timer = new ManualTimer();
	const written: string[] = [];
	const views: Uint8Array[] = [];
	const write = (bytes: Uint8Array) => {
		written.push(new TextDecoder().decode(bytes));
		views.push(bytes);
	};
	const reveal = new Reveal({slot, write, setTimer: timer.setTimer, isAllowed, mark});
	return {reveal, slot, timer, written, views};
}

// DECSC, CUP to row 4, column 11, the cells, DECRC (xterm ctlseqs).
const drawn = (cells: string) => `\x1b7\x1b[4;11H${cells}\x1b8`;
const at = {x: 10, y: 3};

test('shows the password as the card would see it, and after five seconds the marks (T-23)', () => {
	const {reveal, timer, written} = revealing();
	expect(reveal.show(at)).toBe(true);
	expect(written).toEqual([drawn('ABC123')]);
	timer.advance(4999);
	expect(reveal.isShowing).toBe(true);
	timer.advance(1);
	expect(written).toEqual([drawn('ABC123'), drawn('******')]);
	expect(reveal.isShowing).toBe(false);
});

test('hides once, on the next key', () => {
	const {reveal, timer, written} = revealing();
	reveal.show(at);
	reveal.hide();
	reveal.hide();
	expect(written.slice(1)).toEqual([drawn('******')]);
	expect(timer.isIdle).toBe(true);
});

test.each([
	{change: (slot: PasswordSlot) => slot.append(0x41), description: 'a character more'},
	{change: (slot: PasswordSlot) => slot.eraseLast(), description: 'a character less'},
	{change: (slot: PasswordSlot) => slot.empty(), description: 'leaving the field'},
	{change: (slot: PasswordSlot) => slot.take(() => {}), description: 'the card taking it'},
])('hides with the slot: $description', ({change}) => {
	const {reveal, slot, timer, written} = revealing();
	reveal.show(at);
	change(slot);
	expect(written.slice(1)).toEqual([drawn('******')]);
	expect(timer.isIdle).toBe(true);
});

test('leaves no character in its own bytes', () => {
	const {reveal, views} = revealing();
	reveal.show(at);
	expect([...(views[0] ?? [])].every(byte => byte === 0)).toBe(true);
});

test('one cell a character, whatever was typed', () => {
	const {reveal, written} = revealing({typed: 'ＡＢ猫\u202e😀1', mark: '•'});
	reveal.show(at);
	reveal.hide();
	expect(written).toEqual([drawn('AB???1'), drawn('••••••')]);
});

test.each([
	{options: {isAllowed: false}, description: 'the settings forbid it'},
	{options: {typed: ''}, description: 'nothing was typed'},
])('shows nothing when $description (T-23)', ({options}) => {
	const {reveal, timer, written} = revealing(options);
	expect(reveal.show(at)).toBe(false);
	reveal.hide();
	expect(written).toEqual([]);
	expect(timer.isIdle).toBe(true);
});

test('holds a full slot with marks of four bytes', () => {
	const {reveal, written} = revealing({typed: 'A'.repeat(32), mark: '😀'});
	reveal.show({x: 99_998, y: 99_998});
	reveal.hide();
	expect(written[1]).toBe(`\x1b7\x1b[99999;99999H${'😀'.repeat(32)}\x1b8`);
});
