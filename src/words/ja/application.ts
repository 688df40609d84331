import type {ScreenTexts} from '../words.ts';
import {askStaff, terms} from './terms.ts';

/** From the drawn-up application to its sending: reading, signing, sending. */
export const application = {
	confirmImport: at => {
		const term = terms[at.procedure];
		return {
			title: '取込み情報の確認',
			plain: at.isReadingAsked
				? ['まだ表示していない行があります。', '最後まで読んでから、「電子署名」を押してください。']
				: [
						`${term.document}を最後まで読んで、確かめてください。`,
						'正しければ「電子署名」を押してください。',
					],
			notes: ['まだ何も送信していません。', '誤りがあるときは、職員にお知らせください。'],
			buttons: {ok: '電子署名', back: term.back, cancel: term.stop},
			help: [
				`カードから取り込んだ情報で作った${term.document}です。`,
				'長い氏名や住所は、上下の矢印キーで全部読めます。',
				'ここに見えている内容が、そのまま署名されます。',
				`「${term.back}」を押すと、取込みからやり直せます。`,
				'引っ越しの前の住所が出るときは、電子証明書が古いことがあります。',
			],
		};
	},
	askCancel: at => {
		const term = terms[at.procedure];
		return {
			title: `${term.stop}の確認`,
			plain: [`${term.act}をやめますか?`, 'やめると、取り込んだ情報は消えます。'],
			notes: ['まだ何も送信していません。'],
			buttons: {ok: term.goOn, cancel: term.stop},
			help: [
				`「${term.goOn}」を押すと、取込み情報の確認の画面に戻ります。`,
				`「${term.stop}」を押すと、最初の画面に戻ります。`,
			],
		};
	},
	signConfirm: at => {
		const term = terms[at.procedure];
		return {
			title: '署名確認',
			plain: [`${term.document}の電子署名を作成します。よろしいですか?`],
			notes: ['「了解」を押すと、署名用パスワードをもう一度入力します。', 'まだ送信はしません。'],
			buttons: {ok: '了解', cancel: '署名中止'},
			help: [
				'電子署名は、本人が申請したことを示すものです。',
				'「署名中止」を押すと、取込み情報の確認の画面に戻ります。',
			],
		};
	},
	signing: at => ({
		title: '電子署名の作成中',
		plain: ['電子署名を作成しています。', 'カードは取り出さずにお待ちください。'],
		help: [
			'電子署名は、カードの中で作ります。',
			`${terms[at.procedure].document}は、まだ送信していません。`,
			'途中でカードを取り出すと、取込みからやり直しになります。',
		],
	}),
	signFailed: at => ({
		title: '電子署名を作成できませんでした',
		plain: ['カードが電子署名を作成できませんでした。', '「OK」を押して、取込みからもう一度行ってください。'],
		notes: ['取り込んだ情報は消しました。', `${terms[at.procedure].document}は送信していません。`, askStaff],
		buttons: {ok: 'OK', cancel: terms[at.procedure].stop},
		help: [
			'パスワードの間違いではありません。',
			'くり返し表示されるときは、カードが壊れていることがあります。',
		],
	}),
	sendConfirm: at => {
		const term = terms[at.procedure];
		return {
			title: '送信確認',
			plain: [
				`${term.document}、電子署名、電子証明書をオンライン窓口へ送信します。`,
				`「了解」を押すと、${term.act}を取り消すことはできません。`,
			],
			notes: ['まだ何も送信していません。', '迷うときは「送信中止」を押してください。'],
			buttons: {ok: '了解', cancel: '送信中止'},
			help: [
				'送信する電子証明書には、氏名、住所、性別、生年月日が入っています。',
				'「送信中止」を押すと、電子署名を消して確認の画面に戻ります。',
			],
		};
	},
	sending: at => ({
		title: '送信中',
		plain: [`${terms[at.procedure].document}を窓口へ送信しています。`, 'そのままお待ちください。'],
		notes: ['通信の状態により、時間がかかることがあります。'],
		help: ['窓口の返事を待っています。', 'ここでカードを取り出しても、申請の結果は変わりません。'],
	}),
	inquiring: () => ({
		title: '窓口に問い合わせ中',
		plain: ['受理されたかどうかを窓口に問い合わせています。', '30秒ほどお待ちください。'],
		notes: ['同じ申請を二重に送ることはありません。'],
		help: [
			'窓口からの返事が届かなかったため、結果を問い合わせています。',
			'カードを取り出しても、申請の結果は変わりません。',
		],
	}),
} satisfies Partial<ScreenTexts>;
