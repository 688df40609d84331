import {describe, expect, test} from 'vitest';
import {procedures} from '../../src/domain/procedure.ts';
import type {Result} from '../../src/domain/receipt.ts';
import {applicationFor, type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

/** Chapter 3, its references read as settle them. */
const kioskAtRest = () => testKiosk({procedures});
const screen = (kiosk: TestKiosk) => kiosk.view().screen;
const answered = (result: Result) =>
	walk.toSending(kioskAtRest(), 'validity').hears({
		type: 'window.answered',
		notice: {result, receiptNumber: 'R-200', decidedAt: '2026-11-22T02:00:00.000Z'},
	});
const identity = {
	host: 'localhost',
	subject: 'CN=madoguchi.example',
	issuer: 'CN=Demo TLS CA',
	notBefore: '2026-01-01T00:00:00.000Z',
	notAfter: '2027-01-01T00:00:00.000Z',
	fingerprint: '00:11',
	protocol: 'TLSv1.3',
};

describe('3.1.1-3.1.2 the top screen', () => {
	test('S004-162 a person at the idle screen comes to the one top screen of both procedures', () => {
		expect(screen(kioskAtRest().presses('ok'))).toBe('menu');
	});
	test('S004-004 S004-170 the top screen offers the two procedures of the manual', () => {
		const offered = walk.toMenu(kioskAtRest()).view().buttons;
		expect(
			offered.filter(
				button => !['viewer', 'siteIdentity', 'slow', 'passwordChange', 'cancel'].includes(button),
			),
		).toEqual(['revocation', 'validity']);
	});
	test('S004-163 S004-164 the lock sign leads to the site identity (X-11: one press)', () => {
		const kiosk = walk.toMenu(kioskAtRest()).hears({type: 'window.identified', identity});
		expect(kiosk.view().identity).toEqual(identity);
		expect(screen(kiosk.presses('siteIdentity'))).toBe('siteIdentity');
	});
	test('S004-165 showing the certificate leads to the server certificate', () => {
		const kiosk = walk.toMenu(kioskAtRest()).presses('siteIdentity');
		expect(screen(kiosk.hears({type: 'window.identified', identity}).presses('ok'))).toBe(
			'serverCertificate',
		);
	});
	test('S004-166 a window that cannot be identified shows no certificate, and says why', () => {
		const kiosk = walk
			.toMenu(kioskAtRest())
			.presses('siteIdentity')
			.hears({type: 'window.unreachable', cause: 'untrusted'})
			.presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'siteIdentity', unreachable: 'untrusted'});
	});
	test('S004-167 S004-171 choosing the validity check leads to 準備中', () => {
		const kiosk = walk.toMenu(kioskAtRest()).presses('validity');
		expect(kiosk.view()).toMatchObject({screen: 'starting', procedure: 'validity'});
	});
	test('S004-168 S004-173 leaving the top screen ends at the idle screen (X-10)', () => {
		expect(screen(walk.toMenu(kioskAtRest()).presses('cancel'))).toBe('idle');
	});
});

describe('3.1.2-3.1.3 the self-diagnosis in place of the applet warning (X-35)', () => {
	const starting = () => walk.toMenu(kioskAtRest()).presses('validity');

	test('S004-172 準備中 can be left while it lasts', () => {
		expect(screen(starting().presses('cancel'))).toBe('menu');
	});
	test('S004-174 until the self-diagnosis is well, nothing is asked of the card', () => {
		const kiosk = starting();
		expect(screen(kiosk.says({type: 'user.ok'}).reader('present'))).toBe('starting');
	});
	test('S004-177 S004-178 a good self-diagnosis leads to the import prompt by itself', () => {
		const kiosk = starting();
		expect(kiosk.view().buttons).toEqual(['cancel']);
		expect(screen(kiosk.hears({type: 'terminal.ready'}))).toBe('importPrompt');
	});
	test('S004-176 no trust is remembered: the next procedure is diagnosed again', () => {
		const kiosk = walk.toImportPrompt(kioskAtRest(), 'validity').presses('cancel').presses('validity');
		expect(screen(kiosk)).toBe('starting');
		expect(screen(kiosk.hears({type: 'terminal.ready'}))).toBe('importPrompt');
	});
});

describe('3.1.3 the import prompt', () => {
	test('S004-182 S004-183 [確認中止] leads to the top screen', () => {
		expect(screen(walk.toImportPrompt(kioskAtRest(), 'validity').presses('cancel'))).toBe('menu');
	});
	test('S004-180 S004-181 S004-185 [OK] with a card leads to the login', () => {
		const kiosk = walk.toLogin(kioskAtRest(), 4, 'validity');
		expect(kiosk.view()).toMatchObject({screen: 'login', manual: '3.1.4', triesLeft: 4, field: 'password'});
	});
});

