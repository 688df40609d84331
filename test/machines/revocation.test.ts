import {describe, expect, test} from 'vitest';
import {sampleApplication, type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const screen = (kiosk: TestKiosk) => kiosk.view().screen;
const notice = (result: 'accepted' | 'duplicate') => ({
	result,
	receiptNumber: 'R-100',
	decidedAt: '2026-11-22T02:00:00.000Z',
});

describe('2.1.1-2.1.2 the top screen', () => {
	test('S004-010 a person at the idle screen comes to the top screen', () => {
		expect(screen(testKiosk())).toBe('idle');
		expect(screen(testKiosk().presses('ok'))).toBe('menu');
	});
	test('S004-012 S004-014 the lock sign leads to the site identity, and back', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('siteIdentity');
		expect(screen(kiosk)).toBe('siteIdentity');
		expect(screen(kiosk.presses('cancel'))).toBe('menu');
	});
	test('S004-013 S004-015 showing the certificate leads to the server certificate of the connection in use', () => {
		const identity = {
			host: 'localhost',
			subject: 'CN=madoguchi.example',
			issuer: 'CN=Demo TLS CA',
			notBefore: '2026-01-01T00:00:00.000Z',
			notAfter: '2027-01-01T00:00:00.000Z',
			fingerprint: '00:11',
			protocol: 'TLSv1.3',
		};
		const kiosk = walk
			.toMenu(testKiosk())
			.presses('siteIdentity')
			.hears({type: 'window.identified', identity})
			.presses('ok');
		expect(screen(kiosk)).toBe('serverCertificate');
		expect(kiosk.view().identity).toEqual(identity);
	});
	test('S004-016 while the window cannot be reached, no certificate is shown', () => {
		const kiosk = walk
			.toMenu(testKiosk())
			.presses('siteIdentity')
			.hears({type: 'window.unreachable', cause: 'untrusted'})
			.presses('ok');
		expect(screen(kiosk)).toBe('siteIdentity');
		expect(kiosk.view().unreachable).toBe('untrusted');
	});
	test('S004-017 S004-020 S004-021 choosing the revocation leads to 準備中', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('revocation');
		expect(screen(kiosk)).toBe('starting');
		expect(kiosk.view().procedure).toBe('revocation');
	});
	test('S004-018 S004-023 leaving the top screen ends at the idle screen', () => {
		expect(screen(walk.toMenu(testKiosk()).presses('cancel'))).toBe('idle');
	});
	test('a procedure that is not offered cannot be chosen', () => {
		const kiosk = walk.toMenu(testKiosk());
		expect(kiosk.view().buttons).not.toContain('validity');
		expect(screen(kiosk.says({type: 'user.choose', choice: 'validity'}))).toBe('menu');
	});
});

describe('2.1.2-2.1.3 the self-diagnosis', () => {
	test('S004-025 until the self-diagnosis is well, nothing is asked of the card (X-35)', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('revocation').says({type: 'user.ok'}).reader('present');
		expect(screen(kiosk)).toBe('starting');
	});
	test('S004-028 S004-029 a good self-diagnosis leads to the import prompt by itself', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('revocation');
		expect(kiosk.view().buttons).toEqual(['cancel']);
		expect(screen(kiosk.hears({type: 'terminal.ready'}))).toBe('importPrompt');
	});
	test('S004-027 no trust is remembered: the next procedure is diagnosed again', () => {
		const kiosk = walk.toImportPrompt(testKiosk()).presses('cancel').presses('revocation');
		expect(screen(kiosk)).toBe('starting');
		expect(screen(kiosk.hears({type: 'terminal.ready'}))).toBe('importPrompt');
	});
	test('S004-022 準備中 can be left while it lasts', () => {
		expect(screen(walk.toMenu(testKiosk()).presses('revocation').presses('cancel'))).toBe('menu');
	});
	test.each([
		['terminal', 'notInService', '2.2.1'],
		['busy', 'serviceBusy', '2.2.2'],
		['serviceError', 'serviceError', '2.2.3'],
		['software', 'notInService', '2.2.4'],
		['readerService', 'notInService', '2.2.4'],
		['window', 'notInService', 'S-08'],
		['clock', 'notInService', 'S-09'],
	] as const)('a fault of the %s stops with its code', (cause, shown, code) => {
		const kiosk = walk.toMenu(testKiosk()).presses('revocation').hears({type: 'terminal.failed', cause});
		expect(screen(kiosk)).toBe(shown);
		expect(kiosk.view().code).toBe(code);
		expect(screen(kiosk.presses('ok'))).toBe('idle');
	});
	test('a self-diagnosis without an answer ends after 20 s', () => {
		const kiosk = walk.toMenu(testKiosk()).presses('revocation').waits(20_000);
		expect(kiosk.view().code).toBe('S-08');
	});
});

