import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {openPcscReader, type PcscOptions} from '../../src/card/pcsc.ts';
import type {ReaderChange, ReaderPort} from '../../src/card/reader.ts';
import {loadSimulatedCard, parseDescription} from '../../src/card/simulated/load.ts';
import type {View} from '../../src/machines/view.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {type HeadlessKiosk, type HeadlessOptions, headlessKioskAt} from '../helpers/headlessKiosk.ts';
import type {TestPcscd} from '../helpers/pcscd.ts';
import type {Cell} from './page.ts';
import {insertVpcdCard, type VpcdCard, type VpcdCardOptions} from './vpcdCard.ts';
import {type Witness, witness} from './witness.ts';

/** A kiosk, a window and real cards at a real reader service, and what was seen there. */
export interface Desk {
	readonly kiosk: HeadlessKiosk;
	readonly password: string;
	/** Puts a card in, and waits until the kiosk knows it; one put into another port is not the kiosk's to know. */
	insert(card?: string, options?: Partial<VpcdCardOptions>): Promise<[Witness, VpcdCard]>;
	/** Waits until the kiosk's reader is in a state. */
	untilReader(status: ReaderChange['status']): Promise<void>;
	applications(): number;
	/** Writes down what is on screen now. */
	record(cell: Pick<Cell, 'procedure' | 'fault' | 'place'>, card: Witness): View;
}

export interface DeskOptions {
	readonly pki: string;
	readonly pcscd: TestPcscd;
	/** Where cells are written down. */
	readonly cells: Cell[];
	readonly reader?: PcscOptions;
	readonly clock?: HeadlessOptions['clock'];
	/** The window's drill, such as `unsigned`. */
	readonly windowFault?: string;
}

/** The virtual reader swallows a card that comes in the moment it lost another: then once more, as people do. */
export async function isSeen(kiosk: HeadlessKiosk): Promise<boolean> {
	const isKnown = kiosk.until(({isCardIn}) => isCardIn).then(() => true);
	return Promise.race([isKnown, Bun.sleep(1500).then(() => false)]);
}

/** Ends with the test. */
export async function openDesk({pki, pcscd, cells, reader, clock, windowFault}: DeskOptions): Promise<Desk> {
	let applications = 0;
	const window = await demoWindow(pki, {
		...(windowFault && {fault: windowFault}),
		log: entry => {
			if ('route' in entry && entry.route === 'applications') applications++;
		},
	});
	const port = await openPcscReader({readerName: pcscd.readers[0], ...reader});
	onTestFinished(() => port.stop());
	const kiosk = await headlessKioskAt(port, {pki, window: window.url, ...(clock && {clock})});
	const inserted: VpcdCard[] = [];
	onTestFinished(() => {
		for (const slot of inserted) slot.pull();
	});
	const insert: Desk['insert'] = async (name = 'valid', more = {}) => {
		const card = witness(await loadSimulatedCard(join(pki, 'cards', name)));
		for (;;) {
			const slot = await insertVpcdCard({port: pcscd.port, card, ...more});
			inserted.push(slot);
			if (more.port || (await isSeen(kiosk))) return [card, slot];
			slot.pull();
		}
	};
	return {
		kiosk,
		insert,
		untilReader: status => readerIs(port, status),
		password: parseDescription(readFileSync(join(pki, 'cards/valid/card.json'), 'utf8')).signPassword,
		applications: () => applications,
		record: (cell, card) => {
			const view = kiosk.view();
			const {screen, code} = view;
			cells.push({...cell, screen, code, triesLeft: card.triesLeft(), applications});
			return view;
		},
	};
}

async function readerIs(port: ReaderPort, status: ReaderChange['status']): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const end = port.watch(change => change.status === status && resolve());
	await promise;
	end();
}
