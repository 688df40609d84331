import {expect, test} from 'vitest';
import {createTurns} from '../../src/window/turns.ts';

const nowMs = () => performance.now();

test('T-05 beyond its capacity a work is refused at once, and a place that is free again is given', async () => {
	const inTurn = createTurns(2, nowMs);
	const hold = Promise.withResolvers<void>();
	const held = [
		inTurn(() => hold.promise.then(() => 'first')),
		inTurn(() => hold.promise.then(() => 'second')),
	];
	expect(await inTurn(async () => 'third')).toBeUndefined();
	hold.resolve();
	expect(await Promise.all(held)).toEqual(['first', 'second']);
	expect(await inTurn(async () => 'fourth')).toBe('fourth');
});

test('T-05 a work that fails gives its place back', async () => {
	const inTurn = createTurns(1, nowMs);
	await expect(inTurn(() => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
	expect(await inTurn(async () => 'next')).toBe('next');
});

test('T-05 between two works whoever has come is let in', async () => {
	const inTurn = createTurns(10, nowMs);
	const events: string[] = [];
	const works = ['first', 'second'].map(name =>
		inTurn(async () => {
			events.push(name);
			setImmediate(() => events.push(`came during ${name}`));
		}),
	);
	await Promise.all(works);
	await inTurn(async () => events.push('third'));
	expect(events).toEqual(['first', 'came during first', 'second', 'came during second', 'third']);
});

test('T-05 a work begins after the first round in which nobody came', async () => {
	// When each look is taken: two rounds of a millisecond, in which somebody was let in, and one of none.
	const looks = [1000, 1000, 1001, 1001, 1002, 1002, 1002.1];
	let looked = 0;
	const inTurn = createTurns(1, () => looks[looked++] ?? Number.NaN);
	expect(await inTurn(async () => looked)).toBe(looks.length);
});

test('T-05 a crowd that never ends does not keep the works waiting for ever', async () => {
	let time = 0;
	// Each look at the clock finds that the door took a millisecond.
	const inTurn = createTurns(1, () => time++);
	expect(await inTurn(async () => time)).toBeLessThan(200);
});