describe('3.1.4 the first login', () => {
	const login = () => walk.toLogin(kioskAtRest(), 5, 'validity');

	test('S004-187 [OK] has the password examined, then checked by the card', () => {
		expect(screen(login().presses('ok').hears({type: 'password.wellFormed'}))).toBe('checkingPassword');
	});
	test('S004-189 S004-190 [キャンセル] leads to the import prompt', () => {
		expect(screen(login().presses('cancel'))).toBe('importPrompt');
	});
	test('S004-191 a wrong password shows the tries left, then the same dialog', () => {
		const kiosk = login()
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.wrongPassword', triesLeft: 4});
		expect(kiosk.view()).toMatchObject({screen: 'wrongPassword', triesLeft: 4});
		expect(screen(kiosk.presses('ok'))).toBe('login');
	});
	test('S004-192 the fifth wrong password locks, and there is no way back', () => {
		const kiosk = login().presses('ok').hears({type: 'password.wellFormed'}, {type: 'card.blocked'});
		expect(screen(kiosk)).toBe('passwordCheckFailed');
		expect(screen(kiosk.presses('ok').presses('ok'))).toBe('takeCard');
	});
	test('S004-194 a verified password leads to the imported information', () => {
		const kiosk = walk.toConfirmImport(kioskAtRest(), 'validity');
		expect(kiosk.view()).toMatchObject({
			screen: 'confirmImport',
			manual: '3.1.5',
			application: applicationFor('validity'),
		});
	});
});

describe('3.1.5 the imported information', () => {
	test('S004-206 【電子署名】 does not proceed while lines are unread, and says so', () => {
		const kiosk = walk.toConfirmImport(kioskAtRest(), 'validity').presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'confirmImport', isReadingAsked: true});
	});
	test('S004-207 S004-213 【電子署名】 leads to 署名確認', () => {
		expect(screen(walk.toSignConfirm(kioskAtRest(), 'validity'))).toBe('signConfirm');
	});
	test('S004-208 S004-209 【確認に必要な情報の取込み画面に戻る】 leads to the import prompt and forgets', () => {
		const kiosk = walk.toConfirmImport(kioskAtRest(), 'validity').presses('back');
		expect(screen(kiosk)).toBe('importPrompt');
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});
	test('S004-210 S004-211 【確認中止】 asks once and leads to the top screen', () => {
		const kiosk = walk.toConfirmImport(kioskAtRest(), 'validity').presses('cancel');
		expect(screen(kiosk)).toBe('askCancel');
		expect(screen(kiosk.presses('cancel'))).toBe('menu');
	});
});

describe('3.1.6 署名確認', () => {
	test('S004-215 S004-219 【了解】 leads to the second login', () => {
		const kiosk = walk.toSecondLogin(kioskAtRest(), 5, 'validity');
		expect(kiosk.view()).toMatchObject({screen: 'login', manual: '3.1.7', behind: 'confirmImport'});
	});
	test('S004-216 S004-217 【署名中止】 leads to the imported information and keeps the bytes', () => {
		const kiosk = walk.toSignConfirm(kioskAtRest(), 'validity').presses('cancel');
		expect(kiosk.view()).toMatchObject({
			screen: 'confirmImport',
			application: applicationFor('validity'),
		});
	});
});

describe('3.1.7 the second login', () => {
	const secondLogin = () => walk.toSecondLogin(kioskAtRest(), 5, 'validity');

	test('S004-220 it begins empty: nothing of the first password is kept for it', () => {
		const kiosk = secondLogin();
		expect(kiosk.view().field).toBe('password');
		expect(screen(kiosk.hears({type: 'card.verified'}))).toBe('login');
	});
	test('S004-222 S004-223 【OK】 leads to the signature being made', () => {
		const kiosk = secondLogin().presses('ok').hears({type: 'password.wellFormed'}, {type: 'card.verified'});
		expect(screen(kiosk)).toBe('signing');
	});
	test('S004-224 S004-225 【キャンセル】 leads to the imported information, not to the prompt', () => {
		expect(screen(secondLogin().presses('cancel'))).toBe('confirmImport');
	});
	test('S004-226 a wrong password shows the tries left, then the same dialog', () => {
		const kiosk = secondLogin()
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.wrongPassword', triesLeft: 2});
		expect(kiosk.view()).toMatchObject({screen: 'wrongPassword', triesLeft: 2});
		expect(kiosk.presses('ok').view()).toMatchObject({screen: 'login', manual: '3.1.7'});
	});
	test('S004-227 the fifth wrong password locks here too, and everything is forgotten', () => {
		const kiosk = secondLogin().presses('ok').hears({type: 'password.wellFormed'}, {type: 'card.blocked'});
		expect(screen(kiosk)).toBe('passwordCheckFailed');
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});
});

