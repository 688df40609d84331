import {access, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {loadSimulatedCard, parseDescription} from '../card/simulated/load.ts';
import {parseStaffDescription} from '../card/simulated/loadStaff.ts';
import {insertIntoVpcd, vpcdPort} from '../card/simulated/vpcd.ts';
import {writeFileAtomically} from '../files/atomic.ts';
import {type Command, readAddress, readOptions, SetUpError} from './command.ts';
import {untilSignal} from './untilSignal.ts';

export const card: Command = {
	name: 'card',
	summary: 'puts a simulated card into the virtual reader of vsmartcard',
	usage: `madoguchi card --pki DIR --card NAME [--vpcd HOST:PORT]

Puts the demo card NAME of DIR/cards into vsmartcard's virtual reader and leaves it
there until SIGINT or SIGTERM takes it out, or the reader goes away.
  --vpcd HOST:PORT   where vpcd listens; localhost:${vpcdPort} if not given
  --keep             the card remembers: tries left and passwords go back to its card.json`,
	async run(args) {
		const options = readOptions(args, {required: ['pki', 'card'], optional: ['vpcd'], flags: ['keep']});
		const {host, port} = readAddress(options.vpcd ?? `localhost:${vpcdPort}`, 'vpcd');
		const folder = join(options.pki, 'cards', options.card);
		const path = join(folder, 'card.json');
		await access(path).catch(() => {
			throw new SetUpError(`no card in ${folder}: make the cards with madoguchi pki init`);
		});
		let kept: Promise<unknown> = Promise.resolve();
		const save = (state: object) => {
			kept = kept.then(() => keep(path, state));
		};
		const simulated = await loadSimulatedCard(folder, options.keep ? {save, saveStaff: save} : {});
		const slot = await insertIntoVpcd({hostname: host, port, card: simulated}).catch(() => {
			throw new SetUpError(`no virtual reader at ${host}:${port}: start pcscd with vsmartcard-vpcd`);
		});
		console.log(`${options.card} is in the reader.`);
		const end = await Promise.race([untilSignal(), slot.out.then(() => 'out' as const)]);
		await kept;
		if (end === 'out') throw new SetUpError(`the virtual reader at ${host}:${port} went away`);
		slot.pull();
		return 0;
	},
};

/** A simulated card's memory: what else its description says stays as it is. */
async function keep(path: string, state: object): Promise<void> {
	const text = await readFile(path, 'utf8');
	const description = parseStaffDescription(text) ?? parseDescription(text);
	await writeFileAtomically(path, `${JSON.stringify({...description, ...state}, undefined, '\t')}\n`);
}
