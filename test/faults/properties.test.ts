import {join} from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {SimulatedFile} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {results} from '../../src/domain/receipt.ts';
import {demoPki} from '../helpers/pki.ts';
import {type Typed, type WindowMood, World} from './world.ts';

// For any sequence of keys, card events, faults and answers. The seed is fixed; FAULT_RUNS asks for more runs, and
// FAULT_SEED for others.

type Step =
	| {readonly does: 'goOn' | 'settle'}
	| {readonly does: 'press'; readonly place: number}
	| {readonly does: 'login'; readonly typed: Typed}
	| {readonly does: 'stopOnPad'; readonly how: 'cancel' | 'nothing'}
	| {readonly does: 'insert'; readonly card: number}
	| {readonly does: 'reader'; readonly event: keyof World['reader']}
	| {
			readonly does: 'failAt';
			readonly nth: number;
			readonly fault: 'pull' | 'reset' | 'mute';
			readonly moment: 'before' | 'after';
	  }
	| {readonly does: 'wait'; readonly seconds: number}
	| {readonly does: 'answer'; readonly mood: WindowMood};

const does = <Name extends Step['does']>(name: Name) => fc.constant(name);
const readerEvents = [
	'pull',
	'unplug',
	'plug',
	'stopService',
	'startService',
	'hold',
	'release',
	'answerLate',
] as const;
const moods = [...results, 'busy', 'serviceError', 'cut', 'notBelieved'] as const;

/** Mostly a citizen who goes on, so that the far screens are reached too. */
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 60, arbitrary: fc.record({does: does('goOn')})},
	{weight: 8, arbitrary: fc.record({does: does('insert'), card: fc.nat(1)})},
	{weight: 4, arbitrary: fc.record({does: does('settle')})},
	{weight: 5, arbitrary: fc.record({does: does('press'), place: fc.nat(3)})},
	{
		weight: 5,
		arbitrary: fc.record({does: does('login'), typed: fc.constantFrom<Typed>('right', 'wrong', 'malformed')}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			does: does('stopOnPad'),
			how: fc.constantFrom('cancel' as const, 'nothing' as const),
		}),
	},
	{weight: 4, arbitrary: fc.record({does: does('reader'), event: fc.constantFrom(...readerEvents)})},
	{
		weight: 4,
		arbitrary: fc.record({
			does: does('failAt'),
			nth: fc.nat(25),
			fault: fc.constantFrom('pull' as const, 'reset' as const, 'mute' as const),
			moment: fc.constantFrom('before' as const, 'after' as const),
		}),
	},
	{weight: 3, arbitrary: fc.record({does: does('wait'), seconds: fc.constantFrom(1, 10, 40, 130)})},
	{weight: 3, arbitrary: fc.record({does: does('answer'), mood: fc.constantFrom<WindowMood>(...moods)})},
);

/** Whether the next step comes at once, or once everything has come to rest. */
const steps = fc.array(fc.tuple(step, fc.oneof({weight: 5, arbitrary: fc.constant(true)}, fc.boolean())), {
	minLength: 20,
	maxLength: 90,
});

async function take(world: World, step: Step): Promise<void> {
	switch (step.does) {
		case 'goOn':
			return world.goOn();
		case 'settle':
			return world.settle();
		case 'press':
			return world.press(step.place);
		case 'login':
			return world.login(step.typed);
		case 'stopOnPad':
			return world.stopOnPad(step.how);
		case 'insert':
			return world.insert(step.card);
		case 'reader':
			return world.reader[step.event]();
		case 'failAt':
			return world.failAt(step.nth, step.fault, step.moment);
		case 'wait':
			return world.wait(step.seconds);
		case 'answer':
			world.mood = step.mood;
			return;
		default:
			return step satisfies never;
	}
}

/** Whoever never comes far proves nothing. */
const far = [
	'confirmImport',
	'sendConfirm',
	'takeCard',
	'unexpectedError',
	'outcomeUnknown',
	'accepted',
] as const;

test.each([
	{typed: 'on the keyboard', hasPad: false, runs: 1, screens: [...far, 'login']},
	{typed: 'on the keys of the reader', hasPad: true, runs: 0.5, screens: [...far, 'typingOnPad', 'notTyped']},
])(
	'T-01 T-11 T-12 with passwords typed $typed nothing that people, cards, readers and the window do costs a try, a signature or a request that nobody asked for',
	async ({hasPad, runs, screens}) => {
		const pki = await demoPki();
		const cards = await Promise.all(
			['valid', 'second'].map(async name => (await loadSimulatedCard(join(pki, 'cards', name))).files),
		);
		const startMs = Date.now();
		const reached = new Set<string>();
		await fc.assert(
			fc.asyncProperty(steps, async taken => {
				const world = new World(cards as ReadonlyArray<ReadonlyMap<number, SimulatedFile>>, startMs, {
					hasPad,
				});
				for (const [step, isSettled] of taken) {
					await take(world, step);
					if (isSettled) await world.settle();
					reached.add(world.view.screen);
				}
				await world.goHome();
				for (const {counted, expected} of world.tries()) expect(counted).toBe(expected);
				expect(world.wrongs).toEqual([]);
				await world.stop();
			}),
			{
				numRuns: Math.ceil(runs * Number(process.env.FAULT_RUNS ?? 150)),
				seed: Number(process.env.FAULT_SEED ?? 20_261_122),
			},
		);
		expect(screens.filter(screen => !reached.has(screen))).toEqual([]);
	},
	120_000,
);
