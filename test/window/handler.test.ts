import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {type Arriving, createHandler, type HandlerOptions, type LogEntry} from '../../src/window/handler.ts';
import type {HeadTaking} from '../../src/window/headRecords.ts';
import type {ResetAnswer} from '../../src/window/protocol.ts';
import {deskParts, noon, parcelOf} from './fakes.ts';
import {auditKey, someHash} from './saidHeads.ts';
import {testRegistry} from './testWindow.ts';

const stranger: Arriving = {
	caller: {role: 'stranger'},
	enrolsTerminals: false,
	deadline: new AbortController().signal,
};
const enrolled = (role: 'terminal' | 'verifier', serialNumber = 'A1'): Arriving => ({
	...stranger,
	caller: {role, serialNumber},
	enrolsTerminals: true,
});

/** The window without its connections. */
async function office(options: Partial<HandlerOptions> = {}) {
	const logged: LogEntry[] = [];
	const registry = options.registry ?? (await testRegistry());
	const handle = createHandler({
		...deskParts(registry),
		countersign: async seen => new TextEncoder().encode(JSON.stringify(seen)),
		capacity: 4,
		rates: {perTerminal: 60, inAll: 600},
		crl: 'enrolled',
		nowMs: () => 0,
		log: entry => logged.push(entry),
		...options,
	});
	return {
		logged,
		registry,
		get: (path: string, arriving = stranger, headers: Record<string, string> = {}) =>
			handle(new Request(`https://window${path}`, {headers}), arriving),
		post: (
			path: string,
			body: string | ReadableStream,
			arriving = stranger,
			headers: Record<string, string> = {},
		) =>
			handle(
				new Request(`https://window${path}`, {
					method: 'POST',
					body,
					headers: {'Content-Type': 'application/json', ...headers},
				}),
				arriving,
			),
	};
}

const at = noon.toISOString();
const head = (said: object) => ({'Madoguchi-Audit-Head': JSON.stringify(said)});

describe('T-06 a line of the log', () => {
	test('of a stranger’s request has no caller, and no word of an audit', async () => {
		const {get, logged} = await office();
		expect((await get('/v1/status')).status).toBe(204);
		expect(logged).toStrictEqual([{at, route: 'status', httpStatus: 204, outcome: 'alive'}]);
	});

	test('of an enrolled terminal’s names it', async () => {
		const {get, logged} = await office();
		await get('/v1/status', enrolled('terminal'));
		expect(logged).toStrictEqual([{at, route: 'status', httpStatus: 204, outcome: 'alive', caller: 'A1'}]);
	});

	test.each([
		['a stranger', {...stranger, enrolsTerminals: true}, {}],
		['a verifier', enrolled('verifier'), {caller: 'A1'}],
	])('T-05 tells that %s was hung up on where only terminals are served', async (_, arriving, more) => {
		const {get, logged} = await office();
		expect((await get('/v1/status', arriving)).type).toBe('error');
		expect(logged).toStrictEqual([{at, route: 'status', httpStatus: 0, outcome: 'notEnrolled', ...more}]);
	});

	test('of a request for what there is not, or by another method, keeps no path', async () => {
		const {get, post, logged} = await office();
		expect((await get('/v1/applicants/yoshida')).status).toBe(404);
		const wrong = await post('/v1/status', '{}');
		expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'GET']);
		expect(logged).toStrictEqual([
			{at, route: 'unknown', httpStatus: 404, outcome: 'notFound'},
			{at, route: 'status', httpStatus: 405, outcome: 'methodNotAllowed'},
		]);
	});

	test('tells of a list that was given, and of one that was not', async () => {
		const {get, logged} = await office();
		expect((await get('/v1/crl/0123456789abcdef.crl', enrolled('verifier'))).status).toBe(200);
		expect((await get('/v1/crl/ffffffffffffffff.crl', enrolled('verifier'))).status).toBe(404);
		expect((await get('/v1/crl/0123456789abcdef.crl', enrolled('terminal'))).status).toBe(403);
		expect(logged.map(({route, httpStatus, outcome}) => [route, httpStatus, outcome])).toEqual([
			['crl', 200, 'listed'],
			['crl', 404, 'notFound'],
			['crl', 403, 'notEnrolled'],
		]);
	});
});

