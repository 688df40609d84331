import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import type {PadEntry} from '../../src/card/simulated/pad.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {CardDesk} from '../../src/commands/kiosk/cardDesk.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type DemoCards, demoCards, demoPassword, sha256DigestInfo} from '../card/cards.ts';
import {type CardCall, departed, outcomesOf} from './cardDesk.ts';
import {type Answer, type Environment, emptyEnvironment, type MyNumberCard} from './environment.ts';

const faults = {hasWrongPasswords: true, hasReaderFaults: false};

/** Hands, reader and calls, as a random run has them. */
type Step =
	| {readonly does: 'insert'; readonly card: MyNumberCard | 'J'}
	| {readonly does: 'pull' | 'stopService' | 'startService' | 'leave'}
	| (CardCall & {readonly does: 'call'; readonly isRight: boolean; readonly onPad: PadEntry['does']});

const bytesOf = (text: string) => new TextEncoder().encode(text);

const call = (device: CardCall['device'], visit?: CardCall['visit']) =>
	fc.record({
		does: fc.constant('call' as const),
		device: fc.constant(device),
		visit: fc.constant(visit),
		choice: fc.constant('authentication' as const),
		isRight: fc.boolean(),
		onPad: fc.constantFrom<PadEntry['does']>('type', 'type', 'type', 'cancel', 'nothing'),
	});
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 2,
		arbitrary: fc.record({
			does: fc.constant('insert' as const),
			card: fc.constantFrom<MyNumberCard | 'J'>('A', 'B', 'J'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom<Step>(
			{does: 'pull'},
			{does: 'stopService'},
			{does: 'startService'},
			{does: 'leave'},
		),
	},
	{weight: 2, arbitrary: call('lookAtCard')},
	{weight: 3, arbitrary: call('checkPassword', 'import')},
	{weight: 3, arbitrary: call('checkOnPad', 'import')},
	{weight: 3, arbitrary: call('importCertificate')},
	{weight: 2, arbitrary: call('lookAgain')},
	{weight: 3, arbitrary: call('checkPassword', 'sign')},
	{weight: 3, arbitrary: call('checkOnPad', 'sign')},
	{weight: 2, arbitrary: call('signApplication')},
	{weight: 2, arbitrary: call('readCertificate')},
);

let cards: DemoCards;

beforeAll(async () => {
	cards = await demoCards();
});
afterAll(() => cards.remove());

test('T-12 the desk over a simulated reader answers as the model does, over random runs', async () => {
	const met = new Set<string>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, {minLength: 8, maxLength: 40}), async steps => {
			let entry: PadEntry = {does: 'nothing'};
			const reader = new SimulatedReader({pad: async () => entry});
			const stock = {
				A: await cards.load('valid'),
				B: await cards.load('long-address'),
				J: await cards.load('juki'),
			};
			let typed = demoPassword;
			const slot = {
				take: (write: (password: Uint8Array) => void) => {
					write(bytesOf(typed));
					return true;
				},
				empty: () => undefined,
			};
			const desk = new CardDesk(jpkiDriver(reader), slot, () => true);
			let model = emptyEnvironment(1);
			for (const step of steps) {
				if (step.does === 'call') {
					// As the machines do: an open visit is gone on with, or left, before another begins.
					const isNewVisit = step.device !== 'importCertificate' && step.device !== 'signApplication';
					if (isNewVisit && model.visit !== 'none') continue;
					typed = step.isRight ? demoPassword : 'WRONG123';
					entry = step.onPad === 'type' ? {does: 'type', characters: bytesOf(typed)} : {does: step.onPad};
					const answer = answerOf(await asked(desk, step), model);
					met.add(answer.split(' ')[0] as string);
					const outcomes = [...outcomesOf({...model, maySendPassword: true, maySign: true}, step, faults)];
					const found = outcomes.find(outcome => outcome.answer === answer);
					expect(
						found,
						`${answer}, but the model says ${outcomes.map(outcome => outcome.answer)}`,
					).toBeDefined();
					model = found?.environment ?? model;
				} else {
					model = afterHand(model, step);
					if (step.does === 'insert') reader.insert(stock[step.card]);
					else if (step.does === 'leave') await desk.leave();
					else reader[step.does]();
				}
			}
		}),
		{numRuns: 300, seed: 20_261_122},
	);
	const answers = [
		'ready',
		'noService',
		'noCard',
		'otherCard',
		'changed',
		'verified',
		'wrong',
		'imported',
		'described',
		'signed',
		'left',
		'failed',
		'padCancelled',
		'notTyped',
	];
	expect(answers.filter(answer => !met.has(answer))).toEqual([]);
});

async function asked(desk: CardDesk, {device, visit}: CardCall): Promise<MachineEvent> {
	switch (device) {
		case 'lookAtCard':
			return desk.look();
		case 'lookAgain':
			return desk.lookAgain();
		case 'checkPassword':
			return desk.check(visit ?? 'import', new AbortController().signal);
		case 'checkOnPad':
			return desk.checkOnPad(visit ?? 'import', new AbortController().signal);
		case 'importCertificate':
			return desk.importCertificate();
		case 'readCertificate': {
			const read = await desk.readFree('authCertificate');
			return read.type === 'card.imported' ? {type: 'certificate.described', description: ''} : read;
		}
		case 'signApplication':
			return desk.sign(async sign => {
				const signature = await sign(Buffer.concat([sha256DigestInfo, Buffer.alloc(32)]));
				return signature ? {type: 'card.signed', signed: ''} : {type: 'card.signFailed'};
			});
	}
}

function afterHand(model: Environment, step: Exclude<Step, {does: 'call'}>): Environment {
	switch (step.does) {
		case 'insert':
			return {...departed(model), card: step.card};
		case 'pull':
			return model.card === 'none' ? model : {...departed(model), card: 'none'};
		case 'stopService':
			return {...departed(model), reader: 'lost'};
		case 'startService':
			// The service that runs is not started again.
			return model.reader === 'lost' ? {...model, reader: 'working'} : departed(model);
		case 'leave':
			return {...model, imported: 'none', visit: 'none'};
	}
}

function answerOf(event: MachineEvent, {card}: Environment): Answer {
	switch (event.type) {
		case 'card.ready':
			return `ready ${event.triesLeft}`;
		case 'card.wrongPassword':
			return `wrong ${event.triesLeft}`;
		case 'card.imported':
			return `imported ${card as MyNumberCard}`;
		case 'certificate.described':
			return `described ${card as MyNumberCard}`;
		case 'card.absent':
			return event.cause as Answer;
		case 'card.other':
			return 'otherCard';
		default:
			return event.type.replace('card.', '') as Answer;
	}
}
