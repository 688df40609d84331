import {describe, expect, test} from 'vitest';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const description = JSON.stringify({
	choice: 'signing',
	basic: [{field: 'holderName', value: '吉田　太郎'}],
	detail: [{field: 'sha256', value: 'AB:CD'}],
});
const described: MachineEvent = {type: 'certificate.described', description};

const toChoice = (kiosk: TestKiosk) => walk.toMenu(kiosk).reader('present').presses('viewer');
const toLogin = (kiosk: TestKiosk) =>
	toChoice(kiosk).presses('signing').hears({type: 'card.ready', triesLeft: 4});
const toReadingSigning = (kiosk: TestKiosk) =>
	toLogin(kiosk).presses('ok').hears({type: 'password.wellFormed'}, {type: 'card.verified'});
const toBasic = (kiosk: TestKiosk) => toReadingSigning(kiosk).hears(described);

describe('the signing certificate', () => {
	test('is shown after its password, in short and in detail, and back to the choice', () => {
		const kiosk = toLogin(testKiosk());
		expect(kiosk.view()).toMatchObject({screen: 'login', triesLeft: 4, behind: 'chooseCertificate'});
		kiosk.presses('ok').hears({type: 'password.wellFormed'}, {type: 'card.verified'});
		expect(kiosk.view()).toMatchObject({path: 'viewer.reading', certificate: undefined});
		kiosk.hears(described);
		expect(kiosk.view()).toMatchObject({screen: 'certificateBasic', certificate: description});
		kiosk.presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'certificateDetail', certificate: description});
		expect(kiosk.presses('ok').view().screen).toBe('certificateBasic');
		kiosk.presses('back');
		expect(kiosk.view()).toMatchObject({screen: 'chooseCertificate', certificate: undefined});
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
		kiosk.presses('cancel');
		expect(kiosk.view().screen).toBe('menu');
	});

	test('T-12 is not read when the card is taken while its password is typed', () => {
		expect(toLogin(testKiosk()).reader('empty').view()).toMatchObject({
			screen: 'viewerCardLeft',
			code: '2.2.6',
		});
	});

	test('S004-035 is asked for on the reader that has keys, by what was said of this card', () => {
		const ready: MachineEvent = {type: 'card.ready', triesLeft: 3, typedOn: 'pad'};
		const kiosk = toChoice(testKiosk()).presses('signing').hears(ready);
		expect(kiosk.view()).toMatchObject({screen: 'typingOnPad', triesLeft: 3});
		kiosk.reader('empty').presses('ok').presses('signing').hears({type: 'card.ready', triesLeft: 2});
		expect(kiosk.view()).toMatchObject({screen: 'login', triesLeft: 2});
	});

	test('is not read where the login is left', () => {
		expect(toLogin(testKiosk()).presses('cancel').view().screen).toBe('chooseCertificate');
	});

	test.each<[string, MachineEvent, string, string]>([
		['blocked', {type: 'card.blocked'}, 'viewerLocked', '2.2.7'],
		['gone', {type: 'card.left'}, 'viewerCardLeft', '2.2.6'],
		['of another answer', {type: 'card.failed'}, 'viewerCardLeft', '2.2.6'],
	])('stays unread when the card is %s at its password', (_what, event, screen, code) => {
		const kiosk = toLogin(testKiosk()).presses('ok').hears({type: 'password.wellFormed'}, event);
		expect(kiosk.view()).toMatchObject({screen, code});
	});
});

test.each(['authentication', 'signingCa', 'authenticationCa'] as const)(
	'the %s certificate asks for no password',
	choice => {
		const kiosk = toChoice(testKiosk()).presses(choice);
		expect(kiosk.view().path).toBe('viewer.reading');
		expect(kiosk.hears(described).view().screen).toBe('certificateBasic');
	},
);

describe.each<['signing' | 'authentication']>([['signing'], ['authentication']])(
	'while the card is asked for the %s certificate',
	choice => {
		test.each<[MachineEvent, string, object]>([
			[{type: 'card.absent', cause: 'held'}, 'viewerNoCard', {code: '2.2.5', absent: 'held'}],
			[{type: 'card.failed'}, 'viewerNoCard', {code: '2.2.5', absent: 'mute'}],
			[{type: 'card.other', kind: 'juki'}, 'viewerOtherCard', {code: 'S-07', kind: 'juki'}],
			[{type: 'card.left'}, 'viewerCardLeft', {code: '2.2.6'}],
		])('%o leads to its own screen, and from there both ways', (event, screen, shown) => {
			const kiosk = toChoice(testKiosk()).presses(choice).hears(event);
			expect(kiosk.view()).toMatchObject({screen, ...shown});
			expect(kiosk.presses('ok').view().screen).toBe('chooseCertificate');
			kiosk.presses(choice).hears(event).presses('cancel');
			expect(kiosk.view().screen).toBe('menu');
		});

		test('a card that does not answer is given up after 10 s', () => {
			const kiosk = toChoice(testKiosk()).presses(choice).waits(9999);
			expect(kiosk.view().screen).toBe('readingCertificate');
			expect(kiosk.waits(1).view()).toMatchObject({screen: 'viewerNoCard', absent: 'mute'});
		});
	},
);

