import {expect, test} from 'vitest';
import {quantile} from '../../bench/quantile.ts';

// The worked example of the nearest-rank method: https://en.wikipedia.org/wiki/Percentile
test.each([
	[0.05, 15],
	[0.3, 20],
	[0.4, 20],
	[0.5, 35],
	[1, 50],
])('takes the nearest rank: %d of 15, 20, 35, 40, 50 is %d', (p, expected) => {
	expect(quantile([50, 15, 35, 20, 40], p)).toBe(expected);
});

test('has no answer for an empty list', () => {
	expect(() => quantile([], 0.5)).toThrow(RangeError);
});
