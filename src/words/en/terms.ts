import type {Procedure} from '../../domain/procedure.ts';

/** The terms of each procedure in plain English. */
export const terms = {
	revocation: {
		name: 'Revoke my own certificate',
		act: 'revocation request',
		document: 'revocation application',
		back: 'Back to reading the card',
		stop: 'Stop the request',
		goOn: 'Go on with the request',
	},
	validity: {
		name: 'Check my own certificate',
		act: 'validity check',
		document: 'validity check application',
		back: 'Back to reading the card',
		stop: 'Stop the check',
		goOn: 'Go on with the check',
	},
} as const satisfies Record<Procedure, Record<string, string>>;

export const askStaff = 'If this does not help, tell the staff the notice code.';
/** The ways on from a last word; the slip only where there is one and a printer for it. */
export const finish = {ok: 'Finish', print: 'Print a slip'} as const;
export const finishHint = 'Press "Finish" and take your card.';

/** For staff: requests that were, or may have been, sent and have no receipt yet (T-01). */
export const waitingLine = (count: number) =>
	`For staff: ${count} ${count === 1 ? 'request waits' : 'requests wait'} for an answer of the window.`;

/** For staff: keys of the settings that are not used as given. */
export const settingsLine = (names: string) =>
	`For staff: the settings are wrong, so defaults are used (${names || 'the whole file'}).`;

/** For staff: cards that were left in so long that staff were called. */
export const forgottenLine = (count: number) =>
	`For staff: ${count} ${count === 1 ? 'card was' : 'cards were'} left behind since this terminal started.`;