describe('3.1.8 送信確認', () => {
	test('S004-229 a finished signature leads to 送信確認, whose harmless button has the focus', () => {
		const kiosk = walk.toSendConfirm(kioskAtRest(), 'validity');
		expect(kiosk.view()).toMatchObject({screen: 'sendConfirm', first: 'cancel'});
	});
	test('S004-231 【了解】 starts sending', () => {
		expect(screen(walk.toSending(kioskAtRest(), 'validity'))).toBe('sending');
	});
	test('S004-232 after 【了解】 no key leads back', () => {
		const kiosk = walk.toSending(kioskAtRest(), 'validity');
		expect(kiosk.view().buttons).toEqual([]);
		for (const type of ['user.cancel', 'user.back', 'user.ok'] as const) kiosk.says({type});
		expect(screen(kiosk)).toBe('sending');
	});
	test('S004-233 S004-234 【送信中止】 destroys signature and document, and draws up a new one', () => {
		const kiosk = walk.toSendConfirm(kioskAtRest(), 'validity').presses('cancel');
		expect(kiosk.requestContext()).toMatchObject({signed: '', application: '', certificate: 'MIIC'});
		const anew = applicationFor('validity').replace('00112233', 'ffeeddcc');
		kiosk.hears({type: 'application.drawn', application: anew});
		expect(kiosk.view()).toMatchObject({screen: 'confirmImport', application: anew, isRead: false});
	});
});

describe('3.1.9-3.1.12 the results', () => {
	const four = [
		['S004-236', 'valid', 'valid', '3.1.9'],
		['S004-244', 'unknown-issuer', 'issuerMismatch', '3.1.10'],
		['S004-249', 'already-revoked', 'alreadyRevoked', '3.1.11'],
		['S004-252', 'duplicate', 'duplicate', '3.1.12'],
	] as const;

	test.each(four)(
		'S004-235 %s a receipt of %s leads to %s, %s of the manual',
		(_row, result, shown, section) => {
			expect(answered(result).view()).toMatchObject({screen: shown, manual: section});
		},
	);
	test('S004-237 S004-246 S004-250 S004-254 until the receipt is there, sending says so', () => {
		const kiosk = walk.toSending(kioskAtRest(), 'validity');
		expect(screen(kiosk.waits(59_999))).toBe('sending');
	});
	test.each([
		['S004-243', 'valid'],
		['S004-247', 'unknown-issuer'],
		['S004-251', 'already-revoked'],
		['S004-255', 'duplicate'],
	] as const)('%s after %s the card is taken, then the kiosk rests', (_row, result) => {
		const kiosk = answered(result).presses('ok');
		expect(screen(kiosk)).toBe('takeCard');
		expect(screen(kiosk.reader('empty'))).toBe('idle');
	});
	test('T-10 an unknown status is a result of its own', () => {
		expect(answered('status-unknown').view()).toMatchObject({screen: 'statusUnknown', code: 'S-10'});
	});
});

describe('S004-240 the name on the result 有効', () => {
	test('S004-240 is the only thing kept of the person', () => {
		const kiosk = answered('valid');
		expect(kiosk.view()).toMatchObject({applicantName: '吉田　太郎', application: undefined});
		expect(JSON.stringify(kiosk.requestContext())).not.toMatch(/霞が関|319580810|0A1B2C|MIIC|MIIS/);
	});
	test('S004-240 is kept while an inquiry goes on, and not shown meanwhile', () => {
		const kiosk = walk.toSending(kioskAtRest(), 'validity').hears({type: 'window.noReceipt', cause: 'cut'});
		expect(kiosk.view()).toMatchObject({screen: 'inquiring', applicantName: undefined});
		kiosk.hears({
			type: 'window.answered',
			notice: {result: 'valid', receiptNumber: 'R-201', decidedAt: '2026-11-22T02:00:00.000Z'},
		});
		expect(kiosk.view()).toMatchObject({screen: 'valid', applicantName: '吉田　太郎'});
	});
	test.each(['unknown-issuer', 'already-revoked', 'duplicate', 'malformed', 'status-unknown'] as const)(
		'T-23 a result of %s names nobody',
		result => {
			expect(JSON.stringify(answered(result).requestContext())).not.toContain('吉田');
		},
	);
	test('T-23 left alone it warns after 60 s, and 30 s later nothing but the result stays', () => {
		const kiosk = answered('valid').waits(60_000);
		expect(kiosk.view()).toMatchObject({cover: 'idleWarning', screen: 'valid'});
		kiosk.waits(30_000);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', applicantName: undefined});
		expect(kiosk.view().notice?.result).toBe('valid');
		expect(kiosk.effects.get('forgetEverything')).toBe(1);
	});
	test('a revocation keeps no name beyond 了解', () => {
		const kiosk = walk.toSending(kioskAtRest()).hears({type: 'window.noReceipt', cause: 'cut'});
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});
});
