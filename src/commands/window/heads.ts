import {openRegistry} from '../../window/registry.ts';
import {readOptions} from '../command.ts';

/** `madoguchi window heads`: every head of a terminal's audit that the window has seen, one JSON object a line. */
export async function listHeads(args: readonly string[]): Promise<number> {
	const {store} = readOptions(args, {required: ['store']});
	const registry = await openRegistry(store, () => '');
	try {
		for (const {key, count, hash, terminal, seenAt} of await registry.heads.all()) {
			console.log(JSON.stringify({count, hash, key, terminal, seenAt}));
		}
	} finally {
		await registry.close();
	}
	return 0;
}
