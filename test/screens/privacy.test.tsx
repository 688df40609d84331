import {describe, expect, test} from 'vitest';
import type {Cover} from '../../src/machines/view.ts';
import {isReadToEnd, layoutOf} from '../../src/screens/layout.ts';
import {viewWith} from '../helpers/views.ts';
import {draw} from './draw.tsx';
import {sizes} from './everyScreen.ts';
import {certificateText, views} from './views.ts';

const covers: readonly Cover[] = ['idleWarning', 'help', 'language', 'staff'];
const personal = ['吉田', '太郎', '霞が関', '千代田', '昭和33年', '0A1B2C3D'];

describe.each(sizes)('at $columns x $rows', size => {
	test('the document shows whose it is', async () => {
		const size = {columns: 160, rows: 50};
		const text = (await draw(views.confirmImport, size)).rows.join('\n');
		for (const datum of personal) expect(text).toContain(datum);
	});

	test.each(covers)('%s leaves no cell of personal data behind it (T-23)', async cover => {
		for (const view of [views.confirmImport, views.sendConfirm]) {
			const {rows} = await draw({...view, cover}, size, {trial: true});
			for (const datum of personal) expect(rows.join('\n')).not.toContain(datum);
		}
	});

	test.each(['certificateBasic', 'certificateDetail'] as const)(
		'F3 and every cover hide what %s shows of a certificate (T-23)',
		async screen => {
			const certificate = certificateText({name: '吉田 太郎', address: '東京都千代田区霞が関2丁目1番地2号'});
			const view = viewWith({path: `viewer.${screen}`, screen, certificate});
			const shown = (await draw(view, {columns: 160, rows: 50})).rows.join('\n');
			expect(shown).toContain('吉田');
			for (const hidden of [{isVeiled: true}, ...covers.map(cover => ({cover}))]) {
				const {rows} = await draw({...view, ...hidden}, size, {trial: true});
				for (const datum of personal) expect(rows.join('\n')).not.toContain(datum);
			}
		},
	);

	test('F3 hides personal data, on the page and behind a dialog', async () => {
		for (const view of [views.confirmImport, views.sendConfirm]) {
			const {rows} = await draw({...view, isVeiled: true}, size);
			for (const datum of personal) expect(rows.join('\n')).not.toContain(datum);
		}
	});
});

test('what is covered, veiled or cannot be parsed never counts as read', () => {
	const size = {columns: 160, rows: 50};
	const isRead = (view: Parameters<typeof layoutOf>[0]) => isReadToEnd(0, layoutOf(view, size, true));
	expect(isRead(views.confirmImport)).toBe(true);
	expect(isRead({...views.confirmImport, cover: 'help'})).toBe(false);
	expect(isRead({...views.confirmImport, isVeiled: true})).toBe(false);
	expect(isRead({...views.confirmImport, application: '{}'})).toBe(false);
	expect(isRead({...views.confirmImport, application: undefined})).toBe(false);
});

test('at 80x24 the document counts as read only with its last line on screen', () => {
	const layout = layoutOf(views.confirmImport, {columns: 80, rows: 24}, true);
	expect(layout.isScrolled).toBe(true);
	const last = layout.lineCount - layout.pageSize;
	expect(isReadToEnd(last - 1, layout)).toBe(false);
	expect(isReadToEnd(last, layout)).toBe(true);
});
