import {isSameOrder, type ResetStatement} from './reset.ts';
import {hasRole, type Officer} from './staff.ts';

/** How much one office may reset, and how quickly two officers follow one another (T-21); settings of the municipality. */
export interface ResetLimits {
	/** Resets a day at one window, by the day in Japan. */
	readonly perDay: number;
	/** Resets a day in which one officer took part, as the first or the second. */
	readonly perOfficer: number;
	/** Within how many days a second reset of one card needs an operator. */
	readonly cardDays: number;
	/** Within how many minutes the second officer follows the first. */
	readonly minutesBetween: number;
	/** For how many seconds after the second officer the card may be unblocked. */
	readonly secondsAfter: number;
}

export const defaultResetLimits: ResetLimits = {
	perDay: 30,
	perOfficer: 10,
	cardDays: 30,
	minutesBetween: 5,
	secondsAfter: 180,
};

/** The limits that the terminal itself goes by; the window goes by its own. */
export type ResetTimes = Pick<ResetLimits, 'minutesBetween' | 'secondsAfter'>;

/**
 * The least and the most that may be set. What T-21 names may only be made stricter; how many resets a day has room for
 * is the office's size (decision 0031).
 */
export const resetBounds: Readonly<Record<keyof ResetLimits, readonly [least: number, most: number]>> = {
	perDay: [1, 1000],
	perOfficer: [1, 1000],
	cardDays: [defaultResetLimits.cardDays, 3650],
	minutesBetween: [1, defaultResetLimits.minutesBetween],
	secondsAfter: [30, defaultResetLimits.secondsAfter],
};

/** Why no reset is authorised. */
export type ResetRefusal =
	/** What was sent is no order. */
	| 'unreadable'
	/** A signature is not that of a staff card that holds. */
	| 'notStaff'
	/** An officer's card has not the role for it. */
	| 'roleMissing'
	/** Both signatures are of one officer. */
	| 'sameOfficer'
	/** The two officers did not sign the same order, as the first and the second. */
	| 'differentOrders'
	/** Too long between the officers, or since the second; or a time that has not come. */
	| 'tooLate'
	/** The card is an officer's own. */
	| 'ownCard'
	/** It is not known which cards are an officer's own. */
	| 'ownCardUnknown'
	| 'overDay'
	| 'overOfficer'
	/** The card was reset within the days of the limits: one of the two has to be an operator. */
	| 'operatorNeeded'
	/** This order has been used. */
	| 'used';

export const resetRefusals: readonly ResetRefusal[] = [
	'unreadable',
	'notStaff',
	'roleMissing',
	'sameOfficer',
	'differentOrders',
	'tooLate',
	'ownCard',
	'ownCardUnknown',
	'overDay',
	'overOfficer',
	'operatorNeeded',
	'used',
];

/** One officer's part in a reset, with the signature found good. */
export interface SignedPart {
	readonly statement: ResetStatement;
	readonly officer: Officer;
	/** Whether the card to be reset is this officer's own; undefined when that is not known. */
	readonly ownsCard: boolean | undefined;
	/** Resets of this day in which the officer took part. */
	readonly resetsToday: number;
}

/** What the window knows of a reset that is asked for. */
export interface ResetCase {
	readonly first: SignedPart;
	readonly second: SignedPart;
	readonly now: Date;
	/** How far the terminal's clock may be from ours, in milliseconds. */
	readonly allowedSkewMs: number;
	readonly isUsed: boolean;
	readonly resetsToday: number;
	/** When this card was last reset; undefined for never. */
	readonly lastOfCard: Date | undefined;
}

/** Judges a reset by every condition of T-21; undefined when nothing stands against it. */
export function refusalOfReset(reset: ResetCase, limits: ResetLimits): ResetRefusal | undefined {
	const {first, second, now, allowedSkewMs} = reset;
	const parts = [first, second];
	if (parts.some(({officer}) => !hasRole(officer.role, 'resetOfficer'))) return 'roleMissing';
	if (first.officer.id === second.officer.id) return 'sameOfficer';
	if (first.statement.part !== 'first' || second.statement.part !== 'second') return 'differentOrders';
	if (!isSameOrder(first.statement, second.statement)) return 'differentOrders';
	const [firstMs, secondMs] = [Date.parse(first.statement.at), Date.parse(second.statement.at)];
	const betweenMs = secondMs - firstMs;
	const sinceMs = now.getTime() - secondMs;
	if (betweenMs < 0 || betweenMs > limits.minutesBetween * 60_000) return 'tooLate';
	if (sinceMs < -allowedSkewMs || sinceMs > limits.secondsAfter * 1000 + allowedSkewMs) return 'tooLate';
	if (parts.some(({ownsCard}) => ownsCard === true)) return 'ownCard';
	if (parts.some(({ownsCard}) => ownsCard === undefined)) return 'ownCardUnknown';
	if (reset.isUsed) return 'used';
	if (reset.resetsToday >= limits.perDay) return 'overDay';
	if (parts.some(({resetsToday}) => resetsToday >= limits.perOfficer)) return 'overOfficer';
	const isSoonAgain =
		reset.lastOfCard !== undefined &&
		now.getTime() - reset.lastOfCard.getTime() < limits.cardDays * 86_400_000;
	if (isSoonAgain && !parts.some(({officer}) => officer.role === 'operator')) return 'operatorNeeded';
	return undefined;
}
