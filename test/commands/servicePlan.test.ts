import {expect, test} from 'vitest';
import {servicePlanOf} from '../../src/commands/kiosk/servicePlan.ts';
import {type ServicePlan, serviceAt, weekdays} from '../../src/domain/serviceHours.ts';
import {defaultSettings} from '../../src/settings/settings.ts';

/** 内閣府「国民の祝日について」: with the day in lieu of a Sunday's, and the day between two holidays. */
const announced = [
	...['2026-01-01', '2026-01-12', '2026-02-11', '2026-02-23', '2026-03-20', '2026-04-29', '2026-05-03'],
	...['2026-05-04', '2026-05-05', '2026-05-06', '2026-07-20', '2026-08-11', '2026-09-21', '2026-09-22'],
	...['2026-09-23', '2026-10-12', '2026-11-03', '2026-11-23'],
	...['2027-01-01', '2027-01-11', '2027-02-11', '2027-02-23', '2027-03-21', '2027-03-22', '2027-04-29'],
	...['2027-05-03', '2027-05-04', '2027-05-05', '2027-07-19', '2027-08-11', '2027-09-20', '2027-09-23'],
	...['2027-10-11', '2027-11-03', '2027-11-23'],
];

const planWith = (closedDays: readonly string[]): ServicePlan => ({
	...defaultSettings,
	hours: Object.fromEntries(
		weekdays.map(day => [day, [{from: '08:30', to: '17:15'}]]),
	) as unknown as ServicePlan['hours'],
	closedDays,
});
const now = new Date('2026-11-22T03:00:00Z');

test('the national holidays of this year and the next close the kiosk, and no other day of them does', async () => {
	const plan = await servicePlanOf(planWith(['holidays', '12-31']), now);
	const noonOf = (day: string) => serviceAt(new Date(`${day}T12:00:00+09:00`), plan).service.status;
	const closed: string[] = [];
	for (let at = Date.parse('2026-01-01'); at < Date.parse('2028-01-01'); at += 86_400_000) {
		const day = new Date(at).toISOString().slice(0, 10);
		if (noonOf(day) === 'closed') closed.push(day);
	}
	expect(closed).toEqual([...announced, '2026-12-31', '2027-12-31'].sort());
});

test('days that are over are no part of it, and without the word no day is added', async () => {
	const {closedDays} = await servicePlanOf(planWith(['holidays']), now);
	expect(closedDays.every(day => day === 'holidays' || day >= '2026-01-01')).toBe(true);
	const plan = planWith(['2026-12-24']);
	expect(await servicePlanOf(plan, now)).toBe(plan);
});
