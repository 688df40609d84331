import {type NewPasswordFault, type PasswordLimits, passwordLimits} from '../../domain/newPassword.ts';
import type {PasswordName} from '../../domain/password.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {absent, otherKinds} from './card.ts';
import {askStaff, finish, finishHint} from './terms.ts';

const names: Readonly<Record<PasswordName, string>> = {
	signing: '署名用パスワード',
	authentication: '利用者証明用パスワード',
};

const nameOf = ({password = 'signing'}: Situation) => names[password];
const limitsOf = ({limits}: Situation) => limits ?? passwordLimits.signing;

function format({shortest, longest, alphabet, needsBoth}: PasswordLimits): string {
	const length = shortest === longest ? `${shortest}` : `${shortest}～${longest}`;
	if (alphabet === 'digits') return `数字${length}桁`;
	return needsBoth ? `英字と数字をまぜた${length}文字` : `英数字${length}文字`;
}

function whyNot(fault: NewPasswordFault, limits: PasswordLimits): string {
	const {shortest, longest, alphabet} = limits;
	const unit = alphabet === 'digits' ? '桁' : '文字';
	switch (fault) {
		case 'empty':
			return '入力されていません。';
		case 'tooShort':
			return `文字が足りません。${shortest}${unit}以上にしてください。`;
		case 'tooLong':
			return `文字が多すぎます。${longest}${unit}までです。`;
		case 'badCharacter':
			return `使えない文字があります。使えるのは${alphabet === 'digits' ? '数字' : '英字と数字'}だけです。`;
		case 'noLetter':
			return '英字が入っていません。英字と数字をまぜてください。';
		case 'noDigit':
			return '数字が入っていません。英字と数字をまぜてください。';
		case 'repeated':
			return 'すべて同じ文字のパスワードは使えません。';
		case 'run':
			return '順番に並んだ文字や同じ文字だけのパスワードは使えません。';
		case 'sameAsOld':
			return 'いまのパスワードと同じです。別のものにしてください。';
		case 'birthDate':
			return '生年月日は、ほかの人にも分かるため使えません。';
		case 'address':
			return '住所の番号は、ほかの人にも分かるため使えません。';
		case 'notEqual':
			return '2回の入力が違います。新しいパスワードを入れ直してください。';
		default:
			return fault satisfies never;
	}
}

const asks = {
	current: (at: Situation) => `いまの${nameOf(at)}を入力してください。`,
	next: (at: Situation) => `新しい${nameOf(at)}(${format(limitsOf(at))})を入力してください。`,
	again: () => '確認のため、新しいパスワードをもう一度入力してください。',
} as const;

const fieldLabels = {
	current: 'いまのパスワード',
	next: '新しいパスワード',
	again: '新しいパスワード(確認)',
} as const;

const tries = ({triesLeft}: Situation) => (triesLeft === undefined ? [] : [`残り回数は${triesLeft}回です。`]);

/** S001-022: what nobody but the person can keep away from. */
const guessed = '生年月日や電話番号など、ほかの人に分かるものは避けてください。';
const leave = '最初の画面に戻る';
const again = {ok: 'もう一度行う', cancel: leave} as const;
const nothingChanged = 'パスワードは変わっていません。';
const atCounter = '電子証明書を発行した市区町村の窓口で、手続をしてください。';
const bring = '持ち物: マイナンバーカードと、本人確認書類';

