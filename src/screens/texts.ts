import type {View} from '../machines/view.ts';
import {screenWords, wordsIn} from '../words/index.ts';
import type {ScreenWords, Words} from '../words/words.ts';

/** What the screen of a view says, in the view's language. */
export interface Texts {
	readonly screen: ScreenWords;
	readonly words: Words;
}

export function textsOf(view: View): Texts {
	return {screen: screenWords(view), words: wordsIn(view.language)};
}
