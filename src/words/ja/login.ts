import {type PasswordFault, signingPassword} from '../../domain/password.ts';
import {tryLimit} from '../facts.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {finish, finishHint, terms} from './terms.ts';

const format = `英数字${signingPassword.shortest}～${signingPassword.longest}文字`;

const faults: Readonly<Record<PasswordFault, string>> = {
	empty: 'パスワードが入力されていません。',
	fourDigits: '数字4桁は利用者証明用のパスワードで、ここでは使いません。',
	tooShort: `文字が足りません。署名用パスワードは${signingPassword.shortest}文字以上です。`,
	tooLong: `文字が多すぎます。署名用パスワードは${signingPassword.longest}文字までです。`,
	badCharacter: '使えない文字があります。使えるのは英字と数字だけです。',
};

const tries = ({triesLeft}: Situation) => (triesLeft === undefined ? [] : [`残り回数は${triesLeft}回です。`]);

const isSecond = (at: Situation) => at.step === 4;

const cancelHint = (at: Situation) =>
	isSecond(at)
		? '「キャンセル」を押すと、取込み情報の確認の画面に戻ります。'
		: '「キャンセル」を押すと、情報の取込みの画面に戻ります。';

/** The ログイン dialog, used twice, and the ways a password can fail. */
export const login = {
	login: at => ({
		title: 'ログイン',
		plain: [
			...(at.passwordFault ? [faults[at.passwordFault]] : []),
			isSecond(at)
				? '電子署名を作成するために、同じ署名用パスワードをもう一度入力してください。'
				: `署名用パスワード(${format})を入力してください。`,
			...tries(at),
		],
		notes: [
			...(at.passwordFault ? ['カードには送っていないので、残り回数は減っていません。'] : []),
			...(isSecond(at) ? [`署名用パスワードは${format}です。`] : []),
			`続けて${tryLimit}回間違えると、カードがロックされます。`,
			'英字は、大文字でも小文字でもかまいません。',
		],
		buttons: {ok: 'OK', cancel: 'キャンセル'},
		help: [
			'カードを受け取ったときに決めた、署名用のパスワードです。',
			'数字4桁のもの(利用者証明用など)ではありません。',
			'忘れたときは「キャンセル」を押し、市区町村の窓口で初期化してください。',
			cancelHint(at),
		],
	}),
	typingOnPad: at => ({
		title: 'ログイン',
		plain: [
			isSecond(at)
				? '電子署名を作成するために、同じ署名用パスワードをもう一度入力してください。'
				: `署名用パスワード(${format})を入力してください。`,
			'カード読取り機のキーで入力し、確定キーを押してください。',
			...tries(at),
		],
		notes: [
			'やめるときは、カード読取り機の取消キーを押してください。',
			`続けて${tryLimit}回間違えると、カードがロックされます。`,
			'カードは取り出さずに入力してください。',
		],
		help: [
			'パスワードは、カードを挿入した、カード読取り機のキーで入力します。',
			'このキーボードでは入力できません。',
			'入力したパスワードは、この端末には伝わりません。',
			'忘れたときは取消キーを押し、市区町村の窓口で初期化してください。',
		],
	}),
	notTyped: at => ({
		title: 'パスワードの入力',
		plain: [
			'パスワードが入力されませんでした。',
			`カード読取り機のキーで、${format}を入力してください。`,
			...tries(at),
		],
		notes: ['カードには送っていないので、残り回数は減っていません。'],
		buttons: {ok: 'もう一度入力する', cancel: 'キャンセル'},
		help: ['しばらく入力がないときと、文字の数が合わないときに、この画面になります。', cancelHint(at)],
	}),
	checkingPassword: at => ({
		title: 'パスワードの確認中',
		plain: ['パスワードを確認しています。', 'カードは取り出さずにお待ちください。'],
		help: [
			isSecond(at)
				? '確認できると、続けて電子署名を作成します。'
				: '確認できると、続けてカードから情報を取り込みます。',
			'途中でカードを取り出すと、はじめからやり直しになります。',
		],
	}),
	wrongPassword: at => ({
		title: 'パスワードが違います',
		plain: ['入力したパスワードが、カードのものと違います。', ...tries(at), 'もう一度入力できます。'],
		notes: [
			`続けて${tryLimit}回間違えると、カードがロックされます。`,
			'正しく入力すると、残り回数は元に戻ります。',
		],
		buttons: {ok: 'もう一度入力する', cancel: 'キャンセル'},
		help: [
			`署名用パスワードは、${format}です。`,
			'思い出せないときは、ここでやめて市区町村の窓口で初期化できます。',
			cancelHint(at),
		],
	}),
	askLastTry: at => ({
		title: '残り1回の確認',
		plain: [
			'残り回数は1回です。',
			'次に間違えると、カードがロックされて使えなくなります。',
			'自信がないときは「やめる」を押してください。',
		],
		notes: ['ロックされても、市区町村の窓口で解除や初期化ができます。'],
		buttons: {ok: '入力する', cancel: 'やめる'},
		help: [
			'残り回数はカードが数えていて、端末を替えても続きます。',
			isSecond(at)
				? '「やめる」を押すと、取込み情報の確認の画面に戻ります。'
				: '「やめる」を押すと、情報の取込みの画面に戻ります。',
		],
	}),
	passwordCheckFailed: () => ({
		title: 'パスワード確認失敗',
		plain: [
			`パスワードが続けて${tryLimit}回違ったため、カードがロックされました。`,
			'「OK」を押して、これからの手続をお読みください。',
		],
		notes: ['取り込んだ情報は消しました。'],
		buttons: {ok: 'OK'},
		help: ['ロックは、カードを守るためのしくみです。', '市区町村の窓口で解除できます。'],
	}),
	passwordLocked: at => ({
		title: 'パスワードロック',
		plain: [
			`署名用パスワードがロックされているため、${terms[at.procedure].act}ができません。`,
			'電子証明書を発行した市区町村の窓口で、手続をしてください。',
		],
		notes: [
			'パスワードが分かるとき: 窓口で「ロック解除」',
			'パスワードを忘れたとき: 窓口で「ロック解除」と「初期化」',
			'持ち物: マイナンバーカードと、本人確認書類',
			finishHint,
		],
		buttons: finish,
		help: [
			'ロック解除は、いまのパスワードをまた使えるようにする手続です。',
			'初期化は、パスワードを決め直すために元に戻す手続です。',
			'どちらか分からないときは、窓口でご相談ください。',
			'利用者証明用のパスワード(数字4桁)のロックは、これとは別です。',
		],
	}),
} satisfies Partial<ScreenTexts>;
