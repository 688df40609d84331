import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {stateFolder} from '../helpers/headlessKiosk.ts';
import {copyOfPki} from '../helpers/pki.ts';
import {tlsFiles} from '../window/tlsFiles.ts';
import {respond, tlsServer} from '../window/tlsServer.ts';

const hostile = (proxy: string) => ({
	NODE_TLS_REJECT_UNAUTHORIZED: '0',
	NODE_EXTRA_CA_CERTS: tlsFiles().otherCaFile,
	SSL_CERT_FILE: tlsFiles().otherCaFile,
	HTTPS_PROXY: proxy,
	https_proxy: proxy,
	HTTP_PROXY: proxy,
	ALL_PROXY: proxy,
	NO_PROXY: '',
});

test.each(['environment', '.env file'])(
	'T-16 a hostile %s makes no foreign window secure in the kiosk, and leads through no proxy',
	async where => {
		const alive = respond('204 No Content', [`Date: ${new Date().toUTCString()}`]);
		const foreign = await tlsServer(alive, tlsFiles().fromOtherCa);
		const expired = await tlsServer(alive, tlsFiles().expired);
		const own = await tlsServer(alive);
		const pki = await copyOfPki();
		writeFileSync(join(pki, 'tls-ca.pem'), tlsFiles().ca);
		let proxied = 0;
		const proxy = Bun.serve({
			hostname: '127.0.0.1',
			port: 0,
			fetch: () => {
				proxied++;
				return new Response('proxy');
			},
		});
		onTestFinished(() => proxy.stop(true));
		const variables = hostile(`http://127.0.0.1:${proxy.port}`);
		const cwd = stateFolder();
		if (where === '.env file') {
			const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
			writeFileSync(join(cwd, '.env'), lines.join(''));
		}
		const script = join(import.meta.dirname, 'fixture', 'visit.ts');
		const windows = [own.url, foreign.url, expired.url];
		const child = Bun.spawn([process.execPath, script, pki, join(cwd, 'state'), ...windows], {
			stdout: 'pipe',
			stderr: 'inherit',
			cwd,
			env: where === 'environment' ? variables : {},
		});
		expect(JSON.parse(await new Response(child.stdout).text())).toEqual({
			seesTheVariables: true,
			outcomes: ['secure: CN=window,O=窓口,C=JP', 'untrusted', 'expired'],
		});
		expect(proxied).toBe(0);
	},
);
