import {type Finding, ng, ok, unasked} from '../../domain/finding.ts';
import {visibleText} from '../../domain/text.ts';
import type {Settings} from '../../settings/settings.ts';
import {askPrinterState, type PrinterState} from '../../slips/printerState.ts';

/** CUPS is on this machine: what takes longer does not come. */
const deadlineMs = 2000;

/** The printer for slips, as the CUPS of this machine knows it. Prints nothing; waits two seconds at most. */
export async function checkPrinter(
	{printer: queue}: Pick<Settings, 'printer'>,
	socket: string,
): Promise<Finding> {
	if (queue === '') return unasked('printer', 'none in the settings: no slips');
	const state = await askPrinterState({socket, queue}, AbortSignal.timeout(deadlineMs));
	return findingOf(state, queue);
}

function findingOf(state: PrinterState, queue: string): Finding {
	switch (state.status) {
		case 'ready':
			return ok('printer', visibleText([`${queue} is ready`, ...state.remarks].join(', ')));
		case 'inTrouble':
			return ofTroubles(state.reasons);
		case 'stopped':
			return ng('printer', `${queue} was stopped`, `see why, then cupsenable ${queue}`);
		case 'closed':
			return ng('printer', `${queue} takes no jobs`, `cupsaccept ${queue}`);
		case 'unknown':
			return ng('printer', `CUPS knows no ${queue}`, 'add it to CUPS, or correct printer in settings.json');
		case 'noAnswer':
			return ng(
				'printer',
				'CUPS does not answer',
				'install and start cups: systemctl enable --now cups.socket',
			);
	}
}

/** The first trouble that is known says what to do. */
function ofTroubles(reasons: readonly string[]): Finding {
	const [, found, remedy] = troubles.find(([pattern]) => reasons.some(reason => pattern.test(reason))) ?? [];
	const all = visibleText(reasons.join(', '));
	return found && remedy
		? ng('printer', `${found} (${all})`, remedy)
		: ng('printer', all, 'look at the printer');
}

/** RFC 8011, 5.4.12, and what CUPS adds. */
const troubles: ReadonlyArray<readonly [pattern: RegExp, found: string, remedy: string]> = [
	[/^media-(empty|needed)/, 'has no paper', 'put paper in'],
	[/^media-jam/, 'the paper is jammed', 'take the jammed paper out'],
	[
		/^(offline|connecting-to-device|timed-out|shutdown)/,
		'cannot be reached',
		'switch it on and check its cable',
	],
	[/^(door|cover|interlock)-open/, 'is open', 'close it'],
	[/^(toner|marker-supply|marker-waste)/, 'has no toner or ink', 'put toner or ink in'],
];
