import {connect as connectTls, type TLSSocket} from 'node:tls';
import {describe, expect, test} from 'vitest';
import {fakeJudge, fakeReceipt, newRequestId, openReceipt, parcelOf} from './fakes.ts';
import {testWindow} from './testWindow.ts';
import {tlsFiles} from './tlsFiles.ts';

const cms = {'Content-Type': 'application/cms'};
const json = {'Content-Type': 'application/json'};

function send(url: string, path: string, init: RequestInit = {}): Promise<Response> {
	return fetch(`${url}${path}`, {...init, tls: {ca: tlsFiles().ca}});
}

const post = (url: string, path: string, headers: Record<string, string>, body: string | Uint8Array) =>
	send(url, path, {method: 'POST', headers, body});

/** A raw TLS connection, for requests no client would send. */
async function rawConnection(url: string): Promise<{socket: TLSSocket; received: Promise<string>}> {
	const {hostname, port} = new URL(url);
	const socket = connectTls({host: hostname, port: Number(port), ca: tlsFiles().ca});
	const received = Promise.withResolvers<string>();
	let text = '';
	socket.on('data', piece => {
		text += piece;
		if (text.includes('\r\n\r\n')) received.resolve(text);
	});
	await new Promise(resolve => socket.once('secureConnect', resolve));
	return {socket, received: received.promise};
}

test('S004-087 an application posted as CMS is answered by a receipt as CMS', async () => {
	const window = await testWindow();
	const parcel = parcelOf();
	const response = await post(window.url, '/v1/applications', cms, parcel.cms);
	expect(response.status).toBe(200);
	expect(response.headers.get('Content-Type')).toBe('application/cms');
	expect(openReceipt(await response.bytes())).toMatchObject({
		requestId: parcel.requestId,
		result: 'accepted',
	});
});

test('an inquiry posted as JSON is answered by a receipt as CMS', async () => {
	const window = await testWindow();
	const {requestId, procedure, digest} = parcelOf();
	const response = await post(
		window.url,
		'/v1/inquiries',
		json,
		JSON.stringify({requestId, procedure, digest}),
	);
	expect(response.status).toBe(200);
	expect(response.headers.get('Content-Type')).toBe('application/cms');
	expect(openReceipt(await response.bytes())).toMatchObject({requestId, digest, result: 'not-received'});
});

test('T-09 every answer carries the date of the window’s own clock', async () => {
	const window = await testWindow({now: () => new Date('2031-02-03T04:05:06.700Z')});
	const response = await send(window.url, '/v1/status');
	expect(response.status).toBe(204);
	expect(response.headers.get('Date')).toBe('Mon, 03 Feb 2031 04:05:06 GMT');
});

