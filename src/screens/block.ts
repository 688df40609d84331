import type {Quote} from '../words/words.ts';
import type {Tone} from './theme.ts';

/** A stretch of one line in one tone. */
export interface Span {
	readonly text: string;
	readonly tone: Tone;
}

/** One row of a body, never wider than the column it was laid out for. */
export type Line = readonly Span[];

/** What a screen is made of, before it is broken into lines. */
export type Block =
	/** Sentences of their own, each beginning a line. */
	| {readonly kind: 'text'; readonly sentences: readonly string[]; readonly tone: Tone}
	/** The manual's own sentences, set off by a line at their side, each followed by its translation. */
	| {readonly kind: 'quote'; readonly quotes: readonly Quote[]}
	/** Further remarks, each with a dot. */
	| {readonly kind: 'list'; readonly sentences: readonly string[]}
	/** A table of names and values; a long value goes on below itself. */
	| {readonly kind: 'fields'; readonly rows: ReadonlyArray<readonly [label: string, value: string]>}
	/** One thing that must be seen from afar, such as the code of a stop or the receipt number. */
	| {readonly kind: 'sign'; readonly label: string; readonly value: string}
	/** The document a citizen reads before signing, drawn as a sheet. */
	| {readonly kind: 'sheet'; readonly title: string; readonly blocks: readonly Block[]};
