import type {Journey} from '../helpers/recordedRun.ts';

/** Whoever is served, and what they type and get: everything a journal must not tell. */
export interface Person {
	readonly application: string;
	readonly certificate: string;
	readonly signed: string;
	readonly receiptNumber: string;
}

/** A revocation from the idle screen to 受理通知, with an idle warning on the way. */
export const revocationOf = ({application, certificate, signed, receiptNumber}: Person): Journey => [
	[300, {type: 'reader.empty'}],
	[400, {type: 'user.ok'}],
	[1200, {type: 'user.choose', choice: 'revocation'}],
	[1300, {type: 'terminal.ready'}],
	[2000, {type: 'reader.present'}],
	[4000, {type: 'user.ok'}],
	[4100, {type: 'card.ready', triesLeft: 5}],
	[9000, {type: 'user.ok'}],
	[9001, {type: 'password.wellFormed'}],
	[9100, {type: 'card.verified'}],
	[9300, {type: 'card.imported', certificate}],
	[9301, {type: 'application.drawn', application}],
	// Long enough for the idle warning and a few seconds of its countdown.
	[73_500, {type: 'user.active'}],
	[74_000, {type: 'screen.readToEnd'}],
	[75_000, {type: 'user.ok'}],
	[76_000, {type: 'user.ok'}],
	[76_100, {type: 'card.ready', triesLeft: 5}],
	[80_000, {type: 'user.ok'}],
	[80_001, {type: 'password.wellFormed'}],
	[80_100, {type: 'card.verified'}],
	[80_400, {type: 'card.signed', signed}],
	[82_000, {type: 'user.ok'}],
	[
		82_300,
		{
			type: 'window.answered',
			notice: {
				result: 'accepted',
				receiptNumber,
				decidedAt: '2026-11-22T02:00:00.000Z',
				effectiveAt: '2026-11-22T15:00:00.000Z',
			},
		},
	],
	[90_000, {type: 'user.ok'}],
	[91_000, {type: 'reader.empty'}],
];
