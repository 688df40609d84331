import {describe, expect, test} from 'vitest';
import {PasswordSlot, slotCharacters} from '../../src/keys/slot.ts';

function slotWith(text: string): PasswordSlot {
	const slot = new PasswordSlot();
	for (const sign of text) slot.append(sign.codePointAt(0) as number);
	return slot;
}

function taken(slot: PasswordSlot): string | undefined {
	let text: string | undefined;
	slot.take(password => {
		text = new TextDecoder('utf-8', {fatal: true}).decode(password);
	});
	return text;
}

describe('what the card gets', () => {
	test.each([
		{typed: 'ABC123', handed: 'ABC123', description: 'as typed'},
		{typed: 'abc123', handed: 'ABC123', description: 'lower-case letters folded'},
		{typed: 'ＡｂＣ１２３', handed: 'ABC123', description: 'full-width signs folded'},
		{typed: 'é猫😀', handed: 'é猫😀', description: 'characters of two, three and four bytes kept whole'},
	])('$description', ({typed, handed}) => {
		expect(taken(slotWith(typed))).toBe(handed);
	});

	test('is handed over once; the view is wiped with the slot', () => {
		const slot = slotWith('ABC123');
		let kept: Uint8Array = new Uint8Array();
		expect(
			slot.take(password => {
				kept = password;
			}),
		).toBe(true);
		expect([...kept]).toEqual([0, 0, 0, 0, 0, 0]);
		expect(slot.count).toBe(0);
		expect(slot.take(() => expect.unreachable('nothing is left'))).toBe(false);
	});

	test('is wiped when the receiver fails', () => {
		const slot = slotWith('ABC123');
		let kept: Uint8Array = new Uint8Array();
		const fail = () =>
			slot.take(password => {
				kept = password;
				throw new Error('the card left');
			});
		expect(fail).toThrow('the card left');
		expect([...kept]).toEqual([0, 0, 0, 0, 0, 0]);
		expect(slot.count).toBe(0);
	});
});

describe('erasing', () => {
	test('takes whole characters', () => {
		const slot = slotWith('A猫😀');
		slot.eraseLast();
		expect(slot.count).toBe(2);
		slot.eraseLast();
		slot.append(0x42);
		expect(taken(slot)).toBe('AB');
	});

	test('goes on after a look at the form has folded the characters', () => {
		const slot = slotWith('ＡＢＣ１２３４');
		expect(slot.examine()).toBeUndefined();
		slot.eraseLast();
		expect(slot.count).toBe(6);
		expect(taken(slot)).toBe('ABC123');
	});

	test('of an empty slot does nothing', () => {
		const slot = new PasswordSlot();
		slot.eraseLast();
		expect(slot.count).toBe(0);
	});

	test('leaves zeros behind', () => {
		const slot = slotWith('ABC');
		let view: Uint8Array = new Uint8Array();
		slot.lend(password => {
			view = password;
		});
		slot.eraseLast();
		expect([...view]).toEqual([0x41, 0x42, 0]);
		slot.empty();
		expect([...view]).toEqual([0, 0, 0]);
	});
});

test.each([
	{typed: '', fault: 'empty'},
	{typed: '1234', fault: 'fourDigits'},
	{typed: '１２３４', fault: 'fourDigits'},
	{typed: 'ABC12', fault: 'tooShort'},
	{typed: 'ABCDEFGH123456789', fault: 'tooLong'},
	{typed: 'ABC-123', fault: 'badCharacter'},
	{typed: 'ABC123猫', fault: 'badCharacter'},
	{typed: 'ABCDEFGH12345678', fault: undefined},
])('of $typed it says: $fault', ({typed, fault}) => {
	expect(slotWith(typed).examine()).toBe(fault);
});

test('refuses more than it holds, with a code', () => {
	const slot = slotWith('😀'.repeat(slotCharacters));
	expect(slot.append(0x41)).toBe('full');
	expect(slot.count).toBe(slotCharacters);
	expect(taken(slot)).toBe('😀'.repeat(slotCharacters));
});

test('tells of each change of the count and of nothing else', () => {
	const slot = new PasswordSlot();
	const counts: number[] = [];
	const unsubscribe = slot.subscribe(() => counts.push(slot.getCount()));
	slot.append(0x41);
	slot.append(0x42);
	slot.eraseLast();
	slot.examine();
	slot.empty();
	slot.empty();
	unsubscribe();
	slot.append(0x43);
	expect(counts).toEqual([1, 2, 1, 0]);
});
