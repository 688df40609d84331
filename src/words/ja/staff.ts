import type {StaffRefusal, StaffTask, StaffTypingFault} from '../../domain/staff.ts';
import {staffPassphrase, staffPin} from '../../domain/staff.ts';
import {
	type DeskChoice,
	type DeskItem,
	deskItems,
	deskListPoints,
	parseDeskReport,
} from '../../domain/staffDesk.ts';
import type {DeskWords, ScreenTexts, Situation} from '../words.ts';
import {absent} from './card.ts';

export const deskWords: DeskWords = {
	roles: {helper: '案内係', resetOfficer: '初期化担当', operator: '管理者'},
	points: {
		screen: '画面が映っている',
		keyboard: 'キーが打てる',
		reader: 'カード読取り機がつながっている',
		printer: '紙がある(プリンターのある端末)',
		readiness: '端末の点検にNGがない',
		surroundings: '端末のまわりに忘れ物がない',
		cards: '読取り機にカードが残っていない',
		requests: '確認中の申請を見た',
		paper: '紙が取り出し口に残っていない',
		power: '電源の扱いを決まりのとおりにした',
	},
	ticked: '済',
	counts: {ticked: '確かめた項目', missing: '印のない項目', waiting: '確認中の申請'},
	open: '未',
	findings: {ok: 'OK', ng: 'NG', unasked: '--'},
	checks: {
		terminal: {name: '画面の大きさ'},
		locale: {name: '文字の設定'},
		width: {name: '文字の幅'},
		pcscd: {name: '読取り機のサービス', remedy: '「読取り機をつなぎ直す」を行ってください。'},
		calls: {name: '読取り機の呼出し', remedy: '「読取り機をつなぎ直す」を行ってください。'},
		reader: {name: 'カード読取り機', remedy: 'ケーブルと電源を確かめてください。'},
		card: {name: 'カードの応答', remedy: 'カードを入れ直すか、別のカードで確かめてください。'},
		token: {name: 'カードの種類', remedy: 'マイナンバーカードを入れて確かめてください。'},
		tries: {name: 'パスワードの残り回数', remedy: '別のカードで確かめてください。'},
		'card log': {name: 'カードの通信の記録'},
		swap: {name: 'メモリの書出し'},
		ptrace: {name: 'ほかのプログラムからの保護'},
		'core files': {name: '異常終了の記録'},
		'input devices': {name: 'キーボードの保護'},
		settings: {name: '設定', remedy: '管理者に知らせてください。'},
		printer: {name: 'プリンター', remedy: '用紙と電源を確かめてください。'},
		release: {name: 'プログラムの署名', remedy: 'この端末を使わず、保守の担当者に連絡してください。'},
		pki: {name: '信頼する認証局'},
		window: {name: 'オンライン窓口', remedy: 'ネットワークのケーブルを確かめてください。'},
		clock: {name: '時計'},
	},
	well: '異常なし',
	notChecked: '確かめていません',
	callSupport: '保守の担当者に連絡してください。',
	technical: (found, remedy) => `担当者用: ${found}; ${remedy}`,
	age: minutes => (minutes < 60 ? `${minutes}分前` : `${Math.floor(minutes / 60)}時間${minutes % 60}分前`),
	wait: seconds => `あと${Math.ceil(seconds / 60)}分`,
	lift: who => `${who}の制限を解除`,
	nobody: 'だれのものでもない番号',
	unreadable: '読めないファイル',
	language: {label: '最初の言語', names: {ja: '日本語', en: 'English'}},
	slowMode: 'ゆっくり(時間10倍)',
	reveal: 'F4でパスワードを表示',
	yes: 'する',
	no: 'しない',
};

const tasks: Readonly<Record<StaffTask, string>> = {
	desk: '職員のサインイン',
	firstOfficer: '一人目の職員のサインイン',
	secondOfficer: '二人目の職員のサインイン',
};

const titleOf = (at: Situation) => tasks[at.staff?.task ?? 'desk'];

const pinFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: 'パスワードが入力されていません。',
	notDigits: 'パスワードは数字だけです。',
	tooShort: `数字が足りません。パスワードは${staffPin.shortest}桁以上です。`,
	tooLong: `数字が多すぎます。パスワードは${staffPin.longest}桁までです。`,
};
const idFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: '職員番号が入力されていません。',
	notDigits: '職員番号は英数字とハイフンだけです。',
	tooShort: '職員番号が短すぎます。',
	tooLong: '職員番号は16文字までです。',
};
const passphraseFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: '職員用パスワードが入力されていません。',
	notDigits: '職員用パスワードに使えない文字があります。',
	tooShort: `文字が足りません。職員用パスワードは${staffPassphrase.shortest}文字以上です。`,
	tooLong: '文字が多すぎます。',
};
const codeFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: 'コードが入力されていません。',
	notDigits: 'コードは数字だけです。',
	tooShort: 'コードは6桁です。',
	tooLong: 'コードは6桁です。',
};