describe('T-22 a head that comes with a request', () => {
	const audit = auditKey();

	test('is recorded with its terminal, and not written again while it stays', async () => {
		const registry = await testRegistry();
		let taken = 0;
		const counting = {
			...registry,
			heads: {
				...registry.heads,
				take: (...given: Parameters<typeof registry.heads.take>) => {
					taken++;
					return registry.heads.take(...given);
				},
			},
		};
		const {get, logged} = await office({registry: counting});
		const terminal = enrolled('terminal');
		await get('/v1/status', terminal, head(audit.say({count: 3})));
		await get('/v1/status', terminal, head(audit.say({count: 3})));
		expect(taken).toBe(1);
		await get('/v1/status', terminal, head(audit.say({count: 4})));
		await get('/v1/status', terminal, head(audit.say({count: 4, hash: 'cd'.repeat(32)})));
		expect(taken).toBe(3);
		expect((await registry.heads.all()).map(({count, terminal: by}) => [count, by])).toEqual([
			[3, 'A1'],
			[4, 'A1'],
		]);
		expect(logged.map(({httpStatus, auditHead}) => [httpStatus, auditHead])).toEqual([
			[204, undefined],
			[204, undefined],
			[204, undefined],
			[204, 'fork'],
		]);
	});

	test('that was refused is judged, and told, each time', async () => {
		const {get, logged} = await office();
		await get('/v1/status', stranger, head(audit.say({count: 3})));
		for (let i = 0; i < 2; i++)
			await get('/v1/status', stranger, head(audit.say({count: 3, hash: 'cd'.repeat(32)})));
		expect(logged).toStrictEqual([
			{at, route: 'status', httpStatus: 204, outcome: 'alive'},
			{at, route: 'status', httpStatus: 204, outcome: 'alive', auditHead: 'fork'},
			{at, route: 'status', httpStatus: 204, outcome: 'alive', auditHead: 'fork'},
		]);
	});

	test('of 1024 characters is read, of one more is not', async () => {
		const {get, logged} = await office();
		const said = JSON.stringify(audit.say());
		const padded = (length: number) => ({
			'Madoguchi-Audit-Head': `{${' '.repeat(length - said.length)}${said.slice(1)}`,
		});
		await get('/v1/status', stranger, padded(1024));
		await get('/v1/status', stranger, padded(1025));
		await get('/v1/status', stranger, {'Madoguchi-Audit-Head': 'x'});
		expect(logged.map(({auditHead}) => auditHead)).toEqual([undefined, 'unreadable', 'unreadable']);
	});

	test.each<[string, () => Promise<HeadTaking>]>([
		['cannot be recorded', () => Promise.reject(new Error('disk'))],
		['was overtaken', async () => ({status: 'overtaken'})],
	])('and %s keeps no request from its answer, and is no alarm', async (_, take) => {
		const registry = await testRegistry();
		const {get, logged} = await office({registry: {...registry, heads: {...registry.heads, take}}});
		expect((await get('/v1/status', stranger, head(audit.say()))).status).toBe(204);
		expect(logged).toStrictEqual([{at, route: 'status', httpStatus: 204, outcome: 'alive'}]);
	});

	test.each<[string, () => Promise<HeadTaking>]>([
		['could not be recorded', () => Promise.reject(new Error('disk'))],
		['was overtaken', async () => ({status: 'overtaken'})],
	])('and %s is met again with the next request', async (_, take) => {
		const registry = await testRegistry();
		let nth = 0;
		const once: typeof registry.heads.take = (...given) =>
			nth++ === 0 ? take() : registry.heads.take(...given);
		const {get} = await office({registry: {...registry, heads: {...registry.heads, take: once}}});
		for (let request = 0; request < 2; request++)
			await get('/v1/status', enrolled('terminal'), head(audit.say({count: 3})));
		expect((await registry.heads.all()).map(({count}) => count)).toEqual([3]);
	});

	test('of a verifier is nobody’s terminal’s', async () => {
		const {get, registry} = await office({crl: 'open'});
		await get('/v1/crl/0123456789abcdef.crl', enrolled('verifier'), head(audit.say()));
		expect((await registry.heads.all()).map(({terminal}) => terminal)).toEqual(['']);
	});
});