describe('what cannot be answered by a receipt is a problem of RFC 9457', () => {
	const inquiry = (requestId: string) =>
		JSON.stringify({requestId, procedure: 'revocation', digest: '0'.repeat(64)});

	test.each([
		{status: 404, description: 'an unknown path', path: '/v1/nothing', headers: cms, body: 'x'},
		{status: 415, description: 'an application in JSON', path: '/v1/applications', headers: json, body: '{}'},
		{status: 415, description: 'an inquiry in CMS', path: '/v1/inquiries', headers: cms, body: '{}'},
		{status: 400, description: 'an unreadable inquiry', path: '/v1/inquiries', headers: json, body: '{}'},
		{
			status: 400,
			description: 'an unreadable document of no name',
			path: '/v1/applications',
			headers: cms,
			body: 'x',
		},
		{
			status: 413,
			description: 'a large document',
			path: '/v1/applications',
			headers: cms,
			body: 'x'.repeat(65_537),
		},
		{
			status: 413,
			description: 'a huge document',
			path: '/v1/applications',
			headers: cms,
			body: 'x'.repeat(300_000),
		},
		{
			status: 413,
			description: 'a large inquiry',
			path: '/v1/inquiries',
			headers: json,
			body: ' '.repeat(65_537),
		},
	])('$status for $description', async ({status, path, headers, body}) => {
		const response = await post((await testWindow()).url, path, headers, body);
		expect(response.status).toBe(status);
		// Beyond four times the limit the server itself answers, without a body.
		if (body.length > 262_144) return;
		expect(response.headers.get('Content-Type')).toBe('application/problem+json');
		expect(await response.json()).toEqual({
			type: expect.stringMatching(/^tag:/),
			title: expect.any(String),
			status,
		});
	});

	test('the largest document is read: it is judged, not refused for its size', async () => {
		const window = await testWindow();
		const claim = {'Idempotency-Key': `"${newRequestId()}"`, 'Madoguchi-Procedure': 'revocation'};
		const response = await post(window.url, '/v1/applications', {...cms, ...claim}, 'x'.repeat(65_536));
		expect(openReceipt(await response.bytes())).toMatchObject({result: 'malformed'});
	});

	test('a body sent in chunks is held to the same limit', async () => {
		const window = await testWindow();
		const {socket, received} = await rawConnection(window.url);
		const head = 'POST /v1/applications HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cms\r\n';
		socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n11000\r\n${'x'.repeat(0x11000)}\r\n`);
		expect(await received).toMatch(/^HTTP\/1\.1 413 /);
		socket.destroy();
	});

	test('405 with the method that is allowed', async () => {
		const {url} = await testWindow();
		const get = await send(url, '/v1/applications');
		expect([get.status, get.headers.get('Allow')]).toEqual([405, 'POST']);
		const posted = await post(url, '/v1/status', json, '{}');
		expect([posted.status, posted.headers.get('Allow')]).toEqual([405, 'GET']);
	});

	test('T-02 409 for the same request identifier with another document, and no receipt', async () => {
		const {url} = await testWindow();
		const first = parcelOf();
		const other = parcelOf({requestId: first.requestId, name: '別'});
		await post(url, '/v1/applications', cms, first.cms);
		const response = await post(url, '/v1/applications', cms, other.cms);
		expect(response.status).toBe(409);
		expect(response.headers.get('Content-Type')).toBe('application/problem+json');
	});

	test('T-01 409 for a document that comes after its inquiry', async () => {
		const {url} = await testWindow();
		const {cms: late, requestId, procedure, digest} = parcelOf();
		await post(url, '/v1/inquiries', json, JSON.stringify({requestId, procedure, digest}));
		expect((await post(url, '/v1/applications', cms, late)).status).toBe(409);
	});

	test('T-05 408 for a request that does not arrive in time', async () => {
		const window = await testWindow({requestDeadlineMs: 100});
		const {socket, received} = await rawConnection(window.url);
		const head = 'POST /v1/applications HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cms\r\n';
		socket.write(`${head}Content-Length: 1000\r\n\r\nhalf of it`);
		expect(await received).toMatch(/^HTTP\/1\.1 408 /);
		socket.destroy();
	});

	test('T-05 503 with Retry-After beyond the capacity, and what is being worked on is answered', async () => {
		const started = Promise.withResolvers<void>();
		const release = Promise.withResolvers<void>();
		const window = await testWindow({
			capacity: 1,
			judge: async bytes => {
				started.resolve();
				await release.promise;
				return fakeJudge(bytes);
			},
		});
		const first = post(window.url, '/v1/applications', cms, parcelOf().cms);
		await started.promise;
		const second = await post(window.url, '/v1/inquiries', json, inquiry(newRequestId()));
		expect(second.status).toBe(503);
		expect(second.headers.get('Retry-After')).toMatch(/^\d+$/);
		release.resolve();
		expect((await first).status).toBe(200);
		expect((await send(window.url, '/v1/status')).status).toBe(204);
	});

	test('500 when the window cannot sign, without the error’s text', async () => {
		const window = await testWindow({issueReceipt: () => Promise.reject(new Error('吉田 太郎'))});
		const response = await post(window.url, '/v1/applications', cms, parcelOf().cms);
		expect(response.status).toBe(500);
		expect(await response.text()).not.toContain('吉田');
		expect(JSON.stringify(window.logged)).not.toContain('吉田');
	});
});

test('T-02 T-06 log and problems tell route, status and outcome, and nothing of the person or the request', async () => {
	const requestId = newRequestId();
	const marked = {requestId, name: '控 太郎', certificate: {issuer: 'O=MARK', serialNumber: 'C0FFEE'}};
	const window = await testWindow();
	const parcel = parcelOf(marked);
	await post(window.url, '/v1/applications', cms, parcel.cms);
	const problems = [
		await post(window.url, '/v1/applications', cms, parcelOf({...marked, name: '控 次郎'}).cms),
		await post(window.url, '/v1/inquiries', json, JSON.stringify({...parcel, name: '控', cms: ''})),
		await send(window.url, `/v1/applications/${requestId}?name=控`),
	];
	const texts = await Promise.all(problems.map(problem => problem.text()));
	const said = JSON.stringify(window.logged) + texts.join();
	for (const secret of [requestId, '控', 'MARK', 'C0FFEE', parcel.digest]) expect(said).not.toContain(secret);
	expect(window.logged).toEqual([
		{at: expect.any(String), route: 'applications', httpStatus: 200, outcome: 'accepted'},
		{at: expect.any(String), route: 'applications', httpStatus: 409, outcome: 'conflict'},
		{at: expect.any(String), route: 'inquiries', httpStatus: 400, outcome: 'badRequest'},
		{at: expect.any(String), route: 'unknown', httpStatus: 404, outcome: 'notFound'},
	]);
});

test('T-04 sent 100 times at once over the wire for one certificate, one is accepted', async () => {
	const {url} = await testWindow({issueReceipt: fakeReceipt});
	const results = await Promise.all(
		Array.from({length: 100}, async () => {
			const response = await post(url, '/v1/applications', cms, parcelOf().cms);
			return openReceipt(await response.bytes())?.result;
		}),
	);
	expect(results.filter(result => result === 'accepted')).toHaveLength(1);
	expect(results.filter(result => result === 'duplicate')).toHaveLength(99);
});

test.each(['TLSv1.2', 'TLSv1.1'] as const)('the window refuses a handshake of %s', async maxVersion => {
	const {hostname, port} = new URL((await testWindow()).url);
	const outcome = await new Promise<string>(resolve => {
		const options = {
			host: hostname,
			port: Number(port),
			ca: tlsFiles().ca,
			minVersion: 'TLSv1' as const,
			maxVersion,
		};
		const socket = connectTls(options, () => resolve('connected'));
		socket.on('error', error => resolve((error as Error & {code: string}).code));
	});
	expect(outcome).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});