const refusals: Readonly<Record<StaffRefusal, string>> = {
	notStaff: 'この市区町村の職員証ではありません。',
	outOfDate: '職員証の有効期間の外です。',
	revoked: 'この職員証は使えなくなっています。',
	notEnrolled: 'この端末の名簿にない職員証です。',
	roleMissing: 'この操作をする役割がありません。',
	sameOfficer: '一人目と同じ職員です。別の職員がサインインしてください。',
};

const fault = (at: Situation, faults: Readonly<Record<StaffTypingFault, string>>) =>
	at.staff?.typingFault ? [faults[at.staff.typingFault]] : [];

const cancel = {cancel: 'やめる'} as const;
const okCancel = {ok: 'OK', ...cancel} as const;
const again = {ok: 'もう一度', ...cancel} as const;
const back = {cancel: '職員メニューに戻る'} as const;
const forStaff = '職員のための画面です。ご利用の方は「やめる」を押してください。';
/** The points of the list at hand, each with its tick. */
const pointCaptions = ({staff: shown}: Situation) =>
	captions(
		deskListPoints[shown?.doing === 'closingList' ? 'closingList' : 'openingList'].map(
			(point, at) =>
				`[${shown?.ticked?.includes(deskItems[at] as DeskItem) ? deskWords.ticked : deskWords.open}] ${deskWords.points[point]}`,
		),
	);

/** Whoever has to wait. */
const lockoutCaptions = ({staff: shown}: Situation) => {
	const report = shown?.report ? parseDeskReport(shown.report) : undefined;
	if (report?.kind !== 'lockouts') return captions(deskItems.map((_, at) => deskWords.lift(String(at + 1))));
	return captions(report.lockouts.map(({id}) => deskWords.lift(id === '*' ? deskWords.nobody : id)));
};

const captions = (texts: readonly string[]) =>
	Object.fromEntries(texts.slice(0, deskItems.length).map((text, at) => [deskItems[at], text]));

const doings: Partial<Readonly<Record<DeskChoice, string>>> = {
	removeFiles: '読めないファイルの削除',
	resetReader: 'カード読取り機のつなぎ直し',
	exportJournal: '記録の書出し',
	restart: '端末の再起動',
	openingList: '開庁時の点検',
	closingList: '閉庁時の点検',
};

const doingOf = (at: Situation) => doings[at.staff?.doing ?? 'readiness'] ?? '職員の操作';

