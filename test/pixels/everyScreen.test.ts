import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {everyView} from '../screens/everyScreen.ts';
import {views} from '../screens/views.ts';
import {cellsOf} from './cells.ts';
import {misdrawn} from './misdrawn.ts';
import {openStage, type Stage} from './stage.ts';

/** One view of each screen: its other states are laid out alike. */
const screens = [...new Map(everyView.map(view => [view.screen, view])).values()];

describe.each([
	{width: 1280, height: 720, text: 'normal', language: 'ja', columns: 128, rows: 30},
	{width: 1920, height: 1080, text: 'large', language: 'en', columns: 91, rows: 24},
] as const)('$text text at $width x $height, in $language', ({width, height, text, language, ...size}) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage(width, height, text);
	});
	afterAll(() => stage?.close());

	test('every screen is drawn as meant, each sign in its own cells', async () => {
		for (const each of screens) {
			const shown = {view: {...each, language}, focus: each.first, trial: true};
			const grid = await stage.show(shown);
			expect(grid).toMatchObject(size);
			const cells = cellsOf(shown, grid);
			let wrong: readonly string[] = [];
			await stage.display.captureUntil(picture => {
				wrong = misdrawn(picture, grid, cells);
				return wrong.length === 0;
			});
			expect(wrong, each.path).toEqual([]);
		}
	}, 120_000);
});

test.each([
	[1024, 768],
	[1280, 1024],
])('large text leaves 80 columns and 24 rows also on a narrow screen, %d x %d', async (width, height) => {
	await using stage = await openStage(width, height, 'large');
	const {columns, rows} = await stage.show({view: views.idle});
	expect(columns).toBeGreaterThanOrEqual(80);
	expect(rows).toBe(24);
});
