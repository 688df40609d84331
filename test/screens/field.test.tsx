import {describe, expect, test} from 'vitest';
import {fieldPosition} from '../../src/screens/layout.ts';
import {draw} from './draw.tsx';
import {sizes} from './everyScreen.ts';
import {views} from './views.ts';

describe.each(sizes)('the password field at $columns x $rows', size => {
	test.each([true, false])('its first mark stands where F4 would draw (trial %s)', async trial => {
		for (const language of ['ja', 'en'] as const) {
			for (const passwordFault of [undefined, 'fourDigits'] as const) {
				const view = {...views.login, language, passwordFault};
				const {cells} = await draw(view, size, {trial, typedCount: 32, focus: undefined});
				const marks = cells.flatMap((row, y) => row.flatMap(({text}, x) => (text === '*' ? [{x, y}] : [])));
				const position = fieldPosition(view, size, trial);
				expect(marks).toHaveLength(32);
				expect(marks[0]).toEqual({x: position?.column, y: position?.row});
			}
		}
	});

	test('one mark a character, and their number in words', async () => {
		const {rows} = await draw(views.login, size, {typedCount: 6, focus: undefined});
		expect(rows.join('\n')).toContain('******_');
		expect(rows.join('\n')).not.toContain('*******');
		expect(rows.join('\n')).toContain('6文字');
	});
});

test('there is no place for F4 without a field, behind a cover, or on too small a terminal', () => {
	const size = {columns: 80, rows: 24};
	expect(fieldPosition(views.importPrompt, size, true)).toBeUndefined();
	expect(fieldPosition({...views.login, cover: 'help'}, size, true)).toBeUndefined();
	expect(fieldPosition(views.login, {columns: 79, rows: 24}, true)).toBeUndefined();
});

test('F4 is named only where it is allowed', async () => {
	const size = {columns: 80, rows: 24};
	expect((await draw(views.login, size)).rows.join('')).toContain('F4');
	expect((await draw(views.login, size, {canReveal: false})).rows.join('')).not.toContain('F4');
});

test('the demo says the password of its card while it is asked for, and nowhere else', async () => {
	const size = {columns: 80, rows: 24};
	const hint = {trial: true, hasSimulator: true, demoPassword: 'DEMO2026'};
	expect((await draw(views.login, size, hint)).rows[0]).toContain('DEMO2026');
	expect((await draw({...views.login, cover: 'help'}, size, hint)).rows.join('')).not.toContain('DEMO2026');
	expect((await draw(views.importPrompt, size, hint)).rows.join('')).not.toContain('DEMO2026');
	expect((await draw(views.login, size)).rows.join('')).not.toContain('DEMO2026');
});
