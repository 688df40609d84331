import {describe, expect, test} from 'vitest';
import {type ServicePlan, serviceAt, type TimeSpan, weekdays} from '../../src/domain/serviceHours.ts';

/** An instant by Japan's clock. */
const japan = (time: string) => new Date(`${time}+09:00`);
const iso = (time: string) => japan(time).toISOString();

const everyDay = (...spans: readonly TimeSpan[]) =>
	Object.fromEntries(weekdays.map(day => [day, spans])) as unknown as ServicePlan['hours'];

const plan = (parts: Partial<ServicePlan> = {}): ServicePlan => ({
	hours: everyDay({from: '08:30', to: '17:15'}),
	closedDays: [],
	maintenance: [],
	lastStartMinutes: 10,
	...parts,
});

const at = (time: string, parts: Partial<ServicePlan> = {}) => serviceAt(japan(time), plan(parts));

describe('an ordinary day, 8:30 to 17:15', () => {
	// 2026-11-24 is a Tuesday.
	test.each([
		['2026-11-24T08:29:59.999', {status: 'closed', why: 'hours', opensAt: iso('2026-11-24T08:30')}],
		['2026-11-24T08:30:00.000', {status: 'open', until: iso('2026-11-24T17:15')}],
		['2026-11-24T17:04:59.999', {status: 'open', until: iso('2026-11-24T17:15')}],
		[
			'2026-11-24T17:05:00.000',
			{status: 'closing', until: iso('2026-11-24T17:15'), opensAt: iso('2026-11-25T08:30')},
		],
		[
			'2026-11-24T17:14:59.999',
			{status: 'closing', until: iso('2026-11-24T17:15'), opensAt: iso('2026-11-25T08:30')},
		],
		['2026-11-24T17:15:00.000', {status: 'closed', why: 'hours', opensAt: iso('2026-11-25T08:30')}],
		['2026-11-24T23:59:59.999', {status: 'closed', why: 'hours', opensAt: iso('2026-11-25T08:30')}],
		['2026-11-25T00:00:00.000', {status: 'closed', why: 'hours', opensAt: iso('2026-11-25T08:30')}],
	] as const)('%s', (time, service) => {
		expect(at(time).service).toEqual(service);
	});

	test('tells when it changes: the opening, the last ten minutes, the end', () => {
		const changes = ['2026-11-24T00:00', '2026-11-24T12:00', '2026-11-24T17:10'].map(
			time => at(time).changesAtMs,
		);
		expect(changes).toEqual(
			['2026-11-24T08:30', '2026-11-24T17:05', '2026-11-24T17:15'].map(time => japan(time).getTime()),
		);
	});
});

test('a kiosk that serves day and night never closes', () => {
	const hours = everyDay({from: '00:00', to: '24:00'});
	for (const time of [
		'2026-11-24T23:59:59.999',
		'2026-11-25T00:00',
		'2027-01-01T00:00',
		'2028-02-29T12:00',
	]) {
		expect(at(time, {hours})).toEqual({service: {status: 'open'}, changesAtMs: undefined});
	}
});

test('23:59:59.999 is the last instant of a day that ends at midnight', () => {
	const hours = {...everyDay(), tuesday: [{from: '09:00', to: '24:00'}]};
	expect(at('2026-11-24T23:59:59.999', {hours}).service).toMatchObject({
		status: 'closing',
		until: iso('2026-11-25T00:00'),
	});
	expect(at('2026-11-25T00:00', {hours}).service).toEqual({
		status: 'closed',
		why: 'hours',
		opensAt: iso('2026-12-01T09:00'),
	});
});

test('hours over midnight belong to the day they begin on, also when the next one is closed', () => {
	const parts = {hours: everyDay({from: '22:00', to: '02:00'}), closedDays: ['2026-11-25']};
	expect(at('2026-11-25T01:49:59.999', parts).service).toEqual({
		status: 'open',
		until: iso('2026-11-25T02:00'),
	});
	expect(at('2026-11-25T02:00', parts).service).toMatchObject({opensAt: iso('2026-11-26T22:00')});
});

