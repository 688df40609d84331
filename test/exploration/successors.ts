import type {Result} from '../../src/domain/receipt.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {cardMoves, readerMoves} from './cards.ts';
import {answeredWith, applicationOf, certificateOf, signedOf} from './documents.ts';
import {type Answer, type Environment, emptyEnvironment, type MyNumberCard} from './environment.ts';
import type {MachineFacts} from './facts.ts';
import {factsOf, heard, type Move, type State, unheard, type World} from './move.ts';
import {delivery, inquiry, networkMoves, settling} from './network.ts';
import {people} from './people.ts';
import {type Stimulus, stimulus} from './stimulus.ts';

/** Everything that can happen next, in an order that is always the same. */
export function* successors(world: World, state: State): Generator<Move> {
	for (const move of moves(world, state)) if (move) yield move;
}

function* moves(world: World, state: State): Generator<Move | undefined> {
	yield* people(world, state);
	yield* deviceMoves(world, state);
	yield* readerMoves(world, state);
	yield* networkMoves(world, state);
	yield* deadlines(world, state);
	if (world.scope.hasCrashes) yield crash(world, state);
}

/** A deadline passes, before or after anything else: no two are ever held to an order. */
function* deadlines(world: World, state: State): Generator<Move | undefined> {
	for (const deadline of factsOf(world, state.machine).deadlines) {
		yield heard(world, state, {by: 'time', what: `${deadline.event.type} passes`, stimuli: [deadline]});
	}
}

/** The kiosk dies and starts again: the outbox stays, and what the network holds. */
function crash(world: World, state: State): Move | undefined {
	if (state.machine === world.machines.start) return undefined;
	const {card, reader, tries, revoked, entriesOfA, requests} = state.environment;
	const environment: Environment = {
		...emptyEnvironment(requests.length),
		card,
		reader,
		tries,
		revoked,
		entriesOfA,
		requests,
	};
	return unheard(
		world,
		{machine: world.machines.start, environment},
		{by: 'crash', what: 'the kiosk is killed and starts again', environment},
	);
}

function* deviceMoves(world: World, state: State): Generator<Move | undefined> {
	const facts = factsOf(world, state.machine);
	const {environment} = state;
	const tell = (what: string, event: MachineEvent, next?: Environment) =>
		heard(world, state, {
			by: 'device',
			what,
			stimuli: [stimulus(facts.deepest, event)],
			...(next && {environment: next}),
		});
	if (facts.isDiagnosing) yield* diagnosis(world, state, 'kiosk');
	if (facts.isKeepingUp) yield* settling(world, state);
	if (world.scope.hasTerminalFaults && environment.call.phase === 'asked' && asksTheClock(facts)) {
		yield tell('the clock was set', {type: 'terminal.failed', cause: 'clock'});
	}
	const {call} = environment;
	if (call.phase === 'answers') {
		yield tell(`hears ${call.answer}`, eventOf(call.answer, facts, world.scope.hasPad), {
			...environment,
			call: {phase: 'none'},
		});
		return;
	}
	switch (facts.device) {
		case 'selfCheck':
			yield* diagnosis(world, state, 'procedure');
			break;
		case 'examinePassword':
			yield tell('the password has the right form', {type: 'password.wellFormed'});
			if (world.scope.hasWrongPasswords)
				yield tell('the password cannot be right', {type: 'password.malformed', fault: 'empty'});
			break;
		case 'drawUpApplication':
			yield drawUp(world, state, facts);
			break;
		case 'sendApplication':
			yield* delivery(world, state);
			break;
		case 'inquire':
			yield* inquiry(world, state);
			break;
		case 'examinePart':
			yield tell('the field is sound', {type: 'password.wellFormed'}, kept(environment, facts));
			if (world.scope.hasWrongPasswords)
				yield tell('the field does not do', {type: 'password.refused', fault: 'empty'});
			break;
		case undefined:
			break;
		default:
			if (call.phase === 'asked') yield* cardMoves(world, state, facts.device);
	}
}

