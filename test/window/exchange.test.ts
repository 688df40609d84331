import {createServer as createTcpServer, type Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {exchange, type Failure, failureOf, type Message} from '../../src/window/exchange.ts';
import {noon} from './fakes.ts';
import {testWindow} from './testWindow.ts';
import {tlsFiles} from './tlsFiles.ts';
import {respond, respondWell, tlsServer} from './tlsServer.ts';

const ask = (url: string, message: Partial<Message> = {}) =>
	exchange(
		{url, ca: tlsFiles().ca, allowedHosts: ['127.0.0.1']},
		{method: 'GET', path: '/v1/status', deadlineMs: 5000, ...message},
	);

/** A server without TLS that says these bytes to whoever speaks first. */
const plainServer = (greeting: Buffer) =>
	tcpServer(socket => void socket.once('data', () => socket.end(greeting)));

async function tcpServer(greet: (socket: Socket) => void): Promise<string> {
	const server = createTcpServer(socket => {
		socket.on('error', () => undefined);
		greet(socket);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const address = server.address();
	return `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

describe('T-16 an exchange fails and tells why', () => {
	const {expired, notYetValid, otherHost, fromOtherCa, selfSigned, localhost} = tlsFiles();
	test.each<[string, Failure, () => Promise<string>]>([
		['has expired', 'expired', async () => (await tlsServer(respondWell, expired)).url],
		['is not valid yet', 'notYetValid', async () => (await tlsServer(respondWell, notYetValid)).url],
		['is for another host', 'wrongHost', async () => (await tlsServer(respondWell, otherHost)).url],
		['is of another authority', 'untrusted', async () => (await tlsServer(respondWell, fromOtherCa)).url],
		['is signed by itself', 'selfSigned', async () => (await tlsServer(respondWell, selfSigned)).url],
		[
			'is shown in TLS 1.2',
			'oldProtocol',
			async () => (await tlsServer(respondWell, localhost, {maxVersion: 'TLSv1.2'})).url,
		],
		[
			'is announced by a ServerHello of TLS 1.2',
			'oldProtocol',
			// RFC 5246 7.4.1.3, in a record of 6.2.1.
			() => plainServer(Buffer.from(`160303002a020000260303${'00'.repeat(32)}00c02f00`, 'hex')),
		],
		['is none: plain HTTP', 'plainHttp', () => plainServer(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))],
	])('where the certificate %s: %s', async (_, failure, open) => {
		expect(await ask(await open())).toEqual({status: 'failed', failure});
	});

	test.each<[string, (socket: Socket) => void]>([
		['before a word', socket => socket.end()],
		['by a reset, before a word', socket => void socket.resetAndDestroy()],
		['after the hello', socket => void socket.once('data', () => socket.end())],
		['by a reset, after the hello', socket => void socket.once('data', () => socket.resetAndDestroy())],
	])('where the connection is closed %s: no connection, and no doubt about the site', async (_, close) => {
		expect(await ask(await tcpServer(close))).toEqual({status: 'failed', failure: 'noConnection'});
	});

	test.each<[string, (socket: TLSSocket) => void]>([
		['instead of an answer', socket => void socket.destroy()],
		[
			'amid an answer',
			socket => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', () => socket.destroy()),
		],
	])('where the connection is closed %s, after the handshake: no connection', async (_, close) => {
		expect(await ask((await tlsServer(close)).url)).toEqual({status: 'failed', failure: 'noConnection'});
	});

	// The names of errno(3), getaddrinfo(3) and of Node's own errors, and what the kiosk calls each (design, window).
	test.each<[string | undefined, Failure]>([
		['ECONNREFUSED', 'noConnection'],
		['ECONNRESET', 'noConnection'],
		['ECONNABORTED', 'noConnection'],
		['EPIPE', 'noConnection'],
		['ETIMEDOUT', 'noConnection'],
		['EHOSTUNREACH', 'noConnection'],
		['ENETUNREACH', 'noConnection'],
		['ENOENT', 'noConnection'],
		['EACCES', 'noConnection'],
		['ENOTFOUND', 'noConnection'],
		['EAI_AGAIN', 'noConnection'],
		['EAI_FAIL', 'noConnection'],
		['ABORT_ERR', 'noConnection'],
		['ERR_SSL_UNSUPPORTED_PROTOCOL', 'oldProtocol'],
		['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'oldProtocol'],
		['HPE_INVALID_CONSTANT', 'garbled'],
		['HPE_HEADER_OVERFLOW', 'garbled'],
		// What nobody knows is not to be trusted.
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
		['NOT_HPE_', 'untrusted'],
		[undefined, 'untrusted'],
	])('by the code %s: %s', (code, failure) => {
		expect(failureOf(Object.assign(new Error('said'), code === undefined ? {} : {code}))).toBe(failure);
	});

	test('that the kiosk no longer wanted before it began', async () => {
		const server = await tlsServer(respondWell);
		expect(await ask(server.url, {signal: AbortSignal.abort()})).toEqual({
			status: 'failed',
			failure: 'noConnection',
		});
	});

	test('that the kiosk still wants is held to its deadline all the same', async () => {
		const {url} = await tlsServer(() => undefined);
		const {signal} = new AbortController();
		expect(await ask(url, {signal, deadlineMs: 50})).toEqual({status: 'failed', failure: 'noConnection'});
	});
});

describe('T-05 an answer', () => {
	test('of 64 KiB is read whole, with its type and date', async () => {
		const headers = ['Content-Type: application/cms', `Date: ${noon.toUTCString()}`];
		const {url} = await tlsServer(respond('200 OK', headers, 'x'.repeat(65_536)));
		const answer = await ask(url);
		expect(answer).toMatchObject({
			status: 'answered',
			httpStatus: 200,
			contentType: 'application/cms',
			dateMs: noon.getTime(),
			identity: {host: '127.0.0.1', protocol: 'TLSv1.3'},
		});
		expect(answer.status === 'answered' && Buffer.from(answer.body).toString()).toBe('x'.repeat(65_536));
	});

	test('without a type or date says so', async () => {
		const {url} = await tlsServer(respond('200 OK', []));
		expect(await ask(url)).toMatchObject({contentType: undefined, dateMs: Number.NaN});
	});

	test('of one byte more is given up, and hung up on before its end', async () => {
		const closed = Promise.withResolvers<void>();
		const {url} = await tlsServer(socket => {
			socket.once('close', () => closed.resolve());
			// It never ends by itself.
			socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(65_537)}`);
		});
		expect(await ask(url)).toEqual({status: 'failed', failure: 'garbled'});
		await closed.promise;
	});
});

describe('T-01 a request', () => {
	test('carries its method, headers and bytes, and their length', async () => {
		const seen: unknown[] = [];
		const {url} = await testWindow({
			around: async request => {
				const {method, headers} = request;
				seen.push([method, headers.get('content-length'), headers.get('x-word'), await request.text()]);
				return new Response('');
			},
		});
		await ask(url);
		await ask(url, {
			...{method: 'POST', path: '/v1/inquiries', headers: {'X-Word': 'said'}},
			body: new TextEncoder().encode('窓口'),
		});
		expect(seen).toEqual([
			['GET', '0', null, ''],
			['POST', '6', 'said', '窓口'],
		]);
	});
});
