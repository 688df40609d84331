import type {Result} from '../domain/receipt.ts';
import {type CrlCalendar, crlEndsAt, lastCrlAt} from './crlTime.ts';
import {type HeadRecords, headRecords} from './headRecords.ts';
import type {Inquiry} from './protocol.ts';
import {type DecideReset, resetRecords} from './resetRecords.ts';
import {openStore, type Transaction} from './store.ts';

/** A certificate as the records name it. */
export interface CertificateName {
	/** The short name of the authority that issued it: generations of authorities share their distinguished name. */
	readonly issuer: string;
	/** The serial number in upper-case hex. */
	readonly serialNumber: string;
}

/** A decision with the receipt that says so, ready to be kept. */
export interface Decision {
	readonly result: Result;
	/** The signed receipt, as it is answered every time. */
	readonly receipt: Uint8Array;
	/** ISO 8601 in UTC. */
	readonly decidedAt: string;
}

/** What a request meets in the records. */
export type Settlement =
	| {readonly status: 'answered'; readonly receipt: Uint8Array; readonly result: Result}
	/** The requestId belongs to another document or procedure. */
	| {readonly status: 'conflict'}
	/** An inquiry closed the requestId before the document came (T-01). */
	| {readonly status: 'closed'};

/** Where a request came from: a document, or a question about one. */
export type Arrival = 'submission' | 'inquiry';

/** A revocation in the records. */
export interface Revocation {
	/** When it is or was to be on the list, ISO 8601 in UTC. */
	readonly effectiveAt: string;
	/** Whether a list that carries it has been issued (T-10). */
	readonly isListed: boolean;
}

/** An accepted revocation on its way into the records. */
export interface Entry {
	readonly effectiveAt: string;
	/** The signed application, sealed. */
	readonly application: Uint8Array;
	/** When the application is erased, ISO 8601 in UTC. */
	readonly eraseAt: string;
}

/** The records of revocations, open to a decision while it is made. */
export interface Records {
	/** Undefined without a revocation of this certificate. */
	revocationOf(certificate: CertificateName): Promise<Revocation | undefined>;
	/** Enters an accepted revocation; false when one was entered before, whoever sent it (T-04). */
	enter(certificate: CertificateName, entry: Entry): Promise<boolean>;
	/** Whether the issuer's latest list may still be relied on: without one nobody is known to be valid (T-10). */
	isListCurrent(issuer: string, at: Date): Promise<boolean>;
}

/** A revocation list that is due, to be signed. */
export interface DueList {
	readonly issuer: string;
	/** Counts the lists of this issuer from 1 (RFC 5280 5.2.3). */
	readonly number: number;
	readonly thisUpdate: Date;
	readonly nextUpdate: Date;
	readonly revoked: ReadonlyArray<{readonly serialNumber: string; readonly revokedAt: Date}>;
}

/** Whose lists are issued, when, and how. */
export interface ListIssuing {
	/** The short names of the authorities. */
	readonly issuers: readonly string[];
	readonly calendar: CrlCalendar;
	/** Signs a list: DER of a CertificateList. */
	readonly sign: (list: DueList) => Uint8Array;
	readonly now: () => Date;
}

/** An application that was accepted, with what proves it. */
export interface KeptApplication {
	readonly requestId: string;
	readonly sealed: Uint8Array;
	/** The signed receipt. */
	readonly receipt: Uint8Array;
	/** The list of the certificate's issuer in force at the decision; undefined when none was issued here. */
	readonly list: Uint8Array | undefined;
}

/** Decides one request that is new; what it enters is undone together with it when it throws. */
export type Decide = (records: Records, receiptNumber: string) => Promise<Decision>;

