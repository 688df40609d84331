import {refusalOfReset} from '../../src/domain/resetRules.ts';
import type {StaffClaim} from '../../src/machines/staffSignIn.ts';
import {type CardDevice, departed, type Outcome, outcomesOf} from './cardDesk.ts';
import type {Environment} from './environment.ts';
import type {MachineFacts} from './facts.ts';
import {answering, factsOf, heard, type Move, type State, unheard, type World} from './move.ts';
import {outcomesOfChange, type PasswordDevice} from './passwordDesk.ts';
import {outcomesOfReset, type ResetDevice} from './resetDesk.ts';
import {looksAtStaffCard, outcomesOfStaffCard} from './staffDesk.ts';
import {stimulus} from './stimulus.ts';

/** What the hand at the slot and the reader can do. */
export function* readerMoves(world: World, state: State): Generator<Move | undefined> {
	const {environment} = state;
	const {card, reader} = environment;
	if (card === 'none') {
		for (const inserted of world.scope.cards) {
			yield unheard(world, state, {
				by: 'reader',
				what: `card ${inserted} is put in`,
				environment: {...environment, card: inserted},
			});
		}
	} else {
		const freed = reader === 'stuck' ? 'working' : reader;
		yield unheard(world, state, {
			by: 'card',
			what: 'the card is taken out',
			environment: {...departed(environment), card: 'none', reader: freed},
		});
	}
	if (world.scope.hasReaderFaults) {
		yield unheard(
			world,
			state,
			reader === 'lost'
				? {by: 'device', what: 'the reader is back', environment: {...environment, reader: 'working'}}
				: {by: 'reader', what: 'the reader is lost', environment: {...departed(environment), reader: 'lost'}},
		);
	}
	const status = readerStatus(environment);
	if (status !== factsOf(world, state.machine).reader) {
		const type = status === 'absent' ? 'reader.lost' : (`reader.${status}` as const);
		yield heard(world, state, {
			by: 'device',
			what: `the reader tells ${status}`,
			stimuli: [stimulus('kiosk', {type})],
		});
	}
}

/** The devices that speak to a citizen's card or to one of the staff. */
export type CardMover = CardDevice | PasswordDevice | ResetDevice | 'lookAtStaffCard' | 'checkStaffCard';

/** What the card desk makes of the call of the present state. */
export function* cardMoves(world: World, state: State, device: CardMover): Generator<Move> {
	const outcomes = outcomesOfCard(world, state, device);
	for (const {answer, environment, what, broken} of outcomes) {
		yield unheard(world, state, {
			by: 'device',
			what: what ?? `the desk finds: ${answer}`,
			environment: answering(environment, answer),
			broken,
		});
	}
}

function outcomesOfCard(world: World, {machine, environment}: State, device: CardMover): Iterable<Outcome> {
	const {visit, choice, claim, orders} = factsOf(world, machine);
	switch (device) {
		case 'lookForPassword':
		case 'changePassword':
		case 'tellPassword':
			return outcomesOfChange(environment, device, world.scope);
		case 'lookForReset':
		case 'resetPassword':
		case 'tellReset':
			return outcomesOfReset(environment, device, world.scope, {
				signed: orders,
				rule: world.ruleOfReset ?? refusalOfReset,
			});
		case 'lookAtStaffCard':
			return looksAtStaffCard(environment, world.scope);
		case 'checkStaffCard':
			return outcomesOfStaffCard(environment, claim as StaffClaim, world.scope);
		default:
			return outcomesOf(environment, {device, visit, choice}, world.scope);
	}
}

function readerStatus({card, reader}: Environment): MachineFacts['reader'] {
	if (reader === 'lost') return 'absent';
	if (reader === 'stuck') return 'stuck';
	return card === 'none' ? 'empty' : 'present';
}
