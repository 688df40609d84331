import {jpkiDriver} from '../../card/jpki.ts';
import type {Finding} from '../../domain/finding.ts';
import {runChecks} from '../check/runChecks.ts';
import type {OpenedKiosk} from './runKiosk.ts';

/** What `check` finds, seen from within a running kiosk: the keyboard and the reader are its own. */
export async function deskFindings(opened: OpenedKiosk): Promise<readonly Finding[]> {
	const {pki, window, state, terminal, reader} = opened;
	const {columns, rows} = process.stdout;
	return runChecks({
		terminal: {
			size: {columns, rows},
			// Its answer would come among the keys.
			columnAfter: async () => undefined,
			close: () => undefined,
		},
		env: process.env,
		readerName: undefined,
		look: admits => jpkiDriver(reader).look({admits}),
		isSimulated: opened.panel !== undefined,
		pki,
		window,
		state,
		credential: terminal,
		now: () => new Date(),
	});
}
