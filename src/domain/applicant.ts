/** The sex the certificate states: '1' male, '2' female; anything else is shown as not stated (card-facts 3.3). */
export type Sex = 'male' | 'female' | 'unstated';

/** The holder of a signing certificate, read from its subjectAltName (card-facts 3.3). */
export interface Applicant {
	readonly name: string;
	/** One '0' or '1' a character of the name: '1' where a substitute character (代替文字) stands. Empty when absent. */
	readonly nameSubstitutes: string;
	readonly address: string;
	/** As nameSubstitutes, for the address. */
	readonly addressSubstitutes: string;
	readonly sex: Sex;
	/** `EYYYYMMDD` as certified; `parseBirthDate` reads it. */
	readonly birthDate: string;
}

export function sexOf(code: string): Sex {
	if (code === '1') return 'male';
	if (code === '2') return 'female';
	return 'unstated';
}

/** Whether a text carries substitute characters: then the citizen is told that it differs from the resident record. */
export function hasSubstitutes(flags: string): boolean {
	return flags.includes('1');
}
