import {type CardDevice, departed, outcomesOf} from './cardDesk.ts';
import type {Environment} from './environment.ts';
import type {MachineFacts} from './facts.ts';
import {answering, factsOf, heard, type Move, type State, unheard, type World} from './move.ts';
import {outcomesOfChange, type PasswordDevice} from './passwordDesk.ts';
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

/** What the card desk makes of the call of the present state. */
export function* cardMoves(world: World, state: State, device: CardDevice | PasswordDevice): Generator<Move> {
	const {visit, choice} = factsOf(world, state.machine);
	const outcomes =
		device === 'lookForPassword' || device === 'changePassword' || device === 'tellPassword'
			? outcomesOfChange(state.environment, device, world.scope)
			: outcomesOf(state.environment, {device, visit, choice}, world.scope);
	for (const {answer, environment, what, broken} of outcomes) {
		yield unheard(world, state, {
			by: 'device',
			what: what ?? `the desk finds: ${answer}`,
			environment: answering(environment, answer),
			broken,
		});
	}
}

function readerStatus({card, reader}: Environment): MachineFacts['reader'] {
	if (reader === 'lost') return 'absent';
	if (reader === 'stuck') return 'stuck';
	return card === 'none' ? 'empty' : 'present';
}
