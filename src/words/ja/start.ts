import type {Procedure} from '../../domain/procedure.ts';
import type {UnreachableCause} from '../../domain/site.ts';
import type {TerminalFault} from '../../machines/events.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {closedLines, openLine} from './hours.ts';
import {askStaff, finish, finishHint, settingsLine, terms, waitingLine} from './terms.ts';

const unreachable: Readonly<Record<UnreachableCause, string>> = {
	noConnection: '窓口につながりません。',
	untrusted: '接続先が窓口のサーバであることを確かめられません。',
	selfSigned: '接続先のサーバ証明書は、認証局が発行したものではありません。',
	expired: '接続先のサーバ証明書の有効期間が過ぎています。',
	notYetValid: '接続先のサーバ証明書の有効期間がまだ始まっていません。',
	wrongHost: '接続先のサーバ証明書は、別のサイトのものです。',
	oldProtocol: '接続先の通信の方式が古いため、つなぎません。',
	plainHttp: '接続先の通信が暗号化されていないため、つなぎません。',
	notAllowed: '許可URLリストに登録されていないサイトと通信しようとしています。',
};

const busy = 'ただいま窓口が混雑しています。';
const failing = '窓口のサービスに不具合が起きています。';
const endsByItself = '問題がなくなると、この画面は自動で終わります。';
const nothingSent = 'まだ何も送信していません。';

/** Why the self-diagnosis failed, and the manual's name for it where it has one. */
const faults: Readonly<Record<TerminalFault, {readonly why: string; readonly manual?: string}>> = {
	terminal: {why: 'この端末の設定に問題があります。', manual: 'JavaScript オフ'},
	software: {why: 'この端末のソフトに問題があります。', manual: '利用者クライアントソフトの確認'},
	readerService: {
		why: 'カード読取り機を動かすソフトが応答しません。',
		manual: '利用者クライアントソフトの確認',
	},
	clock: {why: 'この端末の時計が合っていません。'},
	window: {why: '窓口と通信できません。'},
	busy: {why: busy, manual: 'オンライン窓口サービスの混雑'},
	serviceError: {why: failing, manual: 'オンライン窓口サービスのエラー'},
};

/** What each procedure is for. */
const purposes: Readonly<Record<Procedure, string>> = {
	revocation: '失効申請は、署名用電子証明書を使えなくする手続です。',
	validity: '有効性確認は、署名用電子証明書が有効かどうかを調べる手続です。',
};

function connection({identity, unreachable: cause}: Situation): string {
	if (cause) return unreachable[cause];
	return identity ? '窓口との通信は安全です。' : '窓口との通信を確かめています。';
}

function idleLines(at: Situation): readonly string[] {
	if (at.service.status !== 'open') return closedLines(at);
	if (at.fault)
		return [
			'ただいま手続を始められません。',
			faults[at.fault].why,
			...(at.trouble ? ['職員をお呼びください。'] : []),
		];
	return [
		'マイナンバーカードの署名用電子証明書の手続ができます。',
		'カードを入れるか、Enterキーを押してください。',
	];
}

