import {formatBirthDate} from '../../domain/birthDate.ts';
import {formatDay, formatInstant} from '../../domain/time.ts';
import type {FrameWords} from '../words.ts';
import {certificateWords} from './certificate.ts';
import {resetWords} from './reset.ts';
import {deskWords} from './staff.ts';
import {terms} from './terms.ts';

export const frame: FrameWords = {
	service: '公的個人認証サービス オンライン窓口',
	trial: '試験用',
	secure: '通信は安全です',
	notSecure: '接続先を確認できません',
	stepNames: ['カード', 'ログイン', '内容の確認', '電子署名', '送信', '結果'],
	step: (at, of) => `${of}段階中の${at}`,
	procedureName: {revocation: terms.revocation.name, validity: terms.validity.name},
	procedureLabel: '手続名',
	code: 'お知らせ番号',
	hidden: '(隠しています)',
	triesLeft: tries => `残り回数 ${tries}回`,
	typed: count => `${count}文字入力`,
	passwordLabel: '署名用パスワード',
	passwordParts: {current: 'いまのパスワード', next: '新しいパスワード', again: '新しいパスワード(確認)'},
	filled: {done: '入力しました', now: '下の欄に入力してください', later: 'このあと入力します'},
	duty: (id, role, secondsLeft) =>
		`職員サインイン中 ${id}(${role}) あと${Math.floor(secondsLeft / 60)}分${String(secondsLeft % 60).padStart(2, '0')}秒`,
	desk: deskWords,
	reset: resetWords,
	scroll: (from, to, of) => `${of}行のうち${from}～${to}行目`,
	readOn: '続きがあります',
	fromManual: '利用者マニュアルの文章',
	slipState: {
		printing: '票を印刷しています。',
		printed: '票を印刷しました。お取りください。',
		failed: isDone =>
			isDone
				? ['手続は済んでいます。', '印刷だけができませんでした。画面の受付番号を控えてください。']
				: ['印刷ができませんでした。', '画面のお知らせ番号を控えてください。'],
	},
	receiptNumber: '受付番号',
	decidedAt: '確認年月日',
	effectiveAt: '失効する日時',
	addressee: '宛先',
	name: '申請者の氏名',
	applicantName: '申請者名',
	address: '申請者の住所',
	sex: '申請者の性別',
	sexes: {male: '男', female: '女', unstated: '記載なし'},
	birthDate: '申請者の生年月日',
	substitutes: '代替文字があります。住民票の文字と形が違うことがあります。',
	certificateIssuer: '電子証明書の発行者',
	certificateSerial: '電子証明書の番号',
	createdAt: '作成日時',
	documentMeans: {revocation: [], validity: []},
	certificate: certificateWords,
	subject: '証明書の持ち主',
	issuer: '証明書の発行者',
	validFrom: '有効期間の始まり',
	validTo: '有効期間の終わり',
	fingerprint: '指紋(SHA-256)',
	protocol: '通信の方式',
	host: '接続先',
	keys: {
		move: '選ぶ',
		press: '決定',
		escape: 'やめる・戻る',
		scroll: '上下に読む',
		help: 'ヘルプ',
		language: 'English',
		veil: '個人情報を隠す',
		staff: '職員を呼ぶ',
		reveal: '入力内容を表示する',
		simulator: '模擬カード',
	},
	instant: formatInstant,
	birthDay: formatBirthDate,
	day: formatDay,
	tooSmall: (columns, rows) => `画面が小さすぎます。横${columns}文字、縦${rows}行より大きくしてください。`,
	noUtf8: 'この端末の文字の設定がUTF-8ではないため、日本語を表示できません。',
};
