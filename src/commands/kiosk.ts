import {openPcscReader} from '../card/pcsc.ts';
import {makeFolder} from '../files/atomic.ts';
import {loadSettings} from '../settings/settings.ts';
import {type Command, readOptions, UsageError} from './command.ts';
import {runKiosk} from './kiosk/runKiosk.ts';

export const kiosk: Command = {
	name: 'kiosk',
	summary: 'runs the kiosk on a real card reader',
	usage: `madoguchi kiosk --pki DIR --window URL --reader pcsc --state DIR [options]

Runs the kiosk full-screen in this terminal.
  --pki DIR            what is trusted: anchors, receipt and TLS roots, realm
  --window URL         the online window, https
  --reader pcsc        a reader of the PC/SC service
  --reader-name TEXT   the first reader whose name holds this text
  --state DIR          settings.json, outbox and journal; made when missing
  --journal FILE       writes down every run, without secrets, for replay
  --lang ja|en         the language to begin with`,
	async run(args) {
		const options = readOptions(args, {
			required: ['pki', 'window', 'reader', 'state'],
			optional: ['reader-name', 'journal', 'lang'],
		});
		if (options.reader !== 'pcsc') throw new UsageError('--reader knows only pcsc');
		if (!URL.canParse(options.window) || new URL(options.window).protocol !== 'https:') {
			throw new UsageError('--window wants an https URL');
		}
		const language = options.lang;
		if (language !== undefined && language !== 'ja' && language !== 'en') {
			throw new UsageError('--lang wants ja or en');
		}
		await makeFolder(options.state);
		const {settings, fault} = loadSettings(options.state);
		if (fault) console.error(`madoguchi: settings.json is not used, the defaults are: ${fault}`);
		const name = options['reader-name'];
		const reader = await openPcscReader(name === undefined ? {} : {readerName: name});
		try {
			return await runKiosk({
				pki: options.pki,
				window: options.window,
				reader,
				state: options.state,
				settings,
				language,
				journal: options.journal,
			});
		} finally {
			await reader.stop();
		}
	},
};
