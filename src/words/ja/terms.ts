import type {Procedure} from '../../domain/procedure.ts';

/** The terms of each procedure in Japanese, as the manual names them. */
export const terms = {
	revocation: {
		name: '自己の電子証明書の失効申請',
		act: '失効申請',
		document: '失効申請書',
		import: '申請に必要な情報の取込み',
		back: '申請に必要な情報の取込み画面に戻る',
		stop: '申請中止',
		goOn: '申請を続ける',
	},
	validity: {
		name: '自己の電子証明書の有効性確認',
		act: '有効性確認',
		document: '有効性確認申請書',
		import: '確認に必要な情報の取込み',
		back: '確認に必要な情報の取込み画面に戻る',
		stop: '確認中止',
		goOn: '確認を続ける',
	},
} as const satisfies Record<Procedure, Record<string, string>>;

/** What 3.1.9 to 3.1.12 have in common. */
export const resultTitle = 'オンライン有効性確認結果通知';

export const askStaff = '解決しないときは、職員にお知らせ番号をお伝えください。';
/** The ways on from a last word; the slip only where there is one and a printer for it. */
export const finish = {ok: '終わる', print: '票を印刷'} as const;
export const finishHint = '「終わる」を押して、カードをお取りください。';

/** For staff: requests that were, or may have been, sent and have no receipt yet (T-01). */
export const waitingLine = (count: number) =>
	`職員の方へ: 受理されたかどうかを確認中の申請が${count}件あります。`;

/** For staff: keys of the settings that are not used as given. */
export const settingsLine = (names: string) =>
	`職員の方へ: 設定に誤りがあり、初期値を使っています(${names || 'ファイル全体'})。`;

/** For staff: cards that were left in so long that staff were called. */
export const forgottenLine = (count: number) =>
	`職員の方へ: この端末が始まってから、カードの取り忘れが${count}件ありました。`;
