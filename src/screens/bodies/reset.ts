import {resetFormName} from '../../domain/reset.ts';
import type {ResetShown} from '../../machines/shown.ts';
import type {FrameWords} from '../../words/words.ts';
import {lead, remarks, type Screen} from './body.ts';
import {slipOf} from './outcome.ts';

/** The documents of one person or proof, each with its number and its tick. */
export const resetDocuments: Screen = ({reset}, {screen, words: {frame}}) => ({
	body: [
		lead(screen),
		{
			kind: 'fields',
			rows: (reset?.kinds ?? []).map((kind, at) => {
				const isTicked = reset?.seen.some(document => document.of === reset.of && document.kind === kind);
				return [
					`${at + 1} [${isTicked ? frame.desk.ticked : frame.desk.open}]`,
					frame.reset.documents[kind],
				] as const;
			}),
		},
		...remarks(screen),
	],
});

/** Where to go and what to bring; the form by its own name. */
export const resetGuidance: Screen = (view, {screen, words: {frame}}) => ({
	body: [
		...slipOf(view, frame),
		lead(screen),
		{kind: 'fields', rows: [[frame.reset.labels.form, resetFormName]]},
		...remarks(screen),
	],
});

/** What the first officer entered, for the second. */
export const resetSummary: Screen = ({reset, password}, {screen, words: {frame}}) => ({
	body: [
		lead(screen),
		{kind: 'fields', rows: reset ? rowsOf(reset, password ?? 'signing', frame) : []},
		...remarks(screen),
	],
});

function rowsOf(
	reset: ResetShown,
	password: 'signing' | 'authentication',
	{reset: words}: FrameWords,
): ReadonlyArray<readonly [string, string]> {
	const {labels, passwords, comers, pages, documents} = words;
	const state = reset.triesLeft === undefined ? words.blocked : words.triesLeft(reset.triesLeft);
	return [
		[labels.password, passwords[password]],
		[labels.card, state],
		[labels.comer, comers[reset.comer]],
		...reset.seen.map(({of, kind}) => [pages[of], documents[kind]] as const),
		[labels.officers, reset.officers.join(', ') || labels.none],
	];
}
