import type {PasswordName} from '../../domain/password.ts';
import type {Result} from '../../domain/receipt.ts';
import type {Slip} from '../../domain/slip.ts';
import {formatInstant} from '../../domain/time.ts';
import type {SlipText} from '../words.ts';
import {frame} from './frame.ts';
import {toBring} from './reset.ts';
import {terms} from './terms.ts';

const passwordNames: Readonly<Record<PasswordName, string>> = {
	signing: '署名用パスワード(英数字6～16文字)',
	authentication: '利用者証明用パスワード(数字4桁)',
};

/** What a validity check found, as short as a form has it. */
const validity: Readonly<Record<Result, string>> = {
	valid: '有効',
	'already-revoked': '失効しています',
	duplicate: '失効申請が受理されています',
	'status-unknown': '確認できませんでした',
	expired: '有効期間が終わっています',
	'not-yet-valid': '有効期間の前です',
	'unknown-issuer': '発行者が異なります',
	'certificate-unverified': '電子証明書を確認できませんでした',
	'application-unverified': '申請書を確認できませんでした',
	'wrong-addressee': '宛先が異なります',
	malformed: '申請書の形式が異なります',
	'not-received': '受理されていません',
	accepted: '確認できませんでした',
};

const keep = 'この票は、お持ち帰りください。';

/** What stands on each slip, in Japanese. */
export function slip(at: Slip): SlipText {
	switch (at.kind) {
		case 'acceptance':
			return {
				title: '失効申請 受理通知(控え)',
				rows: [
					[frame.procedureLabel, terms.revocation.name],
					[frame.receiptNumber, at.receiptNumber],
					['受理した日時', formatInstant(at.decidedAt)],
					...(at.effectiveAt ? [[frame.effectiveAt, formatInstant(at.effectiveAt)] as const] : []),
				],
				sentences: [
					'失効申請は受理されました。',
					'この後、市区町村の窓口で、カードの中の秘密鍵と電子証明書の消去を申請してください。',
					keep,
				],
			};
		case 'validity':
			return {
				title: '有効性確認 結果通知(控え)',
				rows: [
					[frame.procedureLabel, terms.validity.name],
					['結果', validity[at.result]],
					[frame.receiptNumber, at.receiptNumber],
					['確認した日時', formatInstant(at.decidedAt)],
					...(at.name ? [[frame.applicantName, at.name] as const] : []),
				],
				sentences: ['確認した日時の時点の結果です。', keep],
			};
		case 'unknownOutcome':
			return {
				title: at.isReceived === 'no' ? '受理されていない申請の票' : '確認中の申請の票',
				rows: [
					[frame.procedureLabel, terms[at.procedure].name],
					[frame.code, at.code],
					['日時', formatInstant(at.at)],
				],
				sentences:
					at.isReceived === 'no'
						? ['申請は受理されていません。', 'もう一度手続できます。', keep]
						: [
								'申請が受理されたかどうかは、まだ確認できていません。',
								'この端末は、このあとも窓口に確認を続けます。',
								'結果を知りたいときは、この票を職員にお見せください。',
							],
			};
		case 'guidance':
			return {
				title: 'パスワードの手続のご案内',
				rows: [
					['お手続', at.reason === 'blocked' ? 'ロック解除・初期化' : '初期化'],
					['パスワード', at.passwords.map(name => passwordNames[name]).join('、')],
					['窓口', at.counter || '住民票のある市区町村の窓口'],
					['申請書', at.form],
					...(at.code ? [[frame.code, at.code] as const] : []),
					['日時', formatInstant(at.at)],
				],
				list: {
					title: at.comer === 'agent' ? 'お手続の流れ' : '持ち物',
					items: toBring[at.comer],
				},
				sentences: ['この票を持って、窓口へお越しください。'],
			};
		case 'reset':
			return {
				title: 'パスワードの初期化 完了のお知らせ',
				rows: [
					['パスワード', at.passwords.map(name => passwordNames[name]).join('、')],
					['処理番号', at.caseNumber],
					['日時', formatInstant(at.at)],
					...(at.name ? [[frame.applicantName, at.name] as const] : []),
				],
				sentences: [
					'新しいパスワードを設定しました。',
					'お心当たりがないときは、すぐに窓口へお知らせください。',
					keep,
				],
			};
		case 'closing':
			return {
				title: '締めの一覧',
				rows: [
					['端末', at.terminal],
					['開始', formatInstant(at.from)],
					['終了', formatInstant(at.to)],
					...at.counts.map(({label, count}) => [label, `${count}件`] as const),
					['監査記録の行数', String(at.audit.count)],
					['監査記録の末尾', at.audit.hash],
				],
				sentences: ['監査記録の末尾は、記録が欠けていないことを確かめるために使います。'],
			};
	}
}
