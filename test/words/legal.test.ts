import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import type {Procedure} from '../../src/domain/procedure.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import {screenWords} from '../../src/words/index.ts';
import {viewWith} from '../helpers/views.ts';
import {legalSentencesIn} from './sentences.ts';

const remindsOfManual =
	'問題が解決しない場合は、公的個人認証サービスポータルサイト上にある「オンライン窓口 利用者マニュアル」を参照し、お使いのパソコン、ICカード、';
const doNotTakeOut = 'ICカードは取り出さずにお待ちください。';
const takesTime = `しばらく時間がかかりますので、${doNotTakeOut}`;
const verified = 'アプリケーションのデジタル署名は検証に成功しました。このアプリケーションを実行しますか？';
const locked = '間違ったパスワードが5回続けて入力されたため、パスワードロックがかかりました。';
const unlock =
	'パスワードロックを解除するためには、電子証明書を発行した市区町村の窓口で、パスワードロック解除の手続きを行ってください。また、パスワードを忘れてしまった場合は、同時に窓口でパスワードを初期値に戻す手続きを行ってください。';
const closeWindow = 'ウィンドウ右上の「×」ボタンを押して、ブラウザを閉じてください。';

/** The messages of seed 004 as acceptance.md quotes them, at the screen that must carry each. */
const rows: ReadonlyArray<readonly [row: string, Procedure, ScreenName, sentence: string]> = [
	['S004-026', 'revocation', 'starting', verified],
	['S004-039', 'revocation', 'login', doNotTakeOut],
	['S004-046', 'revocation', 'confirmImport', '手続名：自己の電子証明書の失効申請'],
	[
		'S004-047',
		'revocation',
		'confirmImport',
		'申請に必要な情報を取込み、失効申請書を作成しました。よろしければ、失効申請書の電子署名を作成するために、「電子署名」ボタンを押してください。',
	],
	[
		'S004-048',
		'revocation',
		'confirmImport',
		'表示された文字に誤りがあり、もう一度申請に必要な情報を取込む場合は、「申請に必要な情報の取込み画面に戻る」ボタンを押してください。',
	],
	[
		'S004-049',
		'revocation',
		'confirmImport',
		`${remindsOfManual}ICカードリーダライタの動作環境を再度ご確認ください。`,
	],
	[
		'S004-050',
		'revocation',
		'confirmImport',
		'ここで申請をやめる場合は、「申請中止」ボタンを押してください。',
	],
	['S004-074', 'revocation', 'signing', takesTime],
	[
		'S004-095',
		'revocation',
		'serviceBusy',
		'もう一度申請する場合は、しばらく経ってからアクセスし直してください。',
	],
	['S004-109', 'revocation', 'unexpectedError', 'ICカードをICカードリーダライタに挿入してください。'],
	['S004-115', 'revocation', 'passwordLocked', locked],
	[
		'S004-116',
		'revocation',
		'passwordLocked',
		'パスワードロックがかかった状態で、オンラインによる電子証明書の失効申請を行うことはできません。',
	],
	['S004-117', 'revocation', 'passwordLocked', unlock],
	['S004-118', 'revocation', 'passwordLocked', closeWindow],
	[
		'S004-123',
		'revocation',
		'importError',
		'申請に必要な情報及び電子証明書をICカードから取込むことができませんでした。もう一度申請に必要な情報を取込む場合は、「申請に必要な情報の取込み画面に戻る」ボタンを押してください。',
	],
	[
		'S004-124',
		'revocation',
		'importError',
		`${remindsOfManual}ICカードリーダーライタの動作環境を再度ご確認ください。`,
	],
	['S004-125', 'revocation', 'importError', 'ここで申請をやめる場合は、「申請中止」ボタンを押してください。'],
	['S004-175', 'validity', 'starting', verified],
	['S004-188', 'validity', 'login', doNotTakeOut],
	['S004-195', 'validity', 'confirmImport', '手続名：自己の電子証明書の有効性確認'],
	[
		'S004-196',
		'validity',
		'confirmImport',
		'確認に必要な情報を取込み、有効性確認申請書を作成しました。よろしければ、有効性確認申請書の電子署名を作成するために、「電子署名」ボタンを押してください。',
	],
	[
		'S004-197',
		'validity',
		'confirmImport',
		'表示された文字に誤りがあり、もう一度確認に必要な情報を取込む場合は、「確認に必要な情報の取込み画面に戻る」ボタンを押してください。',
	],
	[
		'S004-198',
		'validity',
		'confirmImport',
		`${remindsOfManual}ICカードリーダライタの動作環境を再度ご確認ください。`,
	],
	['S004-199', 'validity', 'confirmImport', 'ここで確認をやめる場合は、「確認中止」ボタンを押してください。'],
	['S004-214', 'validity', 'signConfirm', '有効性確認申請書の電子署名を作成します。よろしいですか?'],
	['S004-223', 'validity', 'signing', takesTime],
	[
		'S004-239',
		'validity',
		'valid',
		'有効性確認を実施しました。有効性確認申請書に添付された電子証明書は、現時点において失効記録に記載されておらず、「有効」です。',
	],
	['S004-242', 'validity', 'valid', `ICカードをICカードリーダーライターから抜き、${closeWindow}`],
	['S004-279', 'validity', 'passwordLocked', locked],
	[
		'S004-280',
		'validity',
		'passwordLocked',
		'パスワードロックがかかった状態で、オンラインによる電子証明書の有効性確認を行うことはできません。',
	],
	['S004-281', 'validity', 'passwordLocked', unlock],
	['S004-282', 'validity', 'passwordLocked', closeWindow],
	[
		'S004-287',
		'validity',
		'importError',
		'確認に必要な情報及び電子証明書をICカードから取込むことができませんでした。もう一度確認に必要な情報を取込む場合は、「確認に必要な情報の取込み画面に戻る」ボタンを押してください。',
	],
	[
		'S004-288',
		'validity',
		'importError',
		`${remindsOfManual}ICカードリーダーライタの動作環境を再度ご確認ください。`,
	],
	[
		'S004-289',
		'validity',
		'importError',
		'ここで有効性確認をやめる場合は、「確認中止」ボタンを押してください。',
	],
];

