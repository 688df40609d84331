import {dlopen, FFIType} from 'bun:ffi';

/** From Linux's sys/file.h. */
const lockExclusive = 2;
const unlock = 8;

let flock: ((fd: number, operation: number) => number) | undefined;

/**
 * Does something while no other process does it: flock(2) on an open file or folder, given back also by a
 * process that dies. Waits for its turn; the work must be short and must not ask for the same lock again.
 * @throws when the system refuses the lock
 */
export function withLock<Value>(fd: number, work: () => Value): Value {
	flock ??= loadFlock();
	if (flock(fd, lockExclusive) !== 0) throw new Error('the file cannot be locked');
	try {
		return work();
	} finally {
		flock(fd, unlock);
	}
}

function loadFlock() {
	const libc = dlopen('libc.so.6', {
		flock: {args: [FFIType.i32, FFIType.i32], returns: FFIType.i32},
	});
	return libc.symbols.flock;
}
