import type {HeadRefusal, SeenHeads} from '../domain/audit.ts';
import {auditName, largestHead, readHead} from './auditHead.ts';
import {readBody} from './body.ts';
import {createDesk, type DeskParts, type Reply} from './desk.ts';
import type {Caller} from './enrolment.ts';
import {type Problem, problemResponse} from './problem.ts';
import {
	auditHeadHeader,
	hasMediaType,
	largestBody,
	largestInquiry,
	largestReset,
	mediaTypes,
	type Offer,
	parseClaim,
	parseInquiry,
	parsePath,
	parseResetRequest,
	type ResetAnswer,
	type ResetRequest,
} from './protocol.ts';
import {createRates, type RateLimits} from './rates.ts';
import {createTurns} from './turns.ts';

/** One line of the window's log. It never holds a citizen's name, address, serial number or request identifier (T-06). */
export interface LogEntry {
	readonly at: string;
	/** Which offer was used, `unknown` for a path that is none. */
	readonly route: Offer['route'] | 'unknown';
	/** 0 when the caller was hung up on. */
	readonly httpStatus: number;
	/** The result of the receipt, or the problem answered in its place. */
	readonly outcome: string;
	/** The serial number of the certificate a terminal or verifier is enrolled with. */
	readonly caller?: string;
	/** Why what the terminal said of its audit was not taken: somebody has to look at that terminal (T-22). */
	readonly auditHead?: HeadRefusal | 'unreadable';
}

export interface HandlerOptions extends DeskParts {
	/** Signs the window's word on an audit: CMS SignedData. */
	readonly countersign: (seen: SeenHeads) => Promise<Uint8Array>;
	/** Rules on resets; where there is none, the window has no such offer. */
	readonly ruleOnReset?: (request: ResetRequest, terminal: string | undefined) => Promise<ResetAnswer>;
	/** How many requests are worked on at a time; the next one is told to come back. */
	readonly capacity: number;
	readonly rates: RateLimits;
	/** Who may have the revocation lists: enrolled verifiers, or everybody. */
	readonly crl: 'enrolled' | 'open';
	/** A monotonic clock, for the rates. */
	readonly nowMs: () => number;
	readonly log: (entry: LogEntry) => void;
}

/** What the connection tells of a request. */
export interface Arriving {
	readonly caller: Caller;
	/** Whether only enrolled terminals may apply and inquire. */
	readonly enrolsTerminals: boolean;
	/** Fires when the request has had its time to arrive. */
	readonly deadline: AbortSignal;
}

/**
 * From an HTTP request to its answer: a signed receipt, a list, or a problem. A stranger where only terminals
 * are served gets a network error, which the server turns into no answer at all. Never throws.
 */
export function createHandler(
	options: HandlerOptions,
): (request: Request, arriving: Arriving) => Promise<Response> {
	const heads = createHeads(options);
	const answerTo = createOffers(options, heads);
	const rates = createRates(options.rates, options.nowMs);
	return async (request, {caller, enrolsTerminals, deadline}) => {
		const offer = parsePath(new URL(request.url).pathname);
		let auditHead: LogEntry['auditHead'];
		const note = (httpStatus: number, outcome: string) =>
			options.log({
				at: options.now().toISOString(),
				route: offer?.route ?? 'unknown',
				httpStatus,
				outcome,
				...(caller.role !== 'stranger' && {caller: caller.serialNumber}),
				...(auditHead && {auditHead}),
			});
		const refuse = (problem: Problem, headers?: Record<string, string>) => {
			const response = problemResponse(problem, headers);
			note(response.status, problem);
			return response;
		};

		// From the cheapest check to the dearest: a stranger is to cost next to nothing (T-05).
		if (offer?.route === 'crl') {
			if (options.crl === 'enrolled' && caller.role !== 'verifier') return refuse('notEnrolled');
		} else if (enrolsTerminals && caller.role !== 'terminal') {
			note(0, 'notEnrolled');
			return Response.error();
		}
		if (!offer) return refuse('notFound');
		const allowed = methodOf(offer);
		if (request.method !== allowed) return refuse('methodNotAllowed', {Allow: allowed});
		const admission = rates.admit(caller.role === 'terminal' ? caller.serialNumber : undefined);
		if (admission.status === 'tooFast') return refuse('busy', retryAfter(admission.waitMs));
		const terminal = caller.role === 'terminal' ? caller.serialNumber : undefined;
		auditHead = await heads.hear(request.headers.get(auditHeadHeader), terminal);
		try {
			const answer = await answerTo(offer, {request, deadline, terminal});
			switch (answer.status) {
				case 'alive':
					note(204, 'alive');
					return new Response(null, {status: 204});
				case 'listed':
					note(200, 'listed');
					return new Response(answer.der, {
						headers: {'Content-Type': mediaTypes.crl, Expires: answer.nextUpdate.toUTCString()},
					});
				case 'seen':
					note(200, 'seen');
					return new Response(answer.seen, {headers: {'Content-Type': mediaTypes.cms}});
				case 'ruled':
					note(200, answer.answer.status === 'refused' ? answer.answer.cause : answer.answer.status);
					return Response.json(answer.answer, {headers: {'Content-Type': mediaTypes.json}});
				case 'headRefused':
					auditHead = answer.cause;
					return refuse('headRefused');
				case 'answered':
					note(200, answer.result);
					return new Response(answer.receipt, {headers: {'Content-Type': mediaTypes.cms}});
				case 'refused':
					return refuse(answer.problem, answer.problem === 'busy' ? retryAfter(crowdedMs) : {});
			}
		} catch {
			// The error may quote what was being stored: it stays here. The outcome in the log sends the operator to the store.
			return refuse('serviceError');
		}
	};
}

