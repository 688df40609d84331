import {startCodes} from '../../domain/codes.ts';
import {SetUpError} from '../command.ts';

/**
 * Refuses a production kiosk an environment that could change the program or its connections (threats T-15): Bun
 * obeys these variables whatever a program does, and some of them run other code. Throws SetUpError, which names the
 * variables and never their values.
 */
export function refuseHostileEnvironment(env: Readonly<Record<string, string | undefined>>): void {
	const names = Object.keys(env).filter(name => /^(BUN|NODE)_|_PROXY$/i.test(name));
	if (names.length === 0) return;
	throw new SetUpError(
		`${startCodes.hostileEnvironment}: ${names.sort().join(', ')} must not be set: start the kiosk by its unit`,
	);
}