/** The change of a password (seed 001). */
export const password = {
	choosePassword: () => ({
		title: 'パスワードの変更',
		plain: ['変更するパスワードを選んでください。'],
		notes: [
			'いまのパスワードが分かるときに、変更できます。',
			'忘れたときは、市区町村の窓口で初期化してください。',
		],
		buttons: {
			signing: `${names.signing}(英字と数字)`,
			authentication: `${names.authentication}(数字4桁)`,
			cancel: leave,
		},
		help: [
			'署名用パスワードは、申請書などに電子署名をするときに使います。',
			'利用者証明用パスワードは、サイトにログインするときやコンビニで使います。',
			'変更は、必要なときに何度でもできます。',
		],
	}),
	changeGuide: at => ({
		title: `${nameOf(at)}の変更`,
		plain: ['カードを読取り機に入れて、「OK」を押してください。'],
		notes: [
			'いまのパスワードと、新しいパスワードを2回、入力します。',
			`新しいパスワードは、${format(limitsOf(at))}です。`,
			guessed,
			`続けて${limitsOf(at).mostTries}回間違えると、カードがロックされます。`,
		],
		buttons: {ok: 'OK', back: 'パスワードの選択に戻る', cancel: leave},
		help: [
			'覚えやすく、ほかの人に分からないものにしてください。',
			'住所や生年月日が入ったものは使えません。',
			'間違えた回数は、正しいパスワードを入力するまで消えません。',
		],
	}),
	changeLooking: () => ({
		title: 'カードの確認中',
		plain: ['カードを確認しています。', 'カードは取り出さずにお待ちください。'],
		help: ['確認できると、パスワードの入力に進みます。'],
	}),
	changeLastTry: () => ({
		title: '残り1回の確認',
		plain: [
			'残り回数は1回です。',
			'次に間違えると、カードがロックされて使えなくなります。',
			'自信がないときは「やめる」を押してください。',
		],
		notes: ['市区町村の窓口で、パスワードを初期化できます。'],
		buttons: {ok: '入力する', cancel: 'やめる'},
		help: ['残り回数はカードが数えていて、端末を替えても続きます。'],
	}),
	newPassword: at => ({
		title: at.asksCurrent ? `${nameOf(at)}の変更` : `新しい${nameOf(at)}`,
		plain: [
			...(at.newPasswordFault ? [whyNot(at.newPasswordFault, limitsOf(at))] : []),
			asks[at.passwordPart ?? 'next'](at),
			...(at.passwordPart === 'current' ? tries(at) : []),
		],
		notes: [
			...(at.newPasswordFault ? ['カードのパスワードは変わっていません。'] : []),
			...(at.passwordPart === 'next' ? [guessed] : []),
			...(limitsOf(at).alphabet === 'digits' ? [] : ['英字は、大文字でも小文字でもかまいません。']),
		],
		fieldLabel: fieldLabels[at.passwordPart ?? 'next'],
		buttons: {ok: 'OK', back: '前の欄に戻る', cancel: 'キャンセル'},
		help: [
			'上から順に入力し、欄ごとに「OK」を押してください。',
			'F4を押すと、入力中の文字を5秒間だけ見られます。',
			'「キャンセル」を押すと、入力したものを消して前の画面に戻ります。',
		],
	}),
	changingPassword: () => ({
		title: 'パスワードの変更中',
		plain: ['パスワードを変更しています。', 'カードは取り出さずにお待ちください。'],
		help: ['終わると、結果の画面になります。'],
	}),
	passwordChanged: at => ({
		title: '変更の完了',
		plain: [`${nameOf(at)}を変更しました。`, '次からは、新しいパスワードを使ってください。'],
		notes: [finishHint],
		buttons: finish,
		help: ['古いパスワードは、もう使えません。', '入力したパスワードは、この端末から消しました。'],
	}),
	changeWrong: at => ({
		title: 'パスワードが違います',
		plain: ['いまのパスワードとして入力したものが、カードのものと違います。', ...tries(at)],
		notes: [
			...(at.isResetAdvised ? ['思い出せないときは、市区町村の窓口での初期化をおすすめします。'] : []),
			`続けて${limitsOf(at).mostTries}回間違えると、カードがロックされます。`,
			'正しく入力すると、残り回数は元に戻ります。',
			nothingChanged,
		],
		buttons: {ok: 'はじめから入力する', cancel: 'やめる'},
		help: ['入力したものは、すべて消しました。', 'F4で、入力中の文字を確かめられます。'],
	}),
	changeLocked: at => ({
		title: 'パスワードロック',
		plain: [`${nameOf(at)}がロックされているため、変更できません。`, atCounter],
		notes: [bring, finishHint],
		buttons: finish,
		help: [
			`続けて${limitsOf(at).mostTries}回間違えると、カードを守るためにロックされます。`,
			'窓口で、ロックの解除やパスワードの初期化ができます。',
		],
	}),
	changeNoCard: at => {
		const [why] = absent[at.absent ?? 'noCard'];
		return {
			title: 'カードを読めません',
			plain: [why, 'カードを入れ直して、もう一度行ってください。'],
			notes: [nothingChanged, askStaff],
			buttons: again,
			help: ['カードの向きと表裏を確かめてください。'],
		};
	},
	changeOtherCard: at => {
		const [why] = otherKinds[at.kind ?? 'other'];
		return {
			title: 'このカードでは変更できません',
			plain: [why, 'マイナンバーカードを入れて、もう一度行ってください。'],
			notes: [askStaff],
			buttons: again,
			help: ['変更できるのは、マイナンバーカードのパスワードだけです。'],
		};
	},
	changeCardLeft: () => ({
		title: 'カードが取り出されました',
		plain: [nothingChanged, '続けるには、カードを入れて、もう一度行ってください。'],
		buttons: again,
		help: ['入力したパスワードは消しました。', 'カードは、終わるまで取り出さないでください。'],
	}),
	changeRefused: at => ({
		title: '変更できませんでした',
		plain: [
			`カードが、新しい${nameOf(at)}を受け付けませんでした。`,
			'いままでのパスワードを、そのまま使えます。',
		],
		notes: [askStaff],
		buttons: again,
		help: ['別のパスワードで、もう一度試せます。'],
	}),
	changeUnknown: at => ({
		title: '変更できたか分かりません',
		plain: [
			...unheard(at),
			'変更の途中で、カードが取り出されたか、応答しなくなりました。',
			'同じカードをもう一度入れて、「OK」を押してください。',
		],
		notes: [
			'どちらのパスワードになったかを、カードに確かめます。',
			'確かめるあいだ、残り回数が1回減ることがあります。',
		],
		buttons: {ok: 'OK', cancel: '確かめずに終わる'},
		help: ['カードは、新しいパスワードか、いままでのパスワードのどちらかになっています。'],
	}),
	tellingPassword: () => ({
		title: 'パスワードの確認中',
		plain: ['どちらのパスワードになったかを確かめています。', 'カードは取り出さずにお待ちください。'],
		help: ['終わると、結果の画面になります。'],
	}),
	newPasswordHolds: at => ({
		title: '変更の結果',
		plain: [
			`${nameOf(at)}は、新しいパスワードになっています。`,
			'次からは、新しいパスワードを使ってください。',
		],
		notes: [finishHint],
		buttons: finish,
		help: ['古いパスワードは、もう使えません。'],
	}),
	oldPasswordHolds: at => ({
		title: '変更の結果',
		plain: [`${nameOf(at)}は、変わっていません。`, 'いままでのパスワードを、そのまま使えます。'],
		notes: ['変更するときは、はじめから行ってください。', finishHint],
		buttons: finish,
		help: ['新しいパスワードは、カードに書き込まれませんでした。'],
	}),
	passwordUntold: at => ({
		title: '変更できたか分かりません',
		plain: [
			`${nameOf(at)}が、新しいものか、いままでのものか、確かめられませんでした。`,
			'次に使うときは、まず新しいパスワードを試してください。',
		],
		notes: ['どちらでもないときは、市区町村の窓口で初期化してください。', bring, finishHint],
		buttons: finish,
		help: [
			'電子証明書は、これまでどおり使えます。',
			`続けて${limitsOf(at).mostTries}回間違えると、カードがロックされます。`,
		],
	}),
} satisfies Partial<ScreenTexts>;

/** Why the card could not be asked which password it holds. */
function unheard({kind, absent: cause}: Situation): string[] {
	if (kind) return ['先ほどのカードとは違います。'];
	return cause ? [absent[cause][0]] : [];
}
