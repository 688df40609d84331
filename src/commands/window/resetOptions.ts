import {type ResetLimits, resetBounds} from '../../domain/resetRules.ts';
import {readNumber, UsageError} from '../command.ts';
import type {ResetOfficeOptions} from './resets.ts';

const office = ['unblock-key', 'staff-ca', 'own-cards', 'state'] as const;

/** Which option sets which limit. */
const limitOptions = {
	perDay: 'resets-day',
	perOfficer: 'resets-officer',
	cardDays: 'resets-card-days',
	minutesBetween: 'resets-between',
	secondsAfter: 'resets-after',
} as const satisfies Record<keyof ResetLimits, string>;

const limitNames = Object.keys(limitOptions) as Array<keyof ResetLimits>;

type ResetOption = (typeof office)[number] | (typeof limitOptions)[keyof ResetLimits];

/** The options of `madoguchi window` that are about resets. */
export const resetOptions: readonly ResetOption[] = [...office, ...Object.values(limitOptions)];

/** Reads what a window needs to authorise resets; undefined where it shall not. Throws UsageError. */
export function readResets(
	given: Partial<Readonly<Record<ResetOption, string | undefined>>>,
): ResetOfficeOptions | undefined {
	const limits: Partial<ResetLimits> = Object.fromEntries(
		limitNames.flatMap(name => {
			const option = limitOptions[name];
			const value = readNumber(given[option], option, resetBounds[name]);
			return value === undefined ? [] : [[name, value]];
		}),
	);
	const {'unblock-key': unblockKey, 'staff-ca': staffCa, 'own-cards': ownCards, state} = given;
	if (unblockKey === undefined) {
		const [needless] = limitNames.filter(name => name in limits);
		if (needless) throw new UsageError(`--${limitOptions[needless]} needs --unblock-key`);
		return undefined;
	}
	if (staffCa === undefined || ownCards === undefined || state === undefined) {
		throw new UsageError('--unblock-key needs --staff-ca, --own-cards and --state');
	}
	return {unblockKey, staffCa, ownCards, state, limits};
}
