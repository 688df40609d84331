import type {Language} from '../machines/kiosk.ts';
import {legal as legalInEnglish} from './en/legal.ts';
import {passages as passagesInEnglish} from './en/passages.ts';
import {legal, type OfEach} from './legal.ts';
import {type Place, passages} from './passages.ts';
import type {Quote, Situation} from './words.ts';

type Table = Partial<Readonly<Record<Place, OfEach>>>;

/** The manual's own sentences that this screen shows, each with its English on an English screen. */
export function legalQuotes(at: Situation): readonly Quote[] {
	return quotesOf(at, legal, {ja: undefined, en: legalInEnglish});
}

/** All that the manual says about this state: F1 shows it. */
export function manualQuotes(at: Situation): readonly Quote[] {
	return [...legalQuotes(at), ...quotesOf(at, passages, {ja: undefined, en: passagesInEnglish})];
}

function quotesOf(
	at: Situation,
	originals: Table,
	translations: Readonly<Record<Language, Table | undefined>>,
): readonly Quote[] {
	const place = placeOf(at);
	const translated = translations[at.language]?.[place]?.[at.procedure];
	return (originals[place]?.[at.procedure] ?? []).map((original, index) => ({
		original,
		translation: translated?.[index],
	}));
}

function placeOf({screen, step, fault}: Situation): Place {
	if (screen === 'login' && step === 4) return 'secondLogin';
	if (screen === 'preparingCard' && step === 4) return 'secondLook';
	if (screen !== 'notInService') return screen;
	switch (fault) {
		case 'terminal':
			return 'terminalFault';
		case 'software':
		case 'readerService':
			return 'softwareFault';
		default:
			return screen;
	}
}
