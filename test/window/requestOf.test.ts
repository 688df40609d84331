import {once} from 'node:events';
import {createServer, type IncomingMessage} from 'node:http';
import {type AddressInfo, connect, type Socket} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {requestOf} from '../../src/window/requestOf.ts';

/** What a server of Node's makes of these bytes, with the connection they came by. */
async function incomingFrom(bytes: string): Promise<{incoming: IncomingMessage; sender: Socket}> {
	const arrived = Promise.withResolvers<IncomingMessage>();
	const server = createServer(incoming => arrived.resolve(incoming));
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const sender = connect((server.address() as AddressInfo).port, '127.0.0.1');
	sender.on('error', () => undefined);
	onTestFinished(() => {
		sender.destroy();
		server.close();
	});
	sender.write(bytes);
	return {incoming: await arrived.promise, sender};
}

const head = (line: string, length: number) =>
	`${line} HTTP/1.1\r\nHost: window\r\nX-Word: said\r\nContent-Length: ${length}\r\n\r\n`;

test('a message becomes a request with its method, path, headers and bytes', async () => {
	const {incoming} = await incomingFrom(`${head('POST /v1/inquiries?a=b', 5)}hello`);
	const request = requestOf(incoming);
	expect(request.method).toBe('POST');
	expect(request.url).toBe('https://window/v1/inquiries?a=b');
	expect(Object.fromEntries(request.headers)).toEqual({
		host: 'window',
		'x-word': 'said',
		'content-length': '5',
	});
	expect(await request.text()).toBe('hello');
});

test.each(['GET', 'HEAD'])('a %s has no body', async method => {
	const {incoming} = await incomingFrom(head(`${method} /v1/status`, 0));
	const request = requestOf(incoming);
	expect([request.method, request.body]).toEqual([method, null]);
});

test('what is no address leads to no offer', async () => {
	const {incoming} = await incomingFrom(head('GET http://[', 0));
	expect(requestOf(incoming).url).toBe('https://window/');
});

test('T-05 a body that nobody asks for is not taken from the connection', async () => {
	const {incoming} = await incomingFrom(`${head('POST /v1/applications', 10)}half `);
	const request = requestOf(incoming);
	expect(incoming.isPaused()).toBe(true);
	let taken = 0;
	incoming.on('data', () => taken++);
	await new Promise(resolve => setImmediate(resolve));
	expect([taken, request.bodyUsed]).toEqual([0, false]);
});

test('T-05 a body is taken a piece at a time, as it is asked for', async () => {
	const {incoming} = await incomingFrom(`${head('POST /v1/applications', 10)}half `);
	const reader = (requestOf(incoming).body as ReadableStream<Uint8Array>).getReader();
	await reader.read();
	expect(incoming.isPaused()).toBe(true);
});

test('T-05 a body whose sender goes away cannot be read', async () => {
	const {incoming, sender} = await incomingFrom(`${head('POST /v1/applications', 10)}half `);
	const text = requestOf(incoming).text();
	sender.destroy();
	expect(await text.catch(() => 'cut')).toBe('cut');
});

test('T-05 a body that was given up is drained, so that the answer can follow', async () => {
	const {incoming, sender} = await incomingFrom(`${head('POST /v1/applications', 10)}half `);
	const reader = (requestOf(incoming).body as ReadableStream<Uint8Array>).getReader();
	await reader.read();
	await reader.cancel();
	const ended = once(incoming, 'end');
	sender.write('rest.');
	await ended;
	expect(incoming.complete).toBe(true);
});
