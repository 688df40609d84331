import {describe, expect, test} from 'vitest';
import {screenWords} from '../../src/words/index.ts';
import {testKiosk, walk} from '../helpers/kiosk.ts';

/** A kiosk that waits for the card to be taken. */
const atTakeCard = (input = {}) => walk.toMenu(testKiosk(input)).reader('present').presses('cancel');

describe('G-04 a card left in after the end', () => {
	test('is called for after 5, 10, 20 and 40 s, then every minute', () => {
		const kiosk = atTakeCard();
		const tones = [4999, 1, 10_000, 20_000, 40_000, 59_999, 1, 60_000].map(
			pause => kiosk.waits(pause).view().tones,
		);
		expect(tones).toEqual([0, 1, 2, 3, 4, 4, 5, 6]);
	});

	test('becomes a matter for staff after three minutes, with its code', () => {
		const kiosk = atTakeCard().waits(179_999);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: undefined, forgottenCards: 0});
		kiosk.waits(1);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: 'S-21', forgottenCards: 1});
		expect(screenWords(kiosk.view()).plain.join('')).toContain('職員をお呼びください');
	});

	test('after as many minutes as the settings say', () => {
		expect(atTakeCard({forgottenCardMinutes: 1}).waits(60_000).view().code).toBe('S-21');
	});

	test('is quiet and forgotten once it is taken; the page for staff still knows', () => {
		const kiosk = atTakeCard().waits(200_000).reader('empty');
		const quiet = {screen: 'idle', code: undefined, isCardForgotten: false, tones: 0, forgottenCards: 1};
		expect(kiosk.view()).toMatchObject(quiet);
		expect(kiosk.waits(600_000).view()).toMatchObject(quiet);
	});

	test('the next one is called for from the beginning', () => {
		const kiosk = atTakeCard()
			.waits(200_000)
			.reader('empty')
			.presses('ok')
			.reader('present')
			.presses('cancel');
		expect(kiosk.view()).toMatchObject({tones: 0, code: undefined});
		expect(kiosk.waits(5000).view().tones).toBe(1);
	});

	test('covers stay open while it is called for', () => {
		const kiosk = atTakeCard().tells({type: 'user.help'}).waits(15_000);
		expect(kiosk.view()).toMatchObject({cover: 'help', tones: 2});
	});

	test('S-12 stays the code of a reader that does not answer', () => {
		const kiosk = walk.toLogin(testKiosk()).reader('stuck').waits(200_000);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: 'S-12', forgottenCards: 1});
	});
});
