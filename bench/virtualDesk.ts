import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {openPcscReader, type PcscReaderPort} from '../src/card/pcsc.ts';
import {loadSimulatedCard, parseDescription} from '../src/card/simulated/load.ts';
import type {InsertableCard} from '../src/card/simulated/reader.ts';
import {insertIntoVpcd, type VpcdOptions, type VpcdSlot} from '../src/card/simulated/vpcd.ts';
import {initPki} from '../src/pki/init.ts';
import {startPcscd} from '../test/helpers/pcscd.ts';

/** One command as the card met it, with what it took the card to answer. */
export interface Met {
	readonly ins: number;
	readonly sentBytes: number;
	readonly receivedBytes: number;
	readonly ms: number;
}

/** A real pcscd with a virtual reader, a demo PKI, and the ordinary card, which counts what it is asked. */
export interface VirtualDesk {
	readonly folder: string;
	readonly pki: string;
	readonly password: string;
	readonly reader: PcscReaderPort;
	readonly readerName: string;
	/** Everything the card was asked since it was put in. */
	readonly met: readonly Met[];
	/** Puts the card in, and waits until the reader has seen it. */
	insert(): Promise<void>;
	/** Takes it out, and waits until the reader has seen it. */
	pull(): Promise<void>;
	close(): Promise<void>;
}

export async function openVirtualDesk(): Promise<VirtualDesk> {
	const folder = await mkdtemp(join(tmpdir(), 'bench-'));
	const pki = join(folder, 'pki');
	await initPki(pki, {now: new Date()});
	const pcscd = await startPcscd();
	const [readerName] = pcscd.readers;
	const reader = await openPcscReader({readerName});
	const until = (wanted: string) =>
		new Promise<void>(resolve => {
			const end = reader.watch(({status}) => {
				if (status !== wanted) return;
				queueMicrotask(() => end());
				resolve();
			});
		});
	const met: Met[] = [];
	const card = counting(await loadSimulatedCard(join(pki, 'cards/valid')), met);
	let slot: VpcdSlot | undefined;
	await until('empty');
	return {
		folder,
		pki,
		password: parseDescription(await readFile(join(pki, 'cards/valid/card.json'), 'utf8')).signPassword,
		reader,
		readerName,
		met,
		async insert() {
			met.length = 0;
			slot = await insertIntoVpcd({hostname: '127.0.0.1', port: pcscd.port, card});
			await until('present');
		},
		async pull() {
			slot?.pull();
			await until('empty');
		},
		async close() {
			slot?.pull();
			await reader.stop();
			await pcscd.stop();
			await rm(folder, {recursive: true});
		},
	};
}

function counting(card: VpcdOptions['card'], met: Met[]): InsertableCard & Pick<VpcdOptions['card'], 'atr'> {
	return {
		atr: card.atr,
		powerOn: () => card.powerOn(),
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit(command) {
			const [, ins = 0] = command;
			const began = performance.now();
			const answer = card.transmit(command);
			const ms = performance.now() - began;
			met.push({ins, sentBytes: command.length, receivedBytes: answer.length, ms});
			return answer;
		},
	};
}
