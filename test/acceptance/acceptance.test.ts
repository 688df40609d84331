import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {formatCopy, type Item, namedIn, parseCopy, readSources} from './catalogue.ts';
import {parseDecisions} from './decisions.ts';
import {isComplete, judge, type RunTest} from './judgement.ts';
import {withGenerated} from './pages.ts';
import {readReport} from './run.ts';

const copy = readFileSync(new URL('items.tsv', import.meta.url), 'utf8');
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));

describe('the copy of the rows', () => {
	test('has the rows of all five manuals, the threats and the reasons', () => {
		const ids = parseCopy(copy).map(({id}) => id);
		const count = (start: string) => ids.filter(id => id.startsWith(start)).length;
		// As the head of the acceptance table counts them.
		expect(['S004', 'S000', 'S001', 'S002', 'S003'].map(count)).toEqual([314, 60, 46, 36, 27]);
		expect(['T-', 'X-', 'G-'].map(count)).toEqual([24, 51, 15]);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test.runIf(existsSync(shared))('is what the acceptance table and the list of threats say', () => {
		const source = (name: string) => readFileSync(`${shared}${name}`, 'utf8');
		expect(copy).toBe(formatCopy(readSources(source('acceptance.md'), source('threats.md'))));
	});
});

test('a name may hold several rows and threats, each counted once', () => {
	expect(namedIn('S004-010, T-01: X-20 S-08 S004-010 leads on')).toEqual(['S004-010', 'T-01']);
	expect(namedIn('HS004-0101 and CT-01')).toEqual([]);
});

describe('where a row stands', () => {
	const items: Item[] = [
		...Array.from({length: 20}, (_, index) => ({
			id: `S004-${String(index + 1).padStart(3, '0')}`,
			kind: 'TR',
			text: '',
		})),
		{id: 'S000-001', kind: 'TR', text: ''},
		{id: 'X-35', kind: 'X', text: ''},
		{id: 'T-01', kind: 'A', text: ''},
		{id: 'T-02', kind: 'F', text: ''},
	];
	const scope = {manuals: ['S004'], capabilities: ['A']};
	const ran = (name: string, outcome: RunTest['outcome'] = 'passed'): RunTest => ({
		name,
		file: 'test/a.test.ts',
		outcome,
	});
	const all = items.map(({id}) => ran(id)).filter(({name}) => /^S004|T-01/.test(name));
	const decision = (row: string, reason = 'X-35') => ({row, reason, why: 'because'});
	const stateOf = (id: string, tests: readonly RunTest[], decisions = [] as ReturnType<typeof decision>[]) =>
		judge(items, tests, decisions, scope).judged.find(({item}) => item.id === id)?.standing.state;

	test('is complete when every row in scope was proved by a test that passed', () => {
		expect(isComplete(judge(items, all, [], scope))).toBe(true);
		expect(stateOf('S004-003', all)).toBe('proved');
		expect(stateOf('T-02', all)).toBe('owed');
		expect(stateOf('S000-001', all)).toBeUndefined();
	});

	test.each([
		['no test is named after it', all.slice(1), 'open'],
		['its test was skipped', [ran('S004-001', 'skipped'), ...all.slice(1)], 'open'],
		['its test failed', [ran('S004-001', 'failed'), ...all.slice(1)], 'failing'],
		['one of its tests failed', [...all, ran('again S004-001', 'failed')], 'failing'],
	] as const)('is not done when %s', (_reason, tests, state) => {
		expect(stateOf('S004-001', tests)).toBe(state);
		expect(isComplete(judge(items, tests, [], scope))).toBe(false);
	});

	test('may be decided with a known reason', () => {
		expect(stateOf('S004-001', all.slice(1), [decision('S004-001')])).toBe('decided');
		expect(isComplete(judge(items, all.slice(1), [decision('S004-001')], scope))).toBe(true);
	});

	test.each([
		['a row that a test is named after', all, [decision('S004-001')], /tests are named after it/],
		['a row that does not exist', all, [decision('S004-999')], /no such row/],
		['an unknown reason', all.slice(1), [decision('S004-001', 'X-99')], /X-99, which does not exist/],
		['a row twice', all.slice(1), [decision('S004-001'), decision('S004-001')], /twice/],
		[
			'more than a tenth of the rows',
			all.slice(3),
			['S004-001', 'S004-002', 'S004-003'].map(row => decision(row)),
			/3 rows are decided; at most 2 of 20/,
		],
	] as const)('a decision on %s is a fault', (_what, tests, decisions, fault) => {
		const judgement = judge(items, tests, decisions, scope);
		expect(judgement.faults.join('\n')).toMatch(fault);
		expect(isComplete(judgement)).toBe(false);
	});

	test('a test that names what does not exist is a fault', () => {
		const judgement = judge(items, [...all, ran(`S004-${400} is gone`)], [], scope);
		expect(judgement.faults).toEqual([
			"test/a.test.ts: 'S004-400 is gone' names S004-400, which does not exist",
		]);
		expect(isComplete(judgement)).toBe(false);
	});
});

test('the decisions are a list of row, reason and why', () => {
	expect(parseDecisions('# Head\n\n- S004-001 (X-13): a title.\n- S004-0011 (X-13): no.\n')).toEqual([
		{row: 'S004-001', reason: 'X-13', why: 'a title.'},
	]);
});

describe('a report of vitest', () => {
	const report = (status: string, tests: object[]) =>
		JSON.stringify({testResults: [{name: '/x/a.test.ts', status, message: 'boom', assertionResults: tests}]});

	test('gives each test its outcome', () => {
		const tests = ['passed', 'failed', 'skipped', 'pending', 'todo'].map(status => ({
			fullName: status,
			status,
		}));
		expect(readReport(report('failed', tests)).map(({name, outcome}) => [name, outcome])).toEqual([
			['passed', 'passed'],
			['failed', 'failed'],
			['skipped', 'skipped'],
			['pending', 'skipped'],
			['todo', 'skipped'],
		]);
	});

	test('with a file that did not load says nothing', () => {
		expect(() => readReport(report('failed', []))).toThrow(/did not load: .*boom/);
	});
});

test('only the generated part of a page is made anew', () => {
	const page =
		'head\n\n<!-- generated: bun run acceptance --write -->\n\nold\n<!-- end of the generated part -->\nfoot\n';
	expect(withGenerated(page, 'new\n')).toBe(page.replace('old\n', 'new\n\n'));
	expect(() => withGenerated('head\n', 'new')).toThrow(/lost the marks/);
});
