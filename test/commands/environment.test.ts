import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {refuseHostileEnvironment} from '../../src/commands/kiosk/environment.ts';
import {openTerminal} from '../helpers/terminal.ts';

test.each([
	'BUN_OPTIONS',
	'BUN_BE_BUN',
	'NODE_TLS_REJECT_UNAUTHORIZED',
	'NODE_EXTRA_CA_CERTS',
	'NODE_OPTIONS',
	'HTTPS_PROXY',
	'https_proxy',
	'ALL_PROXY',
	'NO_PROXY',
])('T-15: production refuses to start when %s is set, and does not say to what', name => {
	const value = 'sensitive-value';
	expect(() => refuseHostileEnvironment({PATH: '/usr/bin', [name]: value})).toThrow(`S-90: ${name} `);
	expect(() => refuseHostileEnvironment({[name]: value})).not.toThrow(value);
});

test('T-15: an environment as the unit gives it is taken', () => {
	const unit = {
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		LANG: 'C.UTF-8',
		NOTIFY_SOCKET: '/run/systemd/notify',
	};
	expect(() => refuseHostileEnvironment(unit)).not.toThrow();
});

test.each([
	{
		settings: '{"production": true}',
		realm: 'demo',
		ends: /madoguchi: S-90: NODE_EXTRA_CA_CERTS must not be set/,
	},
	// A broken file takes no terminal out of production.
	{
		settings: '{"production": true',
		realm: 'production',
		ends: /madoguchi: S-90: NODE_EXTRA_CA_CERTS must not be set/,
	},
	// The control goes on, to the next thing that is missing.
	{settings: '{"production": false}', realm: 'demo', ends: /madoguchi: (?!S-90)\S/},
])(
	'T-15: a kiosk with the settings $settings in the realm $realm ends at once or not',
	async ({settings, realm, ends}) => {
		const state = await mkdtemp(join(tmpdir(), 'environment-'));
		onTestFinished(() => rm(state, {recursive: true}));
		await Bun.write(join(state, 'settings.json'), settings);
		await Bun.write(join(state, 'pki/realm'), `${realm}\n`);
		await using terminal = openTerminal(
			[
				process.execPath,
				join(import.meta.dirname, '../../src/main.ts'),
				...[
					'kiosk',
					'--pki',
					join(state, 'pki'),
					'--window',
					'https://localhost:9',
					'--reader',
					'pcsc',
					'--state',
					state,
				],
			],
			{cols: 100, rows: 40, env: {LANG: 'C.UTF-8', NODE_ENV: undefined, NODE_EXTRA_CA_CERTS: '/nonexistent'}},
		);
		await terminal.waitFor(ends, {timeoutMs: 20_000});
	},
);
