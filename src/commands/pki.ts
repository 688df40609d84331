import {initPki} from '../pki/init.ts';
import {type Command, readOptions, UsageError} from './command.ts';

export const pki: Command = {
	name: 'pki',
	summary: 'makes a demo PKI with its cards',
	usage: `madoguchi pki init DIR

Makes a complete demo PKI in DIR: citizens' roots, the window's TLS and receipt
keys, and one folder a demo card under cards/. A folder that is complete already
is left as it is.`,
	async run(args) {
		const {words} = readOptions(args, {words: 2});
		const [action, folder] = words;
		if (action !== 'init' || folder === undefined) throw new UsageError('pki wants: init DIR');
		await initPki(folder, {now: new Date()});
		console.log(`The demo PKI is in ${folder}.`);
		return 0;
	},
};