/** The window's memory: what was asked, what was answered, what is revoked. All that it answers is on disk. */
export interface Registry {
	/** What the records already say of a request; undefined when its requestId is new. */
	recall(request: Inquiry, arrival: Arrival): Promise<Settlement | undefined>;
	/** Answers a request once and for all: decides a new one, repeats the first answer of a known one. */
	settle(request: Inquiry, arrival: Arrival, decide: Decide): Promise<Settlement>;
	/** Enters certificates that were revoked elsewhere; known ones stay as they are. */
	seed(revoked: readonly (CertificateName & {readonly revokedAt: string})[]): Promise<void>;
	/** Issues every list that is due; one of several windows on a store does it, the others find it done. */
	issueLists(issuing: ListIssuing): Promise<void>;
	latestList(issuer: string): Promise<{readonly der: Uint8Array; readonly nextUpdate: Date} | undefined>;
	/** Erases the applications whose time has come (T-06). */
	eraseDue(now: Date): Promise<void>;
	/** The application of an accepted revocation; undefined for another receipt number, or once it is erased. */
	applicationOf(receiptNumber: string): Promise<KeptApplication | undefined>;
	/** What terminals said of their audits. */
	readonly heads: HeadRecords;
	/** What was reset. */
	readonly decideReset: DecideReset;
	close(): Promise<void>;
}

/**
 * Opens the window's store, making its tables when they are missing.
 * @param location `sqlite:FILE` or a `postgres:` URL
 * @param drawReceiptNumber a new receipt number at each call
 * @throws StoreError when the store cannot be opened
 */
export async function openRegistry(location: string, drawReceiptNumber: () => string): Promise<Registry> {
	const store = await openStore(location);
	return {
		recall: (request, arrival) => store.transaction(tx => recall(tx, request, arrival)),
		settle: (request, arrival, decide) =>
			store.transaction(async tx => {
				await takeTurn(tx);
				for (;;) {
					const receiptNumber = drawReceiptNumber();
					const isNew = await claim(tx, request, receiptNumber);
					if (isNew) return await decideNew(tx, request, receiptNumber, decide);
					const known = await recall(tx, request, arrival);
					if (known) return known;
					// Neither claimed nor known: the receipt number was given before. Draw another.
				}
			}),
		seed: revoked =>
			store.transaction(async tx => {
				for (const {issuer, serialNumber, revokedAt} of revoked) {
					await tx`
						INSERT INTO revocations (issuer, serial_number, effective_at)
						VALUES (${issuer}, ${serialNumber}, ${new Date(revokedAt).toISOString()})
						ON CONFLICT DO NOTHING`;
				}
			}),
		issueLists: issuing =>
			store.transaction(async tx => {
				await takeTurn(tx);
				const thisUpdate = lastCrlAt(issuing.now(), issuing.calendar);
				for (const issuer of issuing.issuers) await issueList(tx, {...issuing, issuer, thisUpdate});
			}),
		latestList: issuer =>
			store.transaction(async tx => {
				const list = await latestList(tx, issuer);
				return list && {der: list.der, nextUpdate: new Date(list.next_update)};
			}),
		eraseDue: now =>
			store.transaction(async tx => {
				await tx`
					UPDATE revocations SET application = NULL, erase_at = NULL WHERE erase_at <= ${now.toISOString()}`;
			}),
		applicationOf: receiptNumber =>
			store.transaction(async tx => {
				const [row] = await tx<ApplicationRow[]>`
					SELECT request_id, application, receipt, issuer, decided_at
					FROM revocations JOIN requests USING (request_id)
					WHERE receipt_number = ${receiptNumber} AND application IS NOT NULL`;
				if (!row) return undefined;
				const [list] = await tx<Pick<ListRow, 'der'>[]>`
					SELECT der FROM lists WHERE issuer = ${row.issuer} AND this_update <= ${row.decided_at}
					ORDER BY number DESC LIMIT 1`;
				return {
					requestId: row.request_id,
					sealed: row.application,
					receipt: row.receipt,
					list: list?.der,
				};
			}),
		heads: headRecords(store),
		decideReset: resetRecords(store),
		close: () => store.close(),
	};
}

/**
 * Lets one transaction at a time decide or issue, on SQLite and PostgreSQL alike. Both read the clock after
 * this: whatever was accepted before a list's instant is in the records when that list is made (T-10).
 */
async function takeTurn(tx: Transaction): Promise<void> {
	await tx`INSERT INTO turns (id, taken) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET taken = turns.taken + 1`;
}

async function claim(tx: Transaction, request: Inquiry, receiptNumber: string): Promise<boolean> {
	const rows = await tx<unknown[]>`
		INSERT INTO requests (request_id, procedure, digest, receipt_number)
		VALUES (${request.requestId}, ${request.procedure}, ${request.digest}, ${receiptNumber})
		ON CONFLICT DO NOTHING
		RETURNING request_id`;
	return rows.length === 1;
}

