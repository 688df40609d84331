import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {type Stop, startCodes, stopCode, stopCodes} from '../../src/domain/codes.ts';
import {procedures} from '../../src/domain/procedure.ts';
import {defaultSettings, loadSettings} from '../../src/settings/settings.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');

/** What stands in the page as JSON. */
const blocks: readonly object[] = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) =>
	JSON.parse(text),
);

/** The cells of a chapter's table, without its head. */
function tableOf(chapter: string): readonly string[][] {
	const [, text = ''] = page.split(`\n## ${chapter}\n`);
	const rows = (text.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('| '));
	return rows.slice(2).map(row =>
		row
			.slice(1, -1)
			.split('|')
			.map(cell => cell.trim()),
	);
}

test('every code the kiosk can show stands in the page with what it means and what staff do, and no other', () => {
	const rows = tableOf('Codes');
	const shown = (Object.keys(stopCodes) as Stop[]).map(stop => [
		...new Set(procedures.map(procedure => stopCode(stop, procedure))),
	]);
	const all = [...shown, ...Object.values(startCodes).map(code => [code])];
	expect(rows.map(([codes = '']) => codes.split(', ')).sort()).toEqual(all.sort());
	for (const row of rows) expect(row.filter(cell => cell.trim() !== '')).toHaveLength(4);
});

test('every setting stands in the page with its default, and no other', () => {
	const rows = tableOf('Settings').map(
		([key = '', value = '', meaning]) => [key.slice(1, -1), value, meaning] as const,
	);
	expect(rows.map(([key]) => key).sort()).toEqual(Object.keys(defaultSettings).sort());
	for (const [key, value, meaning] of rows) {
		const expected = defaultSettings[key as keyof typeof defaultSettings];
		if (key === 'hours') expect(value).toBe('every day `00:00` to `24:00`');
		else if (value === 'see below') expect(blocks).toContainEqual(expected);
		else expect(value, key).toBe(`\`${JSON.stringify(expected)}\``);
		expect(meaning, key).toMatch(/\S/);
	}
});

test('the settings that the page gives as an example are taken as they are', () => {
	const example = blocks.find(block => Object.hasOwn(block, 'production')) ?? {};
	const folder = mkdtempSync(join(tmpdir(), 'operations-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	writeFileSync(join(folder, 'settings.json'), JSON.stringify(example));
	expect(loadSettings(folder)).toEqual({settings: {...defaultSettings, ...example}, faults: []});
});
