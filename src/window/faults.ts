import type {Refusal} from '../domain/receipt.ts';
import {problemResponse} from './problem.ts';
import {mediaTypes, paths} from './protocol.ts';
import type {Records, Registry} from './registry.ts';
import type {WindowOptions} from './server.ts';

/** A drill: the window with one thing gone wrong, so that each screen of the kiosk can be seen. */
export interface Fault {
	/** What the window does, for the help. */
	readonly summary: string;
	/** @param late settles when a slow answer is due */
	readonly bend: (window: WindowOptions, late: () => Promise<void>) => WindowOptions;
}

type Around = NonNullable<WindowOptions['around']>;

/** Every fault by its name on the command line. */
export const faults: Readonly<Record<string, Fault>> = {
	busy: around('answers every request with 503 and Retry-After', async () => busy()),
	'service-error': around('answers every request with 500', async () => problemResponse('serviceError')),
	'busy-on-send': onApplication('answers an application with 503, stored nowhere', async () => busy()),
	'service-error-on-send': onApplication('answers an application with 500, stored nowhere', async () =>
		problemResponse('serviceError'),
	),
	'cut-before': onApplication('cuts the line before an application is taken', async () => Response.error()),
	'cut-during': onApplication('cuts the line in the middle of the receipt', async (_, handle) => ({
		cutWithin: await handle(),
	})),
	'cut-after-storing': onApplication('stores an application, then cuts the line', async (_, handle) => {
		await handle();
		return Response.error();
	}),
	silent: around('cuts the line of every application and inquiry', async ({url}, handle) =>
		new URL(url).pathname === paths.status ? handle() : Response.error(),
	),
	garbage: onApplication('stores an application and answers with what is no receipt', async (_, handle) => {
		await handle();
		return new Response('no receipt', {headers: {'Content-Type': mediaTypes.cms}});
	}),
	unsigned: {
		summary: 'answers with receipts that nobody has signed',
		bend: window => ({
			...window,
			issueReceipt: async receipt => new TextEncoder().encode(JSON.stringify(receipt)),
		}),
	},
	'other-request': {
		summary: 'answers with signed receipts for another request',
		bend: window => ({
			...window,
			issueReceipt: receipt => window.issueReceipt({...receipt, requestId: '0'.repeat(32)}),
		}),
	},
	slow: {
		summary: 'answers an application after 20 seconds',
		bend: (window, late) => ({
			...window,
			around: applicationsOnly(async (_, handle) => {
				const handling = await handle();
				await late();
				return handling;
			}),
		}),
	},
	'clock-wrong': {
		summary: 'has a clock that is two minutes behind',
		bend: window => ({...window, now: () => new Date(window.now().getTime() - 120_000)}),
	},
	malformed: refusing('malformed'),
	'unknown-issuer': refusing('unknown-issuer'),
	'certificate-unverified': refusing('certificate-unverified'),
	'not-yet-valid': refusing('not-yet-valid'),
	expired: refusing('expired'),
	'application-unverified': refusing('application-unverified'),
	'wrong-addressee': refusing('wrong-addressee'),
	'already-revoked': ruling('takes every certificate for revoked', records => ({
		...records,
		revocationOf: async () => ({effectiveAt: longAgo, isListed: true}),
	})),
	duplicate: ruling('takes every certificate for revoked, but on no list yet', records => ({
		...records,
		revocationOf: async () => ({effectiveAt: longAgo, isListed: false}),
	})),
	'status-unknown': ruling('has revocation lists that have run out', records => ({
		...records,
		isListCurrent: async () => false,
	})),
	'store-unreadable': {
		summary: 'cannot read its store',
		bend: window => ({...window, registry: unreadable(window.registry)}),
	},
};

const longAgo = '2000-01-01T00:00:00.000Z';

function around(summary: string, bent: Around): Fault {
	return {summary, bend: window => ({...window, around: bent})};
}

function onApplication(summary: string, bent: Around): Fault {
	return around(summary, applicationsOnly(bent));
}

function applicationsOnly(bent: Around): Around {
	return async (request, handle) =>
		new URL(request.url).pathname === paths.applications ? bent(request, handle) : handle();
}

function refusing(result: Refusal): Fault {
	return {
		summary: `refuses every application as ${result}`,
		bend: window => ({
			...window,
			judge: async (cms, now) => {
				const {requestId, procedure} = await window.judge(cms, now);
				return {status: 'refused', result, ...(requestId && {requestId}), ...(procedure && {procedure})};
			},
		}),
	};
}

function ruling(summary: string, change: (records: Records) => Records): Fault {
	return {
		summary,
		bend: window => ({
			...window,
			registry: {
				...window.registry,
				settle: (request, arrival, decide) =>
					window.registry.settle(request, arrival, (records, receiptNumber) =>
						decide(change(records), receiptNumber),
					),
			},
		}),
	};
}

function unreadable(registry: Registry): Registry {
	const fail = () => Promise.reject(new Error('The store cannot be read.'));
	return {...registry, recall: fail, settle: fail, latestList: fail};
}

function busy(): Response {
	return problemResponse('busy', {'Retry-After': '5'});
}
