import type {Audit} from '../domain/audit.ts';
import type {PasswordName} from '../domain/password.ts';
import {parseStatement, type ResetStatement} from '../domain/reset.ts';
import {type ResetLimits, type ResetRefusal, refusalOfReset, type SignedPart} from '../domain/resetRules.ts';
import type {Officer} from '../domain/staff.ts';
import type {ResetAnswer, ResetRequest, SignedStatement} from './protocol.ts';
import type {DecideReset, ResetRecords} from './resetRecords.ts';

/** What stands behind the window's decision on a reset. The unblock key is here and on no terminal (T-21). */
export interface ResetDeskParts {
	readonly decide: DecideReset;
	/** Whose staff card signed a statement; undefined for nobody's that holds. */
	readonly officerOf: (signed: SignedStatement, now: Date) => Officer | undefined;
	/** The identities of an officer's own cards; undefined when they were never registered. */
	readonly ownCards: (officer: string) => readonly string[] | undefined;
	/** Signs a card's challenge for one of its passwords. */
	readonly unblock: (challenge: Uint8Array, password: PasswordName) => Uint8Array;
	/** The window's own audit; its marks tell cards apart. */
	readonly audit: Audit;
	readonly limits: ResetLimits;
	readonly allowedSkewMs: number;
	readonly now: () => Date;
}

/**
 * Rules on resets: without a challenge it only says whether one would be authorised; with one it answers that
 * challenge, once for an order, and notes it before it answers.
 */
export function createResetDesk(
	parts: ResetDeskParts,
): (request: ResetRequest, terminal: string | undefined) => Promise<ResetAnswer> {
	return async (request, terminal) => {
		const {audit} = parts;
		const now = parts.now();
		const card = audit.markOf(request.identity);
		const [first, second] = request.statements.map(signed => {
			const statement = parseStatement(signed.text);
			return {statement, officer: statement && parts.officerOf(signed, now)};
		});
		const tell = (refusal: ResetRefusal): ResetAnswer => {
			audit.note({
				kind: 'unblockRuled',
				reset: first?.statement?.resetId ?? '',
				result: 'refused',
				cause: refusal,
				card,
				officers: [first, second].flatMap(part => part?.officer?.id ?? []),
				...(terminal !== undefined && {terminal}),
			});
			return {status: 'refused', cause: refusal};
		};
		if (!first?.statement || !second?.statement) return tell('unreadable');
		if (!first.officer || !second.officer) return tell('notStaff');
		const known = {
			first: {statement: first.statement, officer: first.officer},
			second: {statement: second.statement, officer: second.officer},
		};
		return parts.decide(async (records): Promise<ResetAnswer> => {
			const day = dayInJapan(now);
			const refusal = await judge(parts, records, known, {request, now, day, card});
			if (refusal) return tell(refusal);
			if (request.challenge === undefined) return {status: 'granted'};
			const {resetId, password} = known.first.statement;
			const officers = [known.first.officer.id, known.second.officer.id] as const;
			await records.keep({
				resetId,
				card,
				first: officers[0],
				second: officers[1],
				day,
				at: now.toISOString(),
			});
			audit.note({
				kind: 'unblockRuled',
				reset: resetId,
				result: 'authorised',
				card,
				officers,
				...(terminal !== undefined && {terminal}),
			});
			const cryptogram = parts.unblock(Uint8Array.fromBase64(request.challenge), password);
			return {status: 'authorised', cryptogram: cryptogram.toBase64()};
		});
	};
}

interface Known {
	readonly statement: ResetStatement;
	readonly officer: Officer;
}

async function judge(
	{ownCards, limits, allowedSkewMs}: ResetDeskParts,
	records: ResetRecords,
	{first, second}: {readonly first: Known; readonly second: Known},
	at: {readonly request: ResetRequest; readonly now: Date; readonly day: string; readonly card: string},
): Promise<ResetRefusal | undefined> {
	const partOf = async ({statement, officer}: Known): Promise<SignedPart> => ({
		statement,
		officer,
		ownsCard: ownCards(officer.id)?.includes(at.request.identity),
		resetsToday: await records.resetsOf(officer.id, at.day),
	});
	return refusalOfReset(
		{
			first: await partOf(first),
			second: await partOf(second),
			now: at.now,
			allowedSkewMs,
			isUsed: await records.isUsed(first.statement.resetId),
			resetsToday: await records.resetsOn(at.day),
			lastOfCard: await records.lastOf(at.card),
		},
		limits,
	);
}

function dayInJapan(now: Date): string {
	return new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
}
