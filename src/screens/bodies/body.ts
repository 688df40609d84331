import type {View} from '../../machines/view.ts';
import type {ScreenWords} from '../../words/words.ts';
import type {Block} from '../block.ts';
import type {Texts} from '../texts.ts';

/** What one screen shows of a view. */
export interface ScreenBody {
	/** Stays in place while the body scrolls; only where a password is typed. */
	readonly head?: readonly Block[];
	readonly body: readonly Block[];
	/** The buttons are a choice and stand one below the other. */
	readonly isList?: boolean;
	/** What must be read could not be shown: it never counts as read. */
	readonly isIncomplete?: boolean;
}

export type Screen = (view: View, texts: Texts) => ScreenBody;

/** What to do now, said first. */
export function lead(words: ScreenWords): Block {
	return {kind: 'text', sentences: words.plain, tone: 'strong'};
}

/** The manual's sentences and further remarks, below what the screen is about. */
export function remarks(words: ScreenWords): Block[] {
	return [
		{kind: 'quote', quotes: words.legal},
		{kind: 'list', sentences: words.notes},
	];
}
