import {openPcscReader} from '../../card/pcsc.ts';
import {makeFolder} from '../../files/atomic.ts';
import {loadSettings} from '../../settings/settings.ts';
import type {TerminalCredential} from '../../window/exchange.ts';
import type {OpenedKiosk} from './runKiosk.ts';

export interface RealOptions {
	readonly pki: string;
	readonly window: string;
	readonly terminal: TerminalCredential | undefined;
	readonly state: string;
	/** Chooses the first reader whose name has this text in it. */
	readonly readerName: string | undefined;
}

/** Opens what a kiosk on a real reader stands on. */
export async function openReal({readerName, ...options}: RealOptions): Promise<OpenedKiosk> {
	await makeFolder(options.state);
	const {settings, fault} = loadSettings(options.state);
	// In the terminal it would be drawn over; a unit's log shows it to the operator.
	if (fault && !process.stderr.isTTY) {
		console.error(`madoguchi: settings.json is not used, the defaults are: ${fault}`);
	}
	const reader = await openPcscReader(readerName === undefined ? {} : {readerName});
	return {...options, settings, reader, close: () => reader.stop()};
}
