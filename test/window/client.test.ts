import {X509Certificate} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {connect as connectTcp, createServer as createTcpServer} from 'node:net';
import {join} from 'node:path';
import type {TLSSocket} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {packParcel} from '../../src/window/delivery.ts';
import {fakeReceipt, noon, openReceipt, parcelOf} from './fakes.ts';
import {testClient, testFolder, testWindow} from './testWindow.ts';
import {tlsFiles} from './tlsFiles.ts';
import {respond, respondWell, tlsServer} from './tlsServer.ts';

describe('a window that is there', () => {
	test('S004-011 S004-015 is identified by the certificate of the connection in use', async () => {
		const window = await testWindow();
		const certificate = new X509Certificate(tlsFiles().localhost.cert);
		expect(await testClient(window.url).alive()).toEqual({
			status: 'alive',
			skewMs: 0,
			identity: {
				host: '127.0.0.1',
				subject: 'CN=window,O=窓口,C=JP',
				issuer: 'CN=TLS root,O=Test\\, Office,C=JP',
				notBefore: new Date(certificate.validFrom).toISOString(),
				notAfter: new Date(certificate.validTo).toISOString(),
				fingerprint: certificate.fingerprint256,
				protocol: 'TLSv1.3',
			},
		});
	});

	test('T-09 tells how far the clocks are apart', async () => {
		const {url} = await testWindow({now: () => new Date(noon.getTime() + 61_000)});
		expect(await testClient(url).alive()).toMatchObject({status: 'alive', skewMs: 61_000});
	});

	test('may answer anything below 500 to be alive', async () => {
		const {url} = await tlsServer(respond('404 Not Found', [`Date: ${noon.toUTCString()}`]));
		expect((await testClient(url).alive()).status).toBe('alive');
	});

	test.each([
		{
			description: '503',
			answer: respond('503 Service Unavailable', [`Date: ${noon.toUTCString()}`]),
			status: 'busy',
		},
		{description: '500', answer: respond('500 Oh', [`Date: ${noon.toUTCString()}`]), status: 'serviceError'},
		{description: 'no date', answer: respond('200 OK', []), status: 'serviceError'},
	])('that answers $description is $status', async ({answer, status}) => {
		const {url} = await tlsServer(answer);
		expect(await testClient(url).alive()).toEqual({status});
	});
});

