import type {AuditHead, HeadRefusal, HeadStatement, SeenHeads} from '../domain/audit.ts';
import type {Store, Transaction} from './store.ts';

/** What became of a head that a terminal said. */
export type HeadTaking =
	| {readonly status: 'taken'}
	/** One said later arrived before it: it says nothing new. */
	| {readonly status: 'overtaken'}
	| {readonly status: 'refused'; readonly cause: HeadRefusal};

/** A head as the window's records have it. */
export interface KeptHead extends AuditHead {
	readonly key: string;
	/** The serial number of the terminal's certificate; empty where no terminals are enrolled. */
	readonly terminal: string;
	readonly seenAt: string;
	/** When its audit was closed here; undefined while it goes on. */
	readonly closedAt: string | undefined;
}

/** An audit that goes no further. */
export interface ClosedAudit extends AuditHead {
	readonly key: string;
}

/** How far each terminal's audit had come, whenever the window heard of it (threats T-22). */
export interface HeadRecords {
	/**
	 * Takes a head that goes on where the last one stood; refuses every other one.
	 * @param terminal the serial number of an enrolled terminal; undefined where none are enrolled
	 */
	take(statement: HeadStatement, terminal: string | undefined, seenAt: Date): Promise<HeadTaking>;
	/** The newest heads of an audit, the newest last; undefined for one that never said any. */
	seen(isAudit: (key: string) => boolean): Promise<Omit<SeenHeads, 'seenAt'> | undefined>;
	/**
	 * Closes the audit of a terminal whose key is lost, that another may begin: its heads stay, and it gets no more.
	 * @returns what was closed, each at its last head; nothing where the terminal had none that was open
	 */
	close(terminal: string, now: Date): Promise<readonly ClosedAudit[]>;
	/** Every head there is, by audit and number. */
	all(): Promise<readonly KeptHead[]>;
}

/** Little enough for one answer: beyond them an auditor asks for the records themselves. */
const mostHeadsAnswered = 256;

export function headRecords(store: Store): HeadRecords {
	return {
		take: (statement, terminal = '', seenAt) =>
			store.transaction(async tx => {
				// First, that two heads said at once are judged one after the other.
				await tx`INSERT INTO turns (id, taken) VALUES (2, 1) ON CONFLICT (id) DO UPDATE SET taken = turns.taken + 1`;
				const judged = await judge(tx, statement, {terminal, seenAt});
				if (judged.status !== 'taken') return judged;
				const {key, count, hash, at} = statement;
				await tx`
					INSERT INTO heads (audit_key, count, hash, terminal, said_at, seen_at)
					VALUES (${key}, ${count}, ${hash}, ${terminal}, ${at}, ${seenAt.toISOString()})
					ON CONFLICT (audit_key, count) DO UPDATE SET said_at = excluded.said_at, seen_at = excluded.seen_at`;
				return {status: 'taken'};
			}),
		seen: isAudit =>
			store.transaction(async tx => {
				const keys = await tx<{audit_key: string}[]>`SELECT DISTINCT audit_key FROM heads`;
				const key = keys.find(row => isAudit(row.audit_key))?.audit_key;
				if (key === undefined) return undefined;
				const rows = await tx<{count: number; hash: string}[]>`
					SELECT count, hash FROM heads WHERE audit_key = ${key} ORDER BY count DESC LIMIT ${mostHeadsAnswered}`;
				return {key, heads: rows.map(({count, hash}) => ({count: Number(count), hash})).reverse()};
			}),
		close: (terminal, now) =>
			store.transaction(async tx => {
				await tx`INSERT INTO turns (id, taken) VALUES (2, 1) ON CONFLICT (id) DO UPDATE SET taken = turns.taken + 1`;
				const open = await tx<HeadRow[]>`
					SELECT * FROM heads WHERE terminal = ${terminal}
					AND audit_key NOT IN (SELECT audit_key FROM closed_audits) ORDER BY count`;
				const last = new Map(open.map(row => [row.audit_key, row]));
				for (const key of last.keys()) {
					await tx`INSERT INTO closed_audits (audit_key, closed_at) VALUES (${key}, ${now.toISOString()})`;
				}
				return [...last].map(([key, {count, hash}]) => ({key, count: Number(count), hash}));
			}),
		all: () =>
			store.transaction(async tx => {
				const rows = await tx<(HeadRow & {readonly closed_at: string | null})[]>`
					SELECT heads.*, closed_at FROM heads
					LEFT JOIN closed_audits ON closed_audits.audit_key = heads.audit_key
					ORDER BY heads.audit_key, count`;
				return rows.map(({audit_key, count, hash, terminal, seen_at, closed_at}) => ({
					key: audit_key,
					count: Number(count),
					hash,
					terminal,
					seenAt: seen_at,
					closedAt: closed_at ?? undefined,
				}));
			}),
	};
}

interface HeadRow {
	readonly audit_key: string;
	readonly count: number;
	readonly hash: string;
	readonly terminal: string;
	readonly said_at: string;
	readonly seen_at: string;
}

/** How long a request may be on its way. */
const longestWayMs = 600_000;

const refused = (cause: HeadRefusal): HeadTaking => ({status: 'refused', cause});

async function judge(
	tx: Transaction,
	{key, count, hash, at}: HeadStatement,
	{terminal, seenAt}: {readonly terminal: string; readonly seenAt: Date},
): Promise<HeadTaking> {
	const [last] = await tx<
		HeadRow[]
	>`SELECT * FROM heads WHERE audit_key = ${key} ORDER BY count DESC LIMIT 1`;
	const [closed] = await tx`SELECT audit_key FROM closed_audits WHERE audit_key = ${key}`;
	if (closed) return refused('closed');
	if (!last) {
		// An enrolled terminal that comes with a new audit has lost, or hides, the one it had.
		const [other] = await tx<HeadRow[]>`
			SELECT * FROM heads WHERE terminal = ${terminal}
			AND audit_key NOT IN (SELECT audit_key FROM closed_audits) LIMIT 1`;
		return terminal !== '' && other ? refused('otherKey') : {status: 'taken'};
	}
	const lastCount = Number(last.count);
	if (count > lastCount) return {status: 'taken'};
	if (count === lastCount) return hash === last.hash ? {status: 'taken'} : refused('fork');
	const isOnItsWay = Date.parse(at) > seenAt.getTime() - longestWayMs;
	return at < last.said_at && isOnItsWay ? {status: 'overtaken'} : refused('behind');
}
