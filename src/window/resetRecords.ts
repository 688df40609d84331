import type {Store, Transaction} from './store.ts';

/** A reset as the window's records have it; no card but by a mark, no person but officers by number. */
export interface KeptReset {
	readonly resetId: string;
	/** The card by a mark of the window's own. */
	readonly card: string;
	readonly first: string;
	readonly second: string;
	/** The day in Japan, YYYY-MM-DD. */
	readonly day: string;
	/** ISO 8601 in UTC. */
	readonly at: string;
}

/** The records of resets, open to a decision while it is made. */
export interface ResetRecords {
	isUsed(resetId: string): Promise<boolean>;
	resetsOn(day: string): Promise<number>;
	resetsOf(officer: string, day: string): Promise<number>;
	lastOf(card: string): Promise<Date | undefined>;
	keep(reset: KeptReset): Promise<void>;
}

/** Decides one after the other; what is kept is undone when the work throws, and on disk when this resolves. */
export type DecideReset = <Value>(work: (records: ResetRecords) => Promise<Value>) => Promise<Value>;

export function resetRecords(store: Store): DecideReset {
	return work =>
		store.transaction(async tx => {
			await tx`INSERT INTO turns (id, taken) VALUES (3, 1) ON CONFLICT (id) DO UPDATE SET taken = turns.taken + 1`;
			return work(recordsIn(tx));
		});
}

function recordsIn(tx: Transaction): ResetRecords {
	const counted = ([row]: readonly {readonly n: number}[]) => Number(row?.n ?? 0);
	return {
		isUsed: async resetId =>
			counted(await tx<{n: number}[]>`SELECT count(*) AS n FROM resets WHERE reset_id = ${resetId}`) > 0,
		resetsOn: async day =>
			counted(await tx<{n: number}[]>`SELECT count(*) AS n FROM resets WHERE day = ${day}`),
		resetsOf: async (officer, day) =>
			counted(
				await tx<{n: number}[]>`
					SELECT count(*) AS n FROM resets
					WHERE day = ${day} AND (first_officer = ${officer} OR second_officer = ${officer})`,
			),
		lastOf: async card => {
			const [row] = await tx<{at: string}[]>`
				SELECT at FROM resets WHERE card = ${card} ORDER BY at DESC LIMIT 1`;
			return row && new Date(row.at);
		},
		keep: async ({resetId, card, first, second, day, at}) => {
			await tx`
				INSERT INTO resets (reset_id, card, first_officer, second_officer, day, at)
				VALUES (${resetId}, ${card}, ${first}, ${second}, ${day}, ${at})`;
		},
	};
}
