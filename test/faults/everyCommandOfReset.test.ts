import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {Fault, InsertableCard} from '../../src/card/simulated/reader.ts';
import type {PasswordName} from '../../src/domain/password.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import {citizenTypes, signsInAtDesk, toDocuments, toHandOver} from '../helpers/assistedReset.ts';
import {demoPki} from '../helpers/pki.ts';
import {type Office, office, verified} from '../helpers/resetOffice.ts';
import {type Witness, witness} from './witness.ts';

// The card leaves at every command of every visit of a reset. One kiosk goes through them all, so that each also shows
// that the one before left a kiosk of use.

interface Reset {
	readonly citizen: string;
	readonly password: PasswordName;
	readonly file: number;
	/** The one that the card holds before; nobody knows it. */
	readonly old: string;
	readonly next: string;
	/** Left before, and given by a reset (card-facts 1.4). */
	readonly triesLeft: number;
	readonly mostTries: number;
}

const resets: readonly Reset[] = [
	{
		...{citizen: 'locked', password: 'signing', file: 0x1b, old: 'DEMO2026', next: 'NEWPASS7X'},
		...{triesLeft: 0, mostTries: 5},
	},
	{
		...{citizen: 'valid', password: 'authentication', file: 0x18, old: '1234', next: '7394'},
		...{triesLeft: 3, mostTries: 3},
	},
];

/** How the card is lost: before it met the command, before its answer came, or after that. */
const losses: ReadonlyArray<
	readonly [how: string, at: 'before' | 'after', fault: Exclude<Fault, 'mute'> | 'later']
> = [
	['is pulled before', 'before', 'pull'],
	['is pulled in', 'after', 'pull'],
	['is pulled after', 'after', 'later'],
	['is reset before', 'before', 'reset'],
	['is reset in', 'after', 'reset'],
];

/** Loses the card at the nth command met while one of the screens stands; tells whether it came to that. */
function losing(
	{kiosk, reader}: Office,
	nth: number,
	[, at, fault]: (typeof losses)[number],
	screens: readonly ScreenName[],
): () => boolean {
	let count = 0;
	let isLost = false;
	reader.faults = {
		[at]: () => {
			if (!screens.includes(kiosk.view().screen) || ++count !== nth) return undefined;
			isLost = true;
			if (fault !== 'later') return fault;
			queueMicrotask(() => reader.pull());
			return undefined;
		},
	};
	return () => isLost;
}

/** A card, and who remembers what it was asked. */
interface Watched {
	readonly card: SimulatedCard;
	readonly watched: Witness;
}

/**
 * Which of its two states a card is in, by its own word; anything else is between, and fails. To be asked which password
 * it holds costs it the try that it met.
 */
function stateOf({card, watched}: Watched, reset: Reset): 'asItWas' | 'finished' {
	const {file, old, next, triesLeft, mostTries} = reset;
	const left = verified(card, '', file);
	if (verified(card, next, file) === '9000') {
		expect(left).toBe(`63c${mostTries}`);
		return 'finished';
	}
	expect(left).toBe(`63c${Math.max(0, triesLeft - watched.passwords())}`);
	// One without tries says nothing more of its password.
	expect(verified(card, old, file)).toBe(triesLeft === 0 ? '6984' : '9000');
	return 'asItWas';
}

/** What a screen says of the card; the two that say nothing of it are not here. */
const claims: Partial<Record<ScreenName, 'asItWas' | 'finished'>> = {
	resetDone: 'finished',
	resetInsertAgain: 'asItWas',
	resetFailed: 'asItWas',
	resetRefused: 'asItWas',
	resetUnavailable: 'asItWas',
};

const atRest = ({kiosk}: Office) =>
	kiosk.until(({buttons, field}) => buttons.length > 0 && field === undefined);

async function atCounter(): Promise<Office> {
	return office({limits: {perDay: 10_000, perOfficer: 10_000, cardDays: 0}});
}

