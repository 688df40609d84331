import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {CardDesk} from '../../src/commands/kiosk/cardDesk.ts';
import {PasswordDesk} from '../../src/commands/kiosk/passwordDesk.ts';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {PasswordVault} from '../../src/keys/vault.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type DemoCards, demoCards, demoPassword} from '../card/cards.ts';
import {verified} from '../helpers/resetOffice.ts';
import {departed} from './cardDesk.ts';
import {type Answer, emptyEnvironment, type MyNumberCard} from './environment.ts';
import {outcomesOfChange, type PasswordDevice} from './passwordDesk.ts';
import {watched} from './watched.ts';

type Inserted = MyNumberCard | 'J';

/** A command by its instruction byte: SELECT, VERIFY, CHANGE REFERENCE DATA, READ BINARY. */
const commands = [0xa4, 0x20, 0x24, 0xb0] as const;
const next = 'NEWPASS7X';

type Step =
	| {readonly does: 'insert'; readonly card: Inserted}
	| {readonly does: 'pull'}
	| {
			readonly does: PasswordDevice;
			/** The old password as it is typed for a change. */
			readonly old: string;
			/** The new one does not do for the card's holder. */
			readonly objects: boolean;
			/** The card leaves at this command, before it or after. */
			readonly leaves: {readonly at: number; readonly when: 'before' | 'after'} | undefined;
	  };

const call = (does: PasswordDevice) =>
	fc.record({
		does: fc.constant(does),
		old: fc.constantFrom(demoPassword, demoPassword, 'WRONG123'),
		objects: fc.integer({min: 0, max: 4}).map(nth => nth === 0),
		leaves: fc.option(
			fc.record({at: fc.constantFrom(...commands), when: fc.constantFrom('before', 'after')}),
			{nil: undefined, freq: 2},
		),
	}) as fc.Arbitrary<Step>;
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			does: fc.constant('insert' as const),
			card: fc.constantFrom<Inserted>('A', 'A', 'A', 'B', 'J'),
		}),
	},
	{weight: 1, arbitrary: fc.constant<Step>({does: 'pull'})},
	{weight: 3, arbitrary: call('lookForPassword')},
	{weight: 4, arbitrary: call('changePassword')},
	{weight: 3, arbitrary: call('tellPassword')},
);

let cards: DemoCards;

beforeAll(async () => {
	cards = await demoCards();
});
afterAll(() => cards.remove());

test('S001-026 S001-027 the desk of a change over a simulated reader answers as the model does, over random runs', async () => {
	const met = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, {minLength: 8, maxLength: 30}), async steps => {
			const world = await realWorld();
			let model = emptyEnvironment(1, ['B']);
			for (const step of steps) {
				if (step.does === 'insert' || step.does === 'pull') {
					model = {...departed(model), card: step.does === 'insert' ? step.card : 'none'};
					world.hand(model.card as Inserted | 'none');
					continue;
				}
				const {hasNext, isNewHeld} = model.passwords;
				// The machines ask which one holds only of what was typed, and forget it before the next change.
				if (step.does === 'tellPassword' && !hasNext) continue;
				if (step.does !== 'tellPassword' && isNewHeld) return;
				if (step.does === 'changePassword') {
					model = {
						...model,
						passwords: {...model.passwords, current: 'typed', hasNext: true, maySpendLast: true},
					};
				}
				const seen = await world.asked(step);
				met.add(seen.answer.split(' ')[0] as string);
				const outcomes = outcomesOfChange(model, step.does, {
					hasWrongPasswords: true,
					hasReaderFaults: false,
				});
				const found = [...outcomes].find(
					({answer, environment: {card, passwords, tries}}) =>
						answer === seen.answer &&
						(card === 'none') === seen.isGone &&
						passwords.isNewHeld === seen.isSet &&
						tries.A === seen.triesLeft.A &&
						tries.B === seen.triesLeft.B,
				);
				expect(found, JSON.stringify([step, seen, model])).toBeDefined();
				model = found?.environment ?? model;
			}
		}),
		{numRuns: 200, seed: 20_261_122},
	);
	const answers = [
		...['ready', 'blocked', 'noCard', 'otherCard', 'changed', 'failed', 'wrong', 'objected'],
		...['passwordChanged', 'passwordKept', 'changeUnknown'],
	];
	expect(answers.filter(answer => !met.has(answer))).toEqual([]);
});

/** The product's desk. */
async function realWorld() {
	const reader = new SimulatedReader();
	const stock: Record<Inserted, SimulatedCard> = {
		A: await cards.load('valid'),
		B: await cards.load('locked'),
		J: await cards.load('juki'),
	};
	const slot = new PasswordSlot();
	const vault = new PasswordVault(slot);
	const driver = jpkiDriver(reader);
	const desk = new PasswordDesk({
		driver,
		desk: new CardDesk(driver, slot, () => true),
		vault,
		admits: () => true,
	});
	const {signal} = new AbortController();
	let inserted: Inserted | 'none' = 'none';
	let isSet = false;
	const ask = ({does, old, objects}: Extract<Step, {old: string}>) => {
		switch (does) {
			case 'lookForPassword':
				return desk.look('signing');
			case 'changePassword':
				type(slot, old);
				vault.keepCurrent();
				type(slot, next);
				vault.keepNext(passwordLimits.signing);
				return desk.change('signing', signal, () => (objects ? 'birthDate' : undefined));
			case 'tellPassword':
				return desk.tell('signing', signal);
		}
	};
	return {
		hand(card: Inserted | 'none') {
			inserted = card;
			if (card === 'none') reader.pull();
			else reader.insert(watched(stock[card], 0x24, () => (isSet = true)));
		},
		async asked(step: Extract<Step, {old: string}>) {
			const fault = (_nth: number, ins: number) => {
				if (ins !== step.leaves?.at) return undefined;
				inserted = 'none';
				return 'pull' as const;
			};
			reader.faults = step.leaves ? {[step.leaves.when]: fault} : {};
			const event = await ask(step);
			reader.faults = {};
			const triesLeft = {A: triesOf(stock.A), B: triesOf(stock.B)};
			return {
				answer: answerIn(event),
				isGone: inserted === 'none',
				triesLeft,
				isSet,
			};
		},
	};
}

function type(slot: PasswordSlot, text: string): void {
	slot.empty();
	for (const character of text) slot.append(character.codePointAt(0) ?? 0);
}

function triesOf(card: SimulatedCard): number {
	return Number.parseInt(verified(card, '').at(-1) ?? '', 16);
}

function answerIn(event: MachineEvent): Answer {
	switch (event.type) {
		case 'card.ready':
			return `ready ${event.triesLeft}`;
		case 'card.wrongPassword':
			return `wrong ${event.triesLeft}`;
		case 'card.absent':
			return event.cause as Answer;
		case 'card.other':
			return 'otherCard';
		case 'password.refused':
			return 'objected';
		default:
			return event.type.replace('card.', '') as Answer;
	}
}
