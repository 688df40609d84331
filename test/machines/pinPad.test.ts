import {describe, expect, test} from 'vitest';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

/** Up to the first login of a reader whose own keys are to be used. */
const toPad = (kiosk: TestKiosk, triesLeft = 5) =>
	walk
		.toImportPrompt(kiosk)
		.reader('present')
		.presses('ok')
		.hears({type: 'card.ready', triesLeft, typedOn: 'pad'});

/** Up to the second one. */
const toSecondPad = (kiosk: TestKiosk) =>
	toPad(kiosk)
		.hears(
			{type: 'card.verified'},
			{type: 'card.imported', certificate: 'MIIC'},
			{type: 'application.drawn', application: '{}'},
			{type: 'screen.readToEnd'},
		)
		.presses('ok')
		.presses('ok')
		.hears({type: 'card.ready', triesLeft: 5, typedOn: 'pad'});

describe('S004-035 a password that is typed on the keys of the reader', () => {
	test('is asked for on the screen, without a field and without a button', () => {
		expect(toPad(testKiosk()).view()).toMatchObject({
			path: 'procedure.login.typingOnPad.asking',
			screen: 'typingOnPad',
			manual: '2.1.4',
			field: undefined,
			buttons: [],
			triesLeft: 5,
		});
	});

	test('that is right leads on as a typed one does, both times', () => {
		expect(toPad(testKiosk()).hears({type: 'card.verified'}).view().screen).toBe('importing');
		const second = toSecondPad(testKiosk());
		expect(second.view()).toMatchObject({screen: 'typingOnPad', manual: '2.1.7', behind: 'confirmImport'});
		expect(second.hears({type: 'card.verified'}).view().screen).toBe('signing');
	});

	test('that is wrong says what the card counts, and OK asks for it on the reader again', () => {
		const kiosk = toPad(testKiosk()).hears({type: 'card.wrongPassword', triesLeft: 4});
		expect(kiosk.view()).toMatchObject({screen: 'wrongPassword', triesLeft: 4});
		expect(kiosk.presses('ok').view()).toMatchObject({screen: 'typingOnPad', triesLeft: 4});
	});

	test('G-03 is asked about before the last try', () => {
		const kiosk = toPad(testKiosk(), 1);
		expect(kiosk.view().screen).toBe('askLastTry');
		expect(kiosk.presses('ok').view().screen).toBe('typingOnPad');
	});

	test('G-13 that nobody typed costs no try, and can be typed after all', () => {
		const kiosk = toPad(testKiosk()).hears({type: 'card.notTyped'});
		expect(kiosk.view()).toMatchObject({screen: 'notTyped', triesLeft: 5, buttons: ['ok', 'cancel']});
		expect(kiosk.presses('ok').view().screen).toBe('typingOnPad');
	});

	test.each([
		['first', toPad, 'importPrompt'],
		['second', toSecondPad, 'confirmImport'],
	] as const)(
		'S004-040 S004-041 the reader’s cancel key is the キャンセル of the %s login',
		(_, to, screen) => {
			expect(to(testKiosk()).hears({type: 'card.padCancelled'}).view().screen).toBe(screen);
		},
	);

	test('T-11 a card that leaves meanwhile may have met it: 2.2.6', () => {
		expect(toPad(testKiosk()).reader('empty').view()).toMatchObject({
			screen: 'unexpectedError',
			code: '2.2.6',
		});
	});

	test('is waited for longer than the reader’s own time, and not for ever', () => {
		const kiosk = toPad(testKiosk());
		expect(kiosk.waits(109_999).view()).toMatchObject({screen: 'typingOnPad', cover: undefined});
		expect(kiosk.waits(1).view().screen).toBe('unexpectedError');
	});
});
