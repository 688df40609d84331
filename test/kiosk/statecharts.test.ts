import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {statechartsPage} from '../../kiosk/docs/statecharts.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/statecharts.md'), 'utf8');

test('docs/statecharts.md is what the machines are: else run `bun run docs`', () => {
	expect(page).toBe(statechartsPage());
});

test('each step of the manual stands in it, with its screen', () => {
	for (const box of [
		'importPrompt<br>申請に必要な情報の取込み<br>2.1.3 / 3.1.3',
		'signConfirm<br>署名確認<br>2.1.6 / 3.1.6',
		'sendConfirm<br>送信確認<br>2.1.8 / 3.1.8',
		'accepted<br>オンライン失効申請の受理通知<br>2.1.9',
	]) {
		expect(page).toContain(box);
	}
	expect(page).toContain('signedRequest_sendConfirm --> signedRequest_sending : user.ok');
});