describe('a window that cannot be reached', () => {
	test('is trusted only under the authority that was handed in', async () => {
		const window = await testWindow();
		const client = testClient(window.url, {ca: tlsFiles().otherCa});
		expect(await client.alive()).toEqual({status: 'unreachable', cause: 'untrusted'});
		expect(await client.submit(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
		expect(window.logged).toEqual([]);
	});

	test('whose port is dead has no connection', async () => {
		const server = createTcpServer();
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		await new Promise(resolve => server.close(resolve));
		const client = testClient(`https://127.0.0.1:${port}`);
		expect(await client.alive()).toEqual({status: 'unreachable', cause: 'noConnection'});
	});

	test.each([
		{description: 'is not on the list', url: (url: string) => url, allowedHosts: ['window.example']},
		{description: 'only ends like one on the list', url: (url: string) => url, allowedHosts: ['0.0.1']},
		{
			description: 'is asked without TLS',
			url: (url: string) => url.replace('https', 'http'),
			allowedHosts: ['127.0.0.1'],
		},
	])('is not spoken to when it $description', async ({url, allowedHosts}) => {
		const server = await tlsServer(respondWell);
		const client = testClient(url(server.url), {allowedHosts});
		expect(await client.alive()).toEqual({status: 'unreachable', cause: 'notAllowed'});
		expect(await client.submit(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
		expect(server.connections).toBe(0);
	});

	test('that never answers is given up at the deadline', async () => {
		const {url} = await tlsServer(() => undefined);
		const client = testClient(url, {deadlines: {aliveMs: 50, submitMs: 50, inquireMs: 50}});
		expect(await client.alive()).toEqual({status: 'unreachable', cause: 'noConnection'});
		expect(await client.submit(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
		expect(await client.inquire(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
	});

	test('that stops in the middle of an answer is given up at the deadline', async () => {
		const {url} = await tlsServer(
			socket => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal'),
		);
		const client = testClient(url, {deadlines: {aliveMs: 50, submitMs: 50, inquireMs: 50}});
		expect(await client.submit(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
	});

	test('is given up when the kiosk says so', async () => {
		const asked = Promise.withResolvers<void>();
		const {url} = await tlsServer(() => asked.resolve());
		const giveUp = new AbortController();
		const answer = testClient(url).inquire(parcelOf(), giveUp.signal);
		await asked.promise;
		giveUp.abort();
		expect(await answer).toEqual({status: 'noReceipt', cause: 'cut'});
	});
});

describe('an answer', () => {
	test('S004-087 is a receipt that is believed', async () => {
		const {url} = await testWindow();
		const parcel = parcelOf();
		const answer = await testClient(url).submit(parcel);
		expect(answer).toMatchObject({
			status: 'answered',
			receipt: {requestId: parcel.requestId, result: 'accepted'},
		});
		expect(await testClient(url).inquire(parcel)).toEqual(answer);
	});

	test('S004-081 brings the window exactly the signed bytes, its identifier not in the path', async () => {
		let received: {url: string; body: Uint8Array} | undefined;
		const window = await testWindow({
			around: async (request, handle) => {
				received = {url: request.url, body: await request.clone().bytes()};
				return handle();
			},
		});
		const parcel = parcelOf();
		await testClient(window.url).submit(parcel);
		expect(received?.body).toEqual(parcel.cms);
		expect(received?.url).not.toContain(parcel.requestId);
	});

	test('of a document nobody can read is a believed receipt too', async () => {
		const {url} = await testWindow();
		const {requestId, procedure} = parcelOf();
		const parcel = packParcel({requestId, procedure, cms: new Uint8Array([0x30, 0x80])}, noon);
		expect(await testClient(url).submit(parcel)).toMatchObject({
			status: 'answered',
			receipt: {requestId, result: 'malformed'},
		});
	});

	test.each([
		{description: 'busy', around: async () => new Response('', {status: 503}), cause: 'busy'},
		{
			description: 'a service error',
			around: async () => new Response('', {status: 502}),
			cause: 'serviceError',
		},
		{
			description: 'a missing page',
			around: async () => new Response('', {status: 404}),
			cause: 'serviceError',
		},
		{
			description: 'a redirect',
			around: async () => new Response('', {status: 302, headers: {Location: '/v1/status'}}),
			cause: 'serviceError',
		},
		{
			description: 'garbage',
			around: async () => new Response('garbage', {headers: {'Content-Type': 'application/cms'}}),
			cause: 'notBelieved',
		},
		{
			description: 'an unsigned receipt',
			around: async (_request: Request, handle: () => Promise<Response>) => {
				const receipt = openReceipt(await (await handle()).bytes());
				return new Response(JSON.stringify(receipt), {headers: {'Content-Type': 'application/cms'}});
			},
			cause: 'notBelieved',
		},
		{
			description: 'a receipt for another request',
			around: async (_request: Request, handle: () => Promise<Response>) => {
				const receipt = openReceipt(await (await handle()).bytes());
				if (!receipt) throw new Error('The window answers with receipts.');
				const other = await fakeReceipt({...receipt, requestId: '0'.repeat(32)});
				return new Response(other, {headers: {'Content-Type': 'application/cms'}});
			},
			cause: 'notBelieved',
		},
		{
			description: 'a receipt under another media type',
			around: async (_request: Request, handle: () => Promise<Response>) =>
				new Response(await (await handle()).bytes(), {headers: {'Content-Type': 'text/html'}}),
			cause: 'notBelieved',
		},
		{
			description: 'more than a receipt can be',
			around: async () => new Response('x'.repeat(70_000), {headers: {'Content-Type': 'application/cms'}}),
			cause: 'notBelieved',
		},
	])('T-01 that is $description is no receipt: $cause', async ({around, cause}) => {
		const {url} = await testWindow({around});
		expect(await testClient(url).submit(parcelOf())).toEqual({status: 'noReceipt', cause});
	});

	test.each([
		{description: 'before an answer', speak: (socket: TLSSocket) => void socket.destroy()},
		{
			description: 'in the middle of an answer',
			speak: (socket: TLSSocket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal'),
		},
	])('T-01 that is cut $description is not asked for again', async ({speak}) => {
		const server = await tlsServer(speak);
		expect(await testClient(server.url).submit(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
		expect(server.connections).toBe(1);
	});

	test('T-01 leaves no connection behind on which something might be sent again', async () => {
		const closed: Promise<unknown>[] = [];
		const server = await tlsServer(socket => {
			closed.push(new Promise(resolve => socket.once('close', resolve)));
			// Does not hang up by itself, as a server that keeps connections alive.
			socket.write(
				`HTTP/1.1 204 No Content\r\nDate: ${noon.toUTCString()}\r\nConnection: keep-alive\r\n\r\n`,
			);
		});
		await testClient(server.url).alive();
		await testClient(server.url).alive();
		expect(server.connections).toBe(2);
		await Promise.all(closed);
	});

	test('that is no HTTP is not believed', async () => {
		const server = await tlsServer(socket => void socket.end('SSH-2.0-other\r\n'));
		expect(await testClient(server.url).alive()).toEqual({status: 'serviceError'});
		expect(await testClient(server.url).submit(parcelOf())).toEqual({
			status: 'noReceipt',
			cause: 'notBelieved',
		});
	});
});

describe('T-16 what surrounds the process', () => {
	const hostile = (proxyUrl: string) => ({
		NODE_TLS_REJECT_UNAUTHORIZED: '0',
		NODE_EXTRA_CA_CERTS: tlsFiles().otherCaFile,
		SSL_CERT_FILE: tlsFiles().otherCaFile,
		HTTPS_PROXY: proxyUrl,
		https_proxy: proxyUrl,
		HTTP_PROXY: proxyUrl,
		ALL_PROXY: proxyUrl,
	});

	test.each(['environment', '.env file'])(
		'an %s makes no foreign window trusted and leads through no proxy',
		async where => {
			const foreign = await tlsServer(respondWell, tlsFiles().fromOtherCa);
			const window = await testWindow();
			const proxy = Bun.serve({hostname: '127.0.0.1', port: 0, fetch: () => new Response('proxy')});
			onTestFinished(() => proxy.stop(true));
			const variables = hostile(`http://127.0.0.1:${proxy.port}`);
			const cwd = testFolder();
			if (where === '.env file') {
				const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
				writeFileSync(join(cwd, '.env'), lines.join(''));
			}
			const script = join(import.meta.dirname, 'fixture', 'askAlive.ts');
			const child = Bun.spawn([process.execPath, script, tlsFiles().ca, window.url, foreign.url], {
				stdout: 'pipe',
				stderr: 'ignore',
				cwd,
				env: where === 'environment' ? variables : {},
			});
			expect(JSON.parse(await new Response(child.stdout).text())).toEqual({
				seesTheVariables: true,
				outcomes: ['alive', 'untrusted'],
			});
		},
	);
});

describe('a window behind a socket file', () => {
	/** What carries bytes from a socket file to a port, as systemd-socket-proxyd does. */
	async function relayTo(url: string): Promise<string> {
		const path = join(testFolder(), 'socket');
		const relay = createTcpServer(near => {
			const far = connectTcp(Number(new URL(url).port), '127.0.0.1');
			near.pipe(far).pipe(near);
			for (const end of [near, far]) end.on('error', () => end.destroy());
		});
		await new Promise<void>(resolve => relay.listen(path, resolve));
		onTestFinished(() => void relay.close());
		return path;
	}

	test('is reached where the network does not lead there', async () => {
		const {url} = await testWindow();
		const socket = await relayTo(url);
		// Port 9 of the address leads nowhere: only the socket does.
		expect(await testClient('https://localhost:9', {socket}).alive()).toMatchObject({
			status: 'alive',
			identity: {host: 'localhost', protocol: 'TLSv1.3'},
		});
	});

	test('T-16 is believed under its own name and authority only, all the same', async () => {
		const {url} = await testWindow();
		const socket = await relayTo(url);
		const allowedHosts = ['other.example', 'localhost'];
		expect(await testClient('https://other.example', {socket, allowedHosts}).alive()).toEqual({
			status: 'unreachable',
			cause: 'wrongHost',
		});
		expect(await testClient('https://localhost', {socket, ca: tlsFiles().otherCa}).alive()).toEqual({
			status: 'unreachable',
			cause: 'untrusted',
		});
	});

	test('is not there when the socket is not, or leads nowhere', async () => {
		const noConnection = {status: 'unreachable', cause: 'noConnection'};
		const missing = join(testFolder(), 'socket');
		expect(await testClient('https://localhost', {socket: missing}).alive()).toEqual(noConnection);
		const socket = await relayTo('https://localhost:9');
		expect(await testClient('https://localhost', {socket}).alive()).toEqual(noConnection);
	});
});
