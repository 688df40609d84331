import {openPcscReader} from '../../card/pcsc.ts';
import {makeFolder} from '../../files/atomic.ts';
import {faultText, loadSettings} from '../../settings/settings.ts';
import type {TerminalCredential} from '../../window/exchange.ts';
import {refuseHostileEnvironment} from './environment.ts';
import type {OpenedKiosk} from './runKiosk.ts';

export interface RealOptions {
	readonly pki: string;
	readonly window: string;
	/** A socket file that leads to the window. */
	readonly windowSocket: string | undefined;
	readonly terminal: TerminalCredential | undefined;
	readonly state: string;
	/** Whether anything but the production realm is trusted. */
	readonly isTrial: boolean;
	/** Chooses the first reader whose name has this text in it. */
	readonly readerName: string | undefined;
}

/** Opens what a kiosk on a real reader stands on. Throws SetUpError in an environment that production refuses. */
export async function openReal({readerName, isTrial, ...options}: RealOptions): Promise<OpenedKiosk> {
	await makeFolder(options.state);
	const {settings, faults} = loadSettings(options.state);
	// The realm alone will do: a broken file of settings must not take a city's terminal out of production.
	if (settings.production || !isTrial) refuseHostileEnvironment(process.env);
	// In the terminal it would be drawn over; a unit's log shows it to the operator.
	if (!process.stderr.isTTY) {
		for (const fault of faults) console.error(`madoguchi: not used of settings.json: ${faultText(fault)}`);
	}
	const reader = await openPcscReader({
		...(readerName !== undefined && {readerName}),
		mayUsePinPad: settings.pinPad,
	});
	return {...options, settings, settingsFaults: faults, reader, close: () => reader.stop()};
}
