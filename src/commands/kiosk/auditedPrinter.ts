import type {Audit} from '../../domain/audit.ts';
import type {Printer} from '../../slips/printer.ts';

/**
 * A printer whose slips are noted: which kind, and what came of it (T-22). What is on paper cannot be taken back, so
 * that an audit that does not take the line is told as a bug.
 */
export function auditedPrinter(printer: Printer, audit: Audit, report: (error: unknown) => void): Printer {
	return {
		async print(slip, left) {
			let isNoted = false;
			const note = (result: 'printed' | 'failed') => {
				if (isNoted) return;
				isNoted = true;
				try {
					audit.note({kind: 'printed', slip: slip.kind, result});
				} catch (error) {
					report(error);
				}
			};
			// Noted at once: the audit may be closed before the job is cancelled.
			const giveUp = () => note('failed');
			left?.addEventListener('abort', giveUp);
			try {
				const result = await printer.print(slip, left);
				note(result);
				return result;
			} finally {
				left?.removeEventListener('abort', giveUp);
			}
		},
	};
}
