import {describe, expect, test} from 'vitest';
import {draw} from './draw.tsx';
import {applicationText, identity, views} from './views.ts';

const size = {columns: 80, rows: 50} as const;
const colours = /\u001B\[[0-9;]*m/g;

describe('text that we did not write (T-13)', () => {
	test.each([
		['ESC that would clear the screen', '吉田\u001B[2J太郎', '吉田〓[2J太郎'],
		['C1 control sequence introducer', '吉田\u009B31m太郎', '吉田〓31m太郎'],
		['a title by OSC', '吉田\u001B]0;x\u0007太郎', '吉田〓]0;x〓太郎'],
		['line break', '吉田\n太郎', '吉田〓太郎'],
		['tab', '吉田\t太郎', '吉田〓太郎'],
		['right-to-left override', '吉田\u202E郎太\u202C', '吉田〓郎太〓'],
		['bidi isolate', '吉田\u2067郎太\u2069', '吉田〓郎太〓'],
		['zero width space', '吉田\u200B太郎', '吉田〓太郎'],
		['private use', '吉田\uE000太郎', '吉田〓太郎'],
	])('%s in a name becomes a visible mark', async (_what, name, shown) => {
		const view = {...views.confirmImport, application: applicationText('revocation', {name})};
		const {output, rows} = await draw(view, size);
		expect(rows.find(row => row.includes('申請者の氏名'))).toContain(shown);
		expect(output.replaceAll(colours, '')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
	});

	test('a host name with ESC does not reach the terminal', async () => {
		const view = {
			...views.menu,
			screen: 'serverCertificate',
			buttons: ['cancel'],
			identity: {...identity, host: 'a\u001B[31mb', subject: 'CN=\u202Eevil'},
		} as const;
		const {output, rows} = await draw(view, size);
		expect(rows.join('\n')).toContain('a〓[31mb');
		expect(output.replaceAll(colours, '')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
	});

	test('a variation selector stays with its character, and the edge of the sheet in its place', async () => {
		const name = '辻\u{E0100} 葛\u{E0101}子';
		const view = {...views.confirmImport, application: applicationText('revocation', {name})};
		const {cells, rows} = await draw(view, size);
		const row = rows.findIndex(text => text.includes('申請者の氏名'));
		expect(rows[row]).toContain(name);
		const edges = (at: number) =>
			(cells[at] ?? []).flatMap(({text}, column) => (text === '│' ? [column] : []));
		expect(edges(row)).toEqual(edges(row + 1));
	});
});
