import type {Procedure} from '../domain/procedure.ts';
import type {ScreenName} from '../machines/screen.ts';
import {termsClause} from './facts.ts';

/** Sentences of the manual for each of its two chapters. */
export type OfEach = Readonly<Record<Procedure, readonly string[]>>;

const both = (...sentences: readonly string[]) => ({revocation: sentences, validity: sentences});

const manualReminder =
	'問題が解決しない場合は、公的個人認証サービスポータルサイト上にある「オンライン窓口 利用者マニュアル」を参照し、' as const;
const fiveTimes = '続けて5回間違えるとICカードがロックされて使用できなくなりますので、ご注意ください。';
const lockedByFive = '間違ったパスワードが5回続けて入力されたため、パスワードロックがかかりました。';
const unlockAtCounter =
	'パスワードロックを解除するためには、電子証明書を発行した市区町村の窓口で、パスワードロック解除の手続きを行ってください。また、パスワードを忘れてしまった場合は、同時に窓口でパスワードを初期値に戻す手続きを行ってください。';
const closeWindow = 'ウィンドウ右上の「×」ボタンを押して、ブラウザを閉じてください。';

/** The manual's own sentences on each screen (seed 004), unchanged; none where the manual has pictures only. */
export const legal = {
	starting: both('アプリケーションのデジタル署名は検証に成功しました。このアプリケーションを実行しますか？'),
	login: both('ICカードは取り出さずにお待ちください。', fiveTimes),
	secondLogin: both('電子署名を作成するために、再度、ICカードのパスワード確認を行います。', fiveTimes),
	signing: both('しばらく時間がかかりますので、ICカードは取り出さずにお待ちください。'),
	confirmImport: {
		revocation: [
			'手続名：自己の電子証明書の失効申請',
			'申請に必要な情報を取込み、失効申請書を作成しました。よろしければ、失効申請書の電子署名を作成するために、「電子署名」ボタンを押してください。',
			'表示された文字に誤りがあり、もう一度申請に必要な情報を取込む場合は、「申請に必要な情報の取込み画面に戻る」ボタンを押してください。',
			`${manualReminder}お使いのパソコン、ICカード、ICカードリーダライタの動作環境を再度ご確認ください。`,
			'ここで申請をやめる場合は、「申請中止」ボタンを押してください。',
		],
		validity: [
			'手続名：自己の電子証明書の有効性確認',
			'確認に必要な情報を取込み、有効性確認申請書を作成しました。よろしければ、有効性確認申請書の電子署名を作成するために、「電子署名」ボタンを押してください。',
			'表示された文字に誤りがあり、もう一度確認に必要な情報を取込む場合は、「確認に必要な情報の取込み画面に戻る」ボタンを押してください。',
			`${manualReminder}お使いのパソコン、ICカード、ICカードリーダライタの動作環境を再度ご確認ください。`,
			'ここで確認をやめる場合は、「確認中止」ボタンを押してください。',
		],
	},
	sendConfirm: {
		revocation: ['[了解]ボタンをクリックすると失効申請を取り消すことはできません。'],
		validity: ['【了解】ボタンをクリックすると有効性確認申請を取り消すことはできません。'],
	},
	accepted: {
		revocation: [
			'オンライン失効申請した電子証明書が実際に失効状態になるのは、翌日のCRL(証明書失効リスト)が発行された時からになります。',
			`失効申請は受理しましたが、ICカード内には秘密鍵と電子証明書が残っています。公的個人認証サービス利用者規約の${termsClause}に従い、電子証明書の発行を受けた市区町村の受付窓口で秘密鍵及び電子証明書の消去を申請してください。`,
		],
		validity: [],
	},
	valid: {
		revocation: [],
		validity: [
			'手続名：自己の電子証明書の有効性確認',
			'有効性確認を実施しました。有効性確認申請書に添付された電子証明書は、現時点において失効記録に記載されておらず、「有効」です。',
			`ICカードをICカードリーダーライターから抜き、${closeWindow}`,
		],
	},
	serviceBusy: both('もう一度申請する場合は、しばらく経ってからアクセスし直してください。'),
	serviceError: {
		revocation: ['しばらく経ってから失効申請をはじめからやり直してください。'],
		validity: ['しばらく経ってから有効性確認をはじめからやり直してください。'],
	},
	unexpectedError: both('ICカードをICカードリーダライタに挿入してください。'),
	passwordLocked: {
		revocation: [
			lockedByFive,
			'パスワードロックがかかった状態で、オンラインによる電子証明書の失効申請を行うことはできません。',
			unlockAtCounter,
			closeWindow,
		],
		validity: [
			lockedByFive,
			'パスワードロックがかかった状態で、オンラインによる電子証明書の有効性確認を行うことはできません。',
			unlockAtCounter,
			closeWindow,
		],
	},
	importError: {
		revocation: [
			'申請に必要な情報及び電子証明書をICカードから取込むことができませんでした。もう一度申請に必要な情報を取込む場合は、「申請に必要な情報の取込み画面に戻る」ボタンを押してください。',
			`${manualReminder}お使いのパソコン、ICカード、ICカードリーダーライタの動作環境を再度ご確認ください。`,
			'ここで申請をやめる場合は、「申請中止」ボタンを押してください。',
		],
		validity: [
			'確認に必要な情報及び電子証明書をICカードから取込むことができませんでした。もう一度確認に必要な情報を取込む場合は、「確認に必要な情報の取込み画面に戻る」ボタンを押してください。',
			`${manualReminder}お使いのパソコン、ICカード、ICカードリーダーライタの動作環境を再度ご確認ください。`,
			'ここで有効性確認をやめる場合は、「確認中止」ボタンを押してください。',
		],
	},
	expired: {
		revocation: ['有効期限の切れた電子証明書に対する失効申請を行う必要はありません。'],
		validity: ['有効期限の切れた電子証明書は有効ではありません。'],
	},
	issuerMismatch: {
		revocation: [
			'公的個人認証サービスの認証局で発行された電子証明書を使用して、もう一度はじめから失効申請をやりなおしてください。',
		],
		validity: [
			'公的個人認証サービスの認証局で発行された電子証明書を使用して、もう一度はじめから有効性確認をやりなおしてください。',
		],
	},
	alreadyRevoked: {
		revocation: ['既に失効された電子証明書に対して失効申請を行う必要はありません。'],
		validity: [],
	},
	duplicate: {
		revocation: [
			'既に受理したオンライン失効申請の内容で失効処理を行いますので、再度失効申請をする必要はありません。',
		],
		validity: ['既に受理したオンライン失効申請の内容で失効処理が行われます。'],
	},
} satisfies Partial<Record<ScreenName | 'secondLogin', OfEach>>;
