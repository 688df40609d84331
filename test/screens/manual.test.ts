import {describe, expect, test} from 'vitest';
import {type Procedure, procedures} from '../../src/domain/procedure.ts';
import type {Result} from '../../src/domain/receipt.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import {screenWords} from '../../src/words/index.ts';
import {applicationFor, type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';
import {draw} from './draw.tsx';
import {read, wordsOf} from './person.ts';

/** The manual's words for its two procedures. */
const terms = {
	revocation: {
		name: '自己の電子証明書の失効申請',
		act: '失効申請',
		document: '失効申請書',
		import: '申請に必要な情報の取込み',
		back: '申請に必要な情報の取込み画面に戻る',
		stop: '申請中止',
	},
	validity: {
		name: '自己の電子証明書の有効性確認',
		act: '有効性確認',
		document: '有効性確認申請書',
		import: '確認に必要な情報の取込み',
		back: '確認に必要な情報の取込み画面に戻る',
		stop: '確認中止',
	},
} as const satisfies Record<Procedure, Record<string, string>>;

type Terms = (typeof terms)[Procedure];
type Arrive = (kiosk: TestKiosk, procedure: Procedure) => TestKiosk;

interface Place {
	readonly revocation: string;
	readonly validity: string;
	readonly at: Arrive;
	/** The screen over which a dialog of the manual stands; a page has none. */
	readonly over?: 'importPrompt' | 'confirmImport';
	readonly says: (terms: Terms) => readonly string[];
	readonly buttons?: (terms: Terms) => readonly string[];
}

const fault =
	(cause: 'terminal' | 'software' | 'busy' | 'serviceError'): Arrive =>
	(kiosk, procedure) =>
		walk.toMenu(kiosk).presses(procedure).hears({type: 'terminal.failed', cause});
const absent =
	(cause: 'noReader' | 'noCard'): Arrive =>
	(kiosk, procedure) =>
		walk.toImportPrompt(kiosk, procedure).presses('ok').hears({type: 'card.absent', cause});
const answered =
	(result: Result): Arrive =>
	(kiosk, procedure) =>
		walk.toSending(kiosk, procedure).hears({
			type: 'window.answered',
			// The manual's leap day (S004-241), at nine in the morning in Japan.
			notice: {result, receiptNumber: '1234-5678-9012', decidedAt: '2004-02-29T00:00:00.000Z'},
		});
const locked: Arrive = (kiosk, procedure) =>
	walk
		.toLogin(kiosk, 5, procedure)
		.presses('ok')
		.hears({type: 'password.wellFormed'}, {type: 'card.blocked'});
const imported: Arrive = (kiosk, procedure) =>
	walk
		.toLogin(kiosk, 5, procedure)
		.presses('ok')
		.hears({type: 'password.wellFormed'}, {type: 'card.verified'});

const finish = () => ['終わる'];
const okOrStop = ({stop}: Terms) => ['OK', stop];
/** 証明書表示ツール, to which 2.2.11, 2.2.12, 3.1.10 and 3.2.11 send. */
const viewerCaption = '電子証明書の表示';
const backOrStop = ({back, stop}: Terms) => [back, stop];

/** What stands on each screen and dialog, in the order of the manual. */
const places: Readonly<Record<string, Place>> = {
	'the top screen': {
		revocation: 'S004-019 S004-020',
		validity: 'S004-169 S004-170',
		at: kiosk => walk.toMenu(kiosk),
		says: ({name}) => ['公的個人認証サービス オンライン窓口', name],
	},
	'the self-diagnosis while it lasts': {
		revocation: 'S004-022 S004-025',
		validity: 'S004-172 S004-174',
		at: (kiosk, procedure) => walk.toMenu(kiosk).presses(procedure),
		says: ({act}) => [
			`${act}の準備をしています。`,
			'通信の状態により、時間がかかることがあります。',
			'アプリケーションのデジタル署名は検証に成功しました。',
		],
		buttons: ({stop}) => [stop],
	},
	'the import prompt': {
		revocation: 'S004-024 S004-030 S004-031',
		validity: 'S004-179 S004-180',
		at: walk.toImportPrompt,
		says: terms => [terms.import, 'マイナンバーカードをカード読取り機に入れて、「OK」を押してください。'],
		buttons: okOrStop,
	},
	'the first ログイン': {
		revocation: 'S004-035 S004-037',
		validity: 'S004-184 S004-186',
		at: (kiosk, procedure) => walk.toLogin(kiosk, 5, procedure),
		over: 'importPrompt',
		says: () => [
			'ログイン',
			'署名用パスワード(英数字6～16文字)を入力してください。',
			'ICカードは取り出さずにお待ちください。',
		],
		buttons: () => ['OK', 'キャンセル'],
	},
	'a wrong password': {
		revocation: 'S004-042',
		validity: 'S004-191',
		at: (kiosk, procedure) =>
			walk
				.toLogin(kiosk, 5, procedure)
				.presses('ok')
				.hears({type: 'password.wellFormed'}, {type: 'card.wrongPassword', triesLeft: 4}),
		over: 'importPrompt',
		says: () => ['パスワードが違います', '残り回数は4回です。'],
	},
	取込み情報の確認: {
		revocation: 'S004-044 S004-051 S004-052 S004-053 S004-054 S004-055 S004-056 S004-057',
		validity: 'S004-193 S004-200 S004-201 S004-202 S004-203 S004-204 S004-205 S004-206',
		at: walk.toConfirmImport,
		says: ({name, act, document}) => [
			'取込み情報の確認',
			`手続名：${name}`,
			document,
			'宛先 東京都知事殿',
			`自己の電子証明書の${act}を依頼します。`,
			'申請者の氏名 吉田 太郎',
			'申請者の住所 東京都千代田区霞が関２丁目１番地２号 霞が関マンション',
			'申請者の性別 男',
			'申請者の生年月日 昭和33年8月10日',
		],
		buttons: ({back, stop}) => ['電子署名', back, stop],
	},
	署名確認: {
		revocation: 'S004-064',
		validity: 'S004-212 S004-214',
		at: walk.toSignConfirm,
		over: 'confirmImport',
		says: ({document}) => ['署名確認', `${document}の電子署名を作成します。よろしいですか?`],
		buttons: () => ['了解', '署名中止'],
	},
	'the second ログイン': {
		revocation: 'S004-069 S004-072',
		validity: 'S004-218 S004-220 S004-221',
		at: (kiosk, procedure) => walk.toSecondLogin(kiosk, 5, procedure),
		over: 'confirmImport',
		says: () => ['ログイン', '電子署名を作成するために、再度、ICカードのパスワード確認を行います。'],
		buttons: () => ['OK', 'キャンセル'],
	},
	'the signature being made': {
		revocation: 'S004-074',
		validity: 'S004-223',
		at: walk.toSigning,
		over: 'confirmImport',
		says: () => ['しばらく時間がかかりますので、ICカードは取り出さずにお待ちください。'],
		buttons: () => [],
	},
	送信確認: {
		revocation: 'S004-079 S004-081 S004-083',
		validity: 'S004-228 S004-230 S004-232',
		at: walk.toSendConfirm,
		over: 'confirmImport',
		says: ({act, document}) => [
			'送信確認',
			`${document}、電子署名、電子証明書をオンライン窓口へ送信します。`,
			`「了解」を押すと、${act}を取り消すことはできません。`,
		],
		buttons: () => ['了解', '送信中止'],
	},
	送信中: {
		revocation: 'S004-088',
		validity: 'S004-237 S004-246 S004-250 S004-254',
		at: walk.toSending,
		says: ({document}) => [
			`${document}を窓口へ送信しています。`,
			'通信の状態により、時間がかかることがあります。',
		],
		buttons: () => [],
	},
	'the window that is busy': {
		revocation: 'S004-094 S004-095',
		validity: 'S004-258 S004-259',
		at: fault('busy'),
		says: () => [
			'オンライン窓口サービスの混雑',
			'もう一度申請する場合は、しばらく経ってからアクセスし直してください。',
		],
		buttons: finish,
	},
	'the window that fails': {
		revocation: 'S004-097',
		validity: 'S004-261',
		at: fault('serviceError'),
		says: ({act}) => [
			'オンライン窓口サービスのエラー',
			`しばらく経ってから${act}をはじめからやり直してください。`,
		],
		buttons: finish,
	},
	'no reader, or one without power': {
		revocation: 'S004-101 S004-102 S004-103 S004-107',
		validity: 'S004-265 S004-266 S004-267 S004-271',
		at: absent('noReader'),
		over: 'importPrompt',
		says: () => [
			'ICカード準備エラー',
			'カード読取り機がつながっていないか、電源が入っていません。',
			'職員にお知らせ番号をお伝えください。',
		],
		buttons: okOrStop,
	},
	'no card': {
		revocation: 'S004-104 S004-107',
		validity: 'S004-268 S004-271',
		at: absent('noCard'),
		over: 'importPrompt',
		says: () => ['カードが入っていません。', '解決しないときは、職員にお知らせ番号をお伝えください。'],
		buttons: okOrStop,
	},
	予期しないエラー: {
		revocation: 'S004-108 S004-109 S004-110',
		validity: 'S004-272 S004-273 S004-274',
		at: (kiosk, procedure) => walk.toConfirmImport(kiosk, procedure).reader('empty'),
		over: 'importPrompt',
		says: () => [
			'予期しないエラー',
			'ICカードをICカードリーダライタに挿入してください。',
			'解決しないときは、職員にお知らせ番号をお伝えください。',
		],
		buttons: okOrStop,
	},
	パスワード確認失敗: {
		revocation: 'S004-111',
		validity: 'S004-275',
		at: locked,
		over: 'importPrompt',
		says: () => ['パスワード確認失敗', 'パスワードが続けて5回違ったため、カードがロックされました。'],
		buttons: () => ['OK'],
	},
	パスワードロック: {
		revocation: 'S004-114 S004-119',
		validity: 'S004-278 S004-283',
		at: (kiosk, procedure) => locked(kiosk, procedure).presses('ok'),
		says: ({act}) => [
			'パスワードロック',
			`署名用パスワードがロックされているため、${act}ができません。`,
			'窓口で「ロック解除」',
			'窓口で「ロック解除」と「初期化」',
		],
		buttons: finish,
	},
	取込みエラー: {
		revocation: 'S004-121 S004-122 S004-130',
		validity: 'S004-285 S004-286 S004-294',
		at: (kiosk, procedure) => imported(kiosk, procedure).hears({type: 'card.unreadable'}),
		says: terms => [
			`${terms.import}エラー`,
			'カードが正しく入っていることを確かめてください。',
			`その後、「${terms.back}」を押してください。`,
			'解決しないときは、職員にお知らせ番号をお伝えください。',
		],
		buttons: backOrStop,
	},
	受信データの形式エラー: {
		revocation: 'S004-133',
		validity: 'S004-298',
		at: answered('malformed'),
		says: () => ['受信データの形式エラー', '窓口が、送信したデータを読めませんでした。'],
		buttons: backOrStop,
	},
	電子証明書の検証エラー: {
		revocation: 'S004-142',
		validity: 'S004-303',
		at: answered('certificate-unverified'),
		says: () => ['電子証明書の検証エラー', '窓口が、電子証明書の発行者の署名を確かめられませんでした。'],
		buttons: ({back, stop}) => [back, viewerCaption, stop],
	},
	申請書の検証エラー: {
		revocation: 'S004-148',
		validity: 'S004-309',
		at: answered('application-unverified'),
		says: ({document}) => [
			`${document}の検証エラー`,
			`窓口が、${document}の電子署名を確かめられませんでした。`,
		],
		buttons: backOrStop,
	},
};

const captions = (kiosk: TestKiosk) => {
	const view = kiosk.view();
	const words = screenWords(view).buttons;
	return view.buttons.map((button: ButtonName) => words[button]);
};

for (const [name, {at, over, says, buttons, ...rows}] of Object.entries(places)) {
	describe(name, () => {
		for (const procedure of procedures) {
			test(`${rows[procedure]} ${procedure}: it is drawn with the manual’s words`, async () => {
				const kiosk = at(testKiosk({procedures}), procedure);
				const {header, panel} = await read(kiosk.view());
				for (const words of says(terms[procedure])) expect(panel).toContain(wordsOf(words));
				expect(kiosk.view().behind).toBe(over);
				if (kiosk.view().screen !== 'menu') expect(header).toContain(terms[procedure].name);
				if (buttons === undefined) return;
				expect(captions(kiosk)).toEqual(buttons(terms[procedure]));
				for (const caption of buttons(terms[procedure])) expect(panel).toContain(wordsOf(caption));
			});
		}
	});
}

/** Where the two chapters part. */
describe('results and ends of one chapter', () => {
	const sees = async (kiosk: TestKiosk, ...expected: readonly string[]) => {
		const {panel} = await read(kiosk.view());
		for (const words of expected) expect(panel).toContain(wordsOf(words));
		const hasViewer = kiosk.view().screen === 'issuerMismatch';
		expect(captions(kiosk)).toEqual(hasViewer ? ['終わる', viewerCaption] : ['終わる']);
		expect(kiosk.view().behind).toBeUndefined();
	};
	const after = (result: Result, procedure: Procedure) =>
		answered(result)(testKiosk({procedures}), procedure);
	const expired = (procedure: Procedure) =>
		imported(testKiosk({procedures}), procedure).hears(
			{type: 'card.imported', certificate: 'MIIC'},
			{type: 'certificate.expired', notAfter: '2025-02-17T14:59:59Z'},
		);

	test('S004-086 S004-090 S004-091 2.1.9 受理通知, what follows from it and what is left to do', async () => {
		await sees(
			after('accepted', 'revocation'),
			'オンライン失効申請の受理通知',
			'実際に失効状態になるのは、翌日のCRL(証明書失効リスト)が発行された時からになります。',
			'ICカード内には秘密鍵と電子証明書が残っています。',
			'受付番号 1234-5678-9012',
		);
	});
	test('S004-131 2.2.9 an expired certificate needs no revocation', async () => {
		await sees(
			expired('revocation'),
			'有効期限切れの電子証明書に対する失効申請',
			'令和7年2月17日に終わりました。',
			'有効期限の切れた電子証明書に対する失効申請を行う必要はありません。',
		);
	});
	test('S004-295 S004-296 3.2.9 an expired certificate is not valid, and is renewed at the counter', async () => {
		await sees(
			expired('validity'),
			'有効期限切れの電子証明書に対する有効性確認',
			'有効期限の切れた電子証明書は有効ではありません。',
			'更新は、市区町村の窓口でできます。',
		);
	});
	test('S004-138 S004-139 2.2.11 a certificate of another authority', async () => {
		await sees(
			after('unknown-issuer', 'revocation'),
			'電子証明書の有効性確認のエラー',
			'公的個人認証サービスの認証局で発行された電子証明書を使用して、もう一度はじめから失効申請をやりなおしてください。',
		);
	});
	test('S004-154 S004-155 2.2.14 a certificate that is revoked already', async () => {
		await sees(
			after('already-revoked', 'revocation'),
			'失効済電子証明書に対する失効申請',
			'既に失効された電子証明書に対して失効申請を行う必要はありません。',
		);
	});
	test('S004-157 S004-158 2.2.15 a second request', async () => {
		await sees(
			after('duplicate', 'revocation'),
			'同一の電子証明書に対する二重の失効申請',
			'既に受理したオンライン失効申請の内容で失効処理を行いますので、再度失効申請をする必要はありません。',
		);
	});
	test('S004-236 S004-238 S004-239 S004-240 S004-241 S004-242 3.1.9 有効, whose and when', async () => {
		await sees(
			after('valid', 'validity'),
			'オンライン有効性確認結果通知:有効',
			'手続名 自己の電子証明書の有効性確認',
			'申請者名 吉田 太郎',
			// one way to write a date, and the time of day with it.
			'確認年月日 平成16年2月29日 09時00分',
			'現時点において失効記録に記載されておらず、「有効」です。',
			'ICカードをICカードリーダーライターから抜き、',
		);
	});
	test('S004-244 S004-245 3.1.10 有効性確認のエラー', async () => {
		await sees(
			after('unknown-issuer', 'validity'),
			'オンライン有効性確認結果通知:有効性確認のエラー',
			'公的個人認証サービスの認証局で発行された電子証明書を使用して、もう一度はじめから有効性確認をやりなおしてください。',
		);
	});
	test('S004-249 3.1.11 失効済み', async () => {
		await sees(
			after('already-revoked', 'validity'),
			'オンライン有効性確認結果通知:失効済み',
			'この電子証明書は、既に失効しています。',
		);
	});
	test('S004-252 S004-253 3.1.12 オンライン失効申請受理済み (X-17)', async () => {
		await sees(
			after('duplicate', 'validity'),
			'オンライン有効性確認結果通知:オンライン失効申請受理済み',
			'既に受理したオンライン失効申請の内容で失効処理が行われます。',
		);
	});
});

describe('the self-diagnosis that failed, under the manual’s names (X-16, X-35)', () => {
	test.each([
		['S004-092', 'revocation', 'terminal', '2.2.1', 'JavaScript オフ'],
		['S004-099', 'revocation', 'software', '2.2.4', '利用者クライアントソフトの確認'],
		['S004-256', 'validity', 'terminal', '3.2.1', 'JavaScript オフ'],
		['S004-263', 'validity', 'software', '3.2.4', '利用者クライアントソフトの確認'],
	] as const)(
		'%s %s: a fault of the %s shows its number %s, and help says 「%s」',
		async (_row, procedure, cause, code, name) => {
			const kiosk = fault(cause)(testKiosk({procedures}), procedure);
			const {panel} = await read(kiosk.view());
			expect(panel).toContain('いまは使えません');
			expect(panel).toContain(`お知らせ番号${code}`);
			expect(captions(kiosk)).toEqual(['終わる']);
			expect((await read(kiosk.tells({type: 'user.help'}).view())).panel).toContain(`「${wordsOf(name)}」`);
		},
	);
});

describe('F1 says what to look at when it appears again', () => {
	test.each([
		[
			'S004-141',
			'revocation',
			'unknown-issuer',
			'もう一度表示されるときは、職員がカードの発行者名を確かめます。',
		],
		[
			'S004-147',
			'revocation',
			'certificate-unverified',
			'もう一度表示されるときは、職員が電子証明書の内容を確かめます。',
		],
		[
			'S004-153',
			'revocation',
			'application-unverified',
			'もう一度行うときは、失効申請書の内容をよく確かめてください。',
		],
		[
			'S004-248',
			'validity',
			'unknown-issuer',
			'もう一度表示されるときは、職員がカードの発行者名を確かめます。',
		],
		[
			'S004-308',
			'validity',
			'certificate-unverified',
			'もう一度表示されるときは、職員が電子証明書の内容を確かめます。',
		],
		[
			'S004-314',
			'validity',
			'application-unverified',
			'もう一度行うときは、有効性確認申請書の内容をよく確かめてください。',
		],
	] as const)('%s %s, %s', async (_row, procedure, result, advice) => {
		const kiosk = answered(result)(testKiosk({procedures}), procedure).tells({type: 'user.help'});
		expect((await read(kiosk.view())).panel).toContain(wordsOf(advice));
	});
});

test('S004-011 S004-163 the lock sign says whether the connection is safe', async () => {
	const kiosk = walk.toMenu(testKiosk({procedures}));
	expect((await read(kiosk.view())).header).not.toContain('通信は安全です');
	kiosk.hears({
		type: 'window.identified',
		identity: {
			host: 'window.example.jp',
			subject: 'CN=window.example.jp',
			issuer: 'CN=Demo TLS CA',
			notBefore: '2026-04-01T00:00:00Z',
			notAfter: '2027-04-01T00:00:00Z',
			fingerprint: 'AB:CD',
			protocol: 'TLSv1.3',
		},
	});
	expect((await read(kiosk.view())).header).toContain('通信は安全です');
	kiosk.hears({type: 'window.unreachable', cause: 'untrusted'});
	expect((await read(kiosk.view())).header).toContain('接続先を確認できません');
});

test('S004-056 X-12 a day of birth on which its era did not run is shown with the Gregorian date', async () => {
	const kiosk = walk.toConfirmImport(testKiosk()).presses('back');
	const application = applicationFor('revocation').replace('319580810', '319261201');
	kiosk
		.presses('ok')
		.hears({type: 'card.ready', triesLeft: 5})
		.presses('ok')
		.hears(
			{type: 'password.wellFormed'},
			{type: 'card.verified'},
			{type: 'card.imported', certificate: 'MIIC'},
			{type: 'application.drawn', application},
		);
	expect((await read(kiosk.view())).panel).toContain('昭和元年12月1日(西暦1926年12月1日)');
});

describe('T-23 the name on the result 有効', () => {
	const valid = () => answered('valid')(testKiosk({procedures}), 'validity');

	test.each(['user.help', 'user.language', 'user.staff'] as const)(
		'T-23 is nowhere behind what %s opens',
		async type => {
			const {rows} = await draw(valid().tells({type}).view(), {columns: 80, rows: 24});
			expect(rows.join('')).not.toMatch(/吉田|太郎/);
		},
	);
	test('T-23 is hidden by F3, which the screen offers', async () => {
		const kiosk = valid();
		expect((await read(kiosk.view())).panel).toContain('F3個人情報を隠す');
		const {rows} = await draw(kiosk.tells({type: 'user.veil'}).view(), {columns: 80, rows: 24});
		expect(rows.join('')).not.toMatch(/吉田|太郎/);
	});
	test('T-23 is gone when nobody answers the warning', async () => {
		const {rows} = await draw(valid().waits(90_000).view(), {columns: 80, rows: 24});
		expect(rows.join('')).toContain('カードをお取りください');
		expect(rows.join('')).not.toMatch(/吉田|太郎/);
	});
});
