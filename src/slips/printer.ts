import type {Slip} from '../domain/slip.ts';

/** The printer of a terminal. Nothing of the procedure depends on it: it may be away, out of paper or never answer. */
export interface Printer {
	/**
	 * Prints a slip and tells what came of it, within the printer's own time; whoever asks need not wait. A job that was
	 * not printed by then, or whose `signal` aborts, is cancelled: nothing comes out later, for somebody else to find.
	 */
	print(slip: Slip, signal?: AbortSignal): Promise<'printed' | 'failed'>;
}