async function recall(tx: Transaction, request: Inquiry, arrival: Arrival): Promise<Settlement | undefined> {
	const [row] = await tx<RequestRow[]>`
		SELECT procedure, digest, result, receipt FROM requests WHERE request_id = ${request.requestId}`;
	if (!row) return undefined;
	if (row.digest !== request.digest || row.procedure !== request.procedure) return {status: 'conflict'};
	if (row.result === 'not-received' && arrival === 'submission') return {status: 'closed'};
	return {status: 'answered', receipt: row.receipt, result: row.result};
}

interface RequestRow {
	readonly procedure: string;
	readonly digest: string;
	readonly result: Result;
	readonly receipt: Uint8Array;
}

async function decideNew(
	tx: Transaction,
	request: Inquiry,
	receiptNumber: string,
	decide: Decide,
): Promise<Settlement> {
	const {result, receipt, decidedAt} = await decide(recordsFor(tx, request), receiptNumber);
	await tx`
		UPDATE requests SET result = ${result}, receipt = ${receipt}, decided_at = ${decidedAt}
		WHERE request_id = ${request.requestId}`;
	return {status: 'answered', receipt, result};
}

function recordsFor(tx: Transaction, request: Inquiry): Records {
	return {
		revocationOf: async ({issuer, serialNumber}) => {
			const [row] = await tx<{effective_at: string; request_id: string | null}[]>`
				SELECT effective_at, request_id FROM revocations
				WHERE issuer = ${issuer} AND serial_number = ${serialNumber}`;
			if (!row) return undefined;
			const list = await latestList(tx, issuer);
			// What was revoked elsewhere was on a list there.
			const isListed =
				row.request_id === null || (list !== undefined && list.this_update >= row.effective_at);
			return {effectiveAt: row.effective_at, isListed};
		},
		enter: async ({issuer, serialNumber}, {effectiveAt, application, eraseAt}) => {
			const rows = await tx<unknown[]>`
				INSERT INTO revocations (issuer, serial_number, effective_at, request_id, application, erase_at)
				VALUES (${issuer}, ${serialNumber}, ${effectiveAt}, ${request.requestId}, ${application}, ${eraseAt})
				ON CONFLICT DO NOTHING
				RETURNING serial_number`;
			return rows.length === 1;
		},
		isListCurrent: async (issuer, at) => {
			const list = await latestList(tx, issuer);
			return list !== undefined && list.next_update >= at.toISOString();
		},
	};
}

interface ApplicationRow {
	readonly request_id: string;
	readonly application: Uint8Array;
	readonly receipt: Uint8Array;
	readonly issuer: string;
	readonly decided_at: string;
}

interface ListRow {
	readonly number: number;
	readonly this_update: string;
	readonly next_update: string;
	readonly der: Uint8Array;
}

async function latestList(tx: Transaction, issuer: string): Promise<ListRow | undefined> {
	const [row] = await tx<ListRow[]>`
		SELECT number, this_update, next_update, der FROM lists
		WHERE issuer = ${issuer} ORDER BY number DESC LIMIT 1`;
	return row;
}

async function issueList(
	tx: Transaction,
	{issuer, thisUpdate, calendar, sign}: ListIssuing & {readonly issuer: string; readonly thisUpdate: Date},
): Promise<void> {
	const latest = await latestList(tx, issuer);
	const from = thisUpdate.toISOString();
	if (latest && latest.this_update >= from) return;
	const rows = await tx<{serial_number: string; effective_at: string}[]>`
		SELECT serial_number, effective_at FROM revocations
		WHERE issuer = ${issuer} AND effective_at <= ${from} ORDER BY serial_number`;
	const number = (latest?.number ?? 0) + 1;
	const nextUpdate = crlEndsAt(thisUpdate, calendar);
	const revoked = rows.map(row => ({
		serialNumber: row.serial_number,
		revokedAt: new Date(row.effective_at),
	}));
	const der = sign({issuer, number, thisUpdate, nextUpdate, revoked});
	await tx`
		INSERT INTO lists (issuer, number, this_update, next_update, der)
		VALUES (${issuer}, ${number}, ${from}, ${nextUpdate.toISOString()}, ${der})`;
}