describe('2.1.3 the import prompt', () => {
	test('S004-033 S004-034 [申請中止] leads to the top screen', () => {
		expect(screen(walk.toImportPrompt(testKiosk()).presses('cancel'))).toBe('menu');
	});
	test('S004-031 S004-032 S004-036 [OK] with a card leads to the login', () => {
		const kiosk = walk.toLogin(testKiosk());
		expect(screen(kiosk)).toBe('login');
		expect(kiosk.view().manual).toBe('2.1.4');
		expect(kiosk.view().triesLeft).toBe(5);
	});
	test.each(['noReader', 'noCard', 'noService', 'held', 'mute'] as const)(
		'X-20 without a card (%s) the dialog 2.2.5 says which cause, and OK is the same attempt again',
		cause => {
			const kiosk = walk.toImportPrompt(testKiosk()).presses('ok').hears({type: 'card.absent', cause});
			expect(screen(kiosk)).toBe('cardNotReady');
			expect(kiosk.view()).toMatchObject({code: '2.2.5', absent: cause});
			expect(screen(kiosk.presses('ok'))).toBe('preparingCard');
			expect(screen(kiosk.hears({type: 'card.ready', triesLeft: 3}))).toBe('login');
		},
	);
	test('the dialog 2.2.5 does not go on by itself when a card comes', () => {
		const kiosk = walk
			.toImportPrompt(testKiosk())
			.presses('ok')
			.hears({type: 'card.absent', cause: 'noCard'})
			.reader('present');
		expect(screen(kiosk)).toBe('cardNotReady');
	});
	test('another card is named and leads back to the prompt', () => {
		const kiosk = walk.toImportPrompt(testKiosk()).presses('ok').hears({type: 'card.other', kind: 'juki'});
		expect(kiosk.view()).toMatchObject({screen: 'notThisCard', kind: 'juki', code: 'S-07'});
		expect(screen(kiosk.presses('ok'))).toBe('importPrompt');
	});
	test('a locked card is recognised before anyone types', () => {
		const kiosk = walk.toImportPrompt(testKiosk()).presses('ok').hears({type: 'card.blocked'});
		expect(kiosk.view()).toMatchObject({screen: 'passwordLocked', code: '2.2.7'});
	});
});

