import type {AbsentCause, CardKind} from '../../domain/card.ts';
import type {Stop} from '../../domain/codes.ts';
import {freeDial} from '../facts.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {askStaff, terms} from './terms.ts';

const tellStaff = '職員にお知らせ番号をお伝えください。';

/** Why there is no card to speak to, and what to do: one cause, one pair of sentences (S004-102..104). */
export const absent: Readonly<Record<AbsentCause, readonly [why: string, remedy: string]>> = {
	noService: ['カード読取り機を動かすソフトが応答しません。', tellStaff],
	noReader: ['カード読取り機がつながっていないか、電源が入っていません。', tellStaff],
	noCard: ['カードが入っていません。', 'マイナンバーカードを入れて、「OK」を押してください。'],
	held: ['カード読取り機をほかのソフトが使っています。', '少し待ってから、「OK」を押してください。'],
	mute: ['カードが応答しません。', 'カードの向きと表裏を確かめて入れ直し、「OK」を押してください。'],
};

export const otherKinds: Readonly<Record<CardKind, readonly [why: string, remedy: string]>> = {
	myNumber: ['このカードは、この手続に使えません。', tellStaff],
	juki: ['これは住民基本台帳カードです。', 'マイナンバーカードに入れ替えて、「OK」を押してください。'],
	authOnly: [
		'このカードには署名用電子証明書が入っていません。',
		'発行については、市区町村の窓口でおたずねください。',
	],
	phone: ['これはスマートフォンの電子証明書です。', 'マイナンバーカードを入れて、「OK」を押してください。'],
	otherRealm: [
		'このカードは、この端末では使えません。',
		'試験用のカードか端末の可能性がありますので、職員にお知らせください。',
	],
	other: [
		'これはマイナンバーカードではありません。',
		'マイナンバーカードに入れ替えて、「OK」を押してください。',
	],
};

const toPromptOrTop = (at: Situation) => ({ok: 'OK', cancel: terms[at.procedure].stop});

