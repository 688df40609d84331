import type {MachineEvent} from '../machines/events.ts';

/** The first line of a journal. */
export interface Header {
	readonly format: 'madoguchi-journal';
	readonly version: 1;
	/** The id of the machine whose events follow. */
	readonly machine: 'kiosk';
	/** Which build recorded it. */
	readonly build: string;
	/** How the machine was set up. */
	readonly input: {
		readonly language: 'ja' | 'en';
		readonly procedures: ReadonlyArray<'revocation' | 'validity'>;
		readonly timeScale: number;
	};
}

/** One event from outside, and what it led to. */
export interface Entry {
	/** Milliseconds since the start. */
	readonly at: number;
	/** The machine that heard it. */
	readonly to: MachineId;
	/** Without secrets: personal data replaced by placeholders. */
	readonly event: MachineEvent;
	/** The state reached. */
	readonly path: string;
	/** SHA-256 of the view as drawn from placeholders, the first 16 hex digits. */
	readonly view: string;
}

export type MachineId = 'kiosk' | 'procedure' | 'login';

/** The events a journal may hold. What is not named here is not written, whatever it is. */
export const recorded = new Set<string>([
	'user.ok',
	'user.cancel',
	'user.back',
	'user.choose',
	'user.active',
	'user.help',
	'user.language',
	'user.staff',
	'user.veil',
	'cover.confirm',
	'cover.close',
	'screen.shown',
	'screen.readToEnd',
	'reader.present',
	'reader.empty',
	'reader.lost',
	'reader.stuck',
	'card.ready',
	'card.absent',
	'card.other',
	'card.blocked',
	'card.changed',
	'card.verified',
	'card.wrongPassword',
	'card.imported',
	'card.unreadable',
	'card.signed',
	'card.signFailed',
	'card.left',
	'card.failed',
	'password.wellFormed',
	'password.malformed',
	'application.drawn',
	'certificate.expired',
	'certificate.notYetValid',
	'certificate.unreadable',
	'window.identified',
	'window.unreachable',
	'window.answered',
	'window.noReceipt',
	'outbox.counted',
	'terminal.ready',
	'terminal.failed',
] satisfies ReadonlyArray<MachineEvent['type']>);
