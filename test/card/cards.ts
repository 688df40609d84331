import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Timer} from '../../src/card/deadline.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {type LoadOptions, loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {TakePassword} from '../../src/card/verify.ts';
import {initPki} from '../../src/pki/init.ts';

/** The demo cards of a PKI of its own, for one test file. */
export interface DemoCards {
	folder(name: string): string;
	load(name: string, options?: LoadOptions): Promise<SimulatedCard>;
	remove(): Promise<void>;
}

export async function demoCards(): Promise<DemoCards> {
	const pki = join(await mkdtemp(join(tmpdir(), 'cards-')), 'pki');
	await initPki(pki, {now: new Date('2026-11-22T00:00:00Z')});
	const folder = (name: string) => join(pki, 'cards', name);
	return {
		folder,
		load: (name, options) => loadSimulatedCard(folder(name), options),
		remove: () => rm(join(pki, '..'), {recursive: true}),
	};
}

export const demoPassword = 'DEMO2026';

/** A slot with a password in it, and how often it was taken. */
export function slotHolding(password: string): TakePassword & {readonly taken: () => number} {
	let taken = 0;
	const take: TakePassword = write => {
		taken++;
		if (taken > 1) return false;
		const bytes = new TextEncoder().encode(password);
		write(bytes);
		bytes.fill(0);
		return true;
	};
	return Object.assign(take, {taken: () => taken});
}

/** A timer that goes off when the test says so. */
export class HandTimer implements Timer {
	readonly #waiting = new Set<{readonly ms: number; readonly run: () => void}>();

	after(ms: number, run: () => void): () => void {
		const entry = {ms, run};
		this.#waiting.add(entry);
		return () => this.#waiting.delete(entry);
	}

	/** How long each thing waits that still does. */
	get waitingMs(): readonly number[] {
		return [...this.#waiting].map(({ms}) => ms);
	}

	goOff(): void {
		for (const entry of [...this.#waiting]) {
			this.#waiting.delete(entry);
			entry.run();
		}
	}
}

/** DigestInfo of SHA-256 (RFC 8017, 9.2, note 1) before the digest itself. */
export const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
