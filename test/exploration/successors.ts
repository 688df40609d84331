import type {Result} from '../../src/domain/receipt.ts';
import {statementText} from '../../src/domain/reset.ts';
import {type ResetRefusal, refusalOfReset} from '../../src/domain/resetRules.ts';
import type {StaffRefusal} from '../../src/domain/staff.ts';
import type {DeskChoice} from '../../src/domain/staffDesk.ts';
import type {OrderParts, SignedOrder} from '../../src/machines/assistedReset.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import type {StaffClaim} from '../../src/machines/staffSignIn.ts';
import {cardMoves, readerMoves} from './cards.ts';
import {answeredWith, applicationOf, certificateOf, signedOf} from './documents.ts';
import {
	type Answer,
	type Environment,
	emptyEnvironment,
	type MyNumberCard,
	type Reset,
} from './environment.ts';
import type {MachineFacts} from './facts.ts';
import {factsOf, heard, type Move, type State, unheard, type World} from './move.ts';
import {delivery, inquiry, networkMoves, settling} from './network.ts';
import type {StaffCard} from './officers.ts';
import {people} from './people.ts';
import {instantOfOrder, ruledOn} from './resetDesk.ts';
import {admittedByWords, deskAnswer, signedInAs} from './staffDesk.ts';
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
	yield* ageing(world, state);
	if (world.scope.hasCrashes) yield crash(world, state);
}

/** A deadline passes, before or after anything else: no two are ever held to an order. */
function* deadlines(world: World, state: State): Generator<Move | undefined> {
	for (const deadline of factsOf(world, state.machine).deadlines) {
		yield heard(world, state, {by: 'time', what: `${deadline.event.type} passes`, stimuli: [deadline]});
	}
}

/** An order that was put before an officer grows old: five minutes before the second has it, three after. */
function* ageing(world: World, state: State): Generator<Move> {
	const {environment} = state;
	const {reset} = environment;
	if (reset.first === 'young') {
		yield unheard(world, state, {
			by: 'time',
			what: 'the first officer’s word is five minutes old',
			environment: {...environment, reset: {...reset, first: 'old'}},
		});
	}
	if (reset.second === 'young') {
		yield unheard(world, state, {
			by: 'time',
			what: 'the second officer’s word is three minutes old',
			environment: {...environment, reset: {...reset, second: 'old'}},
		});
	}
}

/** The kiosk dies and starts again: the outbox stays, and what the network holds. */
function crash(world: World, state: State): Move | undefined {
	if (state.machine === world.machines.start) return undefined;
	const {card, reader, tries, recentlyReset, revoked, entriesOfA, requests} = state.environment;
	const environment: Environment = {
		...emptyEnvironment(requests.length),
		card,
		reader,
		tries,
		recentlyReset,
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
	if (facts.isCountingDown && environment.reset.second === 'old') yield timeIsUp(world, state);
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
		case 'examineStaffPin':
		case 'takeStaffId':
		case 'takePassphrase':
			yield tell('what was typed is sound', {type: 'staff.typed'});
			if (world.scope.hasWrongPasswords)
				yield tell('what was typed does not do', {type: 'staff.mistyped', fault: 'empty'});
			break;
		case 'checkCode':
			yield* codes(world, state, facts.claim as StaffClaim);
			break;
		case 'workAtDesk':
			yield tell('it is done', deskAnswer(facts.doing as DeskChoice));
			yield tell('it cannot be done', {type: 'desk.failed'});
			break;
		case 'drawUpOrder':
			yield order(world, state, facts.order as OrderParts);
			break;
		case 'askWindow':
			yield tell('the window cannot be reached', {type: 'reset.noAnswer'});
			yield tell('the window rules', ruling(world, environment, facts.orders));
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

/** Two officers' word holds no more, and the countdown says so. */
function timeIsUp(world: World, state: State): Move | undefined {
	return heard(world, state, {
		by: 'device',
		what: 'the countdown is over',
		stimuli: [stimulus('procedure', {type: 'reset.secondsLeft', seconds: 0})],
	});
}

/** The order is put before an officer, with the time at which that was. */
function order(world: World, state: State, {part, ...parts}: OrderParts): Move | undefined {
	const {environment} = state;
	const {reset} = environment;
	const text = statementText({
		...parts,
		part,
		resetId: '0'.repeat(32),
		card: (reset.begunOf === 'A' ? '0' : '1').repeat(32),
		at: instantOfOrder(environment, part),
	});
	const put: Reset =
		part === 'first' ? {...reset, first: 'young', second: 'none'} : {...reset, second: 'young'};
	return heard(world, state, {
		by: 'device',
		what: `the order is put before the ${part} officer`,
		stimuli: [stimulus('procedure', {type: 'reset.drawn', order: text})],
		environment: {...environment, reset: put},
	});
}

/** Whether the window would authorise it; that uses nothing up. */
function ruling(world: World, environment: Environment, signed: readonly SignedOrder[]): MachineEvent {
	const rule = world.ruleOfReset ?? refusalOfReset;
	const refusal = ruledOn(environment, {signed, rule});
	return refusal ? {type: 'reset.refused', cause: refusal} : {type: 'reset.granted'};
}

/** What is made of number, passphrase and code, whoever typed them. */
function* codes(world: World, state: State, claim: StaffClaim): Generator<Move | undefined> {
	const facts = factsOf(world, state.machine);
	const {hasPad, hasWrongPasswords, cards} = world.scope;
	for (const {answer, environment} of admittedByWords(state.environment, claim, cards)) {
		yield heard(world, state, {
			by: 'device',
			what: `number, passphrase and code: ${answer}`,
			stimuli: [stimulus('staffSignIn', eventOf(answer, facts, hasPad))],
			environment,
		});
	}
	if (!hasWrongPasswords) return;
	for (const event of [
		{type: 'staff.mistyped', fault: 'empty'},
		{type: 'staff.wrong'},
		{type: 'staff.lockedOut', seconds: 60},
		{type: 'staff.failed'},
	] as const) {
		yield heard(world, state, {
			by: 'device',
			what: `number, passphrase and code: ${event.type}`,
			stimuli: [stimulus('staffSignIn', event)],
		});
	}
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
function eventOf(answer: Answer, {application, claim}: MachineFacts, hasPad: boolean): MachineEvent {
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
		case 'signedIn':
			return signedInAs(detail as StaffCard, claim as StaffClaim);
		case 'staffRefused':
			return {type: 'staff.refused', cause: detail as StaffRefusal};
		case 'resetRefused':
			return {type: 'reset.refused', cause: detail as ResetRefusal};
		case 'noAnswer':
			return {type: 'reset.noAnswer'};
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
