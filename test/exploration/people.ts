import type {ButtonName} from '../../src/machines/screen.ts';
import {type Environment, isAlive} from './environment.ts';
import {factsOf, heard, type Move, type State, type World} from './move.ts';
import {stimulus} from './stimulus.ts';

const active = stimulus('kiosk', {type: 'user.active'});
const calls = stimulus('kiosk', {type: 'user.staff'});
const callsAgain = stimulus('kiosk', {type: 'cover.confirm'});
const callsNobody = stimulus('kiosk', {type: 'cover.close'});
const readToEnd = stimulus('procedure', {type: 'screen.readToEnd'});

/** What the person in front of the kiosk can do: press what is on screen, scroll, call staff, or show that somebody is there. */
export function* people(world: World, state: State): Generator<Move | undefined> {
	const facts = factsOf(world, state.machine);
	if (facts.frameIsOut) {
		yield heard(world, state, {by: 'device', what: 'the frame is out', stimuli: [facts.frameIsOut]});
	}
	if (facts.cover === 'idleWarning') {
		yield heard(world, state, {
			by: 'person',
			what: 'somebody is there',
			stimuli: [active],
		});
		return;
	}
	if (facts.isStaffCalled) {
		yield heard(world, state, {by: 'person', what: 'presses F10 again', stimuli: [callsAgain]});
		yield heard(world, state, {by: 'person', what: 'calls nobody', stimuli: [callsNobody]});
		return;
	}
	const {callsStaff} = world.scope;
	// A key answers the frame that is out, and is not heard before.
	if (
		!facts.frameIsOut &&
		(callsStaff === 'everywhere' || (callsStaff === 'atRest' && facts.screen === 'idle'))
	) {
		yield heard(world, state, {by: 'person', what: 'presses F10', stimuli: [calls]});
	}
	if (facts.officer) {
		// Keys at the desk give the time of a duty anew.
		yield heard(world, state, {by: 'person', what: 'somebody is there', stimuli: [active]});
	}
	if (facts.screen === 'confirmImport' && !facts.isRead) {
		yield heard(world, state, {
			by: 'person',
			what: 'reads to the end',
			stimuli: [readToEnd],
		});
	}
	for (const {button, stimulus: pressed} of facts.presses) {
		if (!isUsed(world, button)) continue;
		if (facts.screen === 'sendConfirm' && button === 'ok' && !hasRoom(state.environment)) continue;
		yield heard(world, state, {
			by: 'person',
			what: `presses ${button}`,
			stimuli: [pressed],
			...(button === 'ok' && {
				environment: agreeing(facts.screen, facts.hasPasswordField, state.environment),
			}),
		});
	}
}

/** The lock sign's pages are no part of anything that is explored here; the others are by the scope. */
function isUsed({scope}: World, button: ButtonName): boolean {
	return ['ok', 'cancel', 'back', ...scope.procedures, ...scope.choices].includes(button);
}

/** What OK on a screen agrees to. */
function agreeing(screen: string, hasPasswordField: boolean, environment: Environment): Environment {
	if (hasPasswordField) return {...environment, maySendPassword: true};
	if (screen === 'changeLastTry')
		return {...environment, passwords: {...environment.passwords, maySpendLast: true}};
	if (screen === 'signConfirm') return {...environment, maySign: true};
	if (screen === 'sendConfirm') return {...environment, maySend: true};
	return environment;
}

/** Whether a slot would be left for the request that is drawn up after this one was sent. */
function hasRoom({requests, parcel}: Environment): boolean {
	const sent = requests.filter((request, slot) => parcel === slot || (request && isAlive(request)));
	return sent.length < requests.length - 1;
}
