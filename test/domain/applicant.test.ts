import {expect, test} from 'vitest';
import {hasSubstitutes, sexOf} from '../../src/domain/applicant.ts';

// card-facts 3.3.
test.each([
	['1', 'male'],
	['2', 'female'],
	['3', 'unstated'],
	['0', 'unstated'],
	['', 'unstated'],
])('the sex certified as %j is %s', (code, sex) => {
	expect(sexOf(code)).toBe(sex);
});

test.each([
	['00000', false],
	['', false],
	['00010', true],
])('S004-055 flags %j: substitute characters, %s', (flags, has) => {
	expect(hasSubstitutes(flags)).toBe(has);
});
