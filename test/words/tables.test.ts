import {describe, expect, test} from 'vitest';
import {type Procedure, procedures} from '../../src/domain/procedure.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {legal as legalInEnglish} from '../../src/words/en/legal.ts';
import {passages as passagesInEnglish} from '../../src/words/en/passages.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import {legal, type OfEach} from '../../src/words/legal.ts';
import {passages} from '../../src/words/passages.ts';
import {viewWith} from '../helpers/views.ts';
import {metas, viewsIn} from './views.ts';

const everyView = viewsIn('ja');

/** One screen of one procedure, as it stands when nothing particular happened, and all that can be told of it. */
const groups = Map.groupBy(everyView, ({screen, step, procedure}) => `${screen} ${step} ${procedure}`);

/** The sentences of a view with its buttons, one text. */
function said(view: View): string {
	const {title, plain, notes, help, buttons} = screenWords(view);
	return JSON.stringify([title, plain, notes, help, buttons]);
}

/** Members, nested, and how many arguments those take that are made of something. */
function shapeOf(value: unknown): unknown {
	if (typeof value === 'function') return value.length;
	if (typeof value !== 'object' || value === null) return typeof value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

describe('the tables of both languages are equal', () => {
	test('in the keys and parameters of frame and covers', () => {
		const {frame, covers} = wordsIn('ja');
		const english = wordsIn('en');
		// What the document means is said where it is not in the screen's language.
		const bare = (words: typeof frame) => shapeOf({...words, documentMeans: 0});
		expect(bare(english.frame)).toEqual(bare(frame));
		expect(shapeOf({...english.covers, help: 0})).toEqual(shapeOf({...covers, help: 0}));
		expect(Object.keys(english.covers.staff(1, 1, '', true))).toEqual(
			Object.keys(covers.staff(1, 1, '', true)),
		);
		expect(Object.keys(english.covers.idleWarning(1))).toEqual(Object.keys(covers.idleWarning(1)));
	});

	test('in the buttons of every screen', () => {
		for (const view of everyView) {
			const [ja, en] = (['ja', 'en'] as const).map(language => screenWords({...view, language}));
			expect({view, buttons: Object.keys(en?.buttons ?? {}).sort()}).toEqual({
				view,
				buttons: Object.keys(ja?.buttons ?? {}).sort(),
			});
		}
	});

	test('in the parameters of every screen: what changes the Japanese changes the English', () => {
		for (const [name, views] of groups) {
			const [base] = views;
			if (base === undefined) throw new Error('a group has a member');
			for (const view of views) {
				const [ja, en] = (['ja', 'en'] as const).map(
					language => said({...view, language}) !== said({...base, language}),
				);
				expect({name, view, isChanged: en}).toEqual({name, view, isChanged: ja});
			}
		}
	});

	test('in the two procedures: what tells them apart in Japanese does so in English', () => {
		for (const view of everyView) {
			const tells = (['ja', 'en'] as const).map(
				language => new Set(procedures.map(procedure => said({...view, language, procedure}))).size > 1,
			);
			expect({view, tells: tells[1]}).toEqual({view, tells: tells[0]});
		}
	});
});

describe('the manual’s sentences stand in English beside the Japanese', () => {
	const count = (table: Readonly<Record<string, OfEach>>) =>
		Object.fromEntries(
			Object.entries(table).map(([place, {revocation, validity}]) => [
				place,
				[revocation.length, validity.length],
			]),
		);

	test('one for each, at the same place', () => {
		expect(count(legalInEnglish)).toEqual(count(legal));
		expect(count(passagesInEnglish)).toEqual(count(passages));
	});

	/** Without the numbers of sections, for which the English may name the screen. */
	const numbers = (text: string) => new Set(text.replaceAll(/\d(?:\.\d)+/g, '').match(/\d+/g));

	test('with the same numbers in them', () => {
		const pairs = viewsIn('en').flatMap(view => screenWords(view).manual);
		expect(pairs.length).toBeGreaterThan(100);
		for (const {original, translation = ''} of pairs) {
			expect(translation).toMatch(/^[\x20-\x7e×]+$/);
			expect({original, numbers: numbers(translation)}).toEqual({original, numbers: numbers(original)});
		}
	});

	test('and not on a Japanese screen', () => {
		const quotes = everyView.flatMap(view => screenWords(view).manual);
		expect(quotes.filter(({translation}) => translation !== undefined)).toEqual([]);
	});
});

test('X-35, X-16: help on a failed self-diagnosis quotes the section of its cause', () => {
	const quoted = (fault: View['fault']) =>
		everyView
			.filter(view => view.screen === 'notInService' && view.fault === fault)
			.flatMap(view => screenWords(view).manual.map(({original}) => original))
			.join('');
	expect(quoted('terminal')).toContain('JavaScript');
	expect(quoted('software')).toContain('利用者クライアントソフト');
	expect(quoted('readerService')).toContain('利用者クライアントソフト');
	expect(quoted('clock')).toBe('');
});

test('S004-052: what the document asks for and brings about stands in English below it', () => {
	const {revocation, validity} = wordsIn('en').frame.documentMeans;
	expect(revocation.join('')).toMatch(/request the revocation.*cannot be cancelled.*next revocation list/);
	expect(validity.join('')).toMatch(/request a validity check.*valid at present.*tells me the result/);
	expect(wordsIn('ja').frame.documentMeans).toEqual({revocation: [], validity: []});
});

describe('F1 has words of the manual', () => {
	/** What each chapter lets happen only to its own procedure. */
	const foreign: Partial<Record<ScreenName, Procedure>> = {accepted: 'validity', valid: 'revocation'};
	const described = metas.flatMap(({screen, step, manual}) =>
		procedures
			.map(procedure => ({
				screen,
				step,
				procedure,
				section: typeof manual === 'string' ? manual : manual[procedure],
				fault: screen === 'notInService' ? ('software' as const) : undefined,
			}))
			.filter(({section, procedure}) => /^[23]\./.test(section) && foreign[screen] !== procedure),
	);

	test('for every state that stands in chapter 2 or 3', () => {
		expect(described.length).toBeGreaterThan(50);
		const silent = described.filter(state => screenWords(viewWith(state)).manual.length === 0);
		expect(silent).toEqual([]);
	});
});