describe('T-22 the window’s word on an audit', () => {
	const audit = auditKey();

	test('is given for a head that it takes, and to who asks by the audit’s name', async () => {
		const {get, post, logged} = await office();
		const word = {key: audit.key, heads: [{count: 3, hash: someHash}], seenAt: at};
		const posted = await post('/v1/heads', JSON.stringify(audit.say()));
		expect([posted.status, posted.headers.get('Content-Type')]).toEqual([200, 'application/cms']);
		expect(await posted.json()).toEqual(word);
		const name = createHash('sha256').update(audit.der).digest('hex');
		const asked = await get(`/v1/heads/${name}`);
		expect(await asked.json()).toEqual(word);
		expect((await get(`/v1/heads/${'0'.repeat(64)}`)).status).toBe(404);
		expect(logged.map(({route, httpStatus, outcome}) => [route, httpStatus, outcome])).toEqual([
			['heads', 200, 'seen'],
			['seenHeads', 200, 'seen'],
			['seenHeads', 404, 'notFound'],
		]);
	});

	test('is not given for what is no head, nor for one that it refuses', async () => {
		const {post, logged} = await office();
		const terminal = enrolled('terminal');
		expect((await post('/v1/heads', '{}', terminal)).status).toBe(400);
		await post('/v1/heads', JSON.stringify(audit.say()), terminal);
		expect((await post('/v1/heads', JSON.stringify(auditKey().say()), terminal)).status).toBe(409);
		expect(logged.at(0)).toStrictEqual({
			...{at, route: 'heads', httpStatus: 400, outcome: 'badRequest', caller: 'A1'},
		});
		expect(logged.at(-1)).toStrictEqual({
			...{at, route: 'heads', httpStatus: 409, outcome: 'headRefused', caller: 'A1'},
			auditHead: 'otherKey',
		});
	});
});

describe('T-21 a reset', () => {
	const statement = {text: '{}', certificate: 'AAAA', signature: 'AAAA'};
	const request = JSON.stringify({statements: [statement, statement], identity: 'ab'.repeat(32)});

	test.each<[ResetAnswer, string]>([
		[{status: 'granted'}, 'granted'],
		[{status: 'authorised', cryptogram: 'AAAA'}, 'authorised'],
		[{status: 'refused', cause: 'tooLate'}, 'tooLate'],
	])('is ruled on for the terminal, and %j is logged as %s', async (answer, outcome) => {
		const asked: unknown[] = [];
		const {post, logged} = await office({
			ruleOnReset: async (given, terminal) => {
				asked.push([given, terminal]);
				return answer;
			},
		});
		const response = await post('/v1/unblock', request, enrolled('terminal'));
		expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
		expect(await response.json()).toEqual(answer);
		expect(asked).toEqual([[JSON.parse(request), 'A1']]);
		expect(logged).toStrictEqual([{at, route: 'unblock', httpStatus: 200, outcome, caller: 'A1'}]);
	});

	test('is not read as another request, and is no offer of a window without the key', async () => {
		const unblocking = await office({ruleOnReset: async () => ({status: 'granted'})});
		expect((await unblocking.post('/v1/unblock', '{}')).status).toBe(400);
		expect((await (await office()).post('/v1/unblock', request)).status).toBe(404);
	});
});

