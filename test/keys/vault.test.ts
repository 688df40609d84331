import {beforeEach, describe, expect, test} from 'vitest';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {type Kept, PasswordVault} from '../../src/keys/vault.ts';

const limits = passwordLimits.signing;
let slot: PasswordSlot;
let vault: PasswordVault;

beforeEach(() => {
	slot = new PasswordSlot();
	vault = new PasswordVault(slot);
});

const type = (text: string) => {
	for (const sign of text) slot.append(sign.codePointAt(0) as number);
};
const lent = (kept: Kept) => {
	let text: string | undefined;
	vault.lend(kept, password => {
		text = new TextDecoder().decode(password);
	});
	return text;
};

describe('the three fields of a change', () => {
	test('are kept as the card compares them, and leave the slot empty', () => {
		type('old2026');
		expect([vault.keepCurrent(), slot.count]).toEqual([undefined, 0]);
		type('ｋ７m2x9');
		expect([vault.keepNext(limits), slot.count]).toEqual([undefined, 0]);
		type('K7M2X9');
		expect([vault.confirmNext(), slot.count]).toEqual([undefined, 0]);
		expect([lent('current'), lent('next')]).toEqual(['OLD2026', 'K7M2X9']);
		expect(lent('next')).toBe('K7M2X9');
	});

	test('a new one like the old one is refused and not kept', () => {
		type('OLD2026');
		vault.keepCurrent();
		type('old2026');
		expect(vault.keepNext(limits)).toBe('sameAsOld');
		expect([slot.count, lent('next'), lent('current')]).toEqual([0, undefined, 'OLD2026']);
	});

	test('S001-025 a second one that differs is refused, and the first one forgotten', () => {
		type('K7M2X9');
		vault.keepNext(limits);
		type('K7M2X8');
		expect(vault.confirmNext()).toBe('notEqual');
		expect([slot.count, lent('next')]).toEqual([0, undefined]);
	});

	test('nothing typed equals nothing kept in no case', () => {
		expect(vault.confirmNext()).toBe('notEqual');
	});

	test('a field typed anew leaves nothing of a longer one before it', () => {
		type('K7M2X9P4Q8R1');
		vault.keepNext(limits);
		type('T5V8W3');
		vault.keepNext(limits);
		expect(lent('next')).toBe('T5V8W3');
		type('T5V8');
		expect(vault.keepNext(limits)).toBe('tooShort');
		expect(lent('next')).toBeUndefined();
	});

	test('T-18 are wiped in their own buffers', () => {
		const views: Uint8Array[] = [];
		type('OLD2026');
		vault.keepCurrent();
		type('K7M2X9');
		vault.keepNext(limits);
		for (const kept of ['current', 'next'] as const) vault.lend(kept, password => views.push(password));
		expect(views.map(view => view.length)).toEqual([7, 6]);
		vault.empty();
		expect(views.flatMap(view => [...view])).toEqual(new Array(13).fill(0));
		expect([lent('current'), lent('next')]).toEqual([undefined, undefined]);
	});
});
