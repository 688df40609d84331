import type {Words} from '../words.ts';
import {forgottenLine, settingsLine, waitingLine} from './terms.ts';

export const covers: Words['covers'] = {
	idleWarning: secondsLeft => ({
		title: 'まだお使いですか',
		plain: [
			'続けるときは、どれかのキーを押してください。',
			`あと${secondsLeft}秒たつと、この手続を終わります。`,
			'個人情報と入力内容は消えます。',
			'時間が足りないときは、F6キーを押すと、待つ時間が10倍になります。',
		],
		close: '続ける',
	}),
	help: {
		title: 'ヘルプ',
		plain: ['この画面の説明です。'],
		close: '閉じる',
	},
	language: {
		title: '言語 / Language',
		plain: ['画面の言葉を英語に替えます。', 'Change the language to English.'],
		close: '日本語のまま',
		confirm: 'English',
	},
	staff: (waiting, forgottenCards, settingsFaults, canSignIn) => ({
		title: '職員を呼ぶ',
		plain: [
			'近くの職員に声をかけてください。',
			'お知らせ番号が出ているときは、その番号をお伝えください。',
			'パスワードは、職員にも教えないでください。',
			...(waiting > 0 ? [waitingLine(waiting)] : []),
			...(forgottenCards > 0 ? [forgottenLine(forgottenCards)] : []),
			...(settingsFaults === undefined ? [] : [settingsLine(settingsFaults)]),
			...(canSignIn ? ['職員がサインインすると、いまの手続は終わります。'] : []),
		],
		close: '閉じる',
		...(canSignIn && {confirm: '職員のサインイン'}),
	}),
};
