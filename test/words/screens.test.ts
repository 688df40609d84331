import {describe, expect, test} from 'vitest';
import {type Procedure, procedures} from '../../src/domain/procedure.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {screenWords} from '../../src/words/index.ts';
import type {ScreenWords} from '../../src/words/words.ts';
import {viewWith} from '../helpers/views.ts';
import {
	absentCauses,
	cardKinds,
	languages,
	metas,
	noReceiptCauses,
	passwordFaults,
	terminalFaults,
	unreachableCauses,
	viewsIn,
} from './views.ts';

describe.each(languages)('every state (%s)', language => {
	test('has a title, something to read, help, and a label on each of its buttons', () => {
		for (const view of viewsIn(language)) {
			const {title, plain, help, buttons} = screenWords(view);
			const labels = view.buttons.map(button => buttons[button]);
			expect({view, isSaid: [title, plain[0], help[0], ...labels].every(Boolean)}).toEqual({
				view,
				isSaid: true,
			});
		}
	});

	test('that stops a procedure says why and what to do now', () => {
		const stops = metas.filter(({stop, screen}) => stop !== undefined || screen === 'notInService');
		expect(stops.length).toBeGreaterThan(20);
		for (const {screen} of stops) {
			for (const procedure of procedures) {
				const {plain} = screenWords(viewWith({screen, procedure, language}));
				expect({screen, says: plain.length}).toEqual({screen, says: Math.max(2, plain.length)});
			}
		}
	});

	const first = ({plain}: ScreenWords) => plain[0];
	test.each<[ScreenName, readonly Partial<View>[], why: (words: ScreenWords) => string | undefined]>([
		['cardNotReady', absentCauses.map(absent => ({absent})), first],
		['notThisCard', cardKinds.map(kind => ({kind})), first],
		['notInService', terminalFaults.map(fault => ({fault})), first],
		['siteIdentity', unreachableCauses.map(unreachable => ({unreachable})), first],
		['login', passwordFaults.map(passwordFault => ({passwordFault})), first],
		['menu', unreachableCauses.map(unreachable => ({unreachable})), ({plain}) => plain[1]],
		['outcomeUnknown', noReceiptCauses.map(noReceipt => ({noReceipt})), ({notes}) => notes[0]],
	])('gives each cause on %s its own sentence', (screen, causes, why) => {
		const said = causes.map(cause =>
			why(screenWords(viewWith({screen, language, procedure: 'revocation', ...cause}))),
		);
		expect(new Set(said).size).toBe(causes.length);
	});
});

/** The manual's screen names, both procedures; settle where it has two. */
const titles: ReadonlyArray<readonly [row: string, ScreenName, revocation: string, validity: string]> = [
	['S004-014', 'siteIdentity', 'Webサイトの識別', 'Webサイトの識別'],
	['S004-019', 'menu', '公的個人認証サービス オンライン窓口', '公的個人認証サービス オンライン窓口'],
	['S004-030, X-03', 'importPrompt', '申請に必要な情報の取込み', '確認に必要な情報の取込み'],
	['S004-035', 'login', 'ログイン', 'ログイン'],
	['S004-044', 'confirmImport', '取込み情報の確認', '取込み情報の確認'],
	['S004-064', 'signConfirm', '署名確認', '署名確認'],
	['S004-079', 'sendConfirm', '送信確認', '送信確認'],
	['S004-094', 'serviceBusy', 'オンライン窓口サービスの混雑', 'オンライン窓口サービスの混雑'],
	['S004-097', 'serviceError', 'オンライン窓口サービスのエラー', 'オンライン窓口サービスのエラー'],
	['S004-101', 'cardNotReady', 'ICカード準備エラー', 'ICカード準備エラー'],
	['S004-108', 'unexpectedError', '予期しないエラー', '予期しないエラー'],
	['S004-111, X-14', 'passwordCheckFailed', 'パスワード確認失敗', 'パスワード確認失敗'],
	['S004-114, X-14', 'passwordLocked', 'パスワードロック', 'パスワードロック'],
	['S004-121', 'importError', '申請に必要な情報の取込みエラー', '確認に必要な情報の取込みエラー'],
	[
		'S004-131, X-15',
		'expired',
		'有効期限切れの電子証明書に対する失効申請',
		'有効期限切れの電子証明書に対する有効性確認',
	],
	['S004-133', 'formatError', '受信データの形式エラー', '受信データの形式エラー'],
	[
		'S004-138, S004-244',
		'issuerMismatch',
		'電子証明書の有効性確認のエラー',
		'オンライン有効性確認結果通知:有効性確認のエラー',
	],
	['S004-142', 'certificateError', '電子証明書の検証エラー', '電子証明書の検証エラー'],
	['S004-148, S004-309', 'applicationError', '失効申請書の検証エラー', '有効性確認申請書の検証エラー'],
	[
		'S004-154, S004-249',
		'alreadyRevoked',
		'失効済電子証明書に対する失効申請',
		'オンライン有効性確認結果通知:失効済み',
	],
	[
		'S004-157, S004-252, X-17',
		'duplicate',
		'同一の電子証明書に対する二重の失効申請',
		'オンライン有効性確認結果通知:オンライン失効申請受理済み',
	],
];

