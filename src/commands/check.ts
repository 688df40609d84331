import type {Finding} from '../domain/finding.ts';
import {visibleText} from '../domain/text.ts';
import {setTimer} from '../keys/timer.ts';
import {runChecks} from './check/runChecks.ts';
import {openControllingTerminal} from './check/terminal.ts';
import {type Command, readOptions, UsageError} from './command.ts';
import {readTerminalCredential, terminalFiles} from './kiosk/terminalCredential.ts';

export const check: Command = {
	name: 'check',
	summary: 'checks terminal, reader, card, printer, window and clock, with the remedy',
	usage: `madoguchi check [--json] [options]

Checks what a kiosk stands on, one line each: OK, NG with the remedy below, or -- for what
could not be asked, such as a card when none is in. Spends no try of a card and sends
nothing to the window but the question whether it is there. Exit code 1 when one is NG.
  --json               the findings as one JSON object
  --reader-name TEXT   the first reader whose name holds this text
  --pki DIR            what is trusted: anchors, receipt and TLS roots, realm
  --window URL         the online window, https; needs --pki
  --window-socket FILE a socket that leads to the window, if the network does not
  --state DIR          where settings.json is; the default settings if not given
  --terminal FILE      the certificate this terminal is enrolled with at the window, PEM
  --terminal-key FILE  its private key, PEM`,
	async run(args) {
		const options = readOptions(args, {
			optional: ['reader-name', 'pki', 'window', 'state', 'terminal', 'terminal-key', 'window-socket'],
			flags: ['json'],
		});
		const {window} = options;
		if (window !== undefined && !(URL.canParse(window) && new URL(window).protocol === 'https:')) {
			throw new UsageError('--window wants an https URL');
		}
		if (window !== undefined && options.pki === undefined) throw new UsageError('--window needs --pki');
		const credential = await readTerminalCredential(terminalFiles(options.terminal, options['terminal-key']));
		const terminal = openControllingTerminal(setTimer);
		try {
			const findings = await runChecks({
				...options,
				window,
				windowSocket: options['window-socket'],
				readerName: options['reader-name'],
				terminal,
				credential,
				env: process.env,
				now: () => new Date(),
			});
			const isOk = findings.every(({status}) => status !== 'ng');
			console.log(options.json ? JSON.stringify({ok: isOk, findings}) : findings.map(textOf).join('\n'));
			return isOk ? 0 : 1;
		} finally {
			terminal?.close();
		}
	},
};

const marks = {ok: 'OK', ng: 'NG', unasked: '--'} as const;

function textOf(finding: Finding): string {
	const line = `${marks[finding.status]}  ${finding.check.padEnd(22)}${visibleText(finding.found)}`;
	return finding.status === 'ng' ? `${line}\n      ${visibleText(finding.remedy)}` : line;
}