describe('the manual is quoted unchanged', () => {
	test.each(rows)('%s (%s, %s)', (_row, procedure, screen, sentence) => {
		const {plain, legal} = screenWords(viewWith({screen, procedure}));
		expect([...plain, ...legal.map(({original}) => original)]).toContain(sentence);
	});

	test('S004-071, S004-220: the second login says why it asks again', () => {
		const {legal} = screenWords(viewWith({screen: 'login', step: 4, procedure: 'revocation'}));
		expect(legal.map(({original}) => original)).toContain(
			'電子署名を作成するために、再度、ICカードのパスワード確認を行います。',
		);
	});

	test('it stays Japanese in every language', () => {
		expect(legalSentencesIn('en')).toEqual(legalSentencesIn('ja'));
	});
});

/** The manual itself, where the seeds lie beside the repository. */
const seeds = fileURLToPath(new URL('../../../shared/seeds/', import.meta.url));

/** Read only where it is: a suite that does not run is still collected. */
function readManual(): string {
	const seed = readdirSync(seeds).find(file => file.startsWith('004')) ?? '';
	return readFileSync(`${seeds}${seed}`, 'utf8').replaceAll(/\s/g, '');
}

describe.runIf(existsSync(seeds))('against the text of the manual', () => {
	const manual = existsSync(seeds) ? readManual() : '';

	test.each(legalSentencesIn('ja').map(sentence => [sentence]))('%s', sentence => {
		expect(manual.includes(sentence.replaceAll(/\s/g, ''))).toBe(true);
	});
});