describe('T-05 a body', () => {
	test.each([
		['/v1/applications', 65_536, 'application/cms'],
		['/v1/inquiries', 1024, 'application/json'],
		['/v1/heads', 1024, 'application/json'],
		['/v1/unblock', 16_384, 'application/json'],
	])('for %s may have %i bytes, and not one more, whatever it announces', async (path, largest, type) => {
		const {post} = await office({ruleOnReset: async () => ({status: 'granted'})});
		const statusOf = async (length: number, announced: Record<string, string> = {}) =>
			(await post(path, 'x'.repeat(length), stranger, {'Content-Type': type, ...announced})).status;
		expect(await statusOf(largest)).toBe(400);
		expect(await statusOf(largest + 1)).toBe(413);
		expect(await statusOf(2, {'Content-Length': String(largest + 1)})).toBe(413);
		expect(await statusOf(2, {'Content-Length': String(largest)})).toBe(400);
		expect(await statusOf(2, {'Content-Type': 'text/plain'})).toBe(415);
	});

	test('that breaks off is a bad request, not a fault of the window', async () => {
		const {post, logged} = await office();
		const torn = new ReadableStream({start: controller => controller.error(new Error('cut'))});
		expect((await post('/v1/inquiries', torn)).status).toBe(400);
		expect(logged.map(({outcome}) => outcome)).toEqual(['badRequest']);
	});

	test('that is no inquiry is not looked up, nor asked to come back', async () => {
		const {post, logged} = await office();
		const {status, headers} = await post('/v1/inquiries', '{}');
		expect([status, headers.get('Retry-After')]).toEqual([400, null]);
		expect(logged.map(({outcome}) => outcome)).toEqual(['badRequest']);
	});

	test('that has not come when the time is up is a timeout', async () => {
		const {post, logged} = await office();
		const late = {...stranger, deadline: AbortSignal.abort()};
		expect((await post('/v1/inquiries', new ReadableStream(), late)).status).toBe(408);
		expect(logged.map(({outcome}) => outcome)).toEqual(['timeout']);
	});

	test('for a full window is told to come back after five seconds', async () => {
		const started = Promise.withResolvers<void>();
		const release = Promise.withResolvers<ResetAnswer>();
		const {post, logged} = await office({
			capacity: 1,
			judge: async () => {
				started.resolve();
				await release.promise;
				return {status: 'refused', result: 'malformed'};
			},
		});
		const cms = {'Content-Type': 'application/cms'};
		const first = post('/v1/applications', 'x', stranger, cms);
		await started.promise;
		const second = await post('/v1/applications', 'x', stranger, cms);
		expect([second.status, second.headers.get('Retry-After')]).toEqual([503, '5']);
		release.resolve({status: 'granted'});
		expect((await first).status).toBe(400);
		expect(logged.map(({outcome}) => outcome)).toEqual(['busy', 'badRequest']);
	});
});

test('T-05 a terminal that asks too fast is told how long to wait, in whole seconds', async () => {
	let nowMs = 0;
	const {get} = await office({rates: {perTerminal: 2, inAll: 600}, nowMs: () => nowMs});
	const ask = async () => {
		const {status, headers} = await get('/v1/status', enrolled('terminal'));
		return [status, headers.get('Retry-After')];
	};
	expect(await ask()).toEqual([204, null]);
	expect(await ask()).toEqual([204, null]);
	// Two a minute: the next token is there after half a minute.
	expect(await ask()).toEqual([503, '30']);
	nowMs = 999;
	expect(await ask()).toEqual([503, '30']);
	nowMs = 1500;
	expect(await ask()).toEqual([503, '29']);
	nowMs = 29_999;
	expect(await ask()).toEqual([503, '1']);
	nowMs = 30_000;
	expect(await ask()).toEqual([204, null]);
});

test('a request that the records fail is a fault of the window, and the log keeps nothing of the error', async () => {
	const registry = await testRegistry();
	const {get, logged} = await office({
		registry: {...registry, latestList: () => Promise.reject(new Error('yoshida'))},
	});
	expect((await get('/v1/crl/0123456789abcdef.crl', enrolled('verifier'))).status).toBe(500);
	expect(logged).toStrictEqual([{at, route: 'crl', httpStatus: 500, outcome: 'serviceError', caller: 'A1'}]);
});

test('T-05 a verifier who fetches lists is held to the limit in all, not to a terminal’s', async () => {
	const {get} = await office({rates: {perTerminal: 1, inAll: 3}});
	const fetched: number[] = [];
	for (let i = 0; i < 4; i++) {
		fetched.push((await get('/v1/crl/0123456789abcdef.crl', enrolled('verifier'))).status);
	}
	expect(fetched).toEqual([200, 200, 200, 503]);
});

test('S004-087 what an application is answered stands in the log by its result', async () => {
	const {post, logged} = await office();
	const {cms} = parcelOf();
	await post('/v1/applications', new TextDecoder().decode(cms), stranger, {
		'Content-Type': 'application/cms',
	});
	expect(logged).toStrictEqual([{at, route: 'applications', httpStatus: 200, outcome: 'accepted'}]);
});
