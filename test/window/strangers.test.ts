import {connect as connectTcp, type Socket} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {describe, expect, test} from 'vitest';
import {fakeJudge, parcelOf} from './fakes.ts';
import {testClient, testWindow} from './testWindow.ts';
import {tlsFiles} from './tlsFiles.ts';

const requestDeadlineMs = 200;
/** Far beyond the deadline and the half second in which its answer goes out: this machine may be busy. */
const within = 4000;

/** What came back before the window hung up, and after how long. */
async function untilHungUp(socket: Socket): Promise<{text: string; afterMs: number}> {
	const begun = performance.now();
	let text = '';
	socket.on('data', piece => {
		text += piece;
	});
	socket.on('error', () => undefined);
	await new Promise(resolve => socket.once('close', resolve));
	return {text, afterMs: performance.now() - begun};
}

/** Sends one byte after the other until the window has had enough. */
function drip(socket: Socket, text: string): void {
	let at = 0;
	const timer = setInterval(() => {
		socket.write(text.charAt(at));
		at = (at + 1) % text.length;
	}, 10);
	socket.once('close', () => clearInterval(timer));
}

describe('T-05 a request has its time to arrive whole, however it is sent', () => {
	const head = 'POST /v1/applications HTTP/1.1\r\nHost: window\r\nContent-Type: application/cms\r\n';

	test.each([
		{description: 'nothing at all', speak: () => undefined, tls: false},
		{
			description: 'a handshake byte by byte',
			speak: (socket: Socket) => drip(socket, '\x16\x03\x01'),
			tls: false,
		},
		{description: 'a handshake and no request', speak: () => undefined, tls: true},
		{
			description: 'a head byte by byte',
			speak: (socket: Socket) => drip(socket, `${head}X-A: b\r\n`),
			tls: true,
		},
		{
			description: 'a body byte by byte',
			speak: (socket: Socket) => {
				socket.write(`${head}Content-Length: 60000\r\n\r\n`);
				drip(socket, 'x');
			},
			tls: true,
		},
		{
			description: 'a body in chunks, one at a time',
			speak: (socket: Socket) => {
				socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
				const timer = setInterval(() => socket.write('1\r\nx\r\n'), 10);
				socket.once('close', () => clearInterval(timer));
			},
			tls: true,
		},
	])('$description is hung up on', async ({speak, tls}) => {
		const {url} = await testWindow({requestDeadlineMs});
		const {hostname: host, port} = new URL(url);
		const at = {host, port: Number(port)};
		const socket = tls ? connectTls({...at, ca: tlsFiles().ca}) : connectTcp(at);
		const hungUp = untilHungUp(socket);
		await new Promise(resolve => socket.once(tls ? 'secureConnect' : 'connect', resolve));
		speak(socket);
		const {text, afterMs} = await hungUp;
		expect(afterMs).toBeLessThan(within);
		expect(text === '' || text.startsWith('HTTP/1.1 408 ')).toBe(true);
	});

	test('and an answer that takes longer than that still comes', async () => {
		const {url} = await testWindow({
			requestDeadlineMs,
			judge: async cms => {
				await new Promise(resolve => setTimeout(resolve, requestDeadlineMs + 600));
				return fakeJudge(cms);
			},
		});
		expect((await testClient(url).submit(parcelOf())).status).toBe('answered');
	});

	test('slow senders take no place from others', async () => {
		const {url} = await testWindow({capacity: 1});
		const {hostname: host, port} = new URL(url);
		const slow = Array.from({length: 20}, () => connectTls({host, port: Number(port), ca: tlsFiles().ca}));
		await Promise.all(slow.map(socket => new Promise(resolve => socket.once('secureConnect', resolve))));
		for (const socket of slow) socket.write(`${head}Content-Length: 1000\r\n\r\nhalf`);
		expect((await testClient(url).submit(parcelOf())).status).toBe('answered');
		for (const socket of slow) socket.destroy();
	});

	test('no more connections are open than the settings allow', async () => {
		const {url} = await testWindow({mostConnections: 3});
		const {hostname: host, port} = new URL(url);
		const sockets = Array.from({length: 8}, () => connectTcp({host, port: Number(port)}));
		const closed = new Set<Socket>();
		for (const socket of sockets) {
			socket.on('error', () => closed.add(socket));
			socket.once('close', () => closed.add(socket));
		}
		await expect.poll(() => closed.size).toBe(5);
		const [open] = sockets.filter(socket => !closed.has(socket));
		open?.destroy();
		await expect.poll(async () => (await testClient(url).alive()).status).toBe('alive');
		expect(closed.size).toBe(6);
		for (const socket of sockets) socket.destroy();
	});
});

