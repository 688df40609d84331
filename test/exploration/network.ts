import type {NoReceiptCause} from '../../src/domain/site.ts';
import {type Answer, type Environment, type Request, withRequest} from './environment.ts';
import {type Invariant, isStored} from './invariants.ts';
import {answering, factsOf, type Move, type State, unheard, type World} from './move.ts';

/** What the network and the window do with what is under way. A message may be delivered any number of times, until it is lost. */
export function* networkMoves(world: World, state: State): Generator<Move> {
	const {environment} = state;
	for (const [slot, request] of environment.requests.entries()) {
		if (!request) continue;
		const {isDocumentUnderway, isInquiryUnderway, receipt} = request;
		// Lost before it arrived, or the window crashed before it decided: nobody can tell the two apart.
		if (isDocumentUnderway) {
			yield delivered(world, state, slot, 'document');
			yield lost(world, state, slot, 'document', {isDocumentUnderway: false});
		}
		if (isInquiryUnderway) {
			yield delivered(world, state, slot, 'inquiry');
			yield lost(world, state, slot, 'inquiry', {isInquiryUnderway: false});
		}
		// Lost on its way back, or the window crashed after it decided.
		if (receipt) yield lost(world, state, slot, 'receipt', {receipt: undefined});
	}
	if (world.scope.hasOtherTerminal) yield* windowMoves(world, state);
}

/** What happens at the window without this kiosk. */
function* windowMoves(world: World, state: State): Generator<Move> {
	const {environment} = state;
	if (environment.revoked === 'no') {
		yield unheard(world, state, {
			by: 'network',
			what: 'another terminal revokes certificate A',
			environment: {...environment, revoked: 'entered', entriesOfA: environment.entriesOfA + 1},
		});
	}
	if (environment.revoked === 'entered') {
		yield unheard(world, state, {
			by: 'network',
			what: 'the list of the day is issued',
			environment: {...environment, revoked: 'listed'},
		});
	}
}

function lost(
	world: World,
	state: State,
	slot: number,
	message: 'document' | 'inquiry' | 'receipt',
	change: Partial<Request>,
): Move {
	return unheard(world, state, {
		by: 'network',
		what: `the ${message} of request ${slot} is lost`,
		environment: withRequest(state.environment, slot, change),
	});
}

function delivered(world: World, state: State, slot: number, message: 'document' | 'inquiry'): Move {
	const {environment, broken} = decided(world, state.environment, slot, message);
	return unheard(world, state, {
		by: 'network',
		what: `the ${message} of request ${slot} reaches the window`,
		environment,
		broken,
	});
}

/** The window decides, as its own desk does. */
function decided(
	{window, scope}: World,
	environment: Environment,
	slot: number,
	message: 'document' | 'inquiry',
): {readonly environment: Environment; readonly broken: Invariant | undefined} {
	const request = environment.requests[slot] as Request;
	const {procedure, card, record} = request;
	const step = window({procedure, card, record, revoked: environment.revoked}, message);
	const entries = request.entries + step.entered;
	const entriesOfA = environment.entriesOfA + step.entered;
	const underway =
		message === 'document'
			? {isDocumentUnderway: scope.doublesMessages}
			: {isInquiryUnderway: scope.doublesMessages};
	const next = withRequest({...environment, entriesOfA, ...(card === 'A' && {revoked: step.revoked})}, slot, {
		...underway,
		record: step.record,
		entries,
		receipt: step.receipt ?? request.receipt,
	});
	const isNewlyStored = isStored(step) && !isStored(request);
	const broken =
		entries > 1
			? 'T-01 a request is entered twice'
			: entriesOfA > 1
				? 'T-04 a certificate is entered twice'
				: isNewlyStored && request.isDenied
					? 'T-01 a request is stored of which 受理されていません was said'
					: undefined;
	return {environment: next, broken};
}

