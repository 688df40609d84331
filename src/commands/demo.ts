import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {SimulatedReader} from '../card/simulated/reader.ts';
import {makeFolder} from '../files/atomic.ts';
import {initPki} from '../pki/init.ts';
import {defaultSettings} from '../settings/settings.ts';
import {type Command, readOptions, UsageError} from './command.ts';
import {DemoPanel, loadDemoCards} from './kiosk/demoPanel.ts';
import {runKiosk} from './kiosk/runKiosk.ts';
import {openWindow} from './openWindow.ts';

export const demo: Command = {
	name: 'demo',
	summary: 'runs the kiosk with everything embedded: cards, reader, window',
	usage: `madoguchi demo [--state DIR] [--journal FILE] [--lang ja|en]

Runs the kiosk with a simulated reader and its own online window on a loopback port,
reached over TLS by the same client. F9 opens the simulator: choose a card, put it in,
pull it out. F12 ends the demo.
  --state DIR      where the demo PKI and the outbox are kept; .state/demo if not given
  --journal FILE   writes down the run for replay
  --lang ja|en     the language to begin with`,
	async run(args) {
		const options = readOptions(args, {optional: ['state', 'journal', 'lang']});
		const language = options.lang;
		if (language !== undefined && language !== 'ja' && language !== 'en') {
			throw new UsageError('--lang wants ja or en');
		}
		const state = options.state ?? join('.state', 'demo');
		const pki = join(state, 'pki');
		const store = join(state, 'window.sqlite');
		await makeFolder(state);
		await initPki(pki, {now: new Date()});
		// Each demo begins with a window that knows nothing, or the ordinary card could be revoked only once.
		for (const file of [store, `${store}-wal`, `${store}-shm`]) await rm(file, {force: true});
		const window = await openWindow({
			pki,
			listen: {host: '127.0.0.1', port: 0},
			store: `sqlite:${store}`,
			addressees: [defaultSettings.addressee],
			now: () => new Date(),
			log: () => undefined,
		});
		const reader = new SimulatedReader();
		try {
			return await runKiosk({
				pki,
				window: window.url,
				reader,
				state,
				settings: defaultSettings,
				language,
				journal: options.journal,
				panel: new DemoPanel(reader, await loadDemoCards(pki)),
			});
		} finally {
			await window.stop();
		}
	},
};
