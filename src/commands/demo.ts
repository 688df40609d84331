import {join} from 'node:path';
import {type Command, readOptions, UsageError} from './command.ts';
import {runKiosk} from './kiosk/runKiosk.ts';

export const demo: Command = {
	name: 'demo',
	summary: 'runs the kiosk with everything embedded: cards, reader, window',
	usage: `madoguchi demo [--state DIR] [--journal FILE] [--lang ja|en] [--inspect URL]

Runs the kiosk with a simulated reader and its own online window on a loopback port,
reached over TLS by the same client. F9 opens the simulator: choose a card, put it in,
pull it out. F12 ends the demo.
  --state DIR      where the demo PKI and the outbox are kept; .state/demo if not given
  --journal FILE   writes down the run for replay
  --lang ja|en     the language to begin with
  --inspect URL    tells an XState inspector on this machine what the machines do; such as
                   ws://localhost:8080, where the server of @statelyai/inspect listens`,
	async run(args) {
		const options = readOptions(args, {optional: ['state', 'journal', 'lang', 'inspect']});
		const language = options.lang;
		if (language !== undefined && language !== 'ja' && language !== 'en') {
			throw new UsageError('--lang wants ja or en');
		}
		if (options.inspect !== undefined && !isLocalWebSocket(options.inspect)) {
			throw new UsageError('--inspect wants a ws URL on localhost');
		}
		const state = options.state ?? join('.state', 'demo');
		return runKiosk({
			language,
			isTrial: true,
			restartsInPlace: true,
			journal: options.journal === undefined ? 'none' : {file: options.journal},
			inspectorUrl: options.inspect,
			open: async () => (await import('./kiosk/openDemo.ts')).openDemo(state),
		});
	},
};

function isLocalWebSocket(text: string): boolean {
	const {protocol, hostname} = URL.parse(text) ?? {};
	return protocol === 'ws:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname ?? '');
}
