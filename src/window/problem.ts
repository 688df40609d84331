import {mediaTypes} from './protocol.ts';

/** Every way the window answers without a receipt: status and title of an RFC 9457 problem. */
const problems = {
	badRequest: {status: 400, title: 'The request cannot be read'},
	claimDiffers: {status: 400, title: 'The headers name another request than the document'},
	notEnrolled: {status: 403, title: 'This is for enrolled callers'},
	notFound: {status: 404, title: 'There is nothing at this path'},
	methodNotAllowed: {status: 405, title: 'This path takes another method'},
	timeout: {status: 408, title: 'The request did not arrive in time'},
	conflict: {status: 409, title: 'Another document was received under this request identifier'},
	requestClosed: {status: 409, title: 'This request was closed by an inquiry before it arrived'},
	headRefused: {status: 409, title: 'This does not go on from what was seen of the audit'},
	tooLarge: {status: 413, title: 'The request is too large'},
	unsupportedMediaType: {status: 415, title: 'This path takes another media type'},
	serviceError: {status: 500, title: 'The window cannot answer'},
	busy: {status: 503, title: 'The window is busy'},
} as const;

export type Problem = keyof typeof problems;

/**
 * A problem as an HTTP answer. It carries no `detail` and no `instance`: nothing of the request may come
 * back in it (T-06), and what a citizen reads comes from words/ (T-13).
 */
export function problemResponse(problem: Problem, extraHeaders: Record<string, string> = {}): Response {
	const {status, title} = problems[problem];
	const body = {type: `tag:madoguchi.example,2026:${problem}`, title, status};
	return new Response(JSON.stringify(body), {
		status,
		headers: {'Content-Type': mediaTypes.problem, ...extraHeaders},
	});
}
