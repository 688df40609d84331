import {expect, test} from 'vitest';
import {type Problem, problemResponse} from '../../src/window/problem.ts';

// The statuses of RFC 9110 15.5 and 15.6 for what happened.
test.each<[Problem, number]>([
	['badRequest', 400],
	['claimDiffers', 400],
	['notEnrolled', 403],
	['notFound', 404],
	['methodNotAllowed', 405],
	['timeout', 408],
	['conflict', 409],
	['requestClosed', 409],
	['headRefused', 409],
	['tooLarge', 413],
	['unsupportedMediaType', 415],
	['serviceError', 500],
	['busy', 503],
])('the problem %s is answered by %i, named after RFC 9457 in words', async (problem, status) => {
	const response = problemResponse(problem, {Allow: 'GET'});
	expect(response.status).toBe(status);
	expect(response.headers.get('Allow')).toBe('GET');
	expect(response.headers.get('Content-Type')).toBe('application/problem+json');
	expect(await response.json()).toEqual({
		type: `tag:madoguchi.example,2026:${problem}`,
		title: expect.stringMatching(/^[A-Z][a-z]+ [a-z ]+$/),
		status,
	});
});

test('no two problems have one title', async () => {
	const problems: Problem[] = ['conflict', 'requestClosed', 'headRefused', 'badRequest', 'claimDiffers'];
	const titles = await Promise.all(
		problems.map(async problem => ((await problemResponse(problem).json()) as {title: string}).title),
	);
	expect(new Set(titles).size).toBe(problems.length);
});
