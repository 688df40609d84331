import {createHash} from 'node:crypto';
import type {Procedure} from '../domain/procedure.ts';
import type {Receipt, Refusal, Result} from '../domain/receipt.ts';
import {type CrlCalendar, nextCrlAt} from './crlTime.ts';
import type {Problem} from './problem.ts';
import type {Claim, Inquiry} from './protocol.ts';
import type {CertificateName, Decide, Records, Registry, Settlement} from './registry.ts';

/** What the bytes of a signed application are worth, before the window's records are asked. */
export type Judgement =
	| {
			readonly status: 'sound';
			readonly requestId: string;
			readonly procedure: Procedure;
			readonly certificate: CertificateName;
	  }
	| {
			readonly status: 'refused';
			readonly result: Refusal;
			/** What the document says of itself, when it can be read. */
			readonly requestId?: string;
			readonly procedure?: Procedure;
	  };

/** Judges a signed application (CMS SignedData) in the order of `checkOrder`; never throws for bad bytes. */
export type Judge = (cms: Uint8Array, now: Date) => Promise<Judgement>;

/** Signs a receipt for good: CMS SignedData over its canonical JSON. */
export type IssueReceipt = (receipt: Receipt) => Promise<Uint8Array>;

export interface DeskParts {
	readonly registry: Registry;
	readonly judge: Judge;
	readonly issueReceipt: IssueReceipt;
	readonly now: () => Date;
	readonly calendar: CrlCalendar;
	/** Makes an application unreadable to who has the store alone; see vault.ts. */
	readonly seal: (application: Uint8Array, requestId: string) => Uint8Array;
	/** How long the application of an accepted revocation is kept. */
	readonly retentionDays: number;
	/** A fresh receipt number, for an answer that the records cannot keep. */
	readonly drawReceiptNumber: () => string;
}

/** A signed receipt, or the problem that stands in its place; `result` is for the log. */
export type Reply =
	| {readonly status: 'answered'; readonly receipt: Uint8Array; readonly result: Result}
	| {readonly status: 'refused'; readonly problem: Problem};

/** What the window answers, whatever carries the question. */
export interface Desk {
	submit(cms: Uint8Array, claim: Claim): Promise<Reply>;
	inquire(inquiry: Inquiry): Promise<Reply>;
}

/**
 * The clerk of the window: answers each request exactly once (T-01). An answer given is an answer kept;
 * a request asked about before it came is closed and never taken.
 */
export function createDesk(parts: DeskParts): Desk {
	return {
		submit: (cms, claim) => submit(parts, cms, claim),
		inquire: async inquiry =>
			replyTo(await parts.registry.settle(inquiry, 'inquiry', answering(parts, inquiry, decideUnknown))),
	};
}

async function submit(parts: DeskParts, cms: Uint8Array, claim: Claim): Promise<Reply> {
	if (claim.status === 'unreadable') return {status: 'refused', problem: 'badRequest'};
	const digest = createHash('sha256').update(cms).digest('hex');
	if (claim.status === 'made') {
		// A repeated or closed request costs no signature check. Records that cannot be read are met again below.
		const known = await parts.registry.recall({...claim, digest}, 'submission').catch(() => undefined);
		if (known) return replyTo(known);
	}
	const judgement = await parts.judge(cms, parts.now());
	if (claim.status === 'made' && differs(judgement, claim)) {
		return {status: 'refused', problem: 'claimDiffers'};
	}
	const {requestId, procedure} = {...judgement, ...(claim.status === 'made' ? claim : {})};
	// Unreadable, and nobody says what it was meant to be: there is nothing a receipt could name.
	if (requestId === undefined || procedure === undefined) return {status: 'refused', problem: 'badRequest'};
	const request = {requestId, procedure, digest};
	const ruling = judgement.status === 'refused' ? async () => judgement : byRecords(parts, judgement, cms);
	try {
		return replyTo(await parts.registry.settle(request, 'submission', answering(parts, request, ruling)));
	} catch (error) {
		if (procedure === 'revocation' || judgement.status === 'refused') throw error;
		return withoutRecords(parts, request);
	}
}

/** A validity check while the records cannot be read or written: that nothing is known can still be said (T-10). */
async function withoutRecords(parts: DeskParts, request: Inquiry): Promise<Reply> {
	const unknown: Decide = answering(parts, request, async () => ({result: 'status-unknown'}));
	return replyTo({status: 'answered', ...(await unknown(noRecords, parts.drawReceiptNumber()))});
}

const noRecords: Records = {
	revocationOf: async () => undefined,
	enter: async () => false,
	isListCurrent: async () => false,
};

function differs(judgement: Judgement, claim: {readonly requestId: string; readonly procedure: Procedure}) {
	return (
		(judgement.requestId ?? claim.requestId) !== claim.requestId ||
		(judgement.procedure ?? claim.procedure) !== claim.procedure
	);
}

/** The part of a receipt that has to be found out. */
type Ruling = (records: Records, decidedAt: Date) => Promise<Pick<Receipt, 'result' | 'effectiveAt'>>;

const decideUnknown: Ruling = async () => ({result: 'not-received'});

/**
 * Rules on a sound application by the records: revoked when the list that carries it was issued, duplicate
 * until then, and unknown while the list in force has run out (T-10).
 */
function byRecords(
	{calendar, seal, retentionDays}: DeskParts,
	{requestId, procedure, certificate}: Extract<Judgement, {status: 'sound'}>,
	cms: Uint8Array,
): Ruling {
	return async (records, decidedAt) => {
		let revocation = await records.revocationOf(certificate);
		if (!revocation) {
			if (procedure === 'validity') {
				const isKnown = await records.isListCurrent(certificate.issuer, decidedAt);
				return {result: isKnown ? 'valid' : 'status-unknown'};
			}
			const effectiveAt = nextCrlAt(decidedAt, calendar).toISOString();
			const eraseAt = new Date(decidedAt.getTime() + retentionDays * dayMs).toISOString();
			const application = seal(cms, requestId);
			if (await records.enter(certificate, {effectiveAt, application, eraseAt})) {
				return {result: 'accepted', effectiveAt};
			}
			// Another terminal's revocation of the same certificate was entered in between (T-04).
			revocation = await records.revocationOf(certificate);
		}
		return {result: revocation?.isListed ? 'already-revoked' : 'duplicate'};
	};
}

const dayMs = 86_400_000;

function answering({issueReceipt, now}: DeskParts, request: Inquiry, rule: Ruling): Decide {
	return async (records, receiptNumber) => {
		// Taken inside the transaction: who waited past midnight for it is decided on the next day.
		const decided = now();
		const {result, effectiveAt} = await rule(records, decided);
		const decidedAt = decided.toISOString();
		const receipt = await issueReceipt({
			...request,
			result,
			receiptNumber,
			decidedAt,
			...(effectiveAt === undefined ? {} : {effectiveAt}),
		});
		return {result, receipt, decidedAt};
	};
}

function replyTo(settlement: Settlement): Reply {
	switch (settlement.status) {
		case 'answered':
			return settlement;
		case 'conflict':
			return {status: 'refused', problem: 'conflict'};
		case 'closed':
			return {status: 'refused', problem: 'requestClosed'};
	}
}
