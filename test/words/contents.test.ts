import {describe, expect, test} from 'vitest';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import {viewWith} from '../helpers/views.ts';
import {notice, viewsIn} from './views.ts';

function read(screen: ScreenName, given: Partial<View> = {}): string {
	const {plain, notes} = screenWords(viewWith({screen, procedure: 'revocation', ...given}));
	return [...plain, ...notes].join('\n');
}

const plainOf = (screen: ScreenName, given: Partial<View> = {}) =>
	screenWords(viewWith({screen, procedure: 'revocation', ...given})).plain;

describe('before a procedure begins', () => {
	test('S004-020, S004-170: the resting screen and its help name what is offered, and nothing else', () => {
		const told = (offered: View['offered']) =>
			(['idle', 'menu'] as const).map(screen => {
				const {notes, help} = screenWords(viewWith({screen, offered}));
				return (screen === 'idle' ? [...notes, ...help] : help).join('');
			});
		for (const text of told(['revocation', 'validity'])) expect(text).toMatch(/失効申請.*有効性確認/);
		for (const text of told(['revocation'])) expect(text).not.toContain('有効性確認');
		for (const text of told(['validity'])) expect(text).not.toContain('失効申請');
	});
});

describe('before a revocation begins', () => {
	test('it says what ends and what goes on, that it is final, and where a new one comes from', () => {
		const text = read('importPrompt');
		expect(text).toContain('署名用電子証明書');
		expect(text).toContain('元に戻せません');
		expect(text).toMatch(/利用者証明用電子証明書\(数字4桁のもの\)は、そのまま使えます/);
		expect(text).toMatch(/新しい署名用電子証明書は、市区町村の窓口/);
	});

	test('it says whom to call after loss or misuse', () => {
		expect(read('importPrompt')).toContain('マイナンバー総合フリーダイヤル 0120-95-0178');
		expect(read('importPrompt', {language: 'en'})).toContain('0120-95-0178');
	});

	test('a validity check frightens nobody with it', () => {
		expect(read('importPrompt', {procedure: 'validity'})).not.toMatch(/元に戻せません|0120/);
	});
});

describe('the password', () => {
	test('S004-043: its form, the limit of five and the tries left stand there before typing', () => {
		const text = read('login', {triesLeft: 4});
		expect(text).toContain('英数字6～16文字');
		expect(text).toContain('続けて5回');
		expect(text).toContain('残り回数は4回');
	});

	test('S004-071: the second login asks for the same password, to sign', () => {
		expect(plainOf('login', {step: 4})[0]).toMatch(/電子署名を作成するために、同じ.*もう一度/);
	});

	test('G-13: a malformed one is explained first and costs no try', () => {
		const given = {triesLeft: 3, passwordFault: 'fourDigits'} as const;
		expect(plainOf('login', given)[0]).toContain('数字4桁');
		expect(read('login', given)).toContain('残り回数は減っていません');
	});

	test('S004-042, G-03: a wrong one tells how many tries are left', () => {
		expect(read('wrongPassword', {triesLeft: 2})).toContain('残り回数は2回');
		expect(read('wrongPassword', {triesLeft: 1, language: 'en'})).toContain('1 try left');
		expect(read('askLastTry', {triesLeft: 1})).toContain('残り回数は1回');
	});

	test('S004-041, S004-076: help says where キャンセル leads from each login', () => {
		const help = (step: number) =>
			screenWords(viewWith({screen: 'login', step, procedure: 'revocation'})).help.join('');
		expect(help(2)).toContain('取込みの画面に戻ります');
		expect(help(4)).toContain('取込み情報の確認の画面に戻ります');
	});

	test('S004-119, X-30: a lock is undone at the counter, by ロック解除 or with 初期化', () => {
		const text = read('passwordLocked');
		expect(text).toContain('市区町村の窓口');
		expect(text).toMatch(/分かるとき.*「ロック解除」/);
		expect(text).toMatch(/忘れたとき.*「初期化」/);
	});
});

