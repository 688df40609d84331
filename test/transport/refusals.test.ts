import {writeFileSync} from 'node:fs';
import {createServer as createTcpServer} from 'node:net';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {UnreachableCause} from '../../src/domain/site.ts';
import type {View} from '../../src/machines/view.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {screenWords} from '../../src/words/index.ts';
import {headlessKiosk} from '../helpers/headlessKiosk.ts';
import {copyOfPki} from '../helpers/pki.ts';
import {tlsFiles} from '../window/tlsFiles.ts';
import {respond, tlsServer} from '../window/tlsServer.ts';

/** A window that is alive, whatever the kiosk thinks of its certificate. */
const alive = () => respond('204 No Content', [`Date: ${new Date().toUTCString()}`]);

/** A kiosk that pins the authority of these servers. */
async function kioskAt(url: string, allowedHosts = ['127.0.0.1', 'localhost']) {
	const pki = await copyOfPki();
	writeFileSync(join(pki, 'tls-ca.pem'), tlsFiles().ca);
	return headlessKiosk({pki, window: url, settings: {...defaultSettings, allowedHosts}});
}

/** Goes where a citizen goes: the top screen, the page of the lock sign, and into the procedure. */
async function visit(kiosk: Awaited<ReturnType<typeof kioskAt>>) {
	kiosk.presses('ok');
	const menu = await kiosk.until(
		({identity, unreachable}) => identity !== undefined || unreachable !== undefined,
	);
	kiosk.presses('revocation');
	const begun = await kiosk.untilScreen('importPrompt', 'notInService');
	return {menu, begun};
}

const sentencesOf = (view: View) => screenWords(view).plain;

async function plainHttp() {
	const server = Bun.serve({hostname: '127.0.0.1', port: 0, fetch: () => new Response('plain')});
	onTestFinished(() => server.stop(true));
	return `https://127.0.0.1:${server.port}`;
}

/** A ServerHello of TLS 1.2 (RFC 5246 7.4.1.3) to whatever is asked. */
async function stubbornTls12() {
	const hello = Buffer.from(`0303${'00'.repeat(32)}00c02f00`, 'hex');
	const record = Buffer.concat([
		Buffer.from([0x16, 3, 3, 0, hello.length + 4, 2, 0, 0, hello.length]),
		hello,
	]);
	return tcpServer(record);
}

async function tcpServer(greeting: Buffer) {
	const server = createTcpServer(socket => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(greeting));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const address = server.address();
	return `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function deadPort() {
	const server = createTcpServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise(resolve => server.close(resolve));
	return `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const servers: ReadonlyArray<{
	readonly description: string;
	readonly cause: UnreachableCause;
	readonly url: () => Promise<string>;
}> = [
	{
		description: 'whose certificate has expired',
		cause: 'expired',
		url: async () => (await tlsServer(alive(), tlsFiles().expired)).url,
	},
	{
		description: 'whose certificate is not valid yet',
		cause: 'notYetValid',
		url: async () => (await tlsServer(alive(), tlsFiles().notYetValid)).url,
	},
	{
		description: 'whose certificate is for another host',
		cause: 'wrongHost',
		url: async () => (await tlsServer(alive(), tlsFiles().otherHost)).url,
	},
	{
		description: 'whose certificate comes from another authority',
		cause: 'untrusted',
		url: async () => (await tlsServer(alive(), tlsFiles().fromOtherCa)).url,
	},
	{
		description: 'that sends the other authority along',
		cause: 'untrusted',
		url: async () => {
			const {fromOtherCa, otherCa} = tlsFiles();
			return (await tlsServer(alive(), {...fromOtherCa, cert: fromOtherCa.cert + otherCa})).url;
		},
	},
	{
		description: 'whose certificate is signed by itself',
		cause: 'selfSigned',
		url: async () => (await tlsServer(alive(), tlsFiles().selfSigned)).url,
	},
	{
		description: 'that knows TLS 1.2 at most',
		cause: 'oldProtocol',
		url: async () => (await tlsServer(alive(), tlsFiles().localhost, {maxVersion: 'TLSv1.2'})).url,
	},
	{description: 'that answers in TLS 1.2 all the same', cause: 'oldProtocol', url: stubbornTls12},
	{description: 'that speaks plain HTTP', cause: 'plainHttp', url: plainHttp},
	{description: 'where nobody listens', cause: 'noConnection', url: deadPort},
];

describe('T-16 a server', () => {
	test.each(servers)('$description is refused: $cause', async ({cause, url}) => {
		const {menu, begun} = await visit(await kioskAt(await url()));
		expect(menu).toMatchObject({screen: 'menu', identity: undefined, unreachable: cause});
		expect(begun).toMatchObject({screen: 'notInService', code: 'S-08', fault: 'window', unreachable: cause});
		expect(sentencesOf(begun)[0]).toBe(sentencesOf(menu)[1]);
	});

	test('S003-026 that is not on the allow list is refused with the manual’s sentence, and never spoken to', async () => {
		const server = await tlsServer(alive());
		const {menu, begun} = await visit(await kioskAt(server.url, ['window.example']));
		const sentence = '許可URLリストに登録されていないサイトと通信しようとしています。';
		expect(sentencesOf(menu)).toContain(sentence);
		expect(sentencesOf(begun)).toContain(sentence);
		expect(server.connections).toBe(0);
	});

	test('of the pinned authority, for its host, in time and in TLS 1.3 is spoken to', async () => {
		const server = await tlsServer(alive());
		const {menu, begun} = await visit(await kioskAt(server.url));
		expect(menu.identity).toMatchObject({host: '127.0.0.1', protocol: 'TLSv1.3'});
		expect(begun.screen).toBe('importPrompt');
	});
});
