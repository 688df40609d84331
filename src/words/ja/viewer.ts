import type {ScreenTexts} from '../words.ts';
import {absent, otherKinds} from './card.ts';
import {certificateWords} from './certificate.ts';
import {askStaff} from './terms.ts';

const leave = '最初の画面に戻る';
const anotherOne = 'ほかの証明書を選ぶ';
const back = {ok: '証明書の選択に戻る', cancel: leave} as const;
const page = {back: anotherOne, cancel: leave} as const;
const nothingChanged = '見るだけなので、カードの電子証明書はこれまでどおり使えます。';

/** 証明書表示ツール: what the card's certificates say. */
export const viewer = {
	chooseCertificate: () => ({
		title: '電子証明書の表示',
		plain: ['マイナンバーカードを入れて、見たい証明書を選んでください。'],
		notes: ['署名用電子証明書を見るには、署名用パスワードが必要です。', nothingChanged],
		buttons: {...certificateWords.names, cancel: leave},
		help: [
			'カードに入っている電子証明書の内容を見ることができます。',
			'署名用電子証明書のほかは、パスワードなしで見られます。',
		],
	}),
	readingCertificate: () => ({
		title: '電子証明書の読取り',
		plain: ['カードを読んでいます。', 'カードは取り出さずにお待ちください。'],
		help: ['カードから電子証明書を読んでいます。', nothingChanged],
	}),
	certificateBasic: () => ({
		title: '電子証明書の基本情報',
		plain: ['カードの電子証明書の内容です。'],
		notes: ['内容が正しくないときは、市区町村の窓口でおたずねください。'],
		buttons: {ok: '詳細を見る', ...page},
		help: [
			'「詳細を見る」を押すと、すべての項目とその意味が表示されます。',
			'正しい発行者があるときは、発行者と同じかどうかを確かめてください。',
			'F3キーで、内容を隠せます。',
		],
	}),
	certificateDetail: () => ({
		title: '電子証明書の詳細情報',
		plain: ['電子証明書のすべての項目と、その意味です。'],
		buttons: {ok: '基本情報に戻る', ...page},
		help: [
			'電子証明書に書かれている順に、すべての項目が表示されています。',
			'上下の矢印キーで読み進められます。',
			'F3キーで、内容を隠せます。',
		],
	}),
	viewerNoCard: at => {
		const [why] = absent[at.absent ?? 'noCard'];
		return {
			title: 'カードを読めません',
			plain: [why, 'カードを入れ直し、「証明書の選択に戻る」を押して、選び直してください。'],
			notes: [askStaff],
			buttons: back,
			help: ['カードの向きと表裏を確かめてください。', nothingChanged],
		};
	},
	viewerOtherCard: at => {
		const [why] = otherKinds[at.kind ?? 'other'];
		return {
			title: 'このカードは表示できません',
			plain: [why, '署名用電子証明書の入ったマイナンバーカードに入れ替えて、選び直してください。'],
			notes: [askStaff],
			buttons: back,
			help: ['ここで表示できるのは、署名用電子証明書の入ったマイナンバーカードだけです。'],
		};
	},
	viewerLocked: () => ({
		title: 'パスワードロック',
		plain: [
			'署名用パスワードがロックされているため、署名用電子証明書は表示できません。',
			'ロックの解除は、市区町村の窓口で行ってください。',
		],
		notes: ['ほかの証明書は、パスワードなしで見られます。'],
		buttons: back,
		help: ['署名用パスワードを続けて間違えると、カードがロックされます。'],
	}),
	viewerUnreadable: () => ({
		title: '電子証明書を読めません',
		plain: [
			'カードの電子証明書が無いか、読めない形になっています。',
			'もう一度選んでも同じときは、市区町村の窓口でおたずねください。',
		],
		notes: [askStaff],
		buttons: back,
		help: ['電子証明書が壊れているか、カードに入っていないことがあります。'],
	}),
	viewerCardLeft: () => ({
		title: 'カードが取り出されました',
		plain: ['表示していた内容は消しました。', '続けるときは、カードを入れて選び直してください。'],
		buttons: back,
		help: ['カードが取り出されるか、応答しなくなると、内容はすぐに消えます。'],
	}),
} satisfies Partial<ScreenTexts>;
