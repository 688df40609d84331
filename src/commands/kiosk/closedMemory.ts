import {dlopen, FFIType} from 'bun:ffi';

/** From Linux's linux/prctl.h and asm-generic/resource.h. */
const setDumpable = 4;
const limitOfCore = 4;

/**
 * Closes this process's memory (T-18): no process of the same user may look into it by ptrace or /proc/PID/mem, and no
 * crash writes it to disk. It holds until the program is replaced; call it at the start.
 * @throws when the system refuses
 */
export function closeMemory(): void {
	const libc = dlopen('libc.so.6', {
		prctl: {
			args: [FFIType.i32, FFIType.u64, FFIType.u64, FFIType.u64, FFIType.u64],
			returns: FFIType.i32,
		},
		setrlimit: {args: [FFIType.i32, FFIType.ptr], returns: FFIType.i32},
	});
	// Soft and hard limit.
	const none = new BigUint64Array(new ArrayBuffer(16));
	const isClosed =
		libc.symbols.prctl(setDumpable, 0, 0, 0, 0) === 0 && libc.symbols.setrlimit(limitOfCore, none) === 0;
	if (!isClosed) throw new Error('the memory of the kiosk could not be closed to others');
}
