import type {ServicePlan} from '../../domain/serviceHours.ts';
import {nationalHolidays} from '../../settings/settings.ts';

/**
 * When the kiosk serves, by its settings: where the closed days name the national holidays (国民の祝日に関する法律), each of them
 * from this year on, as far as they are known (2050; the equinoxes of later years are announced each February).
 */
export async function servicePlanOf(settings: ServicePlan, now: Date): Promise<ServicePlan> {
	if (!settings.closedDays.includes(nationalHolidays)) return settings;
	const {default: japan} = await import('@holiday-jp/holiday_jp');
	// A day earlier than Japan's year at most, which closes nothing.
	const thisYear = now.toISOString().slice(0, 4);
	const days = Object.keys(japan.holidays).filter(day => day >= thisYear);
	return {...settings, closedDays: [...settings.closedDays, ...days]};
}
