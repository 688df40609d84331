import {readBody} from './body.ts';
import {createDesk, type DeskParts, type Reply} from './desk.ts';
import {type Problem, problemResponse} from './problem.ts';
import {hasMediaType, largestBody, mediaTypes, parseClaim, parseInquiry, paths} from './protocol.ts';

/** One line of the window's log. It never holds a name, address, serial number or request identifier (T-06). */
export interface LogEntry {
	readonly at: string;
	/** Which offer was used, `unknown` for a path that is none. */
	readonly route: keyof typeof paths | 'unknown';
	readonly httpStatus: number;
	/** The result of the receipt, or the problem answered in its place. */
	readonly outcome: string;
}

export interface HandlerOptions extends DeskParts {
	/** How long a request may take to arrive. */
	readonly requestDeadlineMs: number;
	/** How many requests are worked on at a time; the next one is told to come back. */
	readonly capacity: number;
	readonly log: (entry: LogEntry) => void;
}

/** From an HTTP request to its answer: a signed receipt, or a problem. Never throws. */
export function createHandler(options: HandlerOptions): (request: Request) => Promise<Response> {
	const routes = createRoutes(options);
	let working = 0;
	return async request => {
		const route = routeOf(request);
		const answered = (outcome: string, response: Response) => {
			options.log({at: options.now().toISOString(), route, httpStatus: response.status, outcome});
			return response;
		};
		const refuse = (problem: Problem, headers?: Record<string, string>) =>
			answered(problem, problemResponse(problem, headers));

		if (route === 'unknown') return refuse('notFound');
		const {method, answer} = routes[route];
		if (request.method !== method) return refuse('methodNotAllowed', {Allow: method});
		if (working >= options.capacity) return refuse('busy', retryLater);
		working++;
		try {
			const reply = await answer(request);
			if (reply === 'alive') return answered(reply, new Response(null, {status: 204}));
			if (reply.status === 'refused') return refuse(reply.problem);
			const response = new Response(reply.receipt, {headers: {'Content-Type': mediaTypes.cms}});
			return answered(reply.result, response);
		} catch {
			// The error may quote what was being stored: it stays here. The outcome in the log sends the operator to the store.
			return refuse('serviceError');
		} finally {
			working--;
		}
	};
}

const retryLater = {'Retry-After': '5'};

function routeOf(request: Request): keyof typeof paths | 'unknown' {
	const {pathname} = new URL(request.url);
	const names = Object.keys(paths) as (keyof typeof paths)[];
	return names.find(name => paths[name] === pathname) ?? 'unknown';
}

interface Route {
	readonly method: 'GET' | 'POST';
	readonly answer: (request: Request) => Promise<Reply | 'alive'>;
}

function createRoutes(options: HandlerOptions): Record<keyof typeof paths, Route> {
	const desk = createDesk(options);
	const withBody = (
		mediaType: string,
		answer: (bytes: Uint8Array, from: Request) => Promise<Reply>,
	): Route => ({
		method: 'POST',
		answer: async request => {
			if (!hasMediaType(request.headers.get('Content-Type'), mediaType))
				return refusal('unsupportedMediaType');
			const body = await readBody(request.body, largestBody, options.requestDeadlineMs);
			if (body.status === 'cut') return refusal('badRequest');
			return body.status === 'read' ? answer(body.bytes, request) : refusal(body.status);
		},
	});
	return {
		applications: withBody(mediaTypes.cms, (bytes, request) =>
			desk.submit(bytes, parseClaim(request.headers)),
		),
		inquiries: withBody(mediaTypes.json, async bytes => {
			const inquiry = parseInquiry(bytes);
			return inquiry ? desk.inquire(inquiry) : refusal('badRequest');
		}),
		status: {method: 'GET', answer: async () => 'alive'},
	};
}

function refusal(problem: Problem): Reply {
	return {status: 'refused', problem};
}
