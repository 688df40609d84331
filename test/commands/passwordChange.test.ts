import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {type Fault, SimulatedReader} from '../../src/card/simulated/reader.ts';
import {CardDesk} from '../../src/commands/kiosk/cardDesk.ts';
import {PasswordDesk} from '../../src/commands/kiosk/passwordDesk.ts';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {PasswordVault} from '../../src/keys/vault.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {headlessKiosk} from '../helpers/headlessKiosk.ts';
import {changes, fills, goesToGuide, typesAll} from '../helpers/passwordChange.ts';
import {demoPki} from '../helpers/pki.ts';

const old = 'DEMO2026';
const next = 'K7M2X9';

async function kioskWith(name: string) {
	const pki = await demoPki();
	const window = await demoWindow(pki);
	const kiosk = await headlessKiosk({pki, window: window.url});
	const card = await loadSimulatedCard(join(pki, 'cards', name));
	kiosk.reader.insert(card);
	return {kiosk, card};
}

const stateOf = (card: SimulatedCard, file = 0x1b) => {
	const found = card.files.get(file);
	if (found?.holds !== 'password') throw new Error('no password file');
	return {password: new TextDecoder().decode(found.password), triesLeft: found.triesLeft};
};

/** Everything that the machines know, as text: no password is ever in it (T-18). */
const noneIn = (text: string, ...passwords: string[]) => passwords.every(each => !text.includes(each));

describe('the kiosk with its real devices and a simulated card', () => {
	test('S001-027 changes the signing password', async () => {
		const {kiosk, card} = await kioskWith('valid');
		await changes(kiosk, {current: old, next});
		await kiosk.untilScreen('passwordChanged');
		expect(stateOf(card)).toEqual({password: next, triesLeft: 5});
		expect(noneIn(kiosk.contexts(), old, next)).toBe(true);
		expect(kiosk.faults).toEqual([]);
	});

	test.each(['valid', 'auth-only'])('changes the user authentication password of the card %s', async name => {
		const {kiosk, card} = await kioskWith(name);
		await changes(kiosk, {password: 'authentication', current: '1234', next: '8642'});
		await kiosk.untilScreen('passwordChanged');
		expect(stateOf(card, 0x18)).toEqual({password: '8642', triesLeft: 3});
	});

	test('S001-022 a date of birth costs no try; only the new password is typed again', async () => {
		const {kiosk, card} = await kioskWith('valid');
		await changes(kiosk, {current: old, next: 'S330810'});
		expect(await kiosk.until(view => view.newPasswordFault !== undefined)).toMatchObject({
			passwordPart: 'next',
			newPasswordFault: 'birthDate',
		});
		expect(stateOf(card)).toEqual({password: old, triesLeft: 5});
		await fills(kiosk, 'next', 'TOKYO212');
		await fills(kiosk, 'again', 'TOKYO212');
		expect(await kiosk.until(view => view.newPasswordFault !== undefined)).toMatchObject({
			newPasswordFault: 'address',
		});
		await fills(kiosk, 'next', next);
		await fills(kiosk, 'again', next);
		await kiosk.untilScreen('passwordChanged');
		expect(stateOf(card)).toEqual({password: next, triesLeft: 5});
	});

	test('S001-024 what the rules refuse never reaches the card', async () => {
		const {kiosk, card} = await kioskWith('valid');
		let verifies = 0;
		kiosk.reader.faults = {
			before: (_nth, ins) => {
				if (ins === 0x20) verifies++;
				return undefined;
			},
		};
		await goesToGuide(kiosk);
		kiosk.presses('ok');
		await fills(kiosk, 'current', old);
		await fills(kiosk, 'next', 'AAA111');
		expect(kiosk.view()).toMatchObject({passwordPart: 'next', newPasswordFault: 'run'});
		// The retry query of the first look is the only one.
		expect([verifies, stateOf(card)]).toEqual([1, {password: old, triesLeft: 5}]);
	});

	test('S001-029 S001-033 wrong ones are counted by the card, advised at, asked before, and lock at last', async () => {
		const {kiosk, card} = await kioskWith('valid');
		await changes(kiosk, {current: 'WRONG1', next});
		for (let left = 4; left > 0; left--) {
			expect(await kiosk.untilScreen('changeWrong')).toMatchObject({
				triesLeft: left,
				isResetAdvised: left < 4,
			});
			await typesAll(kiosk, {current: 'WRONG1', next});
		}
		expect(await kiosk.untilScreen('changeLocked')).toMatchObject({code: '2.2.7'});
		expect(stateOf(card)).toEqual({password: old, triesLeft: 0});
	});

	test.each([
		['after', 'newPasswordHolds', next],
		['before', 'oldPasswordHolds', old],
	] as const)(
		'a card pulled %s it took the new password says so when it is back: %s',
		async (at, screen, holds) => {
			const {kiosk, card} = await kioskWith('valid');
			kiosk.reader.faults = {[at]: (_nth: number, ins: number) => (ins === 0x24 ? 'pull' : undefined)};
			await changes(kiosk, {current: old, next});
			await kiosk.untilScreen('changeUnknown');
			kiosk.reader.faults = {};
			kiosk.reader.insert(card);
			await kiosk.until(({isCardIn}) => isCardIn);
			kiosk.presses('ok');
			await kiosk.untilScreen(screen);
			expect(stateOf(card)).toEqual({password: holds, triesLeft: 5});
		},
	);

	test('T-12 another card put in its place is asked nothing', async () => {
		const {kiosk} = await kioskWith('valid');
		kiosk.reader.faults = {after: (_nth, ins) => (ins === 0x24 ? 'pull' : undefined)};
		await changes(kiosk, {current: old, next});
		await kiosk.untilScreen('changeUnknown');
		const other = await loadSimulatedCard(join(await demoPki(), 'cards/second'));
		kiosk.reader.insert(other);
		await kiosk.until(({isCardIn}) => isCardIn);
		kiosk.presses('ok');
		expect(await kiosk.until(({kind}) => kind !== undefined)).toMatchObject({screen: 'changeUnknown'});
		expect(stateOf(other)).toEqual({password: 'DEMO2027', triesLeft: 5});
	});

	test('S001-027 a locked card put in its place says nothing of the card that is meant', async () => {
		const {kiosk} = await kioskWith('valid');
		kiosk.reader.faults = {after: (_nth, ins) => (ins === 0x24 ? 'pull' : undefined)};
		await changes(kiosk, {current: old, next});
		await kiosk.untilScreen('changeUnknown');
		kiosk.reader.insert(await loadSimulatedCard(join(await demoPki(), 'cards/locked')));
		await kiosk.until(({isCardIn}) => isCardIn);
		kiosk.presses('ok');
		expect(await kiosk.until(({kind}) => kind !== undefined)).toMatchObject({screen: 'changeUnknown'});
	});
});

