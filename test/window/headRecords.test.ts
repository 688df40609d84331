import {describe, expect, test} from 'vitest';
import type {HeadStatement} from '../../src/domain/audit.ts';
import {testRegistry} from './testWindow.ts';

const seenAt = new Date('2026-11-22T03:00:00.000Z');
const said = (count: number, bent: Partial<HeadStatement> = {}): HeadStatement => ({
	at: '2026-11-22T02:59:00.000Z',
	count,
	hash: `${count}`.padStart(64, '0'),
	key: 'first',
	...bent,
});
const taken = {status: 'taken'};
const refused = (cause: string) => ({status: 'refused', cause});

describe('T-22 the window’s record of a terminal’s audit', () => {
	test('keeps every head that goes on, by whom and when, and the newest time of one said again', async () => {
		const {heads} = await testRegistry();
		expect(await heads.take(said(3), 'A1', seenAt)).toEqual(taken);
		expect(await heads.take(said(12), 'A1', seenAt)).toEqual(taken);
		const later = new Date(seenAt.getTime() + 1000);
		expect(await heads.take(said(12), 'A1', later)).toEqual(taken);
		expect(await heads.take(said(1, {key: 'second'}), undefined, seenAt)).toEqual(taken);
		expect(await heads.all()).toEqual([
			{key: 'first', count: 3, hash: said(3).hash, terminal: 'A1', seenAt: seenAt.toISOString()},
			{key: 'first', count: 12, hash: said(12).hash, terminal: 'A1', seenAt: later.toISOString()},
			{key: 'second', count: 1, hash: said(1).hash, terminal: '', seenAt: seenAt.toISOString()},
		]);
		expect(await heads.seen(key => key === 'first')).toEqual({
			key: 'first',
			heads: [
				{count: 3, hash: said(3).hash},
				{count: 12, hash: said(12).hash},
			],
		});
		expect(await heads.seen(key => key === 'third')).toBeUndefined();
	});

	test('refuses as many lines with another end, and records nothing', async () => {
		const {heads} = await testRegistry();
		await heads.take(said(3), 'A1', seenAt);
		expect(await heads.take(said(3, {hash: 'f'.repeat(64)}), 'A1', seenAt)).toEqual(refused('fork'));
		expect((await heads.all()).map(({hash}) => hash)).toEqual([said(3).hash]);
	});

	test.each([
		{description: 'said before the last one', at: '2026-11-22T02:58:59.999Z', answer: {status: 'overtaken'}},
		{description: 'said when the last one was', at: '2026-11-22T02:59:00.000Z', answer: refused('behind')},
		{description: 'said after the last one', at: '2026-11-22T02:59:00.001Z', answer: refused('behind')},
		{
			description: 'under ten minutes on its way',
			at: '2026-11-22T02:50:00.001Z',
			answer: {status: 'overtaken'},
		},
		{description: 'ten minutes on its way', at: '2026-11-22T02:50:00.000Z', answer: refused('behind')},
	])('judges fewer lines, $description', async ({at, answer}) => {
		const {heads} = await testRegistry();
		await heads.take(said(4), 'A1', seenAt);
		expect(await heads.take(said(3, {at}), 'A1', seenAt)).toEqual(answer);
		expect((await heads.all()).map(({count}) => count)).toEqual([4]);
	});

	test('lets an enrolled terminal come with one audit only', async () => {
		const {heads} = await testRegistry();
		await heads.take(said(3), 'A1', seenAt);
		expect(await heads.take(said(9, {key: 'second'}), 'A1', seenAt)).toEqual(refused('otherKey'));
		expect(await heads.take(said(9, {key: 'second'}), 'B2', seenAt)).toEqual(taken);
		expect((await heads.all()).map(({key, terminal}) => [key, terminal])).toEqual([
			['first', 'A1'],
			['second', 'B2'],
		]);
	});

	test('takes another audit once the lost one was closed, keeps what was seen of it, and takes it no more', async () => {
		const {heads} = await testRegistry();
		await heads.take(said(3), 'A1', seenAt);
		await heads.take(said(5), 'A1', seenAt);
		await heads.take(said(2, {key: 'other'}), 'B2', seenAt);
		expect(await heads.close('A1', seenAt)).toEqual([{key: 'first', count: 5, hash: said(5).hash}]);
		expect(await heads.take(said(1, {key: 'second'}), 'A1', seenAt)).toEqual(taken);
		expect(await heads.take(said(6), 'A1', seenAt)).toEqual(refused('closed'));
		expect(await heads.take(said(3, {key: 'third'}), 'A1', seenAt)).toEqual(refused('otherKey'));
		expect(await heads.take(said(3, {key: 'fourth'}), 'B2', seenAt)).toEqual(refused('otherKey'));
		expect((await heads.all()).map(({key, count, closedAt}) => [key, count, closedAt])).toEqual([
			['first', 3, seenAt.toISOString()],
			['first', 5, seenAt.toISOString()],
			['other', 2, undefined],
			['second', 1, undefined],
		]);
		expect(await heads.close('C3', seenAt)).toEqual([]);
	});

	test('takes any audit where no terminals are enrolled', async () => {
		const {heads} = await testRegistry();
		expect(await heads.take(said(3), undefined, seenAt)).toEqual(taken);
		expect(await heads.take(said(3, {key: 'second'}), undefined, seenAt)).toEqual(taken);
	});

	test('answers with the newest 256 heads', async () => {
		const {heads} = await testRegistry();
		for (let count = 1; count <= 257; count++) await heads.take(said(count), 'A1', seenAt);
		const seen = await heads.seen(() => true);
		expect(seen?.heads.map(({count}) => count)).toEqual(Array.from({length: 256}, (_, index) => index + 2));
	});
});
