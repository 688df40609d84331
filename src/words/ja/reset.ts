import {documentsOf, type ResetComer} from '../../domain/reset.ts';
import type {ResetRefusal} from '../../domain/resetRules.ts';
import type {ResetWords, ScreenTexts, Situation} from '../words.ts';
import {absent} from './card.ts';
import {finish} from './terms.ts';

export const resetWords: ResetWords = {
	passwords: {signing: '署名用パスワード', authentication: '利用者証明用パスワード'},
	comers: {holder: '本人', representative: '法定代理人', agent: '任意代理人'},
	pages: {
		holder: '本人の書類',
		representative: '法定代理人の書類',
		authority: '代理権の書類',
	},
	documents: {
		drivingLicence: '運転免許証 (A)',
		passport: 'パスポート (A)',
		residenceCard: '在留カード (A)',
		disabilityCard: '障害者手帳 (A)',
		insuranceCertificate: '資格確認書 (B)',
		pensionBook: '年金手帳 (B)',
		familyRegister: '戸籍謄本(3か月以内)',
		guardianRegister: '登記事項証明書(成年後見)',
		sameHousehold: '同一世帯・市内本籍を確認済み',
	},
	labels: {
		password: '初期化するもの',
		card: 'カードの状態',
		comer: '来庁者',
		officers: '署名した職員',
		none: 'まだいません',
		form: '申請書',
	},
	blocked: 'ロックされています',
	triesLeft: tries => `残り${tries}回`,
	seconds: left => `${Math.floor(left / 60)}分${left % 60}秒`,
};

const refusals: Readonly<Record<ResetRefusal, readonly string[]>> = {
	unreadable: ['初期化の指示が読めませんでした。', 'はじめからやり直してください。'],
	notStaff: ['職員証の署名が確かめられませんでした。', '職員証の有効期間と登録を確かめてください。'],
	roleMissing: ['初期化の役割がない職員証です。', '初期化担当か管理者が行ってください。'],
	sameOfficer: ['一人目と二人目が同じ職員です。', '別の職員と行ってください。'],
	differentOrders: ['二人の職員が確かめた内容が違います。', 'はじめからやり直してください。'],
	tooLate: ['決められた時間が過ぎました。', 'はじめからやり直してください。'],
	ownCard: ['担当の職員本人のカードです。', '別の二人の職員が行ってください。'],
	ownCardUnknown: ['本人のカードが登録されていない職員です。', '登録のある職員が行ってください。'],
	overDay: ['きょうの件数の上限に達しました。', '管理者に連絡してください。'],
	overOfficer: ['きょうの担当件数の上限に達した職員です。', '別の職員が行ってください。'],
	operatorNeeded: ['このカードは最近初期化されています。', '管理者が確認してください。'],
	used: ['この指示はすでに使われました。', 'はじめからやり直してください。'],
};

const passwordOf = (at: Situation) => resetWords.passwords[at.password ?? 'signing'];

/** What to bring to the counter, by who comes; an agent is told how it goes instead. */
export const toBring: Readonly<Record<ResetComer, readonly string[]>> = {
	holder: ['本人のマイナンバーカード', '本人確認書類1点(運転免許証、パスポート、資格確認書、年金手帳など)'],
	representative: [
		'本人のマイナンバーカード',
		'法定代理人の書類(顔写真つき2点、または顔写真つきとその他1点ずつ)',
		'本人の本人確認書類1点',
		'代理権の書類(戸籍謄本など3か月以内のもの、または登記事項証明書)',
	],
	agent: [
		'代理の場合は2回の来庁になります。',
		'1回目に申請し、本人あてに照会書兼回答書が郵送されます。',
		'2回目に、記入した照会書兼回答書、本人のカード、二人の本人確認書類を持参します。',
	],
};

const bringing = (comer: ResetComer) =>
	toBring[comer].map(item => (comer === 'agent' ? item : `持ち物: ${item}`));

const whyNoCard = (at: Situation): readonly string[] => {
	if (at.kind !== undefined) return ['はじめに確かめたカードではありません。'];
	return at.absent === undefined ? [] : [absent[at.absent][0]];
};

