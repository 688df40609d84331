import {dlopen, FFIType, ptr} from 'bun:ffi';
import {readFileSync, readlinkSync} from 'node:fs';
import type {Served} from './served.ts';

/** From Linux's linux/close_range.h. */
const closeOnExec = 4;
const mostDescriptors = 0xffff_ffff;
const firstOwnDescriptor = 3;

/** Tell the renewed kiosk that it is one, and what it goes on with. */
const renewedFlag = '--renewed';
const resumesOption = '--resumes=';

/**
 * Becomes this program again: same process, arguments, environment and terminal, all memory new but for `served`. What JavaScript
 * strings held of a person cannot be wiped, and stays in freed memory for as long as the process runs (T-18).
 * Every file and socket but the terminal is closed; what was typed meanwhile waits in the terminal.
 * @throws when the system refuses
 */
export function becomeAnew(served: Served): never {
	const libc = dlopen('libc.so.6', {
		close_range: {args: [FFIType.u32, FFIType.u32, FFIType.u32], returns: FFIType.i32},
		execve: {args: [FFIType.ptr, FFIType.ptr, FFIType.ptr], returns: FFIType.i32},
	});
	const first = wordsIn(readFileSync('/proc/self/cmdline')).filter(
		word => !word.equals(cString(renewedFlag)) && !word.toString().startsWith(resumesOption),
	);
	const resumes = served.resumes ? [cString(`${resumesOption}${JSON.stringify(served)}`)] : [];
	const given = listOf([...first, cString(renewedFlag), ...resumes]);
	const environment = listOf(
		Object.entries(process.env).map(([name, value]) => cString(`${name}=${value ?? ''}`)),
	);
	// By its own name, which the process keeps.
	const program = cString(readlinkSync('/proc/self/exe'));
	libc.symbols.close_range(firstOwnDescriptor, mostDescriptors, closeOnExec);
	libc.symbols.execve(ptr(program), ptr(given.pointers), ptr(environment.pointers));
	throw new Error('the system would not start the kiosk anew');
}

/** The words of a command line as proc(5) holds it, each with the zero byte at its end. */
function wordsIn(bytes: Buffer): Buffer[] {
	const words: Buffer[] = [];
	for (let at = 0; at < bytes.length; ) {
		const end = bytes.indexOf(0, at);
		// A copy with an ArrayBuffer of its own: its address stays.
		words.push(ownCopy(bytes.subarray(at, end + 1)));
		at = end + 1;
	}
	return words;
}

function cString(text: string): Buffer {
	return ownCopy(Buffer.from(`${text}\0`));
}

function ownCopy(bytes: Uint8Array): Buffer {
	const copy = Buffer.from(new ArrayBuffer(bytes.length));
	copy.set(bytes);
	return copy;
}

/** The addresses of words and a null at the end, as execve(2) takes them; the words must live as long. */
function listOf(words: readonly Buffer[]): {
	readonly pointers: BigUint64Array;
	readonly words: readonly Buffer[];
} {
	return {pointers: BigUint64Array.from([...words.map(word => BigInt(ptr(word))), 0n]), words};
}
