import {closeSync, mkdirSync, openSync} from 'node:fs';
import {dirname} from 'node:path';
import {SQL, type TransactionSQL} from 'bun';

/** A transaction of the store: statements that run on SQLite and PostgreSQL alike. */
export type Transaction = TransactionSQL;

/** A database whose every statement runs inside a transaction and is on disk when that has ended. */
export interface Store {
	/** Runs one transaction; everything in it is undone when the work throws. */
	transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
	close(): Promise<void>;
}

/** The store named in settings or on the command line cannot be used. */
class StoreError extends Error {
	override readonly name = 'StoreError';
}

/**
 * Opens the database and makes the window's tables where they are missing.
 * @param location `sqlite:FILE` (folder and file are made), `sqlite::memory:`, or a `postgres:` URL
 * @throws StoreError when the location is of neither kind or cannot be opened
 */
export async function openStore(location: string): Promise<Store> {
	const sql = connect(location);
	try {
		if (isSqlite(location)) {
			await sql`PRAGMA busy_timeout = 5000`;
			await sql`PRAGMA journal_mode = WAL`;
			// FULL: a commit is on disk before its receipt leaves the window.
			await sql`PRAGMA synchronous = FULL`;
			// What is erased is overwritten, not only forgotten (T-06).
			await sql`PRAGMA secure_delete = ON`;
		}
		await sql.begin(async tx => {
			for (const table of tables) await tx.unsafe(table);
		});
	} catch (cause) {
		await sql.close();
		throw new StoreError('The store cannot be opened. Name a file that can be written to.', {cause});
	}
	return {
		// Never a statement outside: on SQLite it would fall into whichever transaction is open, and be undone with it.
		transaction: async <T>(work: (tx: Transaction) => Promise<T>) => (await sql.begin(work)) as T,
		close: () => sql.close(),
	};
}

function connect(location: string): SQL {
	if (!isSqlite(location) && !/^postgres(ql)?:/.test(location)) {
		throw new StoreError('A store is named as sqlite:FILE or postgres://HOST/DATABASE.');
	}
	try {
		if (!isSqlite(location)) return new SQL(location);
		const filename = location.slice('sqlite:'.length);
		if (filename !== ':memory:') makeFile(filename);
		return new SQL({adapter: 'sqlite', filename});
	} catch (cause) {
		throw new StoreError('The store cannot be opened. Name a file that can be written to.', {cause});
	}
}

/** Made here for its mode: SQLite gives its side files (-wal, -shm) the mode of the database. */
function makeFile(filename: string): void {
	mkdirSync(dirname(filename), {recursive: true, mode: 0o700});
	closeSync(openSync(filename, 'a', 0o600));
}

const isSqlite = (location: string) => location.startsWith('sqlite:');

/** Instants are ISO 8601 text in UTC, which sorts as time does. */
const tables = [
	// result, receipt and decided_at are empty only inside the transaction that decides.
	`CREATE TABLE IF NOT EXISTS requests (
		request_id TEXT PRIMARY KEY,
		procedure TEXT NOT NULL,
		digest TEXT NOT NULL,
		receipt_number TEXT NOT NULL UNIQUE,
		result TEXT,
		receipt BYTEA,
		decided_at TEXT
	)`,
	// request_id is empty for a revocation entered from elsewhere; application is sealed (vault.ts), and empty once erased.
	`CREATE TABLE IF NOT EXISTS revocations (
		issuer TEXT NOT NULL,
		serial_number TEXT NOT NULL,
		effective_at TEXT NOT NULL,
		request_id TEXT UNIQUE REFERENCES requests (request_id),
		application BYTEA,
		erase_at TEXT,
		PRIMARY KEY (issuer, serial_number)
	)`,
	`CREATE TABLE IF NOT EXISTS lists (
		issuer TEXT NOT NULL,
		number INTEGER NOT NULL,
		this_update TEXT NOT NULL,
		next_update TEXT NOT NULL,
		der BYTEA NOT NULL,
		PRIMARY KEY (issuer, number)
	)`,
	// Said by each terminal of its audit; every one is kept, that a line rewritten between two of them is found.
	`CREATE TABLE IF NOT EXISTS heads (
		audit_key TEXT NOT NULL,
		count BIGINT NOT NULL,
		hash TEXT NOT NULL,
		terminal TEXT NOT NULL,
		said_at TEXT NOT NULL,
		seen_at TEXT NOT NULL,
		PRIMARY KEY (audit_key, count)
	)`,
	// The audits that were ended here since their keys were lost; their heads stay.
	`CREATE TABLE IF NOT EXISTS closed_audits (
		audit_key TEXT PRIMARY KEY,
		closed_at TEXT NOT NULL
	)`,
	// Each order for a reset that was authorised, used once; card is a mark of the window's audit.
	`CREATE TABLE IF NOT EXISTS resets (
		reset_id TEXT PRIMARY KEY,
		card TEXT NOT NULL,
		first_officer TEXT NOT NULL,
		second_officer TEXT NOT NULL,
		day TEXT NOT NULL,
		at TEXT NOT NULL
	)`,
	// One row a matter: who changes it has the word in it until the transaction ends.
	'CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, taken BIGINT NOT NULL)',
];
