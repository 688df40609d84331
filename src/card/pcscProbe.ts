import type * as Pcsc from 'pcsc-mini';
import {encodeCommand} from './apdu.ts';
import {commandMs, systemTimer, type Timer, within} from './deadline.ts';
import {myNumberCard} from './profile.ts';

/** The calls a visit makes, named as in pcsc-lite's winscard.h, in their order. */
export const pcscCalls = [
	'SCardEstablishContext',
	'SCardListReaders',
	'SCardConnect',
	'SCardStatus',
	'SCardBeginTransaction',
	'SCardTransmit',
	'SCardEndTransaction',
	'SCardDisconnect',
] as const;
export type PcscCall = (typeof pcscCalls)[number];

export interface PcscCallOutcome {
	readonly call: PcscCall;
	readonly status: 'done' | 'failed' | 'notCalled';
	/** The code of a failure as pcsc-mini names it, such as SharingViolation, or NoAnswer in time; '' without one. */
	readonly code: string;
}

export interface FoundReader {
	/** As the driver gives it; not for a screen before it passed the gate of T-13. */
	readonly name: string;
	readonly hasCard: boolean;
}

export interface PcscProbe {
	readonly calls: readonly PcscCallOutcome[];
	readonly readers: readonly FoundReader[];
	/** The first whose name has the wanted text in it. */
	readonly chosen: FoundReader | undefined;
}

/** The service names its readers at once; after this long without another there are no more. */
const quietMs = 300;

/**
 * Makes each call of PC/SC once and tells how it went, for the self-check: the calls that need a reader or a card are
 * left out without one. The one command it sends is the SELECT of the JPKI application; the card is powered off after.
 * Its client stays with the process: for a program that ends soon by `process.exit`.
 */
export async function probePcsc(readerName = '', timer: Timer = systemTimer): Promise<PcscProbe> {
	const pcsc = await import('pcsc-mini');
	const outcomes = new Map<PcscCall, PcscCallOutcome>();
	const made = async <Value>(
		call: PcscCall,
		make: () => Value | Promise<Value>,
	): Promise<Value | undefined> => {
		try {
			const value = await within(Promise.resolve(make()), commandMs, timer);
			const isLate = value === 'late';
			outcomes.set(call, {call, status: isLate ? 'failed' : 'done', code: isLate ? 'NoAnswer' : ''});
			return isLate ? undefined : value;
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? String(error.code) : '';
			outcomes.set(call, {call, status: 'failed', code});
			return undefined;
		}
	};

	const slots = new Map<string, Slot>();
	const client = new pcsc.Client();
	kept.push(client);
	const quiet = new Quiet(timer);
	let failure: Error | undefined;
	client.on('reader', reader => {
		const slot: Slot = {reader, hasCard: false};
		slots.set(reader.name(), slot);
		quiet.heard();
		reader.on('change', status => {
			slot.hasCard = status.has(pcsc.ReaderStatus.PRESENT);
			quiet.heard();
		});
		reader.on('disconnect', () => slots.delete(reader.name()));
	});
	client.on('error', error => {
		failure = error;
		quiet.heard();
	});
	const started = await made('SCardEstablishContext', () => client.start());
	const found = ({reader, hasCard}: Slot) => ({name: reader.name(), hasCard});
	let readers: readonly FoundReader[] = [];
	if (started) {
		await quiet.reached();
		// Made by the client itself, over and over; its failure is the client's.
		await made('SCardListReaders', () => {
			if (failure) throw failure;
		});
		readers = [...slots.values()].map(found);
		const slot = [...slots.values()].find(({reader}) => reader.name().includes(readerName));
		if (slot?.hasCard) await callCard(pcsc, slot.reader, made);
	}
	return {
		calls: pcscCalls.map(call => outcomes.get(call) ?? {call, status: 'notCalled', code: ''}),
		readers,
		chosen: readers.find(({name}) => name.includes(readerName)),
	};
}

/** Clients that are never stopped nor collected: either may wait for ever, or throw (pcsc-mini 0.1.3). */
const kept: Pcsc.Client[] = [];

interface Slot {
	readonly reader: Pcsc.Reader;
	hasCard: boolean;
}

type Made = <Value>(call: PcscCall, make: () => Value | Promise<Value>) => Promise<Value | undefined>;

async function callCard(pcsc: typeof Pcsc, reader: Pcsc.Reader, made: Made): Promise<void> {
	const card = await made('SCardConnect', () => reader.connect(pcsc.CardMode.SHARED));
	if (!card) return;
	await made('SCardStatus', () => card.state());
	const transaction = await made('SCardBeginTransaction', () => card.transaction());
	if (transaction) {
		const select = encodeCommand({ins: 0xa4, p1: 0x04, p2: 0x0c, data: myNumberCard.aid});
		await made('SCardTransmit', () => card.transmit(select));
		await made('SCardEndTransaction', () => transaction.end(pcsc.CardDisposition.LEAVE));
	}
	await made('SCardDisconnect', () => card.disconnect(pcsc.CardDisposition.UNPOWER));
}

/** Waits until nothing was heard for a while. */
class Quiet {
	#restart: () => void = () => undefined;

	constructor(private readonly timer: Timer) {}

	heard(): void {
		this.#restart();
	}

	reached(): Promise<void> {
		return new Promise(resolve => {
			let cancel = this.timer.after(quietMs, resolve);
			this.#restart = () => {
				cancel();
				cancel = this.timer.after(quietMs, resolve);
			};
		});
	}
}
