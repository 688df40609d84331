import {describe, expect, test} from 'vitest';
import {type Finding, ng, ok, unasked} from '../../src/domain/finding.ts';
import {viewWith} from '../helpers/views.ts';
import {draw} from './draw.tsx';

const findings: readonly Finding[] = [
	ok('terminal', '120x40'),
	ok('SCardEstablishContext', 'done'),
	ng('reader', 'none', 'plug a reader in'),
	ng('clock', '90 s off', 'set it'),
	unasked('card', 'none in the reader'),
];

async function pageIn(language: 'ja' | 'en'): Promise<string> {
	const report = JSON.stringify({kind: 'readiness', findings});
	const view = viewWith({screen: 'staffReadiness', path: 'desk.readiness', language, staff: {report}});
	return (await draw(view, {columns: 120, rows: 40})).rows.join('\n');
}

describe('the self-check at the staff desk', () => {
	test('names each thing in the language of the screen, and what staff do about it', async () => {
		const page = await pageIn('ja');
		expect(page).toMatch(/OK 画面の大きさ +異常なし/);
		expect(page).toMatch(/OK 読取り機の呼出し +異常なし/);
		expect(page).toMatch(/NG カード読取り機 +ケーブルと電源を確かめてください。/);
		expect(page).toMatch(/NG 時計 +保守の担当者に連絡してください。/);
		expect(page).toMatch(/-- カードの応答 +確かめていません/);
	});

	test('keeps the command’s own words for support, of what is not well alone', async () => {
		const page = await pageIn('ja');
		expect(page).toContain('担当者用: 90 s off; set it');
		expect(page).not.toContain('120x40');
		expect(await pageIn('en')).toMatch(/NG Clock +Call support\.\s+for support: 90 s off; set it/);
	});
});