describe('the screens tell the truth, at whichever command the card leaves', () => {
	/** What a screen claims of the card. */
	const claims: Partial<Record<ScreenName, readonly string[]>> = {
		passwordChanged: [next],
		newPasswordHolds: [next],
		oldPasswordHolds: [old],
		changeCardLeft: [old],
		changeNoCard: [old],
		changeRefused: [old],
	};

	test.each([
		['pull', 'before'],
		['pull', 'after'],
		['reset', 'after'],
	] as const)('%s %s it', {timeout: 60_000}, async (fault, at) => {
		const pki = await demoPki();
		const window = await demoWindow(pki);
		const kiosk = await headlessKiosk({pki, window: window.url});
		const seen = new Set<ScreenName>();
		for (let nth = 1, isWithin = true; isWithin; nth++) {
			isWithin = false;
			const card = await loadSimulatedCard(join(pki, 'cards/valid'));
			kiosk.reader.faults = {};
			kiosk.reader.insert(card);
			await goesToGuide(kiosk);
			let count = 0;
			kiosk.reader.faults = {
				[at]: () => {
					if (kiosk.view().screen !== 'changingPassword' || ++count !== nth) return undefined;
					isWithin = true;
					return fault;
				},
			};
			await typesAll(kiosk, {current: old, next});
			let {screen} = await kiosk.until(({buttons, field}) => buttons.length > 0 && field === undefined);
			if (screen === 'changeUnknown') {
				seen.add(screen);
				kiosk.reader.faults = {};
				kiosk.reader.insert(card);
				await kiosk.until(({isCardIn}) => isCardIn);
				kiosk.presses('ok');
				({screen} = await kiosk.untilScreen('newPasswordHolds', 'oldPasswordHolds', 'passwordUntold'));
			}
			seen.add(screen);
			const {password, triesLeft} = stateOf(card);
			expect(claims[screen], `command ${nth}: ${screen}`).toContain(password);
			expect(triesLeft).toBe(5);
			kiosk.presses(kiosk.view().buttons.includes('cancel') ? 'cancel' : 'ok');
			await kiosk.untilScreen('menu', 'takeCard', 'idle');
			if (kiosk.view().screen === 'menu') kiosk.presses('cancel');
			kiosk.reader.pull();
			await kiosk.untilScreen('idle');
		}
		expect([...seen]).toEqual(expect.arrayContaining(['changeCardLeft', 'changeUnknown', 'passwordChanged']));
		expect(kiosk.faults).toEqual([]);
	});
});

