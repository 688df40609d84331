import {Database} from 'bun:sqlite';
import {join} from 'node:path';
import {type Program, startProgram} from '../e2e/program.ts';
import {freePort} from './port.ts';
import type {Run} from './run.ts';

/** Where kiosk/image --test puts the images and the demo PKI. */
export const imageFolder = join(import.meta.dirname, '../../.state/image');
const pki = join(imageFolder, 'pki');

/** The world outside of one machine: the online window, over whose power nobody inside decides, and who comes with a card. */
export class Office {
	readonly #store: string;

	private constructor(
		run: Run,
		/** Of this host. */
		readonly windowPort: number,
	) {
		this.#store = join(run.folder, `${crypto.randomUUID()}.sqlite`);
	}

	static async of(run: Run): Promise<Office> {
		return new Office(run, await freePort());
	}

	/** Opens the window on its store, which outlives it. */
	async openWindow(fault?: string): Promise<Program> {
		const window = startProgram([
			...[
				'window',
				'--pki',
				pki,
				'--listen',
				`127.0.0.1:${this.windowPort}`,
				'--store',
				`sqlite:${this.#store}`,
			],
			...(fault === undefined ? [] : ['--fault', fault]),
		]);
		await window.line(/listening/);
		return window;
	}

	/** How many revocations the window has accepted. */
	accepted(): number {
		const database = new Database(this.#store, {readonly: true});
		try {
			return database.query('SELECT request_id FROM revocations WHERE request_id IS NOT NULL').all().length;
		} finally {
			database.close();
		}
	}
}

/** A card put into a machine's virtual reader from outside. */
export async function insertCard(name: string, reader: string): Promise<Program> {
	const card = startProgram(['card', '--pki', pki, '--card', name, '--vpcd', reader]);
	await card.line(/is in the reader/);
	return card;
}

export async function passwordOf(card: string): Promise<string> {
	const {signPassword} = await Bun.file(join(pki, 'cards', card, 'card.json')).json();
	return signPassword;
}