describe('2.1.4 the first login', () => {
	test('S004-038 [OK] has the password examined, then checked by the card', () => {
		const kiosk = walk.toLogin(testKiosk()).presses('ok').hears({type: 'password.wellFormed'});
		expect(screen(kiosk)).toBe('checkingPassword');
	});
	test('S004-040 S004-041 [キャンセル] leads to the import prompt', () => {
		expect(screen(walk.toLogin(testKiosk()).presses('cancel'))).toBe('importPrompt');
	});
	test('S004-042 a wrong password shows the tries left, then the same dialog', () => {
		const kiosk = walk
			.toLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.wrongPassword', triesLeft: 4});
		expect(kiosk.view()).toMatchObject({screen: 'wrongPassword', triesLeft: 4});
		expect(screen(kiosk.presses('ok'))).toBe('login');
	});
	test('G-03 the last try asks first, and its harmless answer has the focus', () => {
		const kiosk = walk.toLogin(testKiosk(), 1);
		expect(kiosk.view()).toMatchObject({screen: 'askLastTry', first: 'cancel', triesLeft: 1});
		expect(screen(kiosk.presses('ok'))).toBe('login');
	});
	test('G-03 declining the last try leads to the import prompt', () => {
		expect(screen(walk.toLogin(testKiosk(), 1).presses('cancel'))).toBe('importPrompt');
	});
	test('G-13 an impossible password is refused before the card is asked', () => {
		const kiosk = walk
			.toLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.malformed', fault: 'fourDigits'});
		expect(kiosk.view()).toMatchObject({screen: 'login', passwordFault: 'fourDigits', triesLeft: 5});
	});
	test('S004-043 the fifth wrong password leads to パスワード確認失敗, [OK] to パスワードロック, and there is no way back', () => {
		const kiosk = walk
			.toLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.blocked'});
		expect(screen(kiosk)).toBe('passwordCheckFailed');
		expect(screen(kiosk.presses('ok'))).toBe('passwordLocked');
		expect(kiosk.view().buttons).toEqual(['ok']);
		expect(screen(kiosk.presses('ok'))).toBe('takeCard');
	});
	test('S004-045 a verified password leads to the imported information', () => {
		const kiosk = walk.toConfirmImport(testKiosk());
		expect(kiosk.view()).toMatchObject({screen: 'confirmImport', manual: '2.1.5'});
		expect(kiosk.view().application).toBe(sampleApplication);
	});
	test('a card that leaves before a password was sent leads back to the prompt', () => {
		expect(screen(walk.toLogin(testKiosk()).reader('empty'))).toBe('importPrompt');
	});
	test('a card that leaves while the password is checked leads to 2.2.6', () => {
		const kiosk = walk
			.toLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.wellFormed'})
			.reader('empty');
		expect(kiosk.view()).toMatchObject({screen: 'unexpectedError', code: '2.2.6'});
	});
	test('a card that does not answer the password within 10 s leads to 2.2.6', () => {
		const kiosk = walk.toLogin(testKiosk()).presses('ok').hears({type: 'password.wellFormed'});
		expect(screen(kiosk.waits(9999))).toBe('checkingPassword');
		expect(screen(kiosk.waits(1))).toBe('unexpectedError');
	});
	test('a certificate that cannot be read leads to 2.2.8, and on to the prompt or the top', () => {
		const unreadable = () =>
			walk
				.toLogin(testKiosk())
				.presses('ok')
				.hears({type: 'password.wellFormed'}, {type: 'card.verified'}, {type: 'card.unreadable'});
		expect(unreadable().view()).toMatchObject({screen: 'importError', code: '2.2.8'});
		expect(screen(unreadable().presses('back'))).toBe('importPrompt');
		expect(screen(unreadable().presses('cancel'))).toBe('menu');
	});
	test('a certificate past its end stops with 2.2.9 and names the day', () => {
		const kiosk = walk
			.toLogin(testKiosk())
			.presses('ok')
			.hears(
				{type: 'password.wellFormed'},
				{type: 'card.verified'},
				{type: 'card.imported', certificate: 'MIIC'},
				{type: 'certificate.expired', notAfter: '2025-02-17T14:59:59Z'},
			);
		expect(kiosk.view()).toMatchObject({
			screen: 'expired',
			code: '2.2.9',
			validity: '2025-02-17T14:59:59Z',
		});
	});
});

describe('2.1.5 the imported information', () => {
	test('S004-059 S004-065 【電子署名】 leads to 署名確認 once every line was on screen', () => {
		expect(screen(walk.toSignConfirm(testKiosk()))).toBe('signConfirm');
	});
	test('S004-058 T-07 【電子署名】 does not proceed while lines are unread, and says so', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'confirmImport', isReadingAsked: true});
	});
	test('S004-060 S004-062 【申請に必要な情報の取込み画面に戻る】 leads to the import prompt and forgets', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).presses('back');
		expect(screen(kiosk)).toBe('importPrompt');
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});
	test('S004-061 S004-063 【申請中止】 asks once and leads to the top screen', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).presses('cancel');
		expect(screen(kiosk)).toBe('askCancel');
		expect(screen(kiosk.presses('cancel'))).toBe('menu');
	});
	test('declining to leave goes on where one was', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).presses('cancel').presses('ok');
		expect(screen(kiosk)).toBe('confirmImport');
	});
});

