import {createPrivateKey, type KeyObject, sign} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import {myNumberCard} from '../../src/card/profile.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {CardDesk} from '../../src/commands/kiosk/cardDesk.ts';
import {ResetDesk} from '../../src/commands/kiosk/resetDesk.ts';
import type {AuditEntry} from '../../src/domain/audit.ts';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {statementText} from '../../src/domain/reset.ts';
import {unblockMessage} from '../../src/domain/unblock.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {PasswordVault} from '../../src/keys/vault.ts';
import type {OrderedReset} from '../../src/machines/assistedReset.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type DemoCards, demoCards} from '../card/cards.ts';
import {verified} from '../helpers/resetOffice.ts';
import {departed} from './cardDesk.ts';
import {type Answer, emptyEnvironment, type MyNumberCard, noReset} from './environment.ts';
import {officers, signedBy} from './officers.ts';
import {leftAs, outcomesOfReset, type ResetDevice} from './resetDesk.ts';
import {watched} from './watched.ts';

type Inserted = MyNumberCard | 'J';

/** A command by its instruction byte: SELECT, VERIFY, RESET RETRY COUNTER, EXTERNAL AUTHENTICATE, GET CHALLENGE. */
const commands = [0xa4, 0x20, 0x2c, 0x82, 0x84] as const;

type Step =
	| {readonly does: 'insert'; readonly card: Inserted}
	| {readonly does: 'pull'}
	| {readonly does: 'leave'}
	| {
			readonly does: ResetDevice;
			readonly window: 'authorises' | 'refuses' | 'noAnswer';
			/** The card leaves at this command, before it or after. */
			readonly leaves: {readonly at: number; readonly when: 'before' | 'after'} | undefined;
	  };

const call = (does: ResetDevice) =>
	fc.record({
		does: fc.constant(does),
		window: fc.constantFrom('authorises', 'authorises', 'refuses', 'noAnswer'),
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
	{weight: 1, arbitrary: fc.constantFrom<Step>({does: 'pull'}, {does: 'leave'})},
	{weight: 3, arbitrary: call('lookForReset')},
	{weight: 4, arbitrary: call('resetPassword')},
	{weight: 3, arbitrary: call('tellReset')},
);

/** Two officers' word, as the window of the model reads it. */
const ordered: OrderedReset = {
	password: 'signing',
	signed: (['officer1', 'officer2'] as const).map((card, nth) => {
		const text = statementText({
			resetId: '0'.repeat(32),
			password: 'signing',
			card: '0'.repeat(32),
			comer: 'holder',
			documents: [],
			part: nth === 0 ? 'first' : 'second',
			at: `2026-11-22T02:0${nth}:00.000Z`,
		});
		return {
			officer: officers[card],
			text,
			...signedBy(card, {needed: 'resetOfficer', excluded: [], order: text}),
		};
	}),
};

let cards: DemoCards;
let unblockKey: KeyObject;

beforeAll(async () => {
	cards = await demoCards();
	unblockKey = createPrivateKey(readFileSync(join(cards.folder('locked'), '../../unblock.key')));
});
afterAll(() => cards.remove());

test('T-21 T-22 the desk of a reset over a simulated reader answers and audits as the model does, over random runs', async () => {
	const met = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, {minLength: 8, maxLength: 30}), async steps => {
			const world = await realWorld();
			let model = {
				...emptyEnvironment(1, ['A']),
				passwords: {...emptyEnvironment(1).passwords, hasNext: true},
			};
			for (const step of steps) {
				const wasSet = model.reset.isSet;
				if (step.does === 'insert' || step.does === 'pull') {
					model = {...departed(model), card: step.does === 'insert' ? step.card : 'none'};
					await world.hand(model.card as Inserted | 'none');
				} else if (step.does === 'leave') {
					const {begunOf, told} = model.reset;
					expect(world.leave()).toEqual(begunOf === 'none' ? [] : [leftAs[told]]);
					model = {...model, reset: noReset};
				} else {
					if (step.does !== 'lookForReset' && model.reset.begunOf === 'none') continue;
					const seen = await world.asked(step);
					met.add(seen.answer);
					const outcomes = outcomesOfReset(
						model,
						step.does,
						{hasReaderFaults: false},
						{
							signed: ordered.signed,
							rule: () => (step.window === 'refuses' ? 'overDay' : undefined),
						},
					);
					const found = [...outcomes].find(
						({answer, environment: {card, reset, tries}}) =>
							answer === seen.answer &&
							(card === 'none') === seen.isGone &&
							(reset.begunOf !== 'A' || reset.isSet === seen.isSet) &&
							tries.A === seen.triesLeft,
					);
					expect(found, JSON.stringify([step, seen, model])).toBeDefined();
					model = (found?.environment ?? model) as typeof model;
				}
				// The next one would be about the same password: the machines empty the vault between.
				if (wasSet && !model.reset.isSet) return;
			}
		}),
		{numRuns: 200, seed: 20_261_122},
	);
	const answers = [
		...['blocked', 'ready 5', 'noCard', 'otherCard', 'changed', 'left', 'noAnswer'],
		...['resetRefused overDay', 'passwordChanged', 'passwordKept', 'changeUnknown'],
	];
	expect(answers.filter(answer => !met.has(answer))).toEqual([]);
});

