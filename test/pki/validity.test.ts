import {describe, expect, test} from 'vitest';
import {authorityValidity, citizenValidity, daysBefore} from '../../src/pki/validity.ts';

const iso = ({notBefore, notAfter}: {notBefore: Date; notAfter: Date}) =>
	[notBefore, notAfter].map(instant => instant.toISOString());

describe('card-facts 3.2 a citizen’s certificate ends with the fifth birthday after its issue, in Japan', () => {
	test.each([
		// The dates of the test card of card-facts 3.2.
		['before the birthday of the next year', '2025-10-27T01:02:03Z', '419900217', '2030-02-17T14:59:59.000Z'],
		['before the birthday of this year', '2026-02-01T00:00:00Z', '419900217', '2030-02-17T14:59:59.000Z'],
		['after the birthday of this year', '2026-02-18T00:00:00Z', '419900217', '2031-02-17T14:59:59.000Z'],
		['on the last day of a month', '2026-01-01T00:00:00Z', '419900131', '2030-01-31T14:59:59.000Z'],
	])('issued %s: %s, born %s, until %s', (_when, issued, birthDate, end) => {
		expect(iso(citizenValidity(new Date(issued), birthDate))[1]).toBe(end);
	});

	test('RFC 5280 4.1.2.5.1 a validity begins with a whole second, not after the issue', () => {
		const [begin] = iso(citizenValidity(new Date('2026-11-22T10:11:12.999Z'), '419900217'));
		expect(begin).toBe('2026-11-22T10:11:12.000Z');
	});
});

test('card-facts 3.1 a root holds ten years and ends with a day in Japan', () => {
	expect(iso(authorityValidity(new Date('2026-11-22T10:11:12.345Z'), 3))).toEqual([
		'2023-11-22T10:11:12.000Z',
		'2033-11-22T14:59:59.000Z',
	]);
});

test('days before are days of 24 hours', () => {
	expect(daysBefore(new Date('2026-03-01T10:00:00.000Z'), 2).toISOString()).toBe('2026-02-27T10:00:00.000Z');
});