describe('2.1.6 署名確認', () => {
	test('S004-066 S004-070 【了解】 leads to the second login', () => {
		const kiosk = walk.toSecondLogin(testKiosk());
		expect(kiosk.view()).toMatchObject({screen: 'login', manual: '2.1.7', behind: 'confirmImport'});
	});
	test('S004-067 S004-068 【署名中止】 leads to the imported information and keeps the bytes', () => {
		const kiosk = walk.toSignConfirm(testKiosk()).presses('cancel');
		expect(screen(kiosk)).toBe('confirmImport');
		expect(kiosk.view().application).toBe(sampleApplication);
	});
	test('T-12 a changed card is told, and no password is asked for', () => {
		const kiosk = walk.toSignConfirm(testKiosk()).presses('ok').hears({type: 'card.changed'});
		expect(kiosk.view()).toMatchObject({screen: 'cardChanged', code: 'S-06'});
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});
});

describe('2.1.7 the second login', () => {
	test('S004-075 S004-076 [キャンセル] leads to the imported information, not to the prompt', () => {
		const kiosk = walk.toSecondLogin(testKiosk()).presses('cancel');
		expect(screen(kiosk)).toBe('confirmImport');
		expect(kiosk.view().application).toBe(sampleApplication);
	});
	test('S004-077 a wrong password shows the tries left, then the same dialog', () => {
		const kiosk = walk
			.toSecondLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.wrongPassword', triesLeft: 3});
		expect(kiosk.view()).toMatchObject({screen: 'wrongPassword', triesLeft: 3});
		expect(kiosk.presses('ok').view()).toMatchObject({screen: 'login', manual: '2.1.7'});
	});
	test('S004-078 the fifth wrong password locks here too, and everything is forgotten', () => {
		const kiosk = walk
			.toSecondLogin(testKiosk())
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.blocked'});
		expect(screen(kiosk)).toBe('passwordCheckFailed');
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});
	test('S004-073 S004-074 [OK] leads to the signature being made', () => {
		expect(screen(walk.toSigning(testKiosk()))).toBe('signing');
	});
	test('a card that refuses to sign stops with its own code and leads back to the prompt', () => {
		const kiosk = walk.toSigning(testKiosk()).hears({type: 'card.signFailed'});
		expect(kiosk.view()).toMatchObject({screen: 'signFailed', code: 'S-05'});
		expect(screen(kiosk.presses('ok'))).toBe('importPrompt');
	});
	test('a signature that takes longer than 30 s ends at 2.2.6', () => {
		expect(screen(walk.toSigning(testKiosk()).waits(30_000))).toBe('unexpectedError');
	});
});

describe('2.1.8 送信確認', () => {
	test('S004-080 a finished signature leads to 送信確認, whose harmless button has the focus', () => {
		expect(walk.toSendConfirm(testKiosk()).view()).toMatchObject({screen: 'sendConfirm', first: 'cancel'});
	});
	test('S004-084 S004-085 [送信中止] destroys signature and document, and draws up a new one', () => {
		const kiosk = walk.toSendConfirm(testKiosk()).presses('cancel');
		expect(kiosk.requestContext()).toMatchObject({signed: '', application: '', certificate: 'MIIC'});
		const anew = sampleApplication.replace('00112233', 'ffeeddcc');
		kiosk.hears({type: 'application.drawn', application: anew});
		expect(kiosk.view()).toMatchObject({screen: 'confirmImport', application: anew, isRead: false});
	});
	test('S004-082 [了解] starts sending', () => {
		expect(screen(walk.toSending(testKiosk()))).toBe('sending');
	});
	test('S004-083 after [了解] no key leads back', () => {
		const kiosk = walk.toSending(testKiosk());
		expect(kiosk.view().buttons).toEqual([]);
		for (const type of ['user.cancel', 'user.back', 'user.ok'] as const) kiosk.says({type});
		expect(screen(kiosk)).toBe('sending');
	});
});

