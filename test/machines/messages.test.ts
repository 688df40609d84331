import {describe, expect, test} from 'vitest';
import {type Procedure, procedures} from '../../src/domain/procedure.ts';
import type {Result} from '../../src/domain/receipt.ts';
import type {TerminalFault} from '../../src/machines/events.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const screen = (kiosk: TestKiosk) => kiosk.view().screen;

/** One test a chapter, named by its rows there: revocation 2.2, validity check 3.2. */
function inBoth(
	rows: Readonly<Record<Procedure, string>>,
	what: string,
	check: (kiosk: TestKiosk, procedure: Procedure) => void,
): void {
	for (const procedure of procedures) {
		test(`${rows[procedure]} ${what}`, () => check(testKiosk({procedures}), procedure));
	}
}

const faulty = (kiosk: TestKiosk, procedure: Procedure, cause: TerminalFault) =>
	walk.toMenu(kiosk).presses(procedure).hears({type: 'terminal.failed', cause});
const answered = (kiosk: TestKiosk, procedure: Procedure, result: Result) =>
	walk.toSending(kiosk, procedure).hears({
		type: 'window.answered',
		notice: {result, receiptNumber: 'R-300', decidedAt: '2026-11-22T02:00:00.000Z'},
	});
const imported = (kiosk: TestKiosk, procedure: Procedure) =>
	walk
		.toLogin(kiosk, 5, procedure)
		.presses('ok')
		.hears({type: 'password.wellFormed'}, {type: 'card.verified'});
const unreadable = (kiosk: TestKiosk, procedure: Procedure) =>
	imported(kiosk, procedure).hears({type: 'card.unreadable'});
const locked = (kiosk: TestKiosk, procedure: Procedure) =>
	walk
		.toLogin(kiosk, 5, procedure)
		.presses('ok')
		.hears({type: 'password.wellFormed'}, {type: 'card.blocked'});
const code = (section: string, procedure: Procedure) =>
	`${procedure === 'revocation' ? '2.2' : '3.2'}.${section}`;
/** 終わる with a card in the reader: it is to be taken, then the kiosk rests. */
const ends = (kiosk: TestKiosk) => {
	// 2.2.11 shows the way to 証明書表示ツール beside it (S004-141).
	expect(kiosk.view().buttons.filter(button => button !== 'viewer')).toEqual(['ok']);
	const at = screen(kiosk.presses('ok'));
	return at === 'takeCard' ? screen(kiosk.reader('empty')) : at;
};

describe('2.2.1-2.2.4, 3.2.1-3.2.4 the terminal and the window (X-21, X-35)', () => {
	inBoth(
		{revocation: 'S004-092', validity: 'S004-256'},
		'a terminal fault has the code of JavaScript オフ',
		(kiosk, procedure) => {
			expect(faulty(kiosk, procedure, 'terminal').view()).toMatchObject({
				screen: 'notInService',
				code: code('1', procedure),
			});
		},
	);
	inBoth(
		{revocation: 'S004-093', validity: 'S004-257'},
		'[×] of a terminal fault is 終わる',
		(kiosk, procedure) => {
			expect(ends(faulty(kiosk, procedure, 'terminal'))).toBe('idle');
		},
	);
	inBoth({revocation: 'S004-096', validity: 'S004-260'}, '[×] of 混雑 is 終わる', (kiosk, procedure) => {
		const busy = faulty(kiosk, procedure, 'busy');
		expect(busy.view()).toMatchObject({screen: 'serviceBusy', code: code('2', procedure)});
		expect(ends(busy)).toBe('idle');
	});
	inBoth({revocation: 'S004-098', validity: 'S004-262'}, '[×] of エラー is 終わる', (kiosk, procedure) => {
		const failing = faulty(kiosk, procedure, 'serviceError');
		expect(failing.view()).toMatchObject({screen: 'serviceError', code: code('3', procedure)});
		expect(ends(failing)).toBe('idle');
	});
	inBoth(
		{revocation: 'S004-005 S004-099', validity: 'S004-263'},
		'missing software stops the terminal, not the citizen',
		(kiosk, procedure) => {
			expect(faulty(kiosk, procedure, 'software').view()).toMatchObject({
				screen: 'notInService',
				code: code('4', procedure),
			});
		},
	);
	inBoth(
		{revocation: 'S004-100', validity: 'S004-264'},
		'[×] of 利用者クライアントソフトの確認 is 終わる',
		(kiosk, procedure) => {
			expect(ends(faulty(kiosk, procedure, 'software'))).toBe('idle');
		},
	);
});

describe('2.2.5, 3.2.5 ICカード準備エラー', () => {
	inBoth(
		{revocation: 'S004-105 S004-106', validity: 'S004-269 S004-270'},
		'[OK] is the same import again (X-20)',
		(kiosk, procedure) => {
			walk.toImportPrompt(kiosk, procedure).presses('ok').hears({type: 'card.absent', cause: 'noCard'});
			expect(kiosk.view()).toMatchObject({
				screen: 'cardNotReady',
				code: code('5', procedure),
				behind: 'importPrompt',
			});
			expect(screen(kiosk.reader('present').presses('ok'))).toBe('preparingCard');
			expect(screen(kiosk.hears({type: 'card.ready', triesLeft: 5}))).toBe('login');
		},
	);
});

