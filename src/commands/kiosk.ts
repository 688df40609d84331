import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type Command, readOptions, UsageError} from './command.ts';
import {closeMemory} from './kiosk/closedMemory.ts';
import {lifeForService} from './kiosk/life/forService.ts';
import {becomeAnew} from './kiosk/renewal.ts';
import {runKiosk} from './kiosk/runKiosk.ts';
import {parseServed, type Served} from './kiosk/served.ts';
import {readTerminalCredential, terminalFiles} from './kiosk/terminalCredential.ts';

export const kiosk: Command = {
	name: 'kiosk',
	summary: 'runs the kiosk on a real card reader',
	usage: `madoguchi kiosk --pki DIR --window URL --reader pcsc --state DIR [options]

Runs the kiosk full-screen in this terminal.
  --pki DIR            what is trusted: anchors, receipt and TLS roots, realm
  --window URL         the online window, https
  --window-socket FILE a socket that leads to the window, if the network does not
  --reader pcsc        a reader of the PC/SC service
  --reader-name TEXT   the first reader whose name holds this text
  --state DIR          settings.json, outbox and journal; made when missing
  --journal FILE       writes down the run, without secrets, for replay; in DIR/journal if not given
  --terminal FILE      the certificate this terminal is enrolled with at the window, PEM
  --terminal-key FILE  its private key, PEM
  --lang ja|en         the language to begin with
  --renewed            said by the kiosk to itself, when it starts anew after a visit
  --resumes TEXT       the same, with what it goes on with while the person is still there`,
	async run(args) {
		closeMemory();
		const options = readOptions(args, {
			required: ['pki', 'window', 'reader', 'state'],
			optional: ['reader-name', 'journal', 'lang', 'terminal', 'terminal-key', 'window-socket', 'resumes'],
			flags: ['renewed'],
		});
		if (options.reader !== 'pcsc') throw new UsageError('--reader knows only pcsc');
		if (!URL.canParse(options.window) || new URL(options.window).protocol !== 'https:') {
			throw new UsageError('--window wants an https URL');
		}
		const language = options.lang;
		if (language !== undefined && language !== 'ja' && language !== 'en') {
			throw new UsageError('--lang wants ja or en');
		}
		const files = terminalFiles(options.terminal, options['terminal-key']);
		const {pki, window, state} = options;
		const isTrial = await isTrialRealm(pki);
		const life = lifeForService(process.env);
		return runKiosk({
			language,
			isTrial,
			journal: options.journal === undefined ? 'inState' : {file: options.journal},
			life,
			renew: becomeAnew,
			renewed: options.renewed ? resumed(options.resumes) : undefined,
			open: async () => {
				await life?.beforeReader();
				return (await import('./kiosk/openReal.ts')).openReal({
					pki,
					window,
					windowSocket: options['window-socket'],
					terminal: await readTerminalCredential(files),
					state,
					isTrial,
					readerName: options['reader-name'],
				});
			},
		});
	},
};

/** Throws UsageError. */
function resumed(text: string | undefined): Served {
	if (text === undefined) return {};
	const served = parseServed(text);
	if (!served) throw new UsageError('--resumes is said by the kiosk to itself only');
	return served;
}

/** The first frame is drawn before the trust is loaded and judged: anything but production carries the band. */
async function isTrialRealm(pki: string): Promise<boolean> {
	const realm = await readFile(join(pki, 'realm'), 'utf8').catch(() => '');
	return realm.trim() !== 'production';
}