describe('T-05 what is no request of ours', () => {
	test.each([
		{description: 'no HTTP', text: 'SSH-2.0-other\r\n\r\n'},
		{description: 'a head without an end', text: `GET /v1/status HTTP/1.1\r\nX: ${'y'.repeat(100_000)}`},
		{
			description: 'two lengths',
			text: 'POST /v1/inquiries HTTP/1.1\r\nHost: w\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
		},
		{
			description: 'a length and chunks',
			text: 'POST /v1/inquiries HTTP/1.1\r\nHost: w\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
		},
	])('$description gets no receipt, and the window goes on', async ({text}) => {
		const window = await testWindow();
		const {hostname: host, port} = new URL(window.url);
		const socket = connectTls({host, port: Number(port), ca: tlsFiles().ca}, () => socket.write(text));
		expect((await untilHungUp(socket)).text).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
		expect((await testClient(window.url).alive()).status).toBe('alive');
	});

	test('a second request on a connection is not read: what was struck off meanwhile stays outside', async () => {
		const window = await testWindow();
		const {hostname: host, port} = new URL(window.url);
		const ask = 'GET /v1/status HTTP/1.1\r\nHost: w\r\n\r\n';
		const socket = connectTls({host, port: Number(port), ca: tlsFiles().ca}, () => socket.write(ask + ask));
		const {text} = await untilHungUp(socket);
		expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
	});

	test('an inquiry larger than one can be is refused by its announced length alone', async () => {
		const window = await testWindow();
		const {hostname: host, port} = new URL(window.url);
		const head = 'POST /v1/inquiries HTTP/1.1\r\nHost: w\r\nContent-Type: application/json\r\n';
		const socket = connectTls({host, port: Number(port), ca: tlsFiles().ca}, () =>
			socket.write(`${head}Content-Length: 1025\r\n\r\n`),
		);
		const answered = new Promise<string>(resolve => socket.once('data', piece => resolve(String(piece))));
		expect(await answered).toMatch(/^HTTP\/1\.1 413 /);
		socket.destroy();
	});
});

test('T-05 a terminal in haste is told when to come back', async () => {
	const window = await testWindow({rates: {perTerminal: 1000, inAll: 2}, nowMs: () => 0});
	const ask = () => fetch(`${window.url}/v1/status`, {tls: {ca: tlsFiles().ca}});
	expect([(await ask()).status, (await ask()).status]).toEqual([204, 204]);
	const refused = await ask();
	expect(refused.status).toBe(503);
	// Two a minute: the next in thirty seconds.
	expect(refused.headers.get('Retry-After')).toBe('30');
});

test('T-05 at ten times its capacity the window loses nothing it has accepted', async () => {
	const capacity = 4;
	const turn = Promise.withResolvers<void>();
	const window = await testWindow({
		capacity,
		judge: async cms => {
			await turn.promise;
			return fakeJudge(cms);
		},
	});
	const client = testClient(window.url);
	const parcels = Array.from({length: 10 * capacity}, (_, index) =>
		parcelOf({certificate: {issuer: '0123456789abcdef', serialNumber: `0A${index + 10}`}}),
	);
	const answers = Promise.all(parcels.map(parcel => client.submit(parcel)));
	// Refusals do not wait for those who are served.
	await expect.poll(() => window.logged.filter(({outcome}) => outcome === 'busy').length).toBe(9 * capacity);
	turn.resolve();
	const first = await answers;
	for (const [index, answer] of first.entries()) {
		const parcel = parcels[index];
		if (!parcel) throw new Error('an answer to nothing');
		if (answer.status === 'noReceipt') expect(answer.cause).toBe('busy');
		const later = await client.inquire(parcel);
		const result = later.status === 'answered' && later.receipt.result;
		expect(result).toBe(answer.status === 'answered' ? 'accepted' : 'not-received');
	}
	expect(first.filter(({status}) => status === 'answered')).toHaveLength(capacity);
});
