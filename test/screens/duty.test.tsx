import {describe, expect, test} from 'vitest';
import type {Cover} from '../../src/machines/view.ts';
import {viewWith} from '../helpers/views.ts';
import {draw} from './draw.tsx';
import {everyView, sizes} from './everyScreen.ts';

const duty = {officer: {id: '2001', role: 'resetOfficer'}, secondsLeft: 65} as const;
const covers: ReadonlyArray<Cover | undefined> = [undefined, 'idleWarning', 'help', 'language', 'staff'];

describe('T-23 on the smallest terminal', () => {
	const [size] = sizes;

	test('every screen says who of the staff is signed in, and for how long', async () => {
		for (const view of everyView) {
			const {rows} = await draw({...view, duty}, size, {trial: true});
			expect(rows[1], view.path).toContain('職員サインイン中 2001(初期化担当) あと1分05秒');
			expect(rows, view.path).toHaveLength(size.rows);
		}
	});

	test('so does every cover, and without the band 試験用', async () => {
		for (const cover of covers) {
			const {rows} = await draw(viewWith({cover, duty, language: 'en'}), size, {trial: false});
			expect(rows[0]).toContain('STAFF SIGNED IN 2001 (reset staff) 1:05 left');
		}
	});
});

test('the call for staff offers their sign-in by F10, and Enter closes it', async () => {
	const text = (await draw(viewWith({cover: 'staff'}), {columns: 80, rows: 24})).rows.join('\n');
	expect(text).toMatch(/> Enter 閉じる/);
	expect(text).toContain('F10 職員のサインイン');
	const held = viewWith({cover: 'staff', canSignIn: false});
	expect((await draw(held, {columns: 80, rows: 24})).rows.join('\n')).not.toContain('F10 職員のサインイン');
});
