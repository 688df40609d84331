import {describe, expect, test} from 'vitest';
import type {Language} from '../../src/machines/kiosk.ts';
import {screenWords} from '../../src/words/index.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';
import {draw} from './draw.tsx';

const toGuide = () => walk.toMenu(testKiosk()).reader('present').presses('passwordChange').presses('signing');
const toTyping = () => toGuide().presses('ok').hears({type: 'card.ready', triesLeft: 5});
const fills = (kiosk: TestKiosk) => kiosk.presses('ok').hears({type: 'password.wellFormed'});
const shown = async (kiosk: TestKiosk, language: Language = 'ja') =>
	(
		await draw({...kiosk.view(), language}, {columns: 80, rows: 24}, {canReveal: true, focus: undefined})
	).rows.join('\n');

describe('what the screens of a change say', () => {
	test('S001-005 the help of the guide asks for one that is easy to remember and hard to guess', () => {
		expect(screenWords(toGuide().view()).help.join('')).toMatch(/覚えやすく、ほかの人に分からない/);
	});

	test('S001-016 S001-018 S001-020 S001-021 S001-025 the three fields stand on one screen, the active one with its box', async () => {
		const kiosk = toTyping();
		for (const [label, asked] of [
			['いまのパスワード', 'いまの署名用パスワードを入力してください。'],
			['新しいパスワード', '新しい署名用パスワード('],
			['新しいパスワード(確認)', 'もう一度入力してください。'],
		] as const) {
			const rows = await shown(kiosk);
			for (const field of ['いまのパスワード  ', '新しいパスワード  ', '新しいパスワード(確認)  ']) {
				expect(rows).toContain(field);
			}
			expect(rows).toContain(`> ${label}\n`);
			expect(rows).toContain(asked);
			fills(kiosk);
		}
	});

	test('S001-031 F4 shows what is typed, in the active field', async () => {
		const kiosk = fills(toTyping());
		expect(await shown(kiosk)).toMatch(/F4 {2}入力内容を表示する/);
	});

	test('S001-022 the new one: what others can guess is to be avoided', async () => {
		expect(await shown(fills(toTyping()))).toContain(
			'生年月日や電話番号など、ほかの人に分かるものは避けてください。',
		);
	});

	test.each([
		['ja', '生年月日は、ほかの人にも分かるため使えません。'],
		['en', 'A date of birth cannot be used: others know it.'],
	] as const)('each refusal has its own sentence (%s)', async (language, sentence) => {
		const faults = [
			...(['empty', 'tooShort', 'tooLong', 'badCharacter', 'noLetter', 'noDigit'] as const),
			...(['repeated', 'run', 'sameAsOld', 'birthDate', 'address', 'notEqual'] as const),
		];
		const view = {...fills(toTyping()).view(), language};
		const said = faults.map(fault => screenWords({...view, newPasswordFault: fault}).plain[0]);
		expect(new Set(said).size).toBe(faults.length);
		expect(said).toContain(sentence);
	});

	test.each(['ja', 'en'] as const)('S001-040 the advice comes with the second wrong one (%s)', language => {
		const changing = fills(fills(fills(toTyping())));
		const words = (triesLeft: number) =>
			screenWords({
				...changing.hears({type: 'card.wrongPassword', triesLeft}).view(),
				language,
			}).notes.join('\n');
		const advice = /初期化をおすすめ|have it reset/;
		expect(words(4)).not.toMatch(advice);
		const again = fills(fills(fills(changing.presses('ok'))));
		expect(again.view().screen).toBe('changingPassword');
		expect(words(3)).toMatch(advice);
	});
});