/** From wherever it stands to the citizen who is about to put the card in again. */
async function toInserting(counter: Office, reset: Reset): Promise<void> {
	counter.reader.faults = {};
	counter.reader.pull();
	if (counter.kiosk.view().screen === 'resetInsertAgain') return;
	await goHome(counter);
	await signsInAtDesk(counter);
	await toHandOver(counter, reset);
	await citizenTypes(counter, reset.next);
}

async function goHome({kiosk, reader}: Office): Promise<void> {
	reader.faults = {};
	reader.pull();
	while (kiosk.view().screen !== 'idle') {
		const {buttons, screen} = kiosk.view();
		if (buttons.includes('cancel')) kiosk.presses('cancel');
		else if (buttons.includes('ok')) kiosk.presses('ok');
		await kiosk.until(view => view.screen !== screen);
	}
}

async function fresh(name: string): Promise<Watched> {
	const card = await loadSimulatedCard(join(await demoPki(), 'cards', name));
	return {card, watched: witness(card)};
}

/** Puts a card in where another may lie. */
async function puts({kiosk, reader}: Office, card: InsertableCard): Promise<void> {
	reader.faults = {};
	reader.pull();
	await kiosk.until(({isCardIn}) => !isCardIn);
	reader.insert(card);
	await kiosk.until(({isCardIn}) => isCardIn);
}

/** Puts the card in that left, and asks it which password holds. */
async function asks({kiosk, reader}: Office, {watched}: Watched): Promise<void> {
	if (!kiosk.view().isCardIn) reader.insert(watched);
	await kiosk.until(({isCardIn}) => isCardIn);
	kiosk.presses('ok');
	await kiosk.untilScreen('resettingPassword');
}

describe.each(resets)('T-21: $citizen, $password', reset => {
	test.each(losses)(
		'a card that %s any command of the reset is as it was or finished, and the screen says which',
		{timeout: 60_000},
		async (...loss) => {
			const counter = await atCounter();
			const {kiosk, reader} = counter;
			const seen = new Set<ScreenName>();
			let nth = 1;
			for (let isWithin = true; isWithin; nth++) {
				await toInserting(counter, reset);
				const given = await fresh(reset.citizen);
				reader.insert(given.watched);
				const isLost = losing(counter, nth, loss, ['resettingPassword']);
				kiosk.presses('ok');
				await kiosk.untilScreen('resettingPassword');
				let {screen} = await atRest(counter);
				reader.faults = {};
				seen.add(screen);
				if (screen === 'resetUnknown') {
					await asks(counter, given);
					({screen} = await atRest(counter));
					seen.add(screen);
				}
				expect(claims[screen], `command ${nth}: ${screen}`).toBe(stateOf(given, reset));
				isWithin = isLost();
			}
			// Two looks of nine commands each, GET CHALLENGE, EXTERNAL AUTHENTICATE, RESET RETRY COUNTER.
			expect(nth).toBeGreaterThan(21);
			expect([...seen]).toEqual(
				expect.arrayContaining(['resetInsertAgain', 'resetRefused', 'resetUnknown', 'resetDone']),
			);
			expect(kiosk.faults).toEqual([]);
		},
	);

	test.each((['before', 'after'] as const).flatMap(taken => losses.map(loss => [taken, ...loss] as const)))(
		'asked again after it left %s it took the new password, a card that %s any command says what is so or nothing',
		{timeout: 60_000},
		async (taken, ...loss) => {
			const counter = await atCounter();
			const {kiosk, reader} = counter;
			const seen = new Set<ScreenName>();
			const truth = taken === 'after' ? 'finished' : 'asItWas';
			let given = await fresh(reset.citizen);
			let nth = 1;
			for (let isWithin = true; isWithin; nth++) {
				if (kiosk.view().screen !== 'resetUnknown') {
					await toInserting(counter, reset);
					given = await fresh(reset.citizen);
					reader.insert(given.watched);
					reader.faults = {[taken]: (_nth: number, ins: number) => (ins === 0x2c ? 'pull' : undefined)};
					kiosk.presses('ok');
					await kiosk.untilScreen('resetUnknown');
				}
				reader.faults = {};
				if (!kiosk.view().isCardIn) reader.insert(given.watched);
				await kiosk.until(({isCardIn}) => isCardIn);
				const isLost = losing(counter, nth, loss, ['resettingPassword']);
				kiosk.presses('ok');
				await kiosk.untilScreen('resettingPassword');
				const {screen, absent} = await atRest(counter);
				isWithin = isLost();
				reader.faults = {};
				seen.add(screen);
				if (screen === 'resetUnknown') {
					expect([isWithin, absent], `command ${nth}`).toEqual([true, 'noCard']);
					continue;
				}
				expect(stateOf(given, reset), `command ${nth}: ${screen}`).toBe(truth);
				expect(claims[screen] ?? truth, `command ${nth}: ${screen}`).toBe(truth);
			}
			expect([...seen]).toEqual(
				expect.arrayContaining(['resetUnknown', taken === 'after' ? 'resetDone' : 'resetFailed']),
			);
			expect(kiosk.faults).toEqual([]);
		},
	);
});

