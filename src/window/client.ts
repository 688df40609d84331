import type {Receipt} from '../domain/receipt.ts';
import type {NoReceiptCause, SiteIdentity, UnreachableCause} from '../domain/site.ts';
import {auditName, type SaidHead, writeHead} from './auditHead.ts';
import {type Exchange, exchange, type Message, type Site} from './exchange.ts';
import {
	auditHeadHeader,
	claimHeaders,
	hasMediaType,
	type Inquiry,
	mediaTypes,
	parseResetAnswer,
	paths,
	type ResetAnswer,
	type ResetRequest,
	seenHeadsPath,
} from './protocol.ts';

/** Whether the window is there before a procedure begins. */
export type Alive =
	| {
			readonly status: 'alive';
			/** The window's clock minus ours; the Date header counts whole seconds. */
			readonly skewMs: number;
			readonly identity: SiteIdentity;
	  }
	| {readonly status: 'busy'}
	| {readonly status: 'serviceError'}
	| {readonly status: 'unreachable'; readonly cause: UnreachableCause};

/** What a submission or an inquiry brought. Only a believed receipt is an answer (T-01). */
export type Answer =
	| {readonly status: 'answered'; readonly receipt: Receipt}
	| {readonly status: 'noReceipt'; readonly cause: NoReceiptCause};

/** What a receipt must name, and since when it can have been decided, to be believed (T-03). */
export interface Expectation extends Inquiry {
	/** When the document was first sent, ISO 8601 in UTC. */
	readonly sentAt: string;
}

export interface ClientOptions extends Site {
	readonly deadlines: {readonly aliveMs: number; readonly submitMs: number; readonly inquireMs: number};
	readonly now: () => Date;
	/** How far this terminal's audit has come: said in every request (T-22). Nothing is said if not given. */
	readonly auditHead?: () => SaidHead;
	/** Reads a receipt and checks everything T-03 asks; undefined for one that is not believed. */
	readonly believe: (receipt: Uint8Array, expectation: Expectation) => Promise<Receipt | undefined>;
}

/** What the window answers of an audit. */
export type HeadAnswer =
	/** Its word, CMS SignedData, to be judged by who asked. */
	| {readonly status: 'seen'; readonly countersigned: Uint8Array}
	/** What it saw before does not lead here. */
	| {readonly status: 'refused'}
	| {readonly status: 'none'};

/** The kiosk's side of the window. */
export interface Client {
	alive(signal?: AbortSignal): Promise<Alive>;
	/** Sends the signed application, exactly once. */
	submit(application: Expectation & {readonly cms: Uint8Array}, signal?: AbortSignal): Promise<Answer>;
	/** Asks what became of a request; the window closes one that it never received. */
	inquire(expectation: Expectation, signal?: AbortSignal): Promise<Answer>;
}

export function createClient(options: ClientOptions): Client {
	const {deadlines, now, believe} = options;
	const send = ({headers, ...message}: Message) => {
		const head = options.auditHead?.();
		return exchange(options, {
			...message,
			headers: {...headers, ...(head && {[auditHeadHeader]: writeHead(head)})},
		});
	};
	const ask = async (message: Message, expectation: Expectation): Promise<Answer> => {
		const answer = await send(message);
		const cause = whyNoReceipt(answer);
		if (cause) return {status: 'noReceipt', cause};
		const receipt = isReceipt(answer) ? await believe(answer.body, expectation) : undefined;
		return receipt ? {status: 'answered', receipt} : {status: 'noReceipt', cause: 'notBelieved'};
	};
	return {
		alive: async signal => {
			const answer = await send({
				method: 'GET',
				path: paths.status,
				deadlineMs: deadlines.aliveMs,
				signal,
			});
			return aliveness(answer, now());
		},
		submit: ({cms, ...expectation}, signal) =>
			ask(
				{
					method: 'POST',
					path: paths.applications,
					headers: {'Content-Type': mediaTypes.cms, ...claimHeaders(expectation)},
					body: cms,
					deadlineMs: deadlines.submitMs,
					signal,
				},
				expectation,
			),
		inquire: (expectation, signal) => {
			const {requestId, procedure, digest} = expectation;
			return ask(
				{
					method: 'POST',
					path: paths.inquiries,
					headers: {'Content-Type': mediaTypes.json},
					body: new TextEncoder().encode(JSON.stringify({requestId, procedure, digest})),
					deadlineMs: deadlines.inquireMs,
					signal,
				},
				expectation,
			);
		},
	};
}

/**
 * Asks the window to rule on a reset, or to answer a card's challenge for it. Never repeated by itself.
 * @returns undefined when no answer came: then an order with a challenge may have been used up
 */
export async function askReset(
	site: Site,
	request: ResetRequest,
	{deadlineMs, signal}: {readonly deadlineMs: number; readonly signal?: AbortSignal},
): Promise<ResetAnswer | undefined> {
	const answer = await exchange(site, {
		method: 'POST',
		path: paths.unblock,
		headers: {'Content-Type': mediaTypes.json},
		body: new TextEncoder().encode(JSON.stringify(request)),
		deadlineMs,
		signal,
	});
	if (answer.status !== 'answered' || answer.httpStatus !== 200) return undefined;
	return hasMediaType(answer.contentType, mediaTypes.json) ? parseResetAnswer(answer.body) : undefined;
}

/** Says how far a terminal's audit has come and asks for the window's word on it. */
export async function sayHead(site: Site, head: SaidHead, deadlineMs: number): Promise<HeadAnswer> {
	return headAnswer(
		await exchange(site, {
			method: 'POST',
			path: paths.heads,
			headers: {'Content-Type': mediaTypes.json},
			body: new TextEncoder().encode(writeHead(head)),
			deadlineMs,
		}),
	);
}

/** Asks a window, as an auditor does, what it saw of the audit with this public key (SPKI in base64). */
export async function askSeenHeads(site: Site, key: string, deadlineMs: number): Promise<HeadAnswer> {
	const path = `${seenHeadsPath}${auditName(key)}`;
	return headAnswer(await exchange(site, {method: 'GET', path, deadlineMs}));
}

function headAnswer(answer: Exchange): HeadAnswer {
	if (answer.status === 'answered' && answer.httpStatus === 409) return {status: 'refused'};
	return isReceipt(answer) && answer.httpStatus === 200
		? {status: 'seen', countersigned: answer.body}
		: {status: 'none'};
}

function aliveness(answer: Exchange, now: Date): Alive {
	if (answer.status === 'failed') {
		return answer.failure === 'garbled'
			? {status: 'serviceError'}
			: {status: 'unreachable', cause: answer.failure};
	}
	if (answer.httpStatus === 503) return {status: 'busy'};
	// Without a Date header the clocks cannot be compared (T-09): then the window is of no use.
	if (answer.httpStatus >= 500 || Number.isNaN(answer.dateMs)) return {status: 'serviceError'};
	return {status: 'alive', skewMs: answer.dateMs - now.getTime(), identity: answer.identity};
}

function whyNoReceipt(answer: Exchange): NoReceiptCause | undefined {
	if (answer.status === 'failed') return answer.failure === 'garbled' ? 'notBelieved' : 'cut';
	if (answer.httpStatus === 200) return undefined;
	return answer.httpStatus === 503 ? 'busy' : 'serviceError';
}

function isReceipt(answer: Exchange): answer is Extract<Exchange, {status: 'answered'}> {
	return answer.status === 'answered' && hasMediaType(answer.contentType, mediaTypes.cms);
}
