import {join} from 'node:path';
import {type Program, startProgram} from '../e2e/program.ts';

/** Where kiosk/image --test puts the images and the demo PKI. */
export const imageFolder = join(import.meta.dirname, '../../.state/image');
const pki = join(imageFolder, 'pki');
/** As kiosk/terminal/test-image has it. */
const listen = '127.0.0.1:28443';

/** The window outside of the machine, over whose power nobody inside decides. */
export async function openWindow(store: string, fault?: string): Promise<Program> {
	const window = startProgram([
		...['window', '--pki', pki, '--listen', listen, '--store', `sqlite:${store}`],
		...(fault === undefined ? [] : ['--fault', fault]),
	]);
	await window.line(/listening/);
	return window;
}

/** A card put into the machine's virtual reader from outside. */
export async function insertCard(name: string, reader: string): Promise<Program> {
	const card = startProgram(['card', '--pki', pki, '--card', name, '--vpcd', reader]);
	await card.line(/is in the reader/);
	return card;
}

export async function passwordOf(card: string): Promise<string> {
	const {signPassword} = await Bun.file(join(pki, 'cards', card, 'card.json')).json();
	return signPassword;
}