/** `sendApplication`: a model of Postman.deliver (window/delivery.ts), await by await; network.test.ts holds it to the product. */
export function* delivery(world: World, state: State): Generator<Move> {
	const {environment} = state;
	const {signed, application} = factsOf(world, state.machine);
	const slot = signed as number;
	const move = (what: string, next: Environment, broken?: Invariant) =>
		unheard(world, state, {by: 'device', what, environment: next, broken});
	switch (environment.call.phase) {
		case 'asked': {
			const isKnown = !world.isOutboxIgnored && environment.requests[slot]?.isNoted;
			const broken =
				signed === undefined || signed !== application
					? 'T-07 what is sent is not what was shown'
					: undefined;
			if (isKnown)
				yield move(
					'only asks about a request that is noted already',
					opened(withRequest(environment, slot, {isInquiryUnderway: true})),
					broken,
				);
			else
				yield move(
					'notes the request in the outbox',
					{...withRequest(environment, slot, {isNoted: true}), call: {phase: 'noted'}},
					broken,
				);
			if (world.scope.hasTerminalFaults)
				yield move('the outbox cannot be written', answering(environment, 'cut'), broken);
			break;
		}
		case 'noted': {
			const request = environment.requests[slot];
			const isSentBefore = request?.isDocumentUnderway || request?.record !== 'none';
			const broken = isSentBefore
				? 'T-01 a request is sent again'
				: environment.maySend
					? undefined
					: 'S004-079 a request is sent without 了解 of 送信確認';
			yield move(
				'sends the document',
				opened({...withRequest(environment, slot, {isDocumentUnderway: true}), maySend: false}),
				broken,
			);
			break;
		}
		case 'open':
			yield* replies(world, state, slot);
	}
}

/** `inquire`: Postman.ask about the parcel. */
export function* inquiry(world: World, state: State): Generator<Move> {
	const {environment} = state;
	const {parcel} = environment;
	if (environment.call.phase === 'open' && parcel !== undefined) return yield* replies(world, state, parcel);
	if (environment.call.phase !== 'asked') return;
	yield unheard(world, state, {
		by: 'device',
		what: 'asks the window',
		environment:
			parcel === undefined
				? answering(environment, 'cut')
				: opened(withRequest(environment, parcel, {isInquiryUnderway: true})),
		broken: parcel === undefined ? 'T-01 the window is asked about nothing' : undefined,
	});
}

/** What the kiosk does for its outbox while nobody is served: Postman.settle. */
export function* settling(world: World, state: State): Generator<Move> {
	const {environment} = state;
	for (const [slot, request] of environment.requests.entries()) {
		if (!request?.isNoted) continue;
		const move = (what: string, change: Partial<Request>) =>
			unheard(world, state, {by: 'device', what, environment: withRequest(environment, slot, change)});
		if (request.receipt) yield move(`strikes request ${slot} out`, {isNoted: false});
		if (!request.isInquiryUnderway) yield move(`asks about request ${slot}`, {isInquiryUnderway: true});
	}
}

const noReceipts = ['cut', 'serviceError'] as const satisfies readonly NoReceiptCause[];

/** A connection ends with a receipt, whose request is struck out, or without one. */
function* replies(world: World, state: State, slot: number): Generator<Move> {
	const {environment} = state;
	const move = (what: string, answer: Answer, next = environment) =>
		unheard(world, state, {by: 'device', what, environment: answering(next, answer)});
	const receipt = environment.requests[slot]?.receipt;
	if (receipt) {
		const struck = withRequest(environment, slot, {isNoted: false});
		yield move('a receipt comes, and the request is struck out', receipt, struck);
		if (world.scope.hasTerminalFaults)
			yield move('a receipt comes, and the outbox cannot be changed', receipt);
	}
	for (const cause of noReceipts) yield move(`no receipt comes: ${cause}`, cause);
}

function opened(environment: Environment): Environment {
	return {...environment, call: {phase: 'open'}};
}