/** From the prompt to the imported certificate, and what can go wrong with the card. */
export const card = {
	importPrompt: at => ({
		title: terms[at.procedure].import,
		plain:
			at.procedure === 'revocation'
				? [
						'失効するのは署名用電子証明書で、失効すると元に戻せません。',
						'マイナンバーカードをカード読取り機に入れて、「OK」を押してください。',
					]
				: [
						'署名用電子証明書が有効かどうかを調べます。',
						'マイナンバーカードをカード読取り機に入れて、「OK」を押してください。',
					],
		notes:
			at.procedure === 'revocation'
				? [
						'利用者証明用電子証明書(数字4桁のもの)は、そのまま使えます。',
						'新しい署名用電子証明書は、市区町村の窓口で発行を受けられます。',
						'紛失、盗難、不正使用のときは、この手続ではなく電話と窓口へ。',
						`マイナンバー総合フリーダイヤル ${freeDial}(一時停止は24時間)`,
					]
				: ['調べるだけなので、電子証明書はこれまでどおり使えます。'],
		buttons: toPromptOrTop(at),
		help: [
			`${terms[at.procedure].act}を行いたい電子証明書が入ったカードを入れてください。`,
			`やめるときは「${terms[at.procedure].stop}」を押すと、最初の画面に戻ります。`,
			'マイナンバーカードのほかは使えません。',
		],
	}),
	preparingCard: at => ({
		title: 'カードの確認',
		plain: ['カードを確認しています。', 'カードは取り出さずにお待ちください。'],
		help: [
			'どのカードか、パスワードがロックされていないかを確かめています。',
			`${terms[at.procedure].act}は、まだ送信していません。`,
		],
	}),
	cardNotReady: at => {
		const [why, remedy] = absent[at.absent ?? 'noCard'];
		return {
			title: 'ICカード準備エラー',
			plain: [why, remedy],
			notes: remedy === tellStaff ? [] : [askStaff],
			buttons: toPromptOrTop(at),
			help: [
				'カードは、止まるところまでまっすぐ入れてください。',
				'カード読取り機の電源が入っているかどうかは、職員が確かめます。',
				`「${terms[at.procedure].stop}」を押すと、最初の画面に戻ります。`,
			],
		};
	},
	notThisCard: at => ({
		title: 'このカードは使えません',
		plain: otherKinds[at.kind ?? 'other'],
		notes: ['カードには何も書き込んでいません。'],
		buttons: toPromptOrTop(at),
		help: [
			'使えるのは、署名用電子証明書が入ったマイナンバーカードです。',
			'15歳未満の方などのカードには、署名用電子証明書が入っていません。',
		],
	}),
	importing: at => ({
		title: at.step === 3 ? `${terms[at.procedure].document}の作成中` : '取込み中',
		plain: [
			at.step === 3
				? `${terms[at.procedure].document}を作成しています。`
				: 'カードから情報を取り込んでいます。',
			'カードは取り出さずにお待ちください。',
		],
		help: [
			'カードの電子証明書から、氏名、住所、性別、生年月日を取り込みます。',
			'取り込んだ情報は、手続が終わると消えます。',
		],
	}),
	importError: at => ({
		title: `${terms[at.procedure].import}エラー`,
		plain: [
			'カードから情報を取り込めませんでした。',
			'カードが正しく入っていることを確かめてください。',
			`その後、「${terms[at.procedure].back}」を押してください。`,
		],
		notes: [askStaff],
		buttons: {back: terms[at.procedure].back, cancel: terms[at.procedure].stop},
		help: [
			'パスワードは正しく確認できています。',
			'くり返し表示されるときは、カードが壊れていることがあります。',
			`「${terms[at.procedure].stop}」を押すと、最初の画面に戻ります。`,
		],
	}),
	unexpectedError: at => ({
		title: '予期しないエラー',
		plain: ['カードとのやりとりが途中で切れました。', 'カードを入れ直して、「OK」を押してください。'],
		notes: ['取り込んだ情報は消しました。', `${terms[at.procedure].document}は送信していません。`, askStaff],
		buttons: toPromptOrTop(at),
		help: [
			'カードを途中で取り出したときなどに表示されます。',
			'「OK」を押すと、情報の取込みからやり直せます。',
			'残り回数は、次のログインの画面で確かめられます。',
		],
	}),
	cardChanged: at => ({
		title: 'カードが替わりました',
		plain: [
			'取込みの後に、カードが取り出されたか、別のカードに替わりました。',
			'手続するカードを入れて、「OK」を押してください。',
		],
		notes: ['取り込んだ情報は消しました。', 'パスワードはカードに送っていません。'],
		buttons: toPromptOrTop(at),
		help: [
			'別の人のカードで署名しないように、取込みからやり直します。',
			'取込みから署名が終わるまで、カードは入れたままにしてください。',
		],
	}),
	takeCard: at => ({
		title: 'カードをお取りください',
		plain: [
			...reminder(at),
			...(at.isCardForgotten ? forgotten : []),
			at.isReaderStuck
				? 'カード読取り機が応答しないため、カードを取り出してください。'
				: 'カードを取り出してください。',
		],
		notes: ['カードを取り出すと、最初の画面に戻ります。'],
		help: [
			'カードが入っている間は、次の方の手続は始まりません。',
			'カードが取り出せないときは、職員にお知らせください。',
		],
	}),
	cardUnseen: at => ({
		title: 'カードをお取りください',
		plain: [
			...reminder(at),
			'カード読取り機が使えなくなりました。',
			'カードを取り出してから、「取り出しました」を押してください。',
		],
		notes: ['カードが残っていないか、お確かめください。'],
		buttons: {ok: '取り出しました'},
		help: [
			'カードが入っているかどうかを、端末から確かめることができません。',
			'カードが取り出せないときは、職員にお知らせください。',
		],
	}),
} satisfies Partial<ScreenTexts>;

const forgotten = [
	'カードが入ったままです。持ち主の方がいないときは、職員をお呼びください。',
	'ほかの方は、カードにさわらないでください。',
];

/** What stays to be said while the card is taken. */
function reminder({notice, lastStop}: Situation): readonly string[] {
	if (notice?.result === 'accepted') return ['失効申請は受理されました。'];
	if (notice?.result === 'valid') return ['電子証明書は有効です。'];
	return (lastStop && stopReminders[lastStop]) ?? [];
}

const stopReminders: Partial<Readonly<Record<Stop, readonly string[]>>> = {
	outcomeUnknown: ['受理されたかどうかは確認中です。'],
	notReceived: ['申請は受理されていません。'],
	passwordLocked: ['パスワードのロックは、市区町村の窓口で解除できます。'],
	expired: ['電子証明書の有効期間は終わっています。'],
	alreadyRevoked: ['電子証明書は既に失効しています。'],
	duplicate: ['この電子証明書の失効申請は、既に受理されています。'],
	statusUnknown: ['有効かどうかは確認できませんでした。'],
	serviceBusy: ['しばらくしてから、もう一度お試しください。'],
	serviceError: ['しばらくしてから、もう一度お試しください。'],
	changeUnknown: ['パスワードを変更できたかどうかは、分かりません。'],
	readerStuck: ['カードが応答しないため、手続を終わりました。', '申請書は送信していません。'],
};