describe('whatever happens at whichever command', () => {
	const pki = demoPki();

	/** A desk with a card of its own, and both passwords typed. */
	async function deskWith(triesLeft = 5) {
		const card = await loadSimulatedCard(join(await pki, 'cards/valid'));
		const file = card.files.get(0x1b);
		if (file?.holds === 'password') file.triesLeft = triesLeft;
		const reader = new SimulatedReader();
		reader.insert(card);
		const slot = new PasswordSlot();
		const vault = new PasswordVault(slot);
		const driver = jpkiDriver(reader);
		const admits = () => true;
		const desk = new PasswordDesk({driver, desk: new CardDesk(driver, slot, admits), vault, admits});
		for (const [text, keep] of [
			[old, () => vault.keepCurrent()],
			[next, () => vault.keepNext(passwordLimits.signing)],
		] as const) {
			for (const sign of text) slot.append(sign.charCodeAt(0));
			keep();
		}
		const left = new AbortController().signal;
		return {
			card,
			reader,
			look: () => desk.look('signing'),
			change: () => desk.change('signing', left, () => undefined),
			tell: () => desk.tell('signing', left),
		};
	}

	type Happening = readonly [at: 'before' | 'after', fault: Exclude<Fault, 'mute'>];
	const happenings: readonly Happening[] = [
		['before', 'pull'],
		['after', 'pull'],
		['before', 'reset'],
		['after', 'reset'],
	];
	/** Lets it happen at the nth command from here, and tells whether it came to that. */
	function letHappen(reader: SimulatedReader, nth: number, [at, fault]: Happening): () => boolean {
		let count = 0;
		let hasHappened = false;
		reader.faults = {
			[at]: () => {
				if (++count !== nth) return undefined;
				hasHappened = true;
				return fault;
			},
		};
		return () => hasHappened;
	}

	test.each(happenings)(
		'%s, %s: what is said of the change is so, and no try is lost',
		async (...happening) => {
			let nth = 1;
			for (let isWithin = true; isWithin; nth++) {
				const {card, reader, look, change} = await deskWith();
				expect((await look()).type).toBe('card.ready');
				const hasHappened = letHappen(reader, nth, happening);
				const {type} = await change();
				isWithin = hasHappened();
				const {password, triesLeft} = stateOf(card);
				expect(triesLeft, `command ${nth}`).toBe(5);
				if (type === 'card.passwordChanged') expect(password, `command ${nth}`).toBe(next);
				else if (type !== 'card.changeUnknown') expect(password, `command ${nth}: ${type}`).toBe(old);
				if (!isWithin) expect(type).toBe('card.passwordChanged');
			}
			// SELECT, label, CA, holdings, auth certificate; VERIFY; certificate; CHANGE.
			expect(nth).toBeGreaterThan(12);
		},
	);

	test.each(
		happenings.flatMap(happening =>
			(['before', 'after'] as const).map(taken => [taken, ...happening] as const),
		),
	)(
		'the card lost %s it took it, then %s, %s: what is told holds, and at most one try is spent',
		async (taken, ...happening) => {
			const {password: first} = {password: taken === 'after' ? next : old};
			let nth = 1;
			for (let isWithin = true; isWithin; nth++) {
				const {card, reader, look, change, tell} = await deskWith();
				await look();
				reader.faults = {[taken]: (_nth: number, ins: number) => (ins === 0x24 ? 'pull' : undefined)};
				expect((await change()).type).toBe('card.changeUnknown');
				reader.insert(card);
				const hasHappened = letHappen(reader, nth, happening);
				const {type} = await tell();
				isWithin = hasHappened();
				const {password, triesLeft} = stateOf(card);
				expect(password).toBe(first);
				expect(triesLeft, `command ${nth}: ${type}`).toBeGreaterThanOrEqual(4);
				if (type === 'card.passwordChanged') expect(password).toBe(next);
				if (type === 'card.passwordKept') expect(password).toBe(old);
				if (!isWithin) {
					expect(type).toBe(taken === 'after' ? 'card.passwordChanged' : 'card.passwordKept');
					expect(triesLeft).toBe(5);
				}
			}
		},
	);

	test('nothing is tried where one try is left', async () => {
		const {card, reader, look, change, tell} = await deskWith();
		await look();
		reader.faults = {before: (_nth, ins) => (ins === 0x24 ? 'pull' : undefined)};
		await change();
		reader.faults = {};
		const file = card.files.get(0x1b);
		if (file?.holds === 'password') file.triesLeft = 1;
		reader.insert(card);
		expect(await tell()).toEqual({type: 'card.changeUnknown'});
		expect(stateOf(card)).toEqual({password: old, triesLeft: 1});
	});

	test('S001-029 an old password that the card judged wrong, or not at all, is not sent again to tell', async () => {
		for (const isAsked of [true, false]) {
			const {card, look, change, tell} = await deskWith();
			const file = card.files.get(0x1b);
			if (file?.holds !== 'password') throw new Error('no password file');
			file.password = new TextEncoder().encode('OTHER999');
			await look();
			if (isAsked) expect(await change()).toEqual({type: 'card.wrongPassword', triesLeft: 4});
			expect(await tell()).toEqual({type: 'card.passwordKept'});
			// The new password alone was tried.
			expect(stateOf(card).triesLeft).toBe(isAsked ? 3 : 4);
		}
	});
});
