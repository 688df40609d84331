import {type CupsQueue, CupsRefusal, cupsQueue} from './cupsQueue.ts';
import {groupTags} from './ipp.ts';

/** What CUPS says of a printer, without printing anything. */
export type PrinterState =
	/** As far as CUPS knows: of a printer that it has had nothing to say to, that is little. */
	| {readonly status: 'ready'; readonly remarks: readonly string[]}
	/** It cannot print as it is; the reasons by their IPP keywords (RFC 8011, 5.4.12). */
	| {readonly status: 'inTrouble'; readonly reasons: readonly string[]}
	/** Somebody stopped its queue. */
	| {readonly status: 'stopped'}
	/** Its queue takes no jobs. */
	| {readonly status: 'closed'}
	/** CUPS has no printer of this name. */
	| {readonly status: 'unknown'}
	/** CUPS itself does not answer within the time. */
	| {readonly status: 'noAnswer'};

/** RFC 8011, B.1.4.7. */
const notFound = 0x0406;
/** RFC 8011, 5.4.11. */
const stopped = 5;

/** Asks CUPS how a printer is. Prints nothing, and waits no longer than `signal` lets it. */
export async function askPrinterState(queue: CupsQueue, signal: AbortSignal): Promise<PrinterState> {
	try {
		const {groups} = await cupsQueue(queue)('getPrinterAttributes', [], signal);
		const said = groups.find(({tag}) => tag === groupTags.printer)?.attributes;
		const reasons = (said?.get('printer-state-reasons') ?? [])
			.map(String)
			.filter(reason => reason !== 'none');
		const troubles = reasons.filter(isTrouble);
		if (troubles.length > 0) return {status: 'inTrouble', reasons: troubles};
		if (said?.get('printer-state')?.[0] === stopped) return {status: 'stopped'};
		if (said?.get('printer-is-accepting-jobs')?.[0] === 0) return {status: 'closed'};
		return {status: 'ready', remarks: reasons};
	} catch (error) {
		return {status: error instanceof CupsRefusal && error.status === notFound ? 'unknown' : 'noAnswer'};
	}
}

/** A reason without a suffix is an error; CUPS reports a printer that is off as no more than a remark. */
function isTrouble(reason: string): boolean {
	if (reason === 'paused') return false;
	return /^offline/.test(reason) || !/-(report|warning)$/.test(reason);
}
