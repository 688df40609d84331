import {expect, test} from 'vitest';
import type {AuditLine} from '../../src/audit/line.ts';
import {reportOn} from '../../src/audit/report.ts';
import type {AuditEntry} from '../../src/domain/audit.ts';

const limits = {perDay: 2, perOfficer: 1, cardDays: 30};
const reset = (card: string, officers: string[], result: 'reset' | 'guided' = 'reset'): AuditEntry => ({
	kind: 'resetEnded',
	reset: 'r',
	result,
	password: 'signing',
	card,
	officers,
});
const linesOf = (entries: ReadonlyArray<readonly [string, AuditEntry]>): AuditLine[] =>
	entries.map(([at, entry], index) => ({n: index + 1, at, previous: '', entry}));

test('sums up by the day in Japan and by officer', () => {
	const lines = linesOf([
		['2026-11-21T14:59:59Z', {kind: 'staffSignedIn', officer: 'S1', role: 'helper', method: 'card'}],
		['2026-11-21T15:00:00Z', {kind: 'staffRefused', officer: 'S1', cause: 'wrongPin'}],
		['2026-11-21T15:01:00Z', reset('a', ['S1', 'S2'])],
		['2026-11-21T15:02:00Z', reset('b', ['S1', 'S2'], 'guided')],
	]);

	expect(reportOn(lines, limits).days).toEqual([
		{day: '2026-11-21', officer: 'S1', signedIn: 1, refused: 0, resets: 0, otherResets: 0},
		{day: '2026-11-22', officer: 'S1', signedIn: 0, refused: 1, resets: 1, otherResets: 1},
		{day: '2026-11-22', officer: 'S2', signedIn: 0, refused: 0, resets: 1, otherResets: 1},
	]);
});

test('T-21: names a second reset of one card within 30 days, and none on the thirtieth', () => {
	const [first, soon, late] = ['2026-11-01T00:00:00Z', '2026-11-30T23:59:59Z', '2026-12-31T00:00:00Z'];
	const lines = linesOf([
		[first, reset('a', ['S1', 'S2'])],
		[soon, reset('a', ['S3', 'S4'])],
		[late, reset('a', ['S1', 'S2'])],
	]);

	expect(reportOn(lines, limits).conspicuous).toEqual([
		{kind: 'secondReset', card: 'a', at: soon, before: first, officers: ['S3', 'S4']},
	]);
});

test('T-21: names the days above the limit, of the office and of an officer', () => {
	const at = '2026-11-22T01:00:00Z';
	const lines = linesOf([
		[at, reset('a', ['S1', 'S2'])],
		[at, reset('b', ['S1', 'S3'])],
		[at, reset('c', ['S4', 'S5'])],
		[at, reset('d', ['S6', 'S7'], 'guided')],
	]);

	expect(reportOn(lines, limits).conspicuous).toEqual([
		{kind: 'overDay', day: '2026-11-22', resets: 3},
		{kind: 'overOfficer', day: '2026-11-22', officer: 'S1', resets: 2},
	]);
});
