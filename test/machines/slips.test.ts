import {describe, expect, test} from 'vitest';
import type {Result} from '../../src/domain/receipt.ts';
import type {View} from '../../src/machines/view.ts';
import {bodies} from '../../src/screens/table.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const at = '2026-11-22T02:00:00.000Z';
const noticeOf = (result: Result) => ({result, receiptNumber: 'R-400', decidedAt: at});
const answered = (result: Result, procedure: 'revocation' | 'validity' = 'revocation', hasPrinter = true) =>
	walk
		.toSending(testKiosk({procedures: ['revocation', 'validity'], hasPrinter}), procedure)
		.hears({type: 'window.answered', notice: noticeOf(result)});
const unknown = () =>
	walk
		.toSending(testKiosk({hasPrinter: true}))
		.hears({type: 'window.noReceipt', cause: 'cut'})
		.waits(30_000);
const locked = () =>
	walk
		.toImportPrompt(testKiosk({hasPrinter: true}))
		.presses('ok')
		.hears({type: 'card.blocked'});
const changeLocked = (hasPrinter = true) =>
	testKiosk({hasPrinter})
		.presses('ok')
		.presses('passwordChange')
		.presses('signing')
		.presses('ok')
		.hears({type: 'card.blocked'});
/** What stands in the body of the screen. */
const said = (view: View) =>
	JSON.stringify(bodies[view.screen](view, {screen: screenWords(view), words: wordsIn('ja')}));

describe('T-24 a slip is offered', () => {
	test.each<[string, () => TestKiosk]>([
		['accepted', () => answered('accepted')],
		['valid', () => answered('valid', 'validity')],
		['statusUnknown', () => answered('status-unknown', 'validity')],
		['alreadyRevoked', () => answered('already-revoked', 'validity')],
		['duplicate', () => answered('duplicate', 'validity')],
		['issuerMismatch', () => answered('unknown-issuer', 'validity')],
		['notReceived', () => answered('not-received')],
		['outcomeUnknown', unknown],
		['passwordLocked', locked],
		['changeLocked', changeLocked],
	])('at %s, after the harmless button', (screen, to) => {
		const view = to().view();
		expect(view).toMatchObject({screen, first: 'ok', slip: undefined});
		expect(view.buttons.at(-1)).toBe('print');
	});

	test.each<[string, () => TestKiosk]>([
		['where there is no printer', () => answered('accepted', 'revocation', false)],
		['of a change, where there is no printer', () => changeLocked(false)],
		['of a revocation that was refused', () => answered('already-revoked')],
		['of a certificate that the kiosk itself found expired', expired],
	])('not %s', (_, to) => {
		expect(to().view().buttons).not.toContain('print');
	});
});

function expired(): TestKiosk {
	return walk
		.toLogin(testKiosk({hasPrinter: true}))
		.presses('ok')
		.hears(
			{type: 'password.wellFormed'},
			{type: 'card.verified'},
			{type: 'card.imported', certificate: 'MIIC'},
			{type: 'certificate.expired', notAfter: at},
		);
}

describe('a slip that is asked for', () => {
	test('is said to be printed, and is not asked for twice', () => {
		const kiosk = answered('accepted').presses('print');
		expect(kiosk.view()).toMatchObject({screen: 'accepted', slip: 'printing', buttons: ['ok']});
		expect(said(kiosk.view())).toContain('票を印刷しています');
		kiosk.hears({type: 'slip.printed'});
		expect(kiosk.view()).toMatchObject({screen: 'accepted', slip: 'printed', buttons: ['ok']});
		expect(said(kiosk.view())).toContain('お取りください');
	});

	test('and failed says so beside the procedure, which is done, and may be asked for again', () => {
		const kiosk = answered('accepted').presses('print').hears({type: 'slip.failed'});
		expect(kiosk.view()).toMatchObject({slip: 'failed', buttons: ['ok', 'print']});
		expect(said(kiosk.view())).toContain('"手続は済んでいます。","印刷だけができませんでした。');
		expect(kiosk.presses('print').view().slip).toBe('printing');
	});

	test.each([
		['outcomeUnknown', unknown],
		['notReceived', () => answered('not-received')],
		['passwordLocked', locked],
		['changeLocked', changeLocked],
	] as const)('and failed at %s does not say that the procedure is done', (_, to) => {
		const kiosk = to().presses('print').hears({type: 'slip.failed'});
		expect(said(kiosk.view())).toContain('"印刷ができませんでした。","画面のお知らせ番号を控えてください。"');
		expect(said(kiosk.view())).not.toContain('手続は済んでいます');
	});

	test('holds nothing: 終わる leads on, and so does time', () => {
		expect(answered('accepted').presses('print').presses('ok').view().screen).toBe('takeCard');
		expect(changeLocked().reader('present').presses('print').presses('ok').view().screen).toBe('takeCard');
		const left = answered('accepted').presses('print').waits(150_000);
		expect(left.view().screen).toBe('takeCard');
	});
});
