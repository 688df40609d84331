import {expect, test} from 'vitest';
import {createRates} from '../../src/window/rates.ts';

function testRates(limits: {perTerminal: number; inAll: number}) {
	const clock = {nowMs: 5000};
	const rates = createRates(limits, () => clock.nowMs);
	const admitted = (terminal: string | undefined, times: number) =>
		Array.from({length: times}, () => rates.admit(terminal).status).filter(status => status === 'admitted')
			.length;
	return {clock, rates, admitted};
}

test('T-05 a terminal may ask its number in a minute, and is told how long to wait for the next', () => {
	const {clock, rates, admitted} = testRates({perTerminal: 6, inAll: 1000});
	expect(admitted('A', 10)).toBe(6);
	expect(rates.admit('A')).toEqual({status: 'tooFast', waitMs: 10_000});
	clock.nowMs += 9999;
	expect(rates.admit('A').status).toBe('tooFast');
	clock.nowMs += 1;
	expect(admitted('A', 10)).toBe(1);
});

test('T-05 the wait is what is left of it', () => {
	const {clock, rates, admitted} = testRates({perTerminal: 6, inAll: 1000});
	expect(admitted('A', 6)).toBe(6);
	clock.nowMs += 2500;
	expect(rates.admit('A')).toEqual({status: 'tooFast', waitMs: 7500});
});

test('T-05 one terminal’s haste costs the others nothing', () => {
	const {admitted} = testRates({perTerminal: 2, inAll: 6});
	expect(admitted('A', 100)).toBe(2);
	expect(admitted('B', 2)).toBe(2);
	expect(admitted('C', 2)).toBe(2);
});

test('T-05 all together may ask no more than the limit in all, with a name or without', () => {
	const {clock, admitted} = testRates({perTerminal: 100, inAll: 6});
	expect(admitted('A', 4) + admitted(undefined, 4)).toBe(6);
	clock.nowMs += 10_000;
	expect(admitted('B', 4)).toBe(1);
});

test('T-05 those without a name have no limit of their own: they are no one terminal', () => {
	const {admitted} = testRates({perTerminal: 2, inAll: 6});
	expect(admitted(undefined, 10)).toBe(6);
});

test('T-05 a long rest saves up no more than a minute', () => {
	const {clock, admitted} = testRates({perTerminal: 3, inAll: 1000});
	clock.nowMs += 3_600_000;
	expect(admitted('A', 10)).toBe(3);
});
