import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {earlier} from './again.ts';
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

test('of an earlier run only the survivors are judged again', () => {
	const mutants = mutantsOf(planted, ['fare.ts']);
	const log = join(mkdtempSync(join(tmpdir(), 'madoguchi-log-')), 'log');
	onTestFinished(() => rmSync(dirname(log), {recursive: true}));
	const [first, second, third] = mutants;
	const fates = [
		{...first, fate: 'killed', by: 'a'},
		{...second, fate: 'survived'},
		{...third, fate: 'timeout'},
	];
	const gone = {...first, lineText: 'no more', fate: 'survived'};
	writeFileSync(log, [...fates, gone].map(told => `${JSON.stringify(told)}\n`).join(''));
	const {noticed, open} = earlier([log], mutants);
	expect(noticed.map(({mutant, fate}) => [mutant, fate])).toEqual([[first, 'killed']]);
	expect(open).toEqual([second, third]);
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