test.each<[MachineEvent]>([[{type: 'card.unreadable'}], [{type: 'certificate.unreadable'}]])(
	'%o is told as a certificate that cannot be read',
	event => {
		expect(toReadingSigning(testKiosk()).hears(event).view().screen).toBe('viewerUnreadable');
	},
);

test.each(['basic', 'detail'])('T-11 a card that leaves takes the %s page with it', page => {
	const kiosk = toBasic(testKiosk());
	if (page === 'detail') kiosk.presses('ok');
	kiosk.reader('empty');
	expect(kiosk.view()).toMatchObject({screen: 'viewerCardLeft', certificate: undefined});
	expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
});

test('T-23 a page with personal data warns after 60 s, and nobody there ends with everything forgotten', () => {
	const kiosk = toBasic(testKiosk()).waits(60_000);
	expect(kiosk.view().cover).toBe('idleWarning');
	kiosk.waits(30_000);
	expect(kiosk.view().screen).toBe('takeCard');
	expect(kiosk.effects.get('forgetEverything')).toBe(1);
	expect(kiosk.requestContext()).toBeUndefined();
});

test('the choice warns after 120 s as any screen without personal data', () => {
	const kiosk = toBasic(testKiosk()).presses('back').waits(119_999);
	expect(kiosk.view().cover).toBeUndefined();
	expect(kiosk.waits(1).view().cover).toBe('idleWarning');
});

test('T-23 the veil hides a page until it is lifted', () => {
	const kiosk = toBasic(testKiosk()).tells({type: 'user.veil'});
	expect(kiosk.view().isVeiled).toBe(true);
});

test('a reader that is stuck ends it until the card is taken out', () => {
	const kiosk = toBasic(testKiosk()).reader('stuck');
	expect(kiosk.view()).toMatchObject({screen: 'takeCard', code: 'S-12', lastStop: 'readerStuck'});
});

test('what ends without a fault says none', () => {
	const kiosk = toBasic(testKiosk()).waits(90_000);
	expect(kiosk.view()).toMatchObject({screen: 'takeCard', lastStop: undefined});
});

test('no key chooses what is no certificate', () => {
	const kiosk = toChoice(testKiosk()).says({type: 'user.choose', choice: 'revocation'});
	expect(kiosk.view().screen).toBe('chooseCertificate');
});

test('T-11 the visit to the card ends wherever a certificate is chosen or could not be shown', () => {
	const visitsEnded = (kiosk: TestKiosk) => kiosk.done.filter(({type}) => type === 'endVisit').length;
	const kiosk = toBasic(testKiosk());
	const before = visitsEnded(kiosk);
	expect(visitsEnded(kiosk.presses('back'))).toBe(before + 1);
	expect(visitsEnded(kiosk.presses('authentication').hears({type: 'card.unreadable'}))).toBe(before + 2);
});

test('where a page is left the kiosk waits for the person as long as on any screen', () => {
	for (const leaves of [toBasic(testKiosk()).presses('back'), toBasic(testKiosk()).reader('empty')])
		expect(leaves.waits(60_000).view().cover).toBeUndefined();
});

describe.each(['revocation', 'validity'] as const)('from the results of a %s', procedure => {
	test.each([
		['S004-141, S004-248', 'unknown-issuer', 'issuerMismatch'],
		['S004-147, S004-308', 'certificate-unverified', 'certificateError'],
	] as const)('%s %s opens the viewer', (_rows, result, screen) => {
		const kiosk = walk.toSending(testKiosk({procedures: [procedure]}), procedure);
		kiosk.hears({type: 'window.answered', notice: {result, receiptNumber: 'R', decidedAt: ''}});
		expect(kiosk.view().screen).toBe(screen);
		kiosk.presses('viewer');
		expect(kiosk.view()).toMatchObject({screen: 'chooseCertificate', procedure: undefined});
		expect(kiosk.effects.get('forgetEverything')).toBe(1);
	});
});
