import {describe, expect, test} from 'vitest';
import {screenWords} from '../../src/words/index.ts';
import {testKiosk, walk} from '../helpers/kiosk.ts';

/** A kiosk that waits for a card to be taken, and whose reader goes. */
const cardUnseen = () => walk.toMenu(testKiosk()).reader('present').presses('cancel').reader('lost');

describe('G-04 a reader that goes with the card in it', () => {
	test('is no card taken: the person is asked', () => {
		const kiosk = cardUnseen();
		expect(kiosk.view()).toMatchObject({screen: 'cardUnseen', buttons: ['ok']});
		expect(screenWords({...kiosk.view(), procedure: 'revocation'}).plain.join('')).toContain(
			'カードを取り出してから',
		);
		expect(kiosk.presses('ok').view().screen).toBe('idle');
	});

	test('is heard again once it is back', () => {
		expect(cardUnseen().reader('lost').view().screen).toBe('cardUnseen');
		expect(cardUnseen().reader('present').view().screen).toBe('takeCard');
		expect(cardUnseen().reader('stuck').view()).toMatchObject({screen: 'takeCard', code: 'S-12'});
		expect(cardUnseen().reader('empty').view().screen).toBe('idle');
	});

	test('and never comes back, must not keep the kiosk from its upkeep', () => {
		const kiosk = cardUnseen();
		expect(kiosk.waits(119_999).view()).toMatchObject({screen: 'cardUnseen', cover: undefined});
		expect(kiosk.waits(1).view().screen).toBe('idle');
	});

	test('in a procedure is asked about at its end, also after it was stuck', () => {
		const left = walk.toLogin(testKiosk()).reader('lost').presses('cancel').presses('cancel');
		expect(left.view().screen).toBe('cardUnseen');
		expect(walk.toLogin(testKiosk()).reader('stuck').reader('lost').view().screen).toBe('cardUnseen');
	});

	test('of a reader that was empty nothing is asked', () => {
		const kiosk = walk.toMenu(testKiosk()).reader('lost').presses('cancel');
		expect(kiosk.view().screen).toBe('idle');
	});

	test('keeps what stays to be said', () => {
		const notice = {result: 'accepted', receiptNumber: 'R', decidedAt: '2026-11-22T02:00:00Z'} as const;
		const kiosk = walk.toSending(testKiosk()).reader('lost').hears({type: 'window.answered', notice});
		expect(kiosk.presses('ok').view()).toMatchObject({screen: 'cardUnseen', notice});
	});
});