describe('2.1.9 受理通知', () => {
	test('S004-086 S004-087 a believed receipt leads to 受理通知', () => {
		const kiosk = walk.toSending(testKiosk()).hears({type: 'window.answered', notice: notice('accepted')});
		expect(kiosk.view()).toMatchObject({screen: 'accepted', manual: '2.1.9', notice: notice('accepted')});
		expect(kiosk.view().application).toBeUndefined();
	});
	test('a second request ends at 二重の失効申請', () => {
		const kiosk = walk.toSending(testKiosk()).hears({type: 'window.answered', notice: notice('duplicate')});
		expect(kiosk.view()).toMatchObject({screen: 'duplicate', code: '2.2.15'});
	});
	test('S004-089 the card is taken, then the kiosk rests', () => {
		const kiosk = walk.toSending(testKiosk()).hears({type: 'window.answered', notice: notice('accepted')});
		expect(screen(kiosk.presses('ok'))).toBe('takeCard');
		expect(screen(kiosk.reader('empty'))).toBe('idle');
		expect(kiosk.view().notice).toBeUndefined();
	});
	test('S004-088 a card that leaves after 了解 changes nothing', () => {
		const kiosk = walk.toSending(testKiosk()).reader('empty');
		expect(screen(kiosk)).toBe('sending');
		kiosk.hears({type: 'window.answered', notice: notice('accepted')});
		expect(screen(kiosk)).toBe('accepted');
	});
	test('anything but a receipt leads to the inquiry; three asks in 30 s without one to an honest unknown', () => {
		const kiosk = walk.toSending(testKiosk()).hears({type: 'window.noReceipt', cause: 'cut'});
		expect(screen(kiosk)).toBe('inquiring');
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
		kiosk.hears({type: 'window.noReceipt', cause: 'cut'});
		expect(screen(kiosk.waits(20_000))).toBe('inquiring');
		kiosk.waits(10_000);
		expect(kiosk.view()).toMatchObject({screen: 'outcomeUnknown', code: 'S-03', noReceipt: 'cut'});
		expect(screen(kiosk.presses('ok'))).toBe('takeCard');
	});
	test('a receipt on inquiry leads to its result', () => {
		const kiosk = walk
			.toSending(testKiosk())
			.hears(
				{type: 'window.noReceipt', cause: 'busy'},
				{type: 'window.answered', notice: notice('accepted')},
			);
		expect(screen(kiosk)).toBe('accepted');
	});
	test('sending without an answer turns to the inquiry after 60 s', () => {
		expect(screen(walk.toSending(testKiosk()).waits(60_000))).toBe('inquiring');
	});
});

describe('T-11 from the imported information to 送信確認', () => {
	const places = {
		confirmImport: walk.toConfirmImport,
		askCancel: (kiosk: TestKiosk) => walk.toConfirmImport(kiosk).presses('cancel'),
		signConfirm: walk.toSignConfirm,
		preparingSecond: (kiosk: TestKiosk) => walk.toSignConfirm(kiosk).presses('ok'),
		secondLogin: walk.toSecondLogin,
		checking: (kiosk: TestKiosk) =>
			walk.toSecondLogin(kiosk).presses('ok').hears({type: 'password.wellFormed'}),
		signing: walk.toSigning,
		sendConfirm: walk.toSendConfirm,
	};
	for (const change of ['empty', 'lost'] as const) {
		test.each(Object.entries(places))(
			`T-11 at %s a reader that is ${change} leads at once to 2.2.6 and forgets`,
			(_, to) => {
				const kiosk = to(testKiosk()).reader(change);
				expect(kiosk.view()).toMatchObject({
					screen: 'unexpectedError',
					code: '2.2.6',
					application: undefined,
				});
				expect(JSON.stringify(kiosk.requestContext())).not.toMatch(/吉田|MIIC|MIIS/);
				expect(screen(kiosk.presses('ok'))).toBe('importPrompt');
			},
		);
	}
	test('T-11 a card that was put back at once was away all the same', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).reader('present');
		expect(screen(kiosk)).toBe('unexpectedError');
	});
});

