import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {type OpenWindowOptions, openWindow} from '../../src/commands/openWindow.ts';
import type {ResetLimits} from '../../src/domain/resetRules.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {faults} from '../../src/window/faults.ts';
import {stateFolder} from './headlessKiosk.ts';

export interface DemoWindowOptions {
	readonly now?: () => Date;
	readonly store?: string;
	/** A port to come back to; any free one if not given. */
	readonly port?: number;
	/** The drill it is opened for, such as `busy`. */
	readonly fault?: string;
	/** Whether it unblocks simulated cards; its audit lies in a folder of its own. */
	readonly unblocks?: boolean;
	/** Its limits of resets, where they are not the usual ones. */
	readonly limits?: Partial<ResetLimits>;
	/** Told of each request, as an operator is. */
	readonly log?: OpenWindowOptions['log'];
}

/** The window as the demo runs it, in this process, with a store on disk. Ends with the test. */
export async function demoWindow(
	pki: string,
	{
		now = () => new Date(),
		store = join(stateFolder(), 'store.sqlite'),
		port = 0,
		fault,
		unblocks = false,
		limits = {},
		log = () => undefined,
	}: DemoWindowOptions = {},
) {
	const window = await openWindow({
		pki,
		listen: {host: '127.0.0.1', port},
		store: `sqlite:${store}`,
		addressees: [defaultSettings.addressee],
		now,
		fault: fault === undefined ? undefined : faults[fault],
		resets: unblocks
			? {
					unblockKey: join(pki, 'unblock.key'),
					staffCa: join(pki, 'staff-ca.pem'),
					ownCards: join(pki, 'own-cards.json'),
					state: stateFolder(),
					limits,
				}
			: undefined,
		log,
	});
	onTestFinished(() => window.stop());
	return {...window, store};
}
