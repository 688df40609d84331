import type {Language} from '../machines/kiosk.ts';
import type {View} from '../machines/view.ts';
import {enScreens, enWords} from './en.ts';
import {jaScreens, jaWords} from './ja.ts';
import {legalQuotes, manualQuotes} from './manual.ts';
import type {ScreenTexts, ScreenWords, Words} from './words.ts';

const words: Readonly<Record<Language, Words>> = {ja: jaWords, en: enWords};
const screens: Readonly<Record<Language, ScreenTexts>> = {ja: jaScreens, en: enScreens};

/** The words of the frame and of what covers it, in one language. */
export function wordsIn(language: Language): Words {
	return words[language];
}

/** Every sentence of the screen that this view shows, in its language; the manual's are Japanese in every language. */
export function screenWords(view: View): ScreenWords {
	const at = {...view, procedure: view.procedure ?? 'revocation'};
	const text = screens[view.language][view.screen](at);
	return {notes: [], buttons: {}, ...text, legal: legalQuotes(at), manual: manualQuotes(at)};
}
