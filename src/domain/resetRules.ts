/** How much one office may reset before somebody looks (threats T-21); settings of the municipality. */
export interface ResetLimits {
	/** Resets a day at one window, by the day in Japan. */
	readonly perDay: number;
	/** Resets a day in which one officer took part, as the first or the second. */
	readonly perOfficer: number;
	/** Within how many days a second reset of one card needs an operator. */
	readonly cardDays: number;
}

export const defaultResetLimits: ResetLimits = {perDay: 30, perOfficer: 10, cardDays: 30};