describe('sending', () => {
	test('S004-081, S004-083: what is sent, and that 了解 cannot be taken back', () => {
		const [what, final] = plainOf('sendConfirm');
		expect(what).toContain('失効申請書、電子署名、電子証明書');
		expect(final).toContain('取り消すことはできません');
	});

	test('X-21: an unknown outcome names both ways out', () => {
		const [state, check, again] = plainOf('outcomeUnknown', {noReceipt: 'cut'});
		expect(state).toBe('受理されたかどうかは確認中です。');
		expect(check).toContain('有効性確認');
		expect(again).toContain('二重にはなりません');
	});

	test('T-01: 受理されていません is said of a signed not-received only', () => {
		const saying = viewsIn('ja').filter(view => {
			const {title, plain, notes, help} = screenWords(view);
			return [title, ...plain, ...notes, ...help].join('').includes('受理されていません');
		});
		expect(new Set(saying.map(({screen}) => screen))).toEqual(
			new Set(['takeCard', 'cardUnseen', 'notReceived']),
		);
		const reminders = saying.filter(({screen}) => screen === 'takeCard');
		expect(new Set(reminders.map(({lastStop}) => lastStop))).toEqual(new Set(['notReceived']));
	});
});

describe('results', () => {
	// 2026-11-22T15:00Z is midnight of the 23rd in Japan, in the 8th year of Reiwa.
	test('S004-090, S004-091: accepted says from when, and what is left to do at the counter', () => {
		const text = read('accepted', {notice});
		expect(text).toContain('令和8年11月23日 00時00分から');
		expect(text).toMatch(/市区町村の窓口で.*消去を申請/);
		expect(read('accepted', {notice, language: 'en'})).toContain('23 November 2026, 00:00');
	});

	test('X-32: a validity result carries the window’s time', () => {
		const given = {procedure: 'validity', notice: {...notice, result: 'valid'}} as const;
		expect(read('valid', given)).toContain('令和8年11月22日 11時05分');
	});

	test('X-31: expired needs no revocation, and is renewed at the counter', () => {
		const validity = '2026-03-31T14:59:59.000Z';
		expect(plainOf('expired', {validity})).toEqual([
			'電子証明書の有効期間は、令和8年3月31日に終わりました。',
			'失効申請をする必要はありません。',
		]);
		expect(plainOf('expired', {validity, procedure: 'validity'})[1]).toMatch(/更新.*窓口/);
	});

	test('T-10: an unknown status is never called valid', () => {
		const {plain, notes, title} = screenWords(viewWith({screen: 'statusUnknown', procedure: 'validity'}));
		expect([title, ...plain, ...notes].join('')).not.toMatch(/有効です|「有効」/);
	});

	test('G-04: what happened stays readable while the card is taken', () => {
		expect(plainOf('takeCard', {notice})[0]).toBe('失効申請は受理されました。');
		expect(plainOf('takeCard', {lastStop: 'outcomeUnknown'})[0]).toBe('受理されたかどうかは確認中です。');
		expect(plainOf('takeCard')).toEqual(['カードを取り出してください。']);
	});
});

describe('covers', () => {
	test('G-01: the idle warning counts down and says how to go on', () => {
		const {plain} = wordsIn('ja').covers.idleWarning(17);
		expect(plain.join('')).toContain('どれかのキー');
		expect(plain.join('')).toContain('あと17秒');
		expect(wordsIn('en').covers.idleWarning(1).plain.join('')).toContain('1 second.');
	});

	test('G-11: staff are told the code, never the password', () => {
		const text = wordsIn('ja').covers.staff(0, 0, undefined, true).plain.join('');
		expect(text).toContain('番号をお伝えください');
		expect(text).toMatch(/パスワードは、職員にも教えない/);
	});

	test('each language offers the other by its own name', () => {
		expect(wordsIn('ja').covers.language.confirm).toBe('English');
		expect(wordsIn('en').covers.language.confirm).toBe('日本語');
	});
});
