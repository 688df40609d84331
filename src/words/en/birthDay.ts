import {type BirthDate, formatBirthDate} from '../../domain/birthDate.ts';

const monthFormat = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', month: 'long'});

/** As it is certified, in wareki, with the Gregorian date beside: `昭和50年3月21日 (21 March 1975)`. */
export function birthDayInEnglish(date: BirthDate): string {
	return `${formatBirthDate(date)} (${gregorian(date)})`;
}

function gregorian({year, month, day}: BirthDate): string {
	if (year === undefined) return 'year not known';
	if (month === undefined) return `${year}, month and day not known`;
	const name = monthFormat.format(Date.UTC(2000, month - 1));
	return day === undefined ? `${name} ${year}, day not known` : `${day} ${name} ${year}`;
}
