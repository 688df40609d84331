import type {Result} from '../domain/receipt.ts';
import type {Inquiry} from './protocol.ts';
import {openStore, type Transaction} from './store.ts';

/** A certificate as the records name it. */
export interface CertificateName {
	/** The issuer's distinguished name as RFC 4514 text. */
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

/** The records of revocations, open to a decision while it is made. */
export interface Records {
	/** When the certificate is or will be on the list, ISO 8601 in UTC; undefined without a revocation. */
	effectiveAtOf(certificate: CertificateName): Promise<string | undefined>;
	/** Enters an accepted revocation; false when one was entered before, whoever sent it (T-04). */
	enter(
		certificate: CertificateName,
		revocation: {readonly effectiveAt: string; readonly application: Uint8Array},
	): Promise<boolean>;
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
				for (;;) {
					const receiptNumber = drawReceiptNumber();
					// The claim comes first: it takes the lock, so that of two equal requests one waits for the other.
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
		close: () => store.close(),
	};
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
		effectiveAtOf: async ({issuer, serialNumber}) => {
			const [row] = await tx<{effective_at: string}[]>`
				SELECT effective_at FROM revocations
				WHERE issuer = ${issuer} AND serial_number = ${serialNumber}`;
			return row?.effective_at;
		},
		enter: async ({issuer, serialNumber}, {effectiveAt, application}) => {
			const rows = await tx<unknown[]>`
				INSERT INTO revocations (issuer, serial_number, effective_at, request_id, application)
				VALUES (${issuer}, ${serialNumber}, ${effectiveAt}, ${request.requestId}, ${application})
				ON CONFLICT DO NOTHING
				RETURNING serial_number`;
			return rows.length === 1;
		},
	};
}
