import {defaultSettings} from '../settings/settings.ts';
import {type Command, readAddress, readOptions, SetUpError} from './command.ts';
import {openWindow} from './openWindow.ts';
import {untilSignal} from './untilSignal.ts';

export const window: Command = {
	name: 'window',
	summary: 'runs the online window',
	usage: `madoguchi window --pki DIR --listen HOST:PORT --store sqlite:FILE [--addressee TEXT]

Runs the online window over TLS 1.3 until SIGINT or SIGTERM. One JSON object a request
on standard output, without personal data.
  --addressee TEXT   the 宛先 it decides for; ${defaultSettings.addressee} if not given`,
	async run(args) {
		const options = readOptions(args, {required: ['pki', 'listen', 'store'], optional: ['addressee']});
		const opened = await openWindow({
			pki: options.pki,
			listen: readAddress(options.listen, 'listen'),
			store: options.store,
			addressees: [options.addressee ?? defaultSettings.addressee],
			now: () => new Date(),
			log: entry => console.log(JSON.stringify(entry)),
		}).catch(error => {
			if (error?.code !== 'EADDRINUSE' && error?.code !== 'EACCES') throw error;
			throw new SetUpError(
				`cannot listen at ${options.listen}: another program has it, or it is not allowed`,
			);
		});
		console.log(JSON.stringify({at: new Date().toISOString(), listening: opened.url}));
		await untilSignal();
		await opened.stop();
		return 0;
	},
};
