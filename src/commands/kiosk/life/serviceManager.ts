import {dlopen} from 'bun:ffi';
import {SetUpError} from '../../command.ts';

/** Tells the service manager how the service is, as sd_notify(3) has it: `READY=1`, `WATCHDOG=1`. */
export type TellManager = (state: string) => void;

/**
 * The manager that started this program as a service of type notify; undefined when none did. Through libsystemd,
 * since Bun opens no datagram socket that is a file. Throws SetUpError where a manager waits and libsystemd is missing.
 */
export function serviceManager(env: Readonly<Record<string, string | undefined>>): TellManager | undefined {
	if (!env.NOTIFY_SOCKET) return undefined;
	const notify = libsystemd();
	return state => {
		notify(0, Buffer.from(`${state}\0`));
	};
}

function libsystemd() {
	try {
		const {symbols} = dlopen('libsystemd.so.0', {sd_notify: {args: ['int', 'cstring'], returns: 'int'}});
		return symbols.sd_notify as (unsetEnvironment: number, state: Uint8Array) => number;
	} catch {
		throw new SetUpError('the service manager waits for a sign, and libsystemd0 is missing: install it');
	}
}