function* diagnosis(world: World, state: State, to: Stimulus['to']): Generator<Move | undefined> {
	const tell = (what: string, event: MachineEvent) =>
		heard(world, state, {by: 'device', what, stimuli: [stimulus(to, event)]});
	if (state.environment.reader === 'lost')
		return yield tell('no reader service', {type: 'terminal.failed', cause: 'readerService'});
	yield tell('all is well', {type: 'terminal.ready'});
	if (!world.scope.hasTerminalFaults) return;
	yield tell('the window is away', {type: 'terminal.failed', cause: 'window', unreachable: 'noConnection'});
	yield tell('the window is busy', {type: 'terminal.failed', cause: 'busy'});
}

/** The request is drawn up in the first slot that nobody speaks of. */
function drawUp(world: World, state: State, {procedure, certificate}: MachineFacts): Move | undefined {
	const {environment} = state;
	const slot = environment.requests.indexOf(undefined);
	if (slot < 0 || !procedure) throw new Error('no slot is left: people must not send so much');
	const card: MyNumberCard = certificate === certificateOf('A') ? 'A' : 'B';
	const requests = environment.requests.with(slot, {
		procedure,
		card,
		isNoted: false,
		isDocumentUnderway: false,
		isInquiryUnderway: false,
		receipt: undefined,
		record: 'none',
		entries: 0,
		isDenied: false,
	});
	return heard(world, state, {
		by: 'device',
		what: `request ${slot} is drawn up`,
		stimuli: [
			stimulus('procedure', {type: 'application.drawn', application: applicationOf(procedure, slot)}),
		],
		environment: {...environment, requests},
	});
}

/** What the vault keeps of a sound field. */
function kept(environment: Environment, {part}: MachineFacts): Environment {
	const {passwords} = environment;
	if (part === 'current') return {...environment, passwords: {...passwords, current: 'typed'}};
	return {...environment, passwords: {...passwords, hasNext: part === 'again'}};
}

/** Devices that look at the clock before they begin (T-09). */
function asksTheClock({device}: MachineFacts): boolean {
	return (
		device === 'lookAgain' ||
		device === 'drawUpApplication' ||
		device === 'signApplication' ||
		device === 'sendApplication'
	);
}

/** What an answer is in the machines' vocabulary. */
function eventOf(answer: Answer, {application}: MachineFacts, hasPad: boolean): MachineEvent {
	const [word, detail] = answer.split(' ') as [string, string?];
	switch (word) {
		case 'ready':
			return {type: 'card.ready', triesLeft: Number(detail), ...(hasPad && {typedOn: 'pad'})};
		case 'wrong':
			return {type: 'card.wrongPassword', triesLeft: Number(detail)};
		case 'imported':
			return {type: 'card.imported', certificate: certificateOf(detail as MyNumberCard)};
		case 'described':
			return {type: 'certificate.described', description: certificateOf(detail as MyNumberCard)};
		case 'objected':
			return {type: 'password.refused', fault: 'birthDate'};
		case 'noService':
		case 'noCard':
		case 'mute':
			return {type: 'card.absent', cause: word};
		case 'otherCard':
			return {type: 'card.other', kind: 'juki'};
		case 'signed':
			return {type: 'card.signed', signed: signedOf(application as number)};
		case 'cut':
		case 'serviceError':
			return {type: 'window.noReceipt', cause: word};
		case 'left':
		case 'failed':
		case 'passwordChanged':
		case 'passwordKept':
		case 'changeUnknown':
		case 'changed':
		case 'blocked':
		case 'verified':
		case 'unreadable':
		case 'signFailed':
		case 'padCancelled':
		case 'notTyped':
			return {type: `card.${word}`};
		default:
			return answeredWith(answer as Result);
	}
}
