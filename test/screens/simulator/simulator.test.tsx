import {describe, expect, test} from 'vitest';
import {pressSimulator} from '../../../src/screens/simulator/controls.ts';
import {paintSimulator} from '../../../src/screens/simulator/panel.ts';
import {draw} from '../draw.tsx';
import {views} from '../views.ts';

const open = {isOpen: true, selected: 0};

describe('the keys of the simulated reader', () => {
	test.each([
		['F9 opens it', 'f9', {isOpen: false, selected: 1}, {state: {isOpen: true, selected: 1}, isTaken: true}],
		['F9 closes it', 'f9', open, {state: {isOpen: false, selected: 0}, isTaken: true}],
		[
			'closed, it takes no key',
			'enter',
			{isOpen: false, selected: 0},
			{state: {isOpen: false, selected: 0}, isTaken: false},
		],
		['down chooses', 'down', open, {state: {isOpen: true, selected: 1}, isTaken: true}],
		['up goes round', 'up', open, {state: {isOpen: true, selected: 2}, isTaken: true}],
		[
			'Enter inserts',
			'enter',
			open,
			{state: {isOpen: false, selected: 0}, isTaken: true, request: {type: 'insert', index: 0}},
		],
		[
			'Enter pulls the card that is in',
			'enter',
			{isOpen: true, selected: 1},
			{state: {isOpen: false, selected: 1}, isTaken: true, request: {type: 'pull'}},
		],
		['Esc closes it', 'escape', open, {state: {isOpen: false, selected: 0}, isTaken: true}],
		['open, it keeps other keys from the screen', 'f1', open, {state: open, isTaken: true}],
	] as const)('%s', (_what, key, state, pressed) => {
		expect(pressSimulator(key, state, 3, 1)).toEqual(pressed);
	});
});

test('the panel shows the cards, which one is in and which is chosen, at 80x24', async () => {
	const cards = Array.from({length: 30}, (_, index) => ({
		name: `card-${index}`,
		note: `note ${index}`,
		isIn: index === 28,
	}));
	const simulator = {title: 'Simulated reader', hint: 'Enter: insert or pull', cards, selected: 29};
	const {rows, output} = await draw(
		views.menu,
		{columns: 80, rows: 24},
		{panel: canvas => paintSimulator(canvas, simulator)},
	);
	const text = rows.join('\n');
	expect(text).toContain('> [ ] card-29');
	expect(text).toContain('  [*] card-28');
	expect(text).toContain('note 29');
	expect(text).toContain('Enter: insert or pull');
	for (const line of output.split('\n')) expect(Bun.stringWidth(line)).toBe(80);
});
