import {describe, expect, test} from 'vitest';
import {draw} from './draw.tsx';
import {views} from './views.ts';

const small = {columns: 80, rows: 24};
const frames = [
	'idle',
	'menu',
	'importPrompt',
	'login',
	'confirmImport',
	'sendConfirm',
	'accepted',
	'passwordLocked',
	'newPassword',
] as const;

describe('whole frames, as a person sees them', () => {
	test.each(frames)('%s at 80x24', async name => {
		const {rows} = await draw(views[name], small, {trial: true, focus: controlsFocus(name)});
		await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`frames/${name}-80x24.txt`);
	});

	test.each(['menu', 'login', 'confirmImport'] as const)('%s at 160x50', async name => {
		const {rows} = await draw(views[name], {columns: 160, rows: 50}, {focus: controlsFocus(name)});
		await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`frames/${name}-160x50.txt`);
	});
});

function controlsFocus(name: (typeof frames)[number]) {
	return name === 'login' || name === 'newPassword' ? undefined : views[name].first;
}

test('the focus is seen without colour: one marker, beside its button', async () => {
	for (const focus of views.confirmImport.buttons) {
		const {rows} = await draw(views.confirmImport, small, {focus});
		const marked = rows.filter(row => /> \d/.test(row));
		const number = views.confirmImport.buttons.indexOf(focus) + 1;
		expect(marked).toHaveLength(1);
		expect(marked[0]).toContain(`> ${number} `);
	}
});

test('the lock sign says when the window could not be identified', async () => {
	const sign = async (view: Parameters<typeof draw>[0]) => (await draw(view, small)).rows[0];
	expect(await sign(views.menu)).toContain('通信は安全です');
	const lost = {...views.menu, identity: undefined, unreachable: 'untrusted'} as const;
	expect(await sign(lost)).toContain('接続先を確認できません');
	expect(await sign({...lost, unreachable: undefined})).toBe('   公的個人認証サービス オンライン窓口');
});

test('the band is on trial screens only (T-14)', async () => {
	expect((await draw(views.menu, small, {trial: true})).rows[0]).toContain('試験用');
	expect((await draw(views.menu, small)).rows.join('')).not.toContain('試験用');
});

test.each([
	{columns: 79, rows: 24},
	{columns: 80, rows: 23},
	{columns: 20, rows: 5},
])('a terminal of $columns x $rows is too small: that is said, and nothing else', async size => {
	const {rows} = await draw(views.confirmImport, size, {trial: true});
	const text = rows.join('');
	expect(text).toContain('画面が小さすぎます');
	expect(text).toContain('80');
	expect(text).toContain('24');
	expect(text).not.toContain('吉田');
	expect(text).not.toContain('取込み');
});
