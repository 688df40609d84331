import {expect, test} from 'vitest';
import {dimmed, theme} from '../../src/screens/theme.ts';
import {draw} from './draw.tsx';
import {everyView} from './everyScreen.ts';

/** WCAG 2.2, "relative luminance". */
function luminance(color: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map(at => Number.parseInt(color.slice(at, at + 2), 16) / 255)
		.map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

test('the measure is the standard one', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
	// The grey that WCAG's own technique G18 names as just enough on white.
	expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test.each(Object.entries(theme))('%s stands out 7:1 (WCAG 1.4.6)', (_tone, {color, ground}) => {
	expect(contrast(color, ground)).toBeGreaterThanOrEqual(7);
});

test('dimmed text stays readable, 4.5:1 (WCAG 1.4.3)', () => {
	expect(contrast(dimmed.color, dimmed.ground)).toBeGreaterThanOrEqual(4.5);
});

test('no cell of any screen is drawn in another pair', async () => {
	for (const view of everyView) {
		const {cells} = await draw(view, {columns: 160, rows: 50}, {trial: true});
		for (const {text, color, ground} of cells.flat()) {
			if (text.trim() === '') continue;
			const ratio = contrast(color ?? '#000000', ground ?? '#000000');
			const least = color === dimmed.color && ground === dimmed.ground ? 4.5 : 7;
			expect(ratio, `${view.path}: ${text}`).toBeGreaterThanOrEqual(least);
		}
	}
});
