import type {NoReceiptCause} from '../../domain/site.ts';
import {formatDay, formatInstant} from '../../domain/time.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {askStaff, finish, finishHint, resultTitle, terms} from './terms.ts';

const noReceipt: Readonly<Record<NoReceiptCause, string>> = {
	busy: '窓口が混雑していて、返事がありませんでした。',
	serviceError: '窓口のサービスに不具合が起き、返事がありませんでした。',
	cut: '通信が切れて、窓口の返事が届きませんでした。',
	notBelieved: '届いた返事が窓口のものであることを確かめられませんでした。',
};

const notAccepted = (at: Situation) => `窓口は、この${terms[at.procedure].document}を受理しませんでした。`;

/** The window refused; another import may help. */
const refused = (at: Situation, title: string, why: string, help: readonly string[]) => ({
	title,
	plain: [why, `やり直すときは、「${terms[at.procedure].back}」を押してください。`],
	notes: [notAccepted(at), askStaff],
	buttons: {back: terms[at.procedure].back, cancel: terms[at.procedure].stop},
	help: [...help, `「${terms[at.procedure].stop}」を押すと、最初の画面に戻ります。`],
});

/** The same, with the way to the certificate viewer. */
const withViewer = (text: ReturnType<typeof refused>) => ({
	...text,
	buttons: {...text.buttons, viewer: '電子証明書の表示'},
});

const renewal = '新しい電子証明書は、市区町村の窓口で発行を受けられます。';