describe('2.2.7, 3.2.7 パスワード確認失敗 and パスワードロック', () => {
	inBoth(
		{revocation: 'S004-112 S004-113', validity: 'S004-276 S004-277'},
		'[OK] leads from one to the other',
		(kiosk, procedure) => {
			expect(locked(kiosk, procedure).view()).toMatchObject({
				screen: 'passwordCheckFailed',
				code: code('7', procedure),
			});
			expect(screen(kiosk.presses('ok'))).toBe('passwordLocked');
		},
	);
	inBoth(
		{revocation: 'S004-120', validity: 'S004-284'},
		'[×] is 終わる, and nothing is tried again',
		(kiosk, procedure) => {
			expect(ends(locked(kiosk, procedure).presses('ok'))).toBe('idle');
		},
	);
	inBoth(
		{revocation: 'S004-119', validity: 'S004-283'},
		'a locked card gets no login',
		(kiosk, procedure) => {
			walk.toImportPrompt(kiosk, procedure).reader('present').presses('ok').hears({type: 'card.blocked'});
			expect(kiosk.view()).toMatchObject({screen: 'passwordLocked', code: code('7', procedure)});
			expect(ends(kiosk)).toBe('idle');
		},
	);
});

describe('2.2.8, 3.2.8 取込みエラー', () => {
	inBoth(
		{revocation: 'S004-126 S004-127', validity: 'S004-290 S004-291'},
		'【取込み画面に戻る】 leads to the import prompt',
		(kiosk, procedure) => {
			expect(unreadable(kiosk, procedure).view()).toMatchObject({
				screen: 'importError',
				code: code('8', procedure),
			});
			expect(screen(kiosk.presses('back'))).toBe('importPrompt');
		},
	);
	inBoth(
		{revocation: 'S004-128 S004-129', validity: 'S004-292 S004-293'},
		'中止 leads to the top screen (X-22)',
		(kiosk, procedure) => {
			expect(screen(unreadable(kiosk, procedure).presses('cancel'))).toBe('menu');
		},
	);
});

describe('2.2.9, 3.2.9 有効期限切れ', () => {
	inBoth(
		{revocation: 'S004-132', validity: 'S004-297'},
		'is found at import, by the kiosk itself (X-24), and ends',
		(kiosk, procedure) => {
			imported(kiosk, procedure).hears(
				{type: 'card.imported', certificate: 'MIIC'},
				{type: 'certificate.expired', notAfter: '2025-02-17T14:59:59Z'},
			);
			expect(kiosk.view()).toMatchObject({screen: 'expired', code: code('9', procedure)});
			expect(ends(kiosk)).toBe('idle');
		},
	);
});

describe('errors after which another import may help', () => {
	const three = [
		{
			result: 'malformed',
			shown: 'formatError',
			codes: {revocation: '2.2.10', validity: '3.2.10'},
			back: {revocation: 'S004-134 S004-136', validity: 'S004-299 S004-301'},
			cancel: {revocation: 'S004-135 S004-137', validity: 'S004-300 S004-302'},
		},
		{
			result: 'certificate-unverified',
			shown: 'certificateError',
			codes: {revocation: '2.2.12', validity: '3.2.11'},
			back: {revocation: 'S004-143 S004-145', validity: 'S004-304 S004-306'},
			cancel: {revocation: 'S004-144 S004-146', validity: 'S004-305 S004-307'},
		},
		{
			result: 'application-unverified',
			shown: 'applicationError',
			codes: {revocation: '2.2.13', validity: '3.2.12'},
			back: {revocation: 'S004-149 S004-151', validity: 'S004-310 S004-312'},
			cancel: {revocation: 'S004-150 S004-152', validity: 'S004-311 S004-313'},
		},
	] as const;

	for (const {result, shown, codes, back, cancel} of three) {
		inBoth(back, `【取込み画面に戻る】 leads from ${shown} to the import prompt`, (kiosk, procedure) => {
			expect(answered(kiosk, procedure, result).view()).toMatchObject({
				screen: shown,
				code: codes[procedure],
			});
			expect(screen(kiosk.presses('back'))).toBe('importPrompt');
		});
		inBoth(cancel, `中止 leads from ${shown} to the top screen (X-22)`, (kiosk, procedure) => {
			expect(screen(answered(kiosk, procedure, result).presses('cancel'))).toBe('menu');
		});
	}
});

describe('errors that end a revocation (X-23)', () => {
	test.each([
		['S004-140', 'unknown-issuer', 'issuerMismatch', '2.2.11'],
		['S004-156', 'already-revoked', 'alreadyRevoked', '2.2.14'],
		['S004-159', 'duplicate', 'duplicate', '2.2.15'],
	] as const)('%s after %s, [×] of %s (%s) is 終わる', (_row, result, shown, stop) => {
		const kiosk = answered(testKiosk(), 'revocation', result);
		expect(kiosk.view()).toMatchObject({screen: shown, code: stop});
		expect(ends(kiosk)).toBe('idle');
	});
});