/** The product's desk, with a window that does as the step says. */
async function realWorld() {
	const reader = new SimulatedReader();
	const stock: Record<Inserted, SimulatedCard> = {
		A: await cards.load('locked'),
		B: await cards.load('valid'),
		J: await cards.load('juki'),
	};
	const slot = new PasswordSlot();
	const vault = new PasswordVault(slot);
	for (const character of 'NEWPASS7X') slot.append(character.codePointAt(0) ?? 0);
	vault.keepNext(passwordLimits.signing);
	const driver = jpkiDriver(reader);
	const noted: AuditEntry[] = [];
	let window: 'authorises' | 'refuses' | 'noAnswer' = 'noAnswer';
	const desk = new ResetDesk({
		driver,
		desk: new CardDesk(driver, slot, () => true),
		vault,
		admits: () => true,
		audit: {note: entry => void noted.push(entry), markOf: identity => identity.slice(0, 32)},
		unblocker: {
			ask: async () => 'noAnswer',
			authorise: async (_order, challenge) => {
				if (window !== 'authorises') return window === 'refuses' ? 'overDay' : 'noAnswer';
				const message = unblockMessage(challenge, myNumberCard.passwordFiles.signing);
				return new Uint8Array(sign('sha256', message, {key: unblockKey, dsaEncoding: 'ieee-p1363'}));
			},
		},
		times: {secondsAfter: 180},
		now: () => new Date('2026-11-22T02:02:00.000Z'),
	});
	let isSet = false;
	let inserted: Inserted | 'none' = 'none';
	const ends = () => noted.splice(0).flatMap(entry => (entry.kind === 'resetEnded' ? [entry.result] : []));
	return {
		async hand(card: Inserted | 'none') {
			inserted = card;
			if (card === 'none') reader.pull();
			else reader.insert(watched(stock[card], 0x2c, () => (isSet ||= card === 'A')));
		},
		leave() {
			ends();
			desk.leave();
			isSet = false;
			return ends();
		},
		async asked(step: Extract<Step, {window: unknown}>) {
			window = step.window;
			const {leaves} = step;
			const fault = (_nth: number, ins: number) => {
				if (ins !== leaves?.at) return undefined;
				inserted = 'none';
				return 'pull' as const;
			};
			reader.faults = leaves ? {[leaves.when]: fault} : {};
			if (step.does === 'lookForReset') isSet = false;
			const event = await answerOf(desk, step.does);
			reader.faults = {};
			return {
				answer: answerIn(event),
				isGone: inserted === 'none',
				isSet,
				triesLeft: Number.parseInt(verified(stock.A, '').at(-1) ?? '', 16),
			};
		},
	};
}

function answerOf(desk: ResetDesk, does: ResetDevice): Promise<MachineEvent> {
	const {signal} = new AbortController();
	switch (does) {
		case 'lookForReset':
			return desk.look('signing');
		case 'resetPassword':
			return desk.reset(ordered, signal);
		case 'tellReset':
			return desk.tell('signing', signal);
	}
}

function answerIn(event: MachineEvent): Answer {
	switch (event.type) {
		case 'card.ready':
			return `ready ${event.triesLeft}`;
		case 'card.absent':
			return event.cause as Answer;
		case 'card.other':
			return 'otherCard';
		case 'reset.refused':
			return `resetRefused ${event.cause}`;
		case 'reset.noAnswer':
			return 'noAnswer';
		default:
			return event.type.replace('card.', '') as Answer;
	}
}