/** Staff signing in, and their desk. */
export const staff = {
	staffMethod: at => ({
		title: titleOf(at),
		plain: ['サインインの方法を選んでください。'],
		notes: [forStaff],
		buttons: {staffCard: '職員証', staffPassphrase: '職員用パスワードとコード', ...cancel},
		help: ['職員だけが使う画面です。', '職員証か、職員用パスワードと6桁のコードでサインインします。'],
	}),
	staffInsertCard: at => ({
		title: titleOf(at),
		plain: [
			'読取り機に利用者のカードがあれば、取り出して利用者に返してください。',
			'職員証を入れて「OK」を押してください。',
		],
		notes: [forStaff],
		buttons: okCancel,
		help: ['サインインの間だけ職員証を入れ、終わったら取り出します。'],
	}),
	staffReadingCard: at => ({
		title: titleOf(at),
		plain: ['職員証を読んでいます。', '取り出さずにお待ちください。'],
		help: ['職員証の残り回数を確かめています。'],
	}),
	staffNoCard: at => ({
		title: '職員証を読めません',
		plain: [
			at.kind === undefined
				? absent[at.absent ?? 'noCard'][0]
				: '入っているのは職員証ではありません。利用者のカードなら、利用者に返してください。',
			'職員証を入れ直し、「もう一度」を押してください。',
		],
		buttons: again,
		help: ['職員証の向きと表裏を確かめてください。'],
	}),
	staffPin: at => ({
		fieldLabel: '職員証のパスワード',
		title: '職員証のパスワード',
		plain: [
			...fault(at, pinFaults),
			`職員証のパスワード(数字${staffPin.shortest}～${staffPin.longest}桁)を入力してください。`,
			...(at.triesLeft === undefined ? [] : [`残り回数は${at.triesLeft}回です。`]),
		],
		notes: [
			...(at.triesLeft === 1 ? ['次に間違えると、職員証がロックされます。'] : []),
			'まわりから見えないように入力してください。',
		],
		buttons: okCancel,
		help: ['パスワードを続けて間違えると、職員証がロックされます。'],
	}),
	staffChecking: at => ({
		title: titleOf(at),
		plain: ['確かめています。', 'そのままお待ちください。'],
		help: ['サインインの内容を確かめています。'],
	}),
	staffWrongPin: at => ({
		title: 'パスワードが違います',
		plain: [
			'入力したパスワードが、職員証のものと違います。',
			...(at.triesLeft === undefined ? [] : [`残り回数は${at.triesLeft}回です。`]),
		],
		buttons: again,
		help: ['正しく入力すると、残り回数は元に戻ります。'],
	}),
	staffPinBlocked: () => ({
		title: '職員証のロック',
		plain: ['職員証がロックされています。', '職員証を発行した部署に連絡してください。'],
		buttons: {ok: '終わる'},
		help: ['この端末では職員証のロックを解除できません。'],
	}),
	staffTakeCard: () => ({
		title: '職員証をお取りください',
		plain: ['職員証を取り出してください。', '取り出すと、サインインが完了します。'],
		buttons: cancel,
		help: ['職員証を読取り機に残したままにはできません。'],
	}),
	staffId: at => ({
		fieldLabel: '職員番号',
		title: titleOf(at),
		plain: [...fault(at, idFaults), '職員番号を入力してください。'],
		notes: [forStaff],
		buttons: okCancel,
		help: ['職員番号のあとに、職員用パスワードと6桁のコードを入力します。'],
	}),
	staffPassphrase: at => ({
		fieldLabel: '職員用パスワード',
		title: titleOf(at),
		plain: [...fault(at, passphraseFaults), '職員用パスワードを入力してください。'],
		notes: ['大文字と小文字は区別されます。', 'まわりから見えないように入力してください。'],
		buttons: okCancel,
		help: ['正しいかどうかは、次のコードと合わせて確かめます。'],
	}),
	staffCode: at => ({
		fieldLabel: '6桁のコード',
		title: titleOf(at),
		plain: [...fault(at, codeFaults), '認証アプリの6桁のコードを入力してください。'],
		notes: ['コードは1回しか使えません。'],
		buttons: okCancel,
		help: ['コードは30秒ごとに変わります。'],
	}),
	staffWrong: () => ({
		title: 'サインインできません',
		plain: ['職員番号、職員用パスワード、コードのどれかが違います。'],
		notes: ['続けて間違えると、しばらくサインインできなくなります。', '一度使ったコードは使えません。'],
		buttons: again,
		help: ['次のコードに変わるのを待って、もう一度入力してください。'],
	}),
	staffLockedOut: at => ({
		title: 'しばらくサインインできません',
		plain: [
			'続けて間違えたため、この職員番号ではサインインできません。',
			`あと${Math.ceil((at.staff?.lockedSeconds ?? 0) / 60)}分お待ちください。`,
		],
		notes: ['急ぐときは、別の管理者がこの端末で解除できます。'],
		buttons: again,
		help: ['待つ時間は、間違えるたびに長くなります。'],
	}),
	staffRefused: at => ({
		title: 'サインインできません',
		plain: [refusals[at.staff?.refusal ?? 'notStaff']],
		notes: ['心当たりがないときは、管理者に知らせてください。'],
		buttons: again,
		help: ['役割と名簿は、端末の管理者が決めています。'],
	}),
	staffUnavailable: () => ({
		title: 'サインインを確かめられません',
		plain: ['端末の名簿か監査の記録が使えません。', '管理者に知らせてください。'],
		buttons: again,
		help: ['端末の点検(checkコマンド)で原因を調べられます。'],
	}),
	staffMenu: () => ({
		title: '職員メニュー',
		plain: ['行うことを選んでください。'],
		buttons: {
			readiness: '端末の点検',
			requests: '確認中の申請',
			assistedReset: 'パスワードの初期化',
			lists: '開庁・閉庁の点検表',
			upkeep: '端末の手入れ',
			deskSettings: '設定',
			lockouts: 'サインインの制限の解除',
			signOut: 'サインアウト',
			cancel: '窓口に戻る(サインインしたまま)',
		},
		help: [
			'使えるものは、役割によって違います。',
			'しばらく使わないと、自動でサインアウトします。',
			'サインインの間、個人情報は隠れています。見せるときは、ご本人がF3を押します。',
		],
	}),
	staffReadiness: () => ({
		title: '端末の点検',
		plain: ['点検の結果です。NGには、直し方が書いてあります。'],
		buttons: {readiness: 'もう一度点検する', ...back},
		help: ['checkコマンドと同じ点検です。くわしい値は、checkコマンドに出ます。'],
	}),
	staffRequests: () => ({
		title: '確認中の申請',
		plain: ['受理されたかどうかを確認中の申請です。端末が自動で問い合わせます。'],
		notes: ['読めないファイルは、送信していない申請の書きかけか、壊れたものです。'],
		buttons: {requests: '見直す', removeFiles: '読めないファイルを消す', ...back},
		help: ['個人情報は表示されません。', '長く残るときは、管理者に知らせてください。'],
	}),
	staffLockouts: at => ({
		title: 'サインインの制限の解除',
		plain: ['続けて間違えたためにサインインできない職員です。', '番号を選ぶと解除します。'],
		notes: ['自分の制限は、別の管理者が解除します。'],
		buttons: {...lockoutCaptions(at), ...back},
		help: ['本人から連絡を受けて、事情を確かめてから解除してください。'],
	}),
	staffSettings: () => ({
		title: '設定',
		plain: ['変えるものを選んでください。再起動のあとに変わります。'],
		notes: ['宛先などの文は、設定ファイル(settings.json)で変えます。'],
		buttons: {
			setLanguage: '最初の言語を替える',
			setSlowMode: 'ゆっくりの設定を替える',
			setReveal: 'F4の設定を替える',
			...back,
		},
		help: ['変えたことは監査の記録に残ります。'],
	}),
	staffLists: () => ({
		title: '開庁・閉庁の点検表',
		plain: ['点検表を選んでください。'],
		buttons: {openingList: '開庁時の点検', closingList: '閉庁時の点検', ...back},
		help: ['終えた点検表は監査の記録に残ります。'],
	}),
	staffList: at => ({
		title: doingOf(at),
		plain: ['確かめた項目を選んで印をつけ、終わったら「点検を終える」を押してください。'],
		buttons: {
			...pointCaptions(at),
			ok: '点検を終える',
			cancel: '点検表の選択に戻る',
		},
		help: ['もう一度選ぶと印が外れます。'],
	}),
	staffListMissing: () => ({
		title: '印のない項目があります',
		plain: ['印のない項目は、確かめていないものとして記録します。'],
		buttons: {ok: 'このまま終える', cancel: '点検に戻る'},
		help: ['できなかった項目は、そのまま記録して管理者に知らせてください。'],
	}),
	staffUpkeep: () => ({
		title: '端末の手入れ',
		plain: ['行うことを選んでください。'],
		buttons: {
			resetReader: '読取り機をつなぎ直す',
			exportJournal: '記録を書き出す',
			restart: '再起動する',
			...back,
		},
		help: ['画面が進まなくなったときは、読取り機のつなぎ直し、次に再起動をためしてください。'],
	}),
	staffConfirm: at => ({
		title: doingOf(at),
		plain: ['元に戻せません。行ってもよいですか。'],
		buttons: {ok: '行う', cancel: 'やめる'},
		help: ['再起動では、申請の記録は消えません。'],
	}),
	staffWorking: () => ({
		title: 'しばらくお待ちください',
		plain: ['作業をしています。'],
		help: ['1分以内に終わります。'],
	}),
	staffDone: at => ({
		title: doingOf(at),
		plain: [
			'終わりました。',
			...(at.staff?.file === undefined ? [] : [`ファイル: ${at.staff.file}`]),
			...(at.staff?.slip === 'printed' ? ['一覧を印刷しました。'] : []),
			...(at.staff?.slip === 'failed' ? ['一覧は印刷できませんでした。点検は記録しました。'] : []),
		],
		buttons: {ok: '職員メニューに戻る'},
		help: ['行ったことは監査の記録に残りました。'],
	}),
	staffFailed: at => ({
		title: doingOf(at),
		plain: ['できませんでした。', '管理者に知らせてください。'],
		buttons: {ok: '職員メニューに戻る'},
		help: ['端末の点検(checkコマンド)で原因を調べられます。'],
	}),
} satisfies Partial<ScreenTexts>;