/** Where a procedure ends: notices, refusals, and what is not known yet. */
export const results = {
	accepted: ({notice}) => ({
		title: 'オンライン失効申請の受理通知',
		plain: [
			'失効申請は受理されました。',
			notice?.effectiveAt
				? `電子証明書が失効するのは、${formatInstant(notice.effectiveAt)}からです。`
				: '電子証明書が失効するのは、次の証明書失効リストが発行された時からです。',
			'この後、市区町村の窓口で、カードの中の秘密鍵と電子証明書の消去を申請してください。',
		],
		notes: ['受付番号を控えてください。', renewal, finishHint],
		buttons: finish,
		help: [
			'失効するのは、証明書失効リスト(CRL)に載った時からです。',
			'カードの中には、秘密鍵と電子証明書がまだ残っています。',
			'消去は、電子証明書の発行を受けた市区町村の窓口でできます。',
			'利用者証明用電子証明書は、これまでどおり使えます。',
		],
	}),
	valid: ({notice}) => ({
		title: `${resultTitle}:有効`,
		plain: [
			'電子証明書は「有効」です。',
			...(notice ? [`${formatInstant(notice.decidedAt)}の時点の結果です。`] : []),
		],
		notes: [finishHint],
		buttons: finish,
		help: [
			'失効の記録に載っていないことを、窓口が確かめました。',
			'この後に引っ越しなどで失効すると、有効ではなくなります。',
		],
	}),
	alreadyRevoked: at =>
		at.procedure === 'revocation'
			? {
					title: '失効済電子証明書に対する失効申請',
					plain: ['この電子証明書は、既に失効しています。', '失効申請をする必要はありません。'],
					notes: [renewal, finishHint],
					buttons: finish,
					help: ['引っ越しや氏名の変更でも、署名用電子証明書は失効します。'],
				}
			: {
					title: `${resultTitle}:失効済み`,
					plain: ['この電子証明書は、既に失効しています。', '新しいものが必要なときは、市区町村の窓口へ。'],
					notes: ['利用者証明用電子証明書は、この確認の対象ではありません。', finishHint],
					buttons: finish,
					help: ['引っ越しや氏名の変更でも、署名用電子証明書は失効します。'],
				},
	duplicate: at =>
		at.procedure === 'revocation'
			? {
					title: '同一の電子証明書に対する二重の失効申請',
					plain: ['この電子証明書の失効申請は、既に受理されています。', 'もう一度申請する必要はありません。'],
					notes: [finishHint],
					buttons: finish,
					help: ['失効は、先に受理した申請のとおりに行われます。'],
				}
			: {
					title: `${resultTitle}:オンライン失効申請受理済み`,
					plain: [
						'この電子証明書の失効申請は、既に受理されています。',
						'次の証明書失効リストが発行されると、失効します。',
					],
					notes: ['失効申請が受理されたことを、これで確かめられました。', finishHint],
					buttons: finish,
					help: ['失効は、先に受理した申請のとおりに行われます。'],
				},
	issuerMismatch: at => ({
		title:
			at.procedure === 'revocation' ? '電子証明書の有効性確認のエラー' : `${resultTitle}:有効性確認のエラー`,
		plain: [
			'この電子証明書は、公的個人認証サービスの認証局のものではないようです。',
			'ご自分のマイナンバーカードで、はじめからやり直してください。',
		],
		notes: [notAccepted(at), askStaff, finishHint],
		buttons: {...finish, viewer: '電子証明書の表示'},
		help: [
			'電子証明書に書かれた発行者の名前が、窓口の知る名前と違います。',
			'もう一度表示されるときは、職員がカードの発行者名を確かめます。',
		],
	}),
	statusUnknown: () => ({
		title: '有効性を確認できませんでした',
		plain: [
			'窓口が失効の記録を読めないため、有効かどうかが分かりません。',
			'しばらくしてから、もう一度有効性確認を行ってください。',
		],
		notes: ['電子証明書の状態は変わっていません。', finishHint],
		buttons: finish,
		help: ['有効とも失効とも分からないときは、「有効」とは表示しません。', askStaff],
	}),
	expired: at => ({
		title: `有効期限切れの電子証明書に対する${terms[at.procedure].act}`,
		plain: [
			at.validity
				? `電子証明書の有効期間は、${formatDay(at.validity)}に終わりました。`
				: '電子証明書の有効期間は終わっています。',
			at.procedure === 'revocation'
				? '失効申請をする必要はありません。'
				: '更新は、市区町村の窓口でできます。',
		],
		notes: [...(at.procedure === 'revocation' ? [renewal] : []), finishHint],
		buttons: finish,
		help: [
			'有効期間が終わった電子証明書は、もう使えません。',
			'カードの有効期限と、電子証明書の有効期間は違うことがあります。',
		],
	}),
	notYetValid: at => ({
		title: '有効期間が始まっていない電子証明書',
		plain: [
			at.validity
				? `電子証明書の有効期間は、${formatInstant(at.validity)}に始まります。`
				: '電子証明書の有効期間は、まだ始まっていません。',
			'有効期間が始まってから、もう一度お越しください。',
		],
		notes: [`${terms[at.procedure].act}は行われていません。`, finishHint],
		buttons: finish,
		help: ['電子証明書には、使い始められる日時が書かれています。', askStaff],
	}),
	wrongAddressee: at => ({
		title: `宛先が異なる${terms[at.procedure].document}`,
		plain: ['申請書の宛先が、この窓口のものと違います。', '職員にお知らせ番号をお伝えください。'],
		notes: [notAccepted(at), finishHint],
		buttons: finish,
		help: ['この端末の設定の問題で、お客さまの操作の問題ではありません。'],
	}),
	formatError: at =>
		refused(at, '受信データの形式エラー', '窓口が、送信したデータを読めませんでした。', [
			'送信したデータの形が、窓口の決まりに合っていません。',
			'もう一度表示されるときは、職員にお知らせください。',
		]),
	certificateError: at =>
		withViewer(
			refused(at, '電子証明書の検証エラー', '窓口が、電子証明書の発行者の署名を確かめられませんでした。', [
				'電子証明書が壊れているか、正しく読めていないことがあります。',
				'もう一度表示されるときは、職員が電子証明書の内容を確かめます。',
			]),
		),
	applicationError: at =>
		refused(
			at,
			`${terms[at.procedure].document}の検証エラー`,
			`窓口が、${terms[at.procedure].document}の電子署名を確かめられませんでした。`,
			[
				`もう一度行うときは、${terms[at.procedure].document}の内容をよく確かめてください。`,
				'もう一度表示されるときは、職員にお知らせください。',
			],
		),
	outcomeUnknown: at => ({
		title: at.noReceipt === 'busy' ? 'オンライン窓口サービスの混雑' : 'オンライン窓口サービスのエラー',
		plain:
			at.procedure === 'revocation'
				? [
						'受理されたかどうかは確認中です。',
						'あとで「有効性確認」を行うと、受理されたかどうかが分かります。',
						'もう一度「失効申請」をしても、二重にはなりません。',
					]
				: [
						'受理されたかどうかは確認中です。',
						'しばらくしてから、もう一度有効性確認を行ってください。',
						'何度行っても、電子証明書の状態は変わりません。',
					],
		notes: [...(at.noReceipt ? [noReceipt[at.noReceipt]] : []), finishHint],
		buttons: finish,
		help:
			at.procedure === 'revocation'
				? [
						'受理されていれば、有効性確認で「失効申請受理済み」と出ます。',
						'受理された後の失効申請は、窓口が二重の申請として止めます。',
						'端末は、窓口への問い合わせを続けます。',
					]
				: ['端末は、窓口への問い合わせを続けます。', askStaff],
	}),
	notReceived: at => ({
		title: '受理されていません',
		plain: [
			`窓口は、${terms[at.procedure].document}を受け取っていません。`,
			`もう一度、はじめから${terms[at.procedure].act}を行ってください。`,
		],
		notes: ['この申請が、後から受理されることはありません。', finishHint],
		buttons: finish,
		help: [
			'送信の後に、窓口からの返事が届きませんでした。',
			'窓口が、受理していないことを署名つきで答えました。',
		],
	}),
} satisfies Partial<ScreenTexts>;
