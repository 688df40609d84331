import {expect, test} from 'vitest';
import {mutationsOf} from './mutators.ts';

const program = `
const shared = {target: '#lamp.on', actions: 'shine'};
const over = {'card.left': {target: '.off'}};
const base = setup({
	actions: {shine: assign({bright: true})},
	delays: {patience: 5},
});
export const lamp = base.createMachine({
	id: 'lamp',
	on: over,
	states: {
		off: {on: {'user.ok': shared}},
		on: {initial: 'dim', states: {dim: {after: {patience: {target: 'full'}}, meta: {watts: 7}}, full: {}}},
	},
});
`;

/** Where the mutants of a piece of the text are. */
const placesOf = (original: string) => [
	...new Set(
		mutationsOf('src/machines/lamp.ts', program)
			.filter(({start, end}) => program.slice(start, end) === original)
			.flatMap(({places}) => places),
	),
];

test.each([
	['7', ['lamp:on.dim']],
	["'full'", ['lamp:on.dim']],
	["'user.ok': shared", ['lamp:off user.ok']],
	["id: 'lamp'", ['lamp:']],
])('what is written in a state is there: %s', (original, places) => {
	expect(placesOf(original)).toEqual(places);
});

test.each([
	['an edge', "'#lamp.on'", ['lamp:off user.ok']],
	['an action, by way of the edge that names it', 'bright: true', ['lamp:off user.ok']],
	['a delay', '5', ['lamp:on.dim']],
	['an event of a shared edge', "target: '.off'", ['lamp card.left']],
])('what is written outside of the machine is where it is named: %s', (_, original, places) => {
	expect(placesOf(original)).toEqual(places);
});

test('a file without a machine has no places', () => {
	expect(mutationsOf('src/machines/a.ts', 'f(7);').flatMap(({places}) => places)).toEqual([]);
});
