import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {isNoticed, verdictsIn} from './again.ts';
import {isFor, reasons} from './reasons.ts';
import {lineOf, rowsOf, scoreOf, stale, unexplained} from './report.ts';
import {runMutants} from './run.ts';
import {sourcesOf} from './scope.ts';
import {mutantsOf} from './tree.ts';

const planted = join(import.meta.dirname, 'fixture');
const root = join(import.meta.dirname, '../..');

test('of a planted program with weak tests just those mutants survive that the tests cannot see', async () => {
	const mutants = mutantsOf(planted, ['fare.ts']);
	const verdicts = await runMutants(planted, mutants, mutants, {
		entries: ['fare.ts', 'weak.ts'],
		testFiles: ['weak.ts'],
		jobs: 1,
		mostMs: 15_000,
	});
	expect(unexplained(verdicts, []).map(lineOf)).toEqual([
		// Nobody outside the zones asks.
		'fare.ts:5 conditional: !zones.includes(zone) => false',
		'fare.ts:5 return value: undefined => 0',
		// Nobody of eleven, twelve or thirteen rides.
		'fare.ts:7 boundary: age < 12 => age <= 12',
		'fare.ts:7 number: 12 => 12 + 1',
		// Never called.
		'fare.ts:12 boundary: hour < 5 => hour <= 5',
		'fare.ts:12 boundary: hour < 5 => hour >= 5',
		'fare.ts:12 return value: hour < 5 => true',
		'fare.ts:12 return value: hour < 5 => false',
		'fare.ts:12 number: 5 => 5 + 1',
	]);
	const [row] = rowsOf(mutants, verdicts);
	expect(row).toMatchObject({mutants: mutants.length, tried: mutants.length, survived: 3, uncovered: 6});
	expect(scoreOf(row ? [row] : [])).toBeCloseTo((100 * (mutants.length - 9)) / mutants.length);
});

test('every reason for a survivor is one for a mutant that there is', () => {
	expect(stale(mutantsOf(root, sourcesOf(root)), [], reasons)).toEqual([]);
});

test('a log still tells of the mutants of today, of two that are alike which one, and the later verdict', () => {
	const mutants = mutantsOf(planted, ['fare.ts']);
	const log = join(mkdtempSync(join(tmpdir(), 'madoguchi-log-')), 'log');
	onTestFinished(() => rmSync(dirname(log), {recursive: true}));
	const [first, second, third] = mutants;
	if (!first || !second || !third) throw new Error('no mutants');
	const twin = {...first, id: 99, nth: 1};
	const fates = [
		{...twin, fate: 'killed', by: 'a'},
		{...first, fate: 'survived'},
		{...second, fate: 'survived'},
		{...third, fate: 'timeout'},
		{...second, fate: 'killed', by: 'b'},
		{...third, lineText: 'no more', fate: 'survived'},
	];
	writeFileSync(log, fates.map(told => `${JSON.stringify(told)}\n`).join(''));
	const known = verdictsIn([log, `${log}.none`], [...mutants, twin]);
	expect([...known].map(([{id}, {fate, by}]) => [id, fate, by])).toEqual([
		[99, 'killed', 'a'],
		[first.id, 'survived', undefined],
		[second.id, 'killed', 'b'],
		[third.id, 'timeout', undefined],
	]);
	expect([...known.values()].filter(isNoticed)).toHaveLength(3);
});

test('a reason holds for its mutant alone, and not once that is noticed', () => {
	const mutants = mutantsOf(planted, ['fare.ts']);
	const mutant = mutants.find(({replacement}) => replacement === 'age <= 12');
	if (!mutant) throw new Error('no such mutant');
	const reason = {
		file: 'fare.ts',
		line: 'return age < 12 ? full / 2 : full;',
		original: 'age < 12',
		replacement: 'age <= 12',
		reason: 'nobody is twelve',
	};
	expect(mutants.filter(one => isFor(reason, one))).toEqual([mutant]);
	expect(unexplained([{mutant, fate: 'survived'}], [reason])).toEqual([]);
	expect(stale(mutants, [{mutant, fate: 'survived'}], [reason])).toEqual([]);
	expect(stale(mutants, [{mutant, fate: 'killed'}], [reason])).toEqual([reason]);
	expect(stale(mutants, [], [{...reason, line: 'return age;'}])).toHaveLength(1);
});