describe('a public room', () => {
	test('personal data warns after 60 s, and 30 s later the procedure is over', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).waits(60_000);
		expect(kiosk.view()).toMatchObject({cover: 'idleWarning', secondsLeft: 30});
		expect(kiosk.waits(10_000).view().secondsLeft).toBe(20);
		kiosk.waits(20_000);
		expect(kiosk.view()).toMatchObject({screen: 'takeCard', cover: undefined, application: undefined});
		expect(kiosk.effects.get('forgetEverything')).toBe(1);
	});
	test('other screens warn after 120 s', () => {
		const kiosk = walk.toImportPrompt(testKiosk()).waits(119_999);
		expect(kiosk.view().cover).toBeUndefined();
		expect(kiosk.waits(1).view().cover).toBe('idleWarning');
	});
	test('the warning can be answered without limit', () => {
		const kiosk = walk.toConfirmImport(testKiosk());
		for (let time = 0; time < 12; time++) {
			kiosk.waits(60_000).waits(29_000);
			expect(kiosk.view().cover).toBe('idleWarning');
			kiosk.tells({type: 'user.active'});
			expect(kiosk.view()).toMatchObject({cover: undefined, screen: 'confirmImport'});
		}
	});
	test('sending, signing and asking are never ended by idleness', () => {
		const kiosk = walk.toSending(testKiosk()).waits(59_999);
		expect(kiosk.view()).toMatchObject({screen: 'sending', cover: undefined});
	});
	test('T-23 a result left alone loses its screen and keeps result and receipt number beside the card alarm', () => {
		const kiosk = walk
			.toSending(testKiosk())
			.hears({type: 'window.answered', notice: notice('duplicate')})
			.waits(120_000)
			.waits(30_000);
		expect(kiosk.view()).toMatchObject({
			screen: 'takeCard',
			notice: notice('duplicate'),
			lastStop: 'duplicate',
		});
	});
	test('takeCard never becomes a new visit while a card is in', () => {
		const kiosk = walk.toImportPrompt(testKiosk()).reader('present').presses('cancel').presses('cancel');
		expect(screen(kiosk)).toBe('takeCard');
		for (const type of ['user.ok', 'user.cancel'] as const) kiosk.says({type});
		expect(screen(kiosk.waits(600_000))).toBe('takeCard');
		expect(screen(kiosk.reader('empty'))).toBe('idle');
	});
	test('T-23 help, language and staff cover the screen and leave it as it was', () => {
		for (const [type, cover] of [
			['user.help', 'help'],
			['user.language', 'language'],
			['user.staff', 'staff'],
		] as const) {
			const kiosk = walk.toConfirmImport(testKiosk()).tells({type});
			expect(kiosk.view().cover).toBe(cover);
			expect(kiosk.tells({type: 'cover.close'}).view()).toMatchObject({
				cover: undefined,
				screen: 'confirmImport',
			});
		}
	});
	test('the language changes with one confirmation, and goes home with the next citizen', () => {
		const kiosk = walk
			.toImportPrompt(testKiosk())
			.tells({type: 'user.language'})
			.tells({type: 'cover.confirm'});
		expect(kiosk.view().language).toBe('en');
		expect(kiosk.presses('cancel').presses('cancel').view()).toMatchObject({screen: 'idle', language: 'ja'});
	});
	test('F3 hides personal data and shows it again', () => {
		const kiosk = walk.toConfirmImport(testKiosk()).tells({type: 'user.veil'});
		expect(kiosk.view().isVeiled).toBe(true);
		expect(kiosk.tells({type: 'user.veil'}).view().isVeiled).toBe(false);
	});
});