describe.each(losses)('T-21: a card that %s any command', (...loss) => {
	test('of the look is asked for again, as it was', async () => {
		const counter = await atCounter();
		const {kiosk} = counter;
		const [reset] = resets as [Reset];
		await signsInAtDesk(counter);
		kiosk.presses('assistedReset');
		await kiosk.untilScreen('resetChoose');
		kiosk.presses(reset.password);
		let screen: ScreenName = 'resetInsertCard';
		let nth = 1;
		for (; screen === 'resetInsertCard'; nth++) {
			const given = await fresh(reset.citizen);
			await puts(counter, given.watched);
			const isLost = losing(counter, nth, loss, ['resetLooking']);
			kiosk.presses('ok');
			await kiosk.untilScreen('resetLooking');
			const view = await atRest(counter);
			({screen} = view);
			expect([screen, view.absent], `command ${nth}`).toEqual(
				isLost() ? ['resetInsertCard', 'noCard'] : ['resetWho', undefined],
			);
			expect(stateOf(given, reset)).toBe('asItWas');
		}
		expect(nth).toBeGreaterThan(9);
		expect(kiosk.faults).toEqual([]);
	});

	test('of the first officer\u2019s sign-in is no word given', async () => {
		const counter = await atCounter();
		const {kiosk} = counter;
		await signsInAtDesk(counter);
		await toDocuments(counter);
		kiosk.presses('item1');
		kiosk.presses('ok');
		let screen: ScreenName = 'staffNoCard';
		let nth = 1;
		for (; screen === 'staffNoCard'; nth++) {
			await kiosk.untilScreen('staffInsertCard');
			await puts(counter, await counter.card('staff-officer-1'));
			const isLost = losing(counter, nth, loss, ['staffReadingCard', 'staffChecking']);
			kiosk.presses('ok');
			({screen} = await kiosk.untilScreen('staffNoCard', 'staffPin'));
			if (screen === 'staffPin') {
				kiosk.types('200120');
				kiosk.presses('ok');
				({screen} = await kiosk.untilScreen('staffNoCard', 'staffTakeCard'));
			}
			expect(screen, `command ${nth}`).toBe(isLost() ? 'staffNoCard' : 'staffTakeCard');
			if (screen === 'staffNoCard') kiosk.presses('ok');
		}
		expect(nth).toBeGreaterThan(5);
		await counter.cards.pull();
		expect((await kiosk.untilScreen('resetSummary')).reset?.officers).toEqual(['2001']);
		expect(kiosk.faults).toEqual([]);
	});
});