const stop = {cancel: '中止する'} as const;
const nav = {back: '戻る', ...stop} as const;
const staffOnly = '職員のための画面です。';
const end = {ok: '終わる'} as const;
const title = 'パスワードの初期化';
const left = (at: Situation) =>
	at.reset && at.reset.secondsLeft > 0 ? [`残り時間は${resetWords.seconds(at.reset.secondsLeft)}です。`] : [];

/** The staff-assisted reset of a password (domain.md 1.2). */
export const reset = {
	resetChoose: () => ({
		title,
		plain: ['初期化するものを選んでください。'],
		notes: [staffOnly, 'ロックされたときも、忘れたときも、同じ手続です。'],
		buttons: {
			signing: resetWords.passwords.signing,
			authentication: resetWords.passwords.authentication,
			...stop,
		},
		help: ['署名用パスワードは英数字6～16文字、利用者証明用パスワードは数字4桁です。'],
	}),
	resetInsertCard: at => ({
		title,
		plain: [...whyNoCard(at), '利用者のマイナンバーカードを入れて「OK」を押してください。'],
		notes: [`${passwordOf(at)}の状態を確かめます。`],
		buttons: {ok: 'OK', ...nav},
		help: ['ここで確かめたカードだけを初期化できます。'],
	}),
	resetLooking: () => ({
		title,
		plain: ['カードを確かめています。', '取り出さずにお待ちください。'],
		help: ['パスワードは使いません。残り回数も減りません。'],
	}),
	resetWho: at => ({
		title,
		plain: [
			at.reset?.triesLeft !== undefined
				? `${passwordOf(at)}は、残り${at.reset.triesLeft}回です。`
				: `${passwordOf(at)}は、ロックされています。`,
			'来庁した方を選んでください。',
		],
		notes: ['カードは利用者に返してください。あとでもう一度入れます。'],
		buttons: {...resetWords.comers, ...nav},
		help: [
			'15歳未満や成年被後見人の場合は、法定代理人が手続します。',
			'任意代理人の場合は、その日には終わりません。',
		],
	}),
	resetDocuments: at => ({
		title: resetWords.pages[at.reset?.of ?? 'holder'],
		plain: ['確かめた書類に印をつけて「OK」を押してください。'],
		notes: ['書類の番号や名前は入力しません。'],
		buttons: {...documentCaptions(at), ok: 'OK', ...nav},
		help: ['(A)は官公署の顔写真つき、(B)はその他の書類です。'],
	}),
	resetLacking: at => ({
		title: '書類が足りません',
		plain: [
			`${resetWords.pages[at.reset?.of ?? 'holder']}が足りません。`,
			'確かめ直すか、案内をして終わります。',
		],
		buttons: {ok: '案内をして終わる', back: '書類を確かめ直す', ...stop},
		help: ['案内では、必要な書類と行き先をお知らせします。'],
	}),
	resetWorking: () => ({
		title,
		plain: ['確かめています。', 'そのままお待ちください。'],
		help: ['二人の職員の署名と、件数の決まりを窓口で確かめています。'],
	}),
	resetSummary: at => ({
		title: '二人目の職員の確認',
		plain: [
			'一人目の職員が確かめた内容です。',
			'利用者と書類をもう一度確かめ、「確認した」を押してください。',
		],
		notes: at.reset ? [`一人目の署名から${at.reset.minutesBetween}分以内に確認してください。`] : [],
		buttons: {ok: '確認した', back: '書類を確かめ直す', ...stop},
		help: ['一人目とは別の職員が、自分の職員証で署名します。'],
	}),
	resetOperator: () => ({
		title: '管理者の確認が必要です',
		plain: ['このカードは、少し前にも初期化されています。', '二人目は、管理者が確認してください。'],
		buttons: {ok: 'OK', ...stop},
		help: ['続けて初期化する理由を、管理者が利用者に確かめます。'],
	}),
	resetHandOver: at => ({
		title: '利用者の方へ',
		plain: [
			'職員は画面から離れてください。',
			`利用者の方は、新しい${passwordOf(at)}を決めて「始める」を押してください。`,
		],
		notes: [...left(at), '職員は新しいパスワードを見ません。', '職員のサインインは終わりました。'],
		buttons: {ok: '始める', ...stop},
		help: ['まわりから見えないように入力してください。', '同じものを2回入力します。'],
	}),
	resetInsertAgain: at => ({
		title: '利用者の方へ',
		plain: [...whyNoCard(at), 'はじめに確かめたマイナンバーカードを入れて「OK」を押してください。'],
		notes: [...left(at), '「OK」を押すと、新しいパスワードになります。'],
		buttons: {ok: 'OK', back: '入力し直す', ...stop},
		help: ['ほかのカードは初期化できません。'],
	}),
	resettingPassword: at => ({
		title,
		plain: [`${passwordOf(at)}を設定しています。`, 'カードを取り出さずにお待ちください。'],
		help: ['ロックの解除と新しいパスワードの設定を、一度に行います。'],
	}),
	resetUnknown: at => ({
		title: '確かめが必要です',
		plain: [
			...whyNoCard(at),
			'途中でカードが離れたため、設定できたか分かりません。',
			'同じカードを入れて「OK」を押してください。',
		],
		notes: ['新しいパスワードで1回だけ確かめます。'],
		buttons: {ok: 'OK', cancel: '確かめないで終わる'},
		help: ['カードは、前のままか、新しいパスワードになったかのどちらかです。'],
	}),
	resetDone: at => ({
		title: '初期化が終わりました',
		plain: [`新しい${passwordOf(at)}を設定しました。`, '職員をお呼びください。'],
		notes: ['新しいパスワードは、ほかの人に教えないでください。'],
		buttons: {...end, print: finish.print},
		help: ['この手続は記録されました。記録にパスワードや名前はありません。'],
	}),
	resetGuidance: at => ({
		title: '初期化のご案内',
		plain: [
			at.reset?.canUnblock === false
				? `この端末では、${passwordOf(at)}の初期化ができません。`
				: `きょうは、${passwordOf(at)}の初期化ができません。`,
			'住民票のある市区町村の窓口で手続してください。',
		],
		notes: [
			'申請書は窓口にあります。',
			...bringing(at.reset?.comer ?? 'holder'),
			'利用者証明用の4桁が分かれば、署名用パスワードはコンビニ等でも初期化できます。',
		],
		buttons: {...end, print: finish.print},
		help: ['必要な書類は市区町村で少し違うことがあります。'],
	}),
	resetRefused: at => ({
		title: '初期化できません',
		plain: refusals[at.reset?.refusal ?? 'unreadable'],
		notes: ['カードは前のままです。'],
		buttons: end,
		help: ['だれがいつ行っても、同じ決まりで確かめています。'],
	}),
	resetFailed: at => ({
		title: '初期化できませんでした',
		plain: [`${passwordOf(at)}は前のままです。`, '職員にお知らせ番号をお伝えください。'],
		buttons: end,
		help: ['もう一度行うには、二人の職員の確認からやり直します。'],
	}),
	resetUnavailable: () => ({
		title: '初期化できません',
		plain: ['窓口から答えがありませんでした。', '少し待ってから、はじめからやり直してください。'],
		notes: ['カードは前のままです。'],
		buttons: end,
		help: ['窓口との接続を、職員メニューの点検で確かめられます。'],
	}),
	resetUntold: at => ({
		title: '確かめられませんでした',
		plain: ['設定できたか分かりません。', '職員にお知らせ番号をお伝えください。'],
		notes: [`${passwordOf(at)}は、前のままか、新しいもののどちらかです。`],
		buttons: end,
		help: ['同じカードでもう一度はじめから行えます。'],
	}),
} satisfies Partial<ScreenTexts>;

function documentCaptions(at: Situation) {
	const captions = (at.reset?.kinds ?? documentsOf('holder')).map((kind, nth) => [
		`item${nth + 1}`,
		resetWords.documents[kind],
	]);
	return Object.fromEntries(captions) as Record<string, string>;
}