describe('closed days', () => {
	const closedDays = ['2026-11-23', '12-29', '12-30', '12-31', '01-01', '01-02', '01-03'];

	test('one day, up to midnight', () => {
		expect(at('2026-11-23T12:00', {closedDays}).service).toMatchObject({
			status: 'closed',
			opensAt: iso('2026-11-24T08:30'),
		});
		expect(at('2025-11-23T12:00', {closedDays}).service.status).toBe('open');
	});

	test('the new year, in every year', () => {
		for (const year of [2026, 2027]) {
			expect(at(`${year}-12-28T17:15`, {closedDays}).service).toMatchObject({
				status: 'closed',
				opensAt: iso(`${year + 1}-01-04T08:30`),
			});
		}
	});

	test('a week without hours stays closed and names no day', () => {
		expect(at('2026-11-24T12:00', {hours: everyDay()})).toEqual({
			service: {status: 'closed', why: 'hours'},
			changesAtMs: undefined,
		});
	});
});

describe('maintenance', () => {
	const hours = everyDay({from: '00:00', to: '24:00'});
	const window = (from: string, to: string) => ({from: `${from}+09:00`, to: `${to}+09:00`});

	// domain.md 1.4: the window's stop of 15 December 2024, 3:00 to 4:00.
	const night = {hours, maintenance: [window('2024-12-15T03:00:00', '2024-12-15T04:00:00')]};
	test.each([
		['2024-12-15T02:49:59.999', {status: 'open', until: iso('2024-12-15T03:00')}],
		[
			'2024-12-15T02:50:00.000',
			{status: 'closing', until: iso('2024-12-15T03:00'), opensAt: iso('2024-12-15T04:00')},
		],
		['2024-12-15T03:00:00.000', {status: 'closed', why: 'maintenance', opensAt: iso('2024-12-15T04:00')}],
		['2024-12-15T03:59:59.999', {status: 'closed', why: 'maintenance', opensAt: iso('2024-12-15T04:00')}],
		['2024-12-15T04:00:00.000', {status: 'open'}],
	] as const)('%s', (time, service) => {
		expect(at(time, night).service).toEqual(service);
	});

	test('windows that overlap or touch are one, over midnight too', () => {
		const maintenance = [
			window('2026-11-24T23:30:00', '2026-11-25T00:30:00'),
			window('2026-11-24T23:00:00', '2026-11-25T00:00:00'),
			window('2026-11-25T00:30:00', '2026-11-25T01:00:00'),
		];
		expect(at('2026-11-24T23:59:59.999', {hours, maintenance}).service).toEqual({
			status: 'closed',
			why: 'maintenance',
			opensAt: iso('2026-11-25T01:00'),
		});
		expect(at('2026-11-24T22:50', {hours, maintenance}).service).toMatchObject({
			status: 'closing',
			until: iso('2026-11-24T23:00'),
		});
	});

	test('ten minutes between two windows are too short to begin in', () => {
		const maintenance = [
			window('2026-11-24T10:00:00', '2026-11-24T11:00:00'),
			window('2026-11-24T11:10:00', '2026-11-24T12:00:00'),
		];
		expect(at('2026-11-24T11:05', {hours, maintenance}).service).toMatchObject({
			status: 'closed',
			opensAt: iso('2026-11-24T12:00'),
		});
	});

	test('that reaches into the night is told as the hours once they are over', () => {
		const maintenance = [window('2026-11-24T16:00:00', '2026-11-24T20:00:00')];
		expect(at('2026-11-24T17:00', {maintenance})).toEqual({
			service: {status: 'closed', why: 'maintenance', opensAt: iso('2026-11-25T08:30')},
			changesAtMs: japan('2026-11-24T17:15').getTime(),
		});
		expect(at('2026-11-24T18:00', {maintenance}).service).toMatchObject({why: 'hours'});
	});
});

test.each(['UTC', 'America/New_York', 'Asia/Tokyo'])('the system zone %s changes nothing', zone => {
	const program = `
		const {serviceAt, weekdays} = await import('${import.meta.dirname}/../../src/domain/serviceHours.ts');
		const hours = Object.fromEntries(weekdays.map(day => [day, [{from: '08:30', to: '17:15'}]]));
		const plan = {hours, closedDays: ['2026-03-09'], maintenance: [], lastStartMinutes: 10};
		// In New York the clocks go forward on 8 March 2026.
		console.log(JSON.stringify(serviceAt(new Date('2026-03-08T08:15:00Z'), plan).service));
	`;
	const {stdout} = Bun.spawnSync([process.execPath, '-e', program], {env: {...process.env, TZ: zone}});
	expect(JSON.parse(stdout.toString())).toEqual({
		status: 'closed',
		why: 'hours',
		opensAt: iso('2026-03-10T08:30'),
	});
});
