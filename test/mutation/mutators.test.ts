import {describe, expect, test} from 'vitest';
import {instrument} from './instrument.ts';
import {mutationsOf} from './mutators.ts';

/** The program of each mutant, the text around its place as it was. */
function programs(text: string, path = 'src/a.ts'): string[] {
	return mutationsOf(path, text).map(
		({start, end, replacement}) => text.slice(0, start) + replacement + text.slice(end),
	);
}

describe('a program is changed', () => {
	test.each([
		['a turned comparison', 'f(a === b);', ['', 'f(a !== b);']],
		['a moved bound', 'f(a < b);', ['', 'f(a <= b);', 'f(a >= b);']],
		['arithmetic, its brackets kept', 'f((a | b) * c);', ['', 'f((a | b) / c);', 'f((a & b) * c);']],
		['a condition', 'if (a) f();', ['if (true) f();', 'if (false) f();', 'if (a) ']],
		['a loop, which is not made endless', 'while (a) f();', ['while (false) f();', 'while (a) ']],
		['either side of a conjunction', 'f(a && b);', ['', 'f(a || b);', 'f(a);', 'f(b);']],
		['a default', 'f(a ?? b);', ['', 'f(a);', 'f(b);']],
		['a negation', 'f(!a);', ['', 'f(a);']],
		[
			'a constant',
			'f(true, 7, "x", "", 2n);',
			[
				'',
				'f(false, 7, "x", "", 2n);',
				'f(true, 7 + 1, "x", "", 2n);',
				'f(true, 7, \'\', "", 2n);',
				'f(true, 7, "x", \'mutant\', 2n);',
				'f(true, 7, "x", "", 2n + 1n);',
			],
		],
		['a text made up', 'f(`a`);', ['', "f('');"]],
		['an anchored pattern', 'f(/^a$/u);', ['', 'f(/a$/u);', 'f(/^a/u);']],
		['an optional chain', 'f(a?.b(c)?.[d]);', ['', 'f(a.b(c)?.[d]);', 'f(a?.b(c)[d]);']],
		['a method', 'f(a.some(b), c.filter(d));', ['', 'f(a.every(b), c.filter(d));', 'f(a.some(b), c);']],
		['a list', 'f([a, ...b]);', ['', 'f([, ...b]);', 'f([a, ]);']],
		['what is counted', 'a++;', ['', 'a--;']],
		['what is added up', 'a += b;', ['', 'a -= b;']],
		['what is thrown', 'throw a;', ['']],
		[
			'what a function says',
			'function f(): boolean { return a; }',
			['function f(): boolean { return true; }', 'function f(): boolean { return false; }'],
		],
		[
			'what a function may not know',
			'const f = async (): Promise<string | undefined> => a;',
			[
				'const f = async (): Promise<string | undefined> => undefined;',
				"const f = async (): Promise<string | undefined> => '';",
			],
		],
	])('%s', (_name, text, expected) => {
		expect(programs(text).sort()).toEqual([...expected].sort());
	});

	test('a machine loses its transitions, and a transition leads to the next state', () => {
		const text = "f({states: {a: {on: {x: 'b'}}, b: {}}});";
		expect(programs(text, 'src/machines/a.ts')).toEqual([
			'',
			'f({});',
			'f({states: { b: {}}});'.replace('{ b', '{, b'),
			'f({states: {a: {}, b: {}}});',
			'f({states: {a: {on: {}}, b: {}}});',
			"f({states: {a: {on: {x: 'a'}}, b: {}}});",
			"f({states: {a: {on: {x: 'b'}}, }});",
		]);
	});

	test('a machine keeps the actions that do nothing yet', () => {
		expect(programs('f({tell: () => undefined});', 'src/machines/a.ts')).toEqual(['']);
	});

	test('a machine keeps its types and the words of its sections, but not the sections', () => {
		const text = "f({types: {a: {}}, meta: {manual: both('2.1')}});";
		expect(programs(text, 'src/machines/a.ts')).toEqual([
			'',
			'f({types: {a: {}}, });',
			'f({types: {a: {}}, meta: {}});',
		]);
	});

	test.each([
		['types', "type A = 'a' | 'b'; const c = d as {readonly e: 7};"],
		['imports and names', "import {a} from './a.ts'; export {b} from './b.ts'; const c = {'d e': a};"],
		['the words of an error', "throw new TypeError('no such card', {cause: a});"],
		['what is assigned to', 'let a = b; [a.b] = c;'],
	])('never: %s', (_name, text) => {
		const kinds = new Set(mutationsOf('src/a.ts', text).map(({mutator}) => mutator));
		expect([...kinds].filter(kind => kind !== 'statement')).toEqual([]);
	});
});

describe('an instrumented program', () => {
	const text = `const steps = [1, 2, 3];
export function total(limit: number): number {
	let sum = 0;
	for (const step of steps) if (step < limit && step !== 2) sum += step;
	return sum;
}`;
	const mutants = mutationsOf('src/a.ts', text).map((mutation, index) => ({...mutation, id: index + 1}));

	/** The program run with one mutant on. */
	function runWith(id: number): number {
		const own = instrument(text, mutants, 'switch')
			.replace(/^import[^;]*;/, '')
			.replace('export ', 'return ');
		const plain = new Bun.Transpiler({loader: 'ts'}).transformSync(`function make($m: any) {${own}} make`);
		return new Function(`${plain}; return make`)()((asked: number) => asked === id)(3);
	}

	test('keeps its lines', () => {
		expect(instrument(text, mutants, 'switch').split('\n')).toHaveLength(text.split('\n').length);
	});

	test('does what it did while no mutant is on', () => expect(runWith(0)).toBe(1));

	test.each([
		['step < limit', 'step <= limit', 4],
		['step !== 2', 'step === 2', 2],
		['sum += step;', '', 0],
		['sum += step', 'sum -= step', -1],
		['step < limit && step !== 2', '(step < limit)', 3],
	])('with %s made %s gives what that one gives', (original, replacement, sum) => {
		const mutant = mutants.find(
			one => text.slice(one.start, one.end) === original && one.replacement === replacement,
		);
		expect(runWith(mutant?.id ?? 0)).toBe(sum);
	});
});
