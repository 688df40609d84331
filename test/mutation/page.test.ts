import {expect, test} from 'vitest';
import {pageOf} from './page.ts';
import {intervalOf, type Row} from './report.ts';
import type {PlacedMutant} from './tree.ts';

const rowOf = (file: string, mutants: number, tried: number, killed: number): Row => ({
	...{file, mutants, tried, killed, timeout: 0},
	...{survived: tried - killed, uncovered: 0},
});
const survivor = (file: string, original: string): PlacedMutant => ({
	...{mutator: 'number', form: 'expression', start: 0, end: 1, replacement: '8', places: [], id: 1},
	...{file, line: 3, lineText: `f(${original});`, original, nth: 0},
});
const whole = {
	rows: [rowOf('src/a/one.ts', 4, 4, 3)],
	survivors: [survivor('src/a/one.ts', '7')],
	reasons: [],
};
const sampled = {
	rows: [rowOf('src/b/two.ts', 100, 50, 45)],
	survivors: [survivor('src/b/two.ts', '9')],
	reasons: [],
};

test('a page says of each folder whether it was tried whole, and what a sample is worth', () => {
	const page = pageOf({...whole, rows: [...whole.rows, ...sampled.rows]}, '');
	expect(page).toContain('54 of 104 mutants were tried, and 88.9 % of them killed.');
	expect(page).toContain('- src/a: every mutant was tried.');
	// Wilson's interval of 45 of 50, as R's prop.test(45, 50, correct = FALSE) has it.
	expect(page).toContain(
		'- src/b: 50 of 100 mutants, a seeded sample, so that of all of them between 78.6 and 95.7 %',
	);
	expect(intervalOf(rowOf('', 10, 10, 10))[1]).toBeCloseTo(100);
});

test('several runs make one page: what was found of other files stays', () => {
	const page = pageOf(sampled, pageOf(whole, ''));
	expect(page).toMatch(/^\| src\/a\/one\.ts \| +4 \| +4 \| +3 \|/m);
	expect(page).toContain('### src/a/one.ts\n\n- `3 number: 7 => 8`');
	expect(page).toContain('### src/b/two.ts\n\n- `3 number: 9 => 8`');
	expect(pageOf(sampled, page)).toBe(page);
});

test('a survivor with a reason stands there with it, and not among those to be looked at', () => {
	const reason = {file: 'src/a/one.ts', original: '7', replacement: '8', reason: 'the same'};
	const page = pageOf({...whole, reasons: [reason]}, pageOf(whole, ''));
	expect(page).toContain('- `7`, made `8`: the same');
	expect(page).not.toContain('3 number: 7');
});
