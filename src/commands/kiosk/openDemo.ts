import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {SimulatedReader} from '../../card/simulated/reader.ts';
import {makeFolder} from '../../files/atomic.ts';
import {initPki} from '../../pki/init.ts';
import {loadSettings} from '../../settings/settings.ts';
import {openWindow} from '../openWindow.ts';
import {DemoPanel, loadDemoCards} from './demoPanel.ts';
import {enrolDemoStaff} from './enrolDemoStaff.ts';
import type {OpenedKiosk} from './runKiosk.ts';

/** Makes and opens everything a demo stands on: PKI, window, reader and cards, kept in one folder. */
export async function openDemo(state: string): Promise<OpenedKiosk> {
	const pki = join(state, 'pki');
	const store = join(state, 'window.sqlite');
	await makeFolder(state);
	const {settings, faults} = loadSettings(state);
	await initPki(pki, {now: new Date()});
	await enrolDemoStaff(pki, state);
	// Each demo begins with a window that knows nothing, or the ordinary card could be revoked only once.
	for (const file of [store, `${store}-wal`, `${store}-shm`]) await rm(file, {force: true});
	const window = await openWindow({
		pki,
		listen: {host: '127.0.0.1', port: 0},
		store: `sqlite:${store}`,
		addressees: [settings.addressee],
		now: () => new Date(),
		log: () => undefined,
		resets: {
			unblockKey: join(pki, 'unblock.key'),
			staffCa: join(pki, 'staff-ca.pem'),
			ownCards: join(pki, 'own-cards.json'),
			state: join(state, 'window'),
		},
	});
	const reader = new SimulatedReader();
	return {
		pki,
		window: window.url,
		reader,
		state,
		// The demo's own window unblocks its own cards.
		settings: {...settings, unblocker: 'window'},
		settingsFaults: faults,
		panel: new DemoPanel(reader, await loadDemoCards(pki)),
		close: () => window.stop(),
	};
}