/** How long who finds the window full is asked to stay away. */
const crowdedMs = 5000;

const retryAfter = (waitMs: number) => ({'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000)))});

function methodOf({route}: Offer): 'GET' | 'POST' {
	return route === 'status' || route === 'crl' || route === 'seenHeads' ? 'GET' : 'POST';
}

type Answer =
	| Reply
	| {readonly status: 'alive'}
	| {readonly status: 'seen'; readonly seen: Uint8Array}
	| {readonly status: 'ruled'; readonly answer: ResetAnswer}
	| {readonly status: 'headRefused'; readonly cause: HeadRefusal}
	| {readonly status: 'listed'; readonly der: Uint8Array; readonly nextUpdate: Date};

/** A request that was let in. */
interface LetIn {
	readonly request: Request;
	readonly deadline: AbortSignal;
	/** The serial number of an enrolled terminal. */
	readonly terminal: string | undefined;
}

function createOffers(options: HandlerOptions, heads: Heads) {
	const desk = createDesk(options);
	const inTurn = createTurns(options.capacity, options.nowMs);
	const withBody = async <Given extends Answer>(
		{request, deadline}: LetIn,
		{mediaType, largest}: {readonly mediaType: string; readonly largest: number},
		work: (bytes: Uint8Array) => Promise<Given>,
	): Promise<Given | Refused> => {
		if (!hasMediaType(request.headers.get('Content-Type'), mediaType)) return refusal('unsupportedMediaType');
		if (Number(request.headers.get('Content-Length')) > largest) return refusal('tooLarge');
		const body = await readBody(request.body, largest, deadline);
		if (body.status === 'cut') return refusal('badRequest');
		if (body.status !== 'read') return refusal(body.status);
		// Only now: who sends slowly takes no place from others.
		return (await inTurn(() => work(body.bytes))) ?? refusal('busy');
	};
	return async (offer: Offer, arrived: LetIn): Promise<Answer> => {
		switch (offer.route) {
			case 'applications':
				return withBody(arrived, {mediaType: mediaTypes.cms, largest: largestBody}, bytes =>
					desk.submit(bytes, parseClaim(arrived.request.headers)),
				);
			case 'inquiries':
				return withBody(arrived, {mediaType: mediaTypes.json, largest: largestInquiry}, async bytes => {
					const inquiry = parseInquiry(bytes);
					return inquiry ? desk.inquire(inquiry) : refusal('badRequest');
				});
			case 'heads':
				return withBody(arrived, {mediaType: mediaTypes.json, largest: largestHead}, bytes =>
					heads.take(Buffer.from(bytes).toString('latin1'), arrived.terminal),
				);
			case 'unblock': {
				const {ruleOnReset} = options;
				if (!ruleOnReset) return refusal('notFound');
				return withBody(arrived, {mediaType: mediaTypes.json, largest: largestReset}, async bytes => {
					const asked = parseResetRequest(bytes);
					if (!asked) return refusal('badRequest');
					return {status: 'ruled', answer: await ruleOnReset(asked, arrived.terminal)};
				});
			}
			case 'seenHeads':
				return heads.seen(offer.audit);
			case 'status':
				return {status: 'alive'};
			case 'crl': {
				const list = await options.registry.latestList(offer.issuer);
				return list ? {status: 'listed', ...list} : refusal('notFound');
			}
		}
	};
}

type Refused = Extract<Reply, {readonly status: 'refused'}>;

function refusal(problem: Problem): Refused {
	return {status: 'refused', problem};
}

/** What the window does with the heads of terminals' audits. */
interface Heads {
	/** A head that came with another request: whatever it is worth, that request is served. */
	hear(text: string | null, terminal: string | undefined): Promise<LogEntry['auditHead']>;
	/** A head that came for the window's word on it. */
	take(text: string, terminal: string | undefined): Promise<Answer>;
	/** The window's word on an audit. */
	seen(audit: string): Promise<Answer>;
}

function createHeads({registry, countersign, now}: HandlerOptions): Heads {
	/** The last head taken from each audit: most requests bring the same one again. */
	const known = new Map<string, string>();
	const seen = async (isAudit: (key: string) => boolean): Promise<Answer> => {
		const heads = await registry.heads.seen(isAudit);
		if (!heads) return refusal('notFound');
		return {status: 'seen', seen: await countersign({...heads, seenAt: now().toISOString()})};
	};
	return {
		async hear(text, terminal) {
			const statement = text === null || text.length > largestHead ? undefined : readHead(text);
			if (!statement) return text === null ? undefined : 'unreadable';
			const {key, count, hash} = statement;
			if (known.get(key) === `${count} ${hash}`) return undefined;
			// Records that cannot be written are met again, and told, by the request itself.
			const taking = await registry.heads.take(statement, terminal, now()).catch(() => undefined);
			if (taking?.status === 'refused') return taking.cause;
			if (taking?.status === 'taken') known.set(key, `${count} ${hash}`);
			return undefined;
		},
		async take(text, terminal) {
			const statement = readHead(text);
			if (!statement) return refusal('badRequest');
			const taking = await registry.heads.take(statement, terminal, now());
			if (taking.status === 'refused') return {status: 'headRefused', cause: taking.cause};
			return seen(key => key === statement.key);
		},
		seen: audit => seen(key => auditName(key) === audit),
	};
}