/** Before a procedure, and when it cannot begin. */
export const start = {
	idle: at => ({
		title: '電子証明書の手続',
		plain: idleLines(at),
		notes: at.trouble
			? [`職員の方へ: ${at.trouble}`]
			: [
					`できる手続: ${[...at.offered.map(procedure => terms[procedure].act), 'パスワードの変更'].join('、')}`,
					'必要なもの: マイナンバーカード、署名用パスワード',
					...openLine(at),
					...(at.waiting > 0 ? [waitingLine(at.waiting)] : []),
					...(at.settingsFaults.length > 0 ? [settingsLine(at.settingsFaults.join(' '))] : []),
				],
		buttons: {ok: at.service.status === 'open' ? '始める' : 'くわしく見る'},
		help: [
			...at.offered.map(procedure => purposes[procedure]),
			'署名用パスワードは、英字と数字の6～16文字です。',
		],
	}),
	menu: at => ({
		title: '公的個人認証サービス オンライン窓口',
		plain: ['手続を選んでください。', connection(at)],
		notes: ['手続にかかる時間は、通信の状態により10秒から1分ほどです。'],
		buttons: {
			revocation: terms.revocation.name,
			validity: terms.validity.name,
			passwordChange: 'パスワードの変更',
			viewer: '電子証明書の表示',
			siteIdentity: 'Webサイトの識別(接続先の確認)',
			slow: at.isSlow ? '待つ時間をふつうに戻す' : 'ゆっくり操作する(待つ時間を10倍にする)',
			cancel: '終わる',
		},
		help: [
			...at.offered.map(procedure => purposes[procedure]),
			'やめるときは「終わる」を押してください。',
			'鍵の印は、窓口との通信が安全なことを表します。',
			'ゆっくり操作するかどうかは、どの画面でもF6キーで替えられます。',
		],
	}),
	siteIdentity: at => ({
		title: 'Webサイトの識別',
		plain: at.identity
			? [connection(at), 'この端末が、接続先のサーバ証明書を確かめました。']
			: [connection(at), at.unreachable ? '職員にお知らせください。' : 'そのままお待ちください。'],
		notes: at.unreachable ? ['この状態では手続を行えません。'] : [],
		buttons: {ok: '証明書の表示', cancel: '戻る'},
		help: [
			'接続先がオンライン窓口のサーバであることを、ここで確かめられます。',
			'「証明書の表示」を押すと、サーバ証明書が表示されます。',
			'確かめる操作をしなくても、端末が毎回確かめています。',
		],
	}),
	serverCertificate: () => ({
		title: '証明書の表示',
		plain: [
			'窓口との通信に使っているサーバ証明書です。',
			'接続先がオンライン窓口であることを確かめてください。',
		],
		buttons: {cancel: '戻る'},
		help: [
			'接続先、証明書の発行者、有効期間を確かめられます。',
			'ふしぎな点があるときは、手続を始めずに職員にお知らせください。',
		],
	}),
	starting: at => ({
		title: '準備中',
		plain: [`${terms[at.procedure].act}の準備をしています。`, 'そのままお待ちください。'],
		notes: [
			'端末、カード読取り機、窓口との通信を確認しています。',
			'通信の状態により、時間がかかることがあります。',
		],
		buttons: {cancel: terms[at.procedure].stop},
		help: [
			'手続の前に、この端末が正しく動くかどうかを確認しています。',
			`やめるときは「${terms[at.procedure].stop}」を押してください。`,
		],
	}),
	notInService: at => {
		const {why, manual} = faults[at.fault ?? 'software'];
		const cause = at.fault === 'window' && at.unreachable ? unreachable[at.unreachable] : why;
		return {
			title: 'いまは使えません',
			plain: [cause, '「終わる」を押して、職員にお知らせ番号をお伝えください。'],
			notes: [nothingSent, endsByItself],
			buttons: finish,
			help: [
				'お客さまの操作やカードの問題ではありません。',
				...(manual ? [`利用者マニュアルの「${manual}」にあたります。`] : []),
				'失効申請は、市区町村の窓口でもできます。',
			],
		};
	},
	serviceBusy: at => ({
		title: 'オンライン窓口サービスの混雑',
		plain: [busy, 'しばらくしてから、もう一度お試しください。'],
		notes: [nothingSent, endsByItself, finishHint],
		buttons: finish,
		help: [
			`${terms[at.procedure].act}は、まだ始まっていません。`,
			'時間をおいても続くときは、職員にお知らせください。',
		],
	}),
	serviceError: at => ({
		title: 'オンライン窓口サービスのエラー',
		plain: [failing, `しばらくしてから、${terms[at.procedure].act}をはじめから行ってください。`],
		notes: [nothingSent, endsByItself, finishHint],
		buttons: finish,
		help: ['お客さまの操作やカードの問題ではありません。', askStaff],
	}),
} satisfies Partial<ScreenTexts>;
