import {beforeEach, vi} from 'vitest';
import {bendable} from './bendable.ts';
import {type Bend, bends, bentRows, isSame} from './bends.ts';

/** Which of its rows each test is run under, counted from 0; not set, all tests run and nothing is bent. */
const turn = process.env.ACCEPTANCE_TURN;
let current: Bend | undefined;

// The machines are born with every bend in them; the product's own modules know nothing of it.
vi.mock('xstate', async importOriginal => {
	const xstate = await importOriginal<typeof import('xstate')>();
	const setup = (parts: never) => {
		const made = xstate.setup(parts) as {createMachine(config: object): unknown};
		return {
			...made,
			createMachine: (config: object) => made.createMachine(bendable(config, bend => isSame(bend, current))),
		};
	};
	return {...xstate, setup};
});

beforeEach(({task, skip}) => {
	if (turn === undefined) return;
	const row = bentRows(task.fullTestName)[Number(turn)];
	if (row === undefined) skip();
	else current = bends.get(row);
});
