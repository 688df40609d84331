import type {Base} from './base.ts';
import {mangleBytes} from './bytes.ts';
import {cardCase} from './cardCase.ts';
import {certificateCase, receiptCase, submissionCase} from './pkiCase.ts';
import {randomFrom} from './random.ts';
import {mangleDer} from './tree.ts';

/** What is mangled: the card's answers, or the bytes that certificate, submission and receipt are read from. */
const kinds = ['card', 'certificate', 'submission', 'receipt'] as const;
export type Kind = (typeof kinds)[number];

/** How the bytes of each kind but the card's are read; each throws when what must hold does not. */
const readers: Readonly<Record<Exclude<Kind, 'card'>, (base: Base, bytes: Uint8Array) => string>> = {
	certificate: certificateCase,
	submission: submissionCase,
	receipt: receiptCase,
};

/** A case with its number; the kinds take turns. Answers with what it came to, such as `malformed`. */
export async function runCase(base: Base, seed: number): Promise<{kind: Kind; outcome: string}> {
	const kind = kinds[seed % kinds.length] as Kind;
	if (kind === 'card') return {kind, outcome: await cardCase(base, randomFrom(seed))};
	return {kind, outcome: readers[kind](base, mangledBytes(base, kind, seed))};
}

function mangledBytes(base: Base, kind: Exclude<Kind, 'card'>, seed: number): Uint8Array {
	const random = randomFrom(seed);
	// Most flat changes fail the first check of form: the deeper ones are worth more.
	return random.below(4) === 0 ? mangleBytes(base[kind], random) : mangleDer(base[kind], random);
}