describe('titles are the manual’s screen names', () => {
	test.each(titles)('%s %s', (_row, screen, revocation, validity) => {
		expect(titleOf(screen, 'revocation')).toBe(revocation);
		expect(titleOf(screen, 'validity')).toBe(validity);
	});

	test('S004-086, S004-236: the notices', () => {
		expect(titleOf('accepted', 'revocation')).toBe('オンライン失効申請の受理通知');
		expect(titleOf('valid', 'validity')).toBe('オンライン有効性確認結果通知:有効');
	});

	test('X-21: without a receipt the title is 2.2.2 when the window was busy, else 2.2.3', () => {
		const titleFor = (noReceipt: View['noReceipt']) =>
			screenWords(viewWith({screen: 'outcomeUnknown', procedure: 'revocation', noReceipt})).title;
		expect(titleFor('busy')).toBe('オンライン窓口サービスの混雑');
		expect(['serviceError', 'cut', 'notBelieved'].map(cause => titleFor(cause as View['noReceipt']))).toEqual(
			Array(3).fill('オンライン窓口サービスのエラー'),
		);
	});

	test('X-16: help names what the manual calls the failed self-diagnosis', () => {
		const helpFor = (fault: View['fault']) =>
			screenWords(viewWith({screen: 'notInService', procedure: 'revocation', fault})).help.join('');
		expect(helpFor('terminal')).toContain('「JavaScript オフ」');
		expect(helpFor('software')).toContain('「利用者クライアントソフトの確認」');
	});
});

function titleOf(screen: ScreenName, procedure: Procedure): string {
	return screenWords(viewWith({screen, procedure})).title;
}

/** The labels the manual prints in brackets. */
describe('buttons carry the manual’s labels', () => {
	test.each<[string, ScreenName, Procedure, Record<string, string>]>([
		['S004-032', 'importPrompt', 'revocation', {ok: 'OK', cancel: '申請中止'}],
		['S004-182', 'importPrompt', 'validity', {ok: 'OK', cancel: '確認中止'}],
		['S004-040', 'login', 'revocation', {ok: 'OK', cancel: 'キャンセル'}],
		[
			'S004-059',
			'confirmImport',
			'revocation',
			{ok: '電子署名', back: '申請に必要な情報の取込み画面に戻る', cancel: '申請中止'},
		],
		[
			'S004-207',
			'confirmImport',
			'validity',
			{ok: '電子署名', back: '確認に必要な情報の取込み画面に戻る', cancel: '確認中止'},
		],
		['S004-066', 'signConfirm', 'revocation', {ok: '了解', cancel: '署名中止'}],
		['S004-082', 'sendConfirm', 'revocation', {ok: '了解', cancel: '送信中止'}],
		['S004-112', 'passwordCheckFailed', 'revocation', {ok: 'OK'}],
		[
			'S004-126',
			'importError',
			'revocation',
			{back: '申請に必要な情報の取込み画面に戻る', cancel: '申請中止'},
		],
		['S004-299', 'formatError', 'validity', {back: '確認に必要な情報の取込み画面に戻る', cancel: '確認中止'}],
		['S004-089', 'accepted', 'revocation', {ok: '終わる', print: '票を印刷'}],
	])('%s', (_row, screen, procedure, labels) => {
		expect(screenWords(viewWith({screen, procedure})).buttons).toEqual(labels);
	});

	test('S004-020, S004-170, X-27: one top screen names both procedures', () => {
		expect(screenWords(viewWith({screen: 'menu'})).buttons).toMatchObject({
			revocation: '自己の電子証明書の失効申請',
			validity: '自己の電子証明書の有効性確認',
		});
	});
});
