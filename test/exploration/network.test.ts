import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Answer, Client, Expectation} from '../../src/window/client.ts';
import {createPostman} from '../../src/window/delivery.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import {parcelOf} from '../window/fakes.ts';
import {type Environment, emptyEnvironment, withRequest} from './environment.ts';
import type {Move, State, World} from './move.ts';
import {delivery, inquiry, settling} from './network.ts';
import {calm} from './scopes.ts';

/** What the postman is told to do, and whether a receipt comes. */
interface Errand {
	readonly errand: 'deliver' | 'ask' | 'settle';
	readonly slot: number;
	readonly hasReceipt: boolean;
}

const errand: fc.Arbitrary<Errand> = fc.record({
	errand: fc.constantFrom('deliver', 'ask', 'settle'),
	slot: fc.nat(1),
	hasReceipt: fc.boolean(),
});

test('T-01 the postman sends, asks, notes and strikes out as the model does, over random runs', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'madoguchi-postman-'));
	let nth = 0;
	try {
		await fc.assert(
			fc.asyncProperty(fc.array(errand, {maxLength: 12}), async errands => {
				const real = realPostman(join(folder, String(nth++)));
				let model = twoRequests();
				for (const step of errands) {
					const modelled = run(model, step);
					model = modelled.environment;
					expect(await real.run(step)).toEqual({
						sent: modelled.sent.toSorted(),
						noted: [0, 1].filter(slot => model.requests[slot]?.isNoted),
					});
				}
			}),
			{numRuns: 200, seed: 20_261_122},
		);
	} finally {
		await rm(folder, {recursive: true});
	}
});

/** The product's postman with its outbox on disk, and a client that writes down what it was asked to send. */
function realPostman(folder: string) {
	const parcels = [parcelOf({}, new Date(0)), parcelOf({}, new Date(1000))];
	const sent: string[] = [];
	let answer: Answer = {status: 'noReceipt', cause: 'cut'};
	const slotOf = ({digest}: Expectation) => parcels.findIndex(parcel => parcel.digest === digest);
	const client: Client = {
		alive: () => Promise.reject(new Error('nobody asks')),
		submit: async parcel => {
			sent.push(`document ${slotOf(parcel)}`);
			return answer;
		},
		inquire: async parcel => {
			sent.push(`inquiry ${slotOf(parcel)}`);
			return answer;
		},
	};
	const outbox = openOutbox(folder);
	const postman = createPostman({client, outbox});
	return {
		async run({errand, slot, hasReceipt}: Errand) {
			sent.length = 0;
			const parcel = parcels[slot] as (typeof parcels)[number];
			answer = hasReceipt
				? {status: 'answered', receipt: {...parcel, result: 'accepted', receiptNumber: 'R-1', decidedAt: ''}}
				: {status: 'noReceipt', cause: 'cut'};
			if (errand === 'deliver') await postman.deliver(parcel);
			else if (errand === 'ask') await postman.ask(parcel);
			else await postman.settle();
			const {entries} = await outbox.list();
			return {sent: sent.toSorted(), noted: entries.map(slotOf).sort()};
		},
	};
}

function twoRequests(): Environment {
	const request = {
		procedure: 'revocation',
		card: 'A',
		isNoted: false,
		isDocumentUnderway: false,
		isInquiryUnderway: false,
		receipt: undefined,
		record: 'none',
		entries: 0,
		isDenied: false,
	} as const;
	return {...emptyEnvironment(2), requests: [request, request]};
}

/** Lets the model run an errand to its end. */
function run(model: Environment, {errand, slot, hasReceipt}: Errand) {
	// As in a running kiosk: the machines hold both requests, so that none is forgotten.
	const world = {
		scope: calm,
		machines: {facts: [{signed: slot, application: slot, held: new Set([0, 1])}]},
	} as unknown as World;
	const moves = {deliver: delivery, ask: inquiry, settle: settling}[errand];
	const slots = errand === 'settle' ? [0, 1].filter(nth => model.requests[nth]?.isNoted) : [slot];
	let environment: Environment = {...model, call: {phase: 'asked'}, parcel: slot, maySend: true};
	for (;;) {
		const next = chosen([...moves(world, {machine: 0, environment} satisfies State)], hasReceipt);
		if (!next) break;
		environment = next.to.environment;
		if (!hasReceipt) continue;
		// The window answers what reached it.
		for (const nth of slots) {
			const request = environment.requests[nth];
			if (request?.isDocumentUnderway || request?.isInquiryUnderway) {
				environment = withRequest(environment, nth, {receipt: 'accepted'});
			}
		}
	}
	const sent = environment.requests.flatMap((request, nth) => [
		...(request?.isDocumentUnderway ? [`document ${nth}`] : []),
		...(request?.isInquiryUnderway ? [`inquiry ${nth}`] : []),
	]);
	const arrived = {isDocumentUnderway: false, isInquiryUnderway: false, receipt: undefined};
	environment = withRequest(withRequest(environment, 0, arrived), 1, arrived);
	return {environment, sent};
}

/** The move that this errand's luck asks for: a connection ends with the receipt, or without one. */
function chosen(moves: readonly Move[], hasReceipt: boolean): Move | undefined {
	if (!hasReceipt) return moves[0];
	return (
		moves.find(({what}) => what.includes('receipt comes, and') || what.startsWith('strikes')) ?? moves[0]
	);
}
