import type {Language} from '../../src/machines/kiosk.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import type {Words} from '../../src/words/words.ts';
import {slips} from '../helpers/slips.ts';
import {viewsIn} from './views.ts';

/** Every sentence the kiosk can say in its own words: screens, covers and frame, without the manual's. */
export function ownSentences(language: Language): readonly string[] {
	return [...new Set([...screenSentences(language), ...textsOf(wordsIn(language))])];
}

/** What a person reads as running text: plain sentences, notes and help of every screen. */
export function screenSentences(language: Language): readonly string[] {
	const said = viewsIn(language).flatMap(view => {
		const {title, plain, notes, help, buttons} = screenWords(view);
		return [title, ...plain, ...notes, ...help, ...Object.values(buttons)];
	});
	return [...new Set(said)];
}

/** The manual's sentences, of all screens and of their help. */
export function legalSentencesIn(language: Language): readonly string[] {
	const quotes = viewsIn(language).flatMap(view => screenWords(view).manual);
	return [...new Set(quotes.map(({original}) => original))];
}

const numbers = [12, 34, 56];
const instant = '2026-11-22T02:05:00.000Z';

function textsOf(value: unknown, name = ''): readonly string[] {
	if (typeof value === 'string') return [value];
	if (name === 'slip') return Object.values(slips).flatMap(slip => textsOf((value as Words['slip'])(slip)));
	if (value === undefined) return [];
	if (typeof value === 'function') {
		return textsOf(name === 'instant' || name === 'day' ? value(instant) : value(...numbers));
	}
	return Object.entries(value as object).flatMap(([member, inner]) => textsOf(inner, member));
}
