import {strikeOff} from '../../window/struckList.ts';
import {readOptions, UsageError} from '../command.ts';

/** `madoguchi window strike`: takes a terminal's or verifier's enrolment away, for good. */
export async function strike(args: readonly string[]): Promise<number> {
	const {words, authority} = readOptions(args, {required: ['authority'], words: 1});
	const [serialNumber] = words;
	if (serialNumber === undefined) throw new UsageError('strike wants the serial number of a certificate');
	if (!(await strikeOff(struckListOf(authority), serialNumber))) {
		throw new UsageError('a serial number is up to 40 hex digits, as openssl x509 -serial shows it');
	}
	console.log(`${serialNumber} is struck off.`);
	return 0;
}

/** The list of struck-off certificates lies beside the certificate of the authority that enrolled them. */
export function struckListOf(authority: string): string {
	return `${authority}.struck`;
}
